"""Checks a learner's work: in a notebook (`check`) and for a class (`grade`)."""
