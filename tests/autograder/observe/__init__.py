"""What is observed, and how it travels."""
