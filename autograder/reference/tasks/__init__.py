"""Functions that learners write, and every way to get them wrong that we know of."""
