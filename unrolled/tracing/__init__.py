"""Every number that a recurrent Keras model makes, and the proof that it is Keras's."""
