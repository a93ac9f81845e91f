"""Runs the two recurrent layers of a Bidirectional, and merges what they give."""

from __future__ import annotations

from typing import Any

import numpy as np

from .arguments import arguments_of
from .proof import allowed_over, deviation
from .records import Argument, BidirectionalTrace
from .recurrent import KINDS, trace_recurrent
from .support import require_known
from .tensors import flat, to_numpy, to_tensor


def trace_bidirectional(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> BidirectionalTrace:
    """What a Bidirectional layer does with a batch; arguments as `trace_recurrent`."""
    halves = layer.forward_layer, layer.backward_layer
    for half in halves:
        require_known(half, KINDS, f"{', '.join(KINDS)} inside Bidirectional")
    forward, backward = (trace_recurrent(half, inputs, mask, 0) for half in halves)
    ours, theirs = forward.returned[0], backward.returned[0]
    if forward.return_sequences:
        theirs = theirs[:, ::-1]  # it came in the order of reading
    states = (*forward.returned[1:], *backward.returned[1:])
    returned = (*_merged(ours, theirs, layer.merge_mode), *states)
    error = max(forward.error, backward.error)
    allowed = allowed_over(inputs.shape[1])
    if not layer.stateful:  # that would read the batch a second time
        own = flat(layer(to_tensor(inputs, layer), mask=mask, training=False))
        for made, given in zip(returned, own, strict=True):
            where = f"the layer {layer.name!r}, outputs"
            off = deviation(made, to_numpy(given), where, allowed)
            error = max(error, off)
    copied = _copied(*halves)
    return BidirectionalTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        forward=forward,
        backward=backward,
        merge_mode=layer.merge_mode,
        backward_layer=not copied,
        parameters=forward.parameters + backward.parameters,
        inputs=inputs,
        mask=mask,
        returned=returned,
        passes=passes,
        error=error,
    )


def _merged(
    forward: np.ndarray, backward: np.ndarray, mode: str | None
) -> tuple[np.ndarray, ...]:
    """What Bidirectional makes of its two halves' outputs."""
    if mode is None:
        return forward, backward
    if mode == "concat":
        return (np.concatenate([forward, backward], axis=-1),)
    if mode == "mul":
        return (forward * backward,)
    total = forward + backward
    return (total / 2,) if mode == "ave" else (total,)


def _copied(forward: Any, backward: Any) -> bool:
    """Whether the backward layer is what Bidirectional makes of the forward one."""

    def own(layer: Any) -> set[Argument]:
        return {a for a in arguments_of(layer) if a.name != "go_backwards"}

    return type(forward) is type(backward) and own(forward) == own(backward)
