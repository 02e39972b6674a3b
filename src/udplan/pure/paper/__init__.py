"""Papers: what is told of a plan, as sections of blocks that any printer can print."""
