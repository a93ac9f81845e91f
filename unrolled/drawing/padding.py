"""Which steps of a trace are padding, which later layers skip."""

from __future__ import annotations

import numpy as np

from ..tracing.records import (
    BidirectionalTrace,
    EmbeddingTrace,
    LayerTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
)
from ..tracing.sequences import let_through
from ..tracing.trace import Trace


def padding_made(layer: LayerTrace) -> np.ndarray | None:
    """(batch, steps), False at what a layer itself declares padding, else None."""
    if isinstance(layer, EmbeddingTrace) and layer.mask_zero:
        return np.asarray(layer.inputs != 0)
    if isinstance(layer, MaskingTrace):
        return let_through(layer.inputs, layer.mask_value)
    return None


def padding_read(trace: Trace, index: int) -> np.ndarray | None:
    """(batch, steps), False at padding, of what a layer reads; or of the outputs."""
    if index < len(trace.layers):
        return trace.layers[index].mask
    last = trace.layers[-1]
    if last.outputs.ndim < 3:
        return None
    made = padding_made(last)
    return last.mask if made is None else made


def padded_words(trace: Trace) -> np.ndarray | None:
    """(batch, steps), False at the words that a later layer skips.

    The layer that finds them stands above the words, and at times above others.
    """
    for layer in trace.layers:
        made = layer.mask if layer.mask is not None else padding_made(layer)
        if made is not None:
            return made
        if isinstance(layer, RecurrentTrace | BidirectionalTrace | RepeatVectorTrace):
            return None
    return None
