"""Compares what was observed with what the oracle says."""
