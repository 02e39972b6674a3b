"""What happened to a plan, in the words that `diff`, `history`, reports and `--dry-run` share."""
