"""What the instructor's guide says, typed and clicked."""
