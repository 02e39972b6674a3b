"""From the cells of a table to the items of a plan: what was understood, and each cell that was not."""
