"""Two models on one input: what is the same, what differs, and where."""
