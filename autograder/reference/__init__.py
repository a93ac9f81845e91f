"""The oracle: what is right, written from the equations in NumPy, never from Keras.

A check's ``like=`` takes what is made here. Beside the right answer each of these
knows the mistakes that learners make there, as numbers that the mistake would give.
"""

from .expected import Function, Mistake, Number, Shape
from .functions import (
    simple_rnn_last_state,
    simple_rnn_parameters,
    simple_rnn_step,
)
from .layers import Dense, SimpleRNN, Stack
from .shapes import sequence_shape

__all__ = [
    "Dense",
    "Function",
    "Mistake",
    "Number",
    "Shape",
    "SimpleRNN",
    "Stack",
    "sequence_shape",
    "simple_rnn_last_state",
    "simple_rnn_parameters",
    "simple_rnn_step",
]
