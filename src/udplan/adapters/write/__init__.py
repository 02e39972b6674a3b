"""Changing plan files without losing a byte: edits in the text, a journal, atomic replacing."""
