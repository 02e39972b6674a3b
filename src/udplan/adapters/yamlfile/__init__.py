"""One YAML file between bytes and data, with the position of everything."""
