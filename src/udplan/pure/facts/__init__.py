"""What is computed of a plan and is not yet words."""
