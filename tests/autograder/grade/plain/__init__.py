"""A course that knows nothing of this package, and what its gradebook says."""
