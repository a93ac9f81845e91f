"""The course's own tools."""
