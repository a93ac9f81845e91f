"""The oracle, against Keras and against itself."""
