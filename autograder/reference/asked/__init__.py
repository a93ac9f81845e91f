"""What exercises ask for that is no model and no function: counts, shapes, arrays."""
