"""The reports as values: every figure and every ready string a template prints."""
