"""Layers and stacks of layers, as the oracle computes them."""

from .answering import sentence_stack, word_stack
from .gru import GRU
from .layer import Config, Layer, Made, Recurrent, Shapes
from .lstm import LSTM
from .plain import Dense, Embedding
from .simple_rnn import SimpleRNN
from .softmax import Softmax
from .stack import Stack
from .weightless import Flatten, Masking, Pool, RepeatVector, Reshape
from .wrappers import Bidirectional, TimeDistributed

__all__ = [
    "GRU",
    "LSTM",
    "Bidirectional",
    "Config",
    "Dense",
    "Embedding",
    "Flatten",
    "Layer",
    "Made",
    "Masking",
    "Pool",
    "Recurrent",
    "RepeatVector",
    "Reshape",
    "Shapes",
    "SimpleRNN",
    "Softmax",
    "Stack",
    "TimeDistributed",
    "sentence_stack",
    "word_stack",
]
