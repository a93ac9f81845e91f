"""Warm kernels: a process that has imported all that is slow forks each of them."""
