"""Tools that set up, build and try the course."""
