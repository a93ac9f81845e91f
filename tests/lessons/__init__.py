"""Every lesson, in each of its forms."""
