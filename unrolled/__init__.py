"""Figures of recurrent layers from live Keras models, and the course's data."""

from __future__ import annotations

from .comparing.compare import Comparison, compare
from .drawing.draw import Drawing, draw
from .quiet import quiet
from .stepping.step import Stepper, step
from .tracing.proof import TraceMismatch
from .tracing.records import (
    Argument,
    BidirectionalTrace,
    CellTrace,
    DenseTrace,
    ElementwiseTrace,
    EmbeddingTrace,
    Gate,
    LayerTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    State,
    Term,
    TimeDistributedTrace,
)
from .tracing.support import UnsupportedLayer
from .tracing.trace import Trace, trace

__all__ = [
    "Argument",
    "BidirectionalTrace",
    "CellTrace",
    "Comparison",
    "DenseTrace",
    "Drawing",
    "ElementwiseTrace",
    "EmbeddingTrace",
    "Gate",
    "LayerTrace",
    "MaskingTrace",
    "RecurrentTrace",
    "RepeatVectorTrace",
    "State",
    "Stepper",
    "Term",
    "TimeDistributedTrace",
    "Trace",
    "TraceMismatch",
    "UnsupportedLayer",
    "compare",
    "draw",
    "quiet",
    "step",
    "trace",
]
