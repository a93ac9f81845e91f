"""Traces layers that make or mark a sequence: Embedding, Masking, RepeatVector."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arguments import arguments_of
from .proof import deviation_of_outputs
from .records import EmbeddingTrace, MaskingTrace, RepeatVectorTrace
from .tensors import to_numpy, to_tensor


def trace_embedding(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> EmbeddingTrace:
    """The rows of a table that ids pick, (batch, steps) in."""
    table = to_numpy(layer.embeddings)
    if inputs.min() < 0 or inputs.max() >= len(table):
        wrong = inputs[(inputs < 0) | (inputs >= len(table))][0]
        raise ValueError(
            f"x holds the id {wrong}; the layer {layer.name!r} has rows 0 to "
            f"{len(table) - 1}."
        )
    outputs = table[inputs]
    own = layer(inputs)
    return EmbeddingTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        parameters=int(table.size),
        table=table,
        mask_zero=layer.mask_zero,
        inputs=inputs,
        mask=mask,
        outputs=outputs,
        error=deviation_of_outputs(layer, own, outputs),
    )


def trace_masking(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> MaskingTrace:
    """Zeros where a step holds the mask's value only, (batch, steps, features) in."""
    outputs = inputs * let_through(inputs, layer.mask_value)[..., None]
    own = layer(to_tensor(inputs, layer))
    return MaskingTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        mask_value=layer.mask_value,
        parameters=0,
        inputs=inputs,
        mask=mask,
        outputs=outputs,
        error=deviation_of_outputs(layer, own, outputs),
    )


def let_through(inputs: np.ndarray, mask_value: float) -> np.ndarray:
    """(batch, steps), False where Masking finds its value alone."""
    return np.asarray((inputs != np.float32(mask_value)).any(axis=-1))


def trace_repeat_vector(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> RepeatVectorTrace:
    """One vector n times, (batch, features) in."""
    outputs = np.repeat(inputs[:, None], layer.n, axis=1)
    own = layer(to_tensor(inputs, layer))
    return RepeatVectorTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        parameters=0,
        inputs=inputs,
        mask=mask,
        outputs=outputs,
        error=deviation_of_outputs(layer, own, outputs),
    )
