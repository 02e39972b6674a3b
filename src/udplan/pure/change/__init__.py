"""What differs between two versions, and what is to be changed, as data."""
