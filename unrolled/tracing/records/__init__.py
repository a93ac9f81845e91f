"""What a trace holds of each kind of layer, as plain arrays.

Two records are equal when they are the same one: arrays give no single answer.
"""

from __future__ import annotations

from .around import (
    DenseTrace,
    ElementwiseTrace,
    EmbeddingTrace,
    MaskingTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from .common import Argument, LayerTrace
from .recurrent import (
    BidirectionalTrace,
    CellTrace,
    Gate,
    RecurrentTrace,
    State,
    Term,
)

__all__ = [
    "Argument",
    "BidirectionalTrace",
    "CellTrace",
    "DenseTrace",
    "ElementwiseTrace",
    "EmbeddingTrace",
    "Gate",
    "LayerTrace",
    "MaskingTrace",
    "RecurrentTrace",
    "RepeatVectorTrace",
    "State",
    "Term",
    "TimeDistributedTrace",
]
