"""The demonstration class, graded."""
