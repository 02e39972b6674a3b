"""Tables of other programs as cells, whichever format they are in."""
