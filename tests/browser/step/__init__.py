"""A figure that is stepped through, on every page it may stand on."""
