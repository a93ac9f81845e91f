"""Reports what a learner made, as plain data; nothing in here judges."""
