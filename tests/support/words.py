"""The words of messages in tests."""

from udplan.ground.language import words_of

DANISH, ENGLISH = words_of("da"), words_of("en")
