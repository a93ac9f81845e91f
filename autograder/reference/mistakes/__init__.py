"""What learners build where a layer or a stack of layers was asked for."""
