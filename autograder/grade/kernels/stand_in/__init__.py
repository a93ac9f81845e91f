"""A folder for the import path of kernels: it holds another package `autograder`."""
