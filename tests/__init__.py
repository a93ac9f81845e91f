"""The proofs, laid out as the packages are."""
