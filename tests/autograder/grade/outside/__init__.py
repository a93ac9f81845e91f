"""The judge outside the kernel."""
