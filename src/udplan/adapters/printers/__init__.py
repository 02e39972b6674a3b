"""Printers: from a paper of blocks, or rows of text, to what people and programs read."""
