"""Set-up and the files that hold the house together."""
