"""Hints, solutions and progress, as a learner meets them."""
