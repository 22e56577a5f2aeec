"""The split tree of one tab, with the host's own arithmetic. Pure: numbers in, numbers out."""
