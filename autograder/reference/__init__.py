"""The oracle: what is right, written from the equations in NumPy, never from Keras.

A check's ``like=`` takes what is made here. Beside the right answer each of these
knows the mistakes that learners make there, as numbers that the mistake would give.
"""

from .asked.averages import running_average
from .asked.counts import parameters, parameters_by_layer, parameters_of_top
from .asked.padding import padded, padding_mask
from .asked.result import Result
from .asked.shapes import (
    label_shape,
    output_shape,
    returned_tensors,
    sequence_shape,
    state_shape,
)
from .expected import Function, Mask, Mistake, Number, Sequence, Shape
from .layers import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    Flatten,
    Masking,
    Pool,
    RepeatVector,
    Reshape,
    SimpleRNN,
    Softmax,
    Stack,
    TimeDistributed,
    sentence_stack,
    word_stack,
)
from .tasks.bio_spans import bio_spans
from .tasks.entity_f1 import entity_f1
from .tasks.last_output import last_output
from .tasks.masked_loss import masked_loss
from .tasks.reading import (
    simple_rnn_last_state,
    simple_rnn_parameters,
    simple_rnn_states,
    simple_rnn_step,
)
from .tasks.two_layers import two_simple_rnns

__all__ = [
    "GRU",
    "LSTM",
    "Bidirectional",
    "Dense",
    "Embedding",
    "Flatten",
    "Function",
    "Mask",
    "Masking",
    "Mistake",
    "Number",
    "Pool",
    "RepeatVector",
    "Reshape",
    "Result",
    "Sequence",
    "Shape",
    "SimpleRNN",
    "Softmax",
    "Stack",
    "TimeDistributed",
    "bio_spans",
    "entity_f1",
    "label_shape",
    "last_output",
    "masked_loss",
    "output_shape",
    "padded",
    "padding_mask",
    "parameters",
    "parameters_by_layer",
    "parameters_of_top",
    "returned_tensors",
    "running_average",
    "sentence_stack",
    "sequence_shape",
    "simple_rnn_last_state",
    "simple_rnn_parameters",
    "simple_rnn_states",
    "simple_rnn_step",
    "state_shape",
    "two_simple_rnns",
    "word_stack",
]
