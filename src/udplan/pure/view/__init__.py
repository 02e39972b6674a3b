"""What may be seen, and what was asked for."""
