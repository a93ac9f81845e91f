"""Proof of the ways in which the course is put up for a class."""
