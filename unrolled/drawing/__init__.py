"""Figures of a trace: what is on the page, where, and in which colours."""
