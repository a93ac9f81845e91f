"""The checks in a notebook."""
