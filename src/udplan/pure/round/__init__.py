"""Rounds: what of them may change, what they are known by, what they attach."""
