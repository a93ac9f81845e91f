"""Reading a sentence step by step, as every recurrent layer does, with masks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .layer import Made, steps_and_features

States = tuple[np.ndarray, ...]
Step = Callable[[np.ndarray, States], States]
"""From the inputs at a step, (batch, features), and the states so far, each
(batch, units), to the next states. The first state is what the step puts out."""


@dataclass(frozen=True)
class Read:
    """What reading made.

    Attributes:
        outputs: (batch, steps, units), in the order in which the steps were read.
        states: the last ones, each (batch, units).
    """

    outputs: np.ndarray
    states: States


def read(
    step: Step,
    x: np.ndarray,
    start: States,
    mask: np.ndarray | None = None,
    *,
    backwards: bool = False,
    zero_masked: bool = False,
) -> Read:
    """Read sentences from their first step to the last.

    A masked step leaves the states as they are and puts out once more what the step
    before it did: zeros before the first real one.

    Args:
        step: the layer's equation.
        x: (batch, steps, features).
        start: the states before the first step.
        mask: (batch, steps), True where a word stands; None when all do.
        backwards: whether the last step is read first.
        zero_masked: whether a masked step puts out zeros, as in a Bidirectional.
    """
    if mask is None:
        mask = np.ones(x.shape[:2], bool)
    if backwards:
        x, mask = x[:, ::-1], mask[:, ::-1]
    states, output = start, np.zeros_like(start[0])
    outputs = []
    for t in range(x.shape[1]):
        real = mask[:, t, None]
        new = step(x[:, t], states)
        states = tuple(np.where(real, n, s) for n, s in zip(new, states, strict=True))
        output = np.where(
            real, new[0], np.zeros_like(output) if zero_masked else output
        )
        outputs.append(output)
    return Read(np.stack(outputs, axis=1), states)


def returned(found: Read, return_sequences: bool, return_state: bool) -> Made:
    """What a layer hands out of what it read, in Keras' order.

    Args:
        found: what it read.
        return_sequences: whether every output is handed out, not the last alone.
        return_state: whether the last states follow.
    """
    outputs = found.outputs if return_sequences else found.outputs[:, -1]
    return (outputs, *found.states) if return_state else outputs


def returned_shape(layer: Any, shape: tuple[int, ...], states: int) -> tuple[Any, ...]:
    """The shape of what a layer hands out, without the batch axis.

    Args:
        layer: a recurrent layer.
        shape: (steps, features) that it reads.
        states: how many it has.
    """
    steps, _ = steps_and_features(layer.name, shape)
    output = (steps, layer.units) if layer.return_sequences else (layer.units,)
    return (output, *[(layer.units,)] * states) if layer.return_state else output


def gated_shapes(layer: Any, shape: tuple[int, ...], gates: int) -> tuple[Any, ...]:
    """Shapes of kernel, recurrent kernel and bias, each as wide as all gates.

    Args:
        layer: a recurrent layer.
        shape: (steps, features) that it reads.
        gates: blocks of ``units`` columns that lie side by side in each.
    """
    _, features = steps_and_features(layer.name, shape)
    wide = gates * layer.units
    kernels = ((features, wide), (layer.units, wide))
    return (*kernels, (wide,)) if layer.use_bias else kernels
