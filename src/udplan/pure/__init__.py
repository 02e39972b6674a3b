"""Pure logic: a plan in, values out. No I/O, no clock, no printing."""
