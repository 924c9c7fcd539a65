"""What differs between two catalog sets, and between a catalog set and somebody's own table."""
