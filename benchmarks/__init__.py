"""What the lessons claim about scores and time, measured anew."""
