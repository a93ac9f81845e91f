"""Tests of the figures, of the numbers in them, and of the data."""
