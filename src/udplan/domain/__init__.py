"""Domain: the plan as its readers understand it; pure values, no input or output."""
