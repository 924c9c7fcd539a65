"""The way of one payload from raw input to answer; standard library only."""
