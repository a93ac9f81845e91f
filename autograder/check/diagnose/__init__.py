"""Finds which known mistake reproduces the numbers of an answer that is wrong."""
