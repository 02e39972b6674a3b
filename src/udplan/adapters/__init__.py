"""The outside world: files, git, YAML, templates, the terminal."""
