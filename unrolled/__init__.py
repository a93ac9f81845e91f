"""Figures of recurrent layers from live Keras models, and the course's data."""

from __future__ import annotations

from .chain import UnsupportedLayer
from .draw import Drawing, draw
from .layers import DenseTrace, ElementwiseTrace, LayerTrace, RecurrentTrace, State
from .quiet import quiet
from .trace import Trace, TraceMismatch, trace

__all__ = [
    "DenseTrace",
    "Drawing",
    "ElementwiseTrace",
    "LayerTrace",
    "RecurrentTrace",
    "State",
    "Trace",
    "TraceMismatch",
    "UnsupportedLayer",
    "draw",
    "quiet",
    "trace",
]
