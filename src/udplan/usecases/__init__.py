"""What udplan does, callable without the command line."""
