"""Outputs of many stacks on one input; what several have in common is computed once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...observe.seen import Arrays
from ...reference.layers import Layer, Stack
from ...reference.layers.layer import Made

Key = tuple[tuple[Layer, tuple[int, ...]], ...]


class Memory:
    """Computes stacks whose weights are some of a model's.

    Two stacks with the same lower layers differ above them alone.
    """

    def __init__(self, x: np.ndarray, weights: Arrays) -> None:
        """What every stack reads, (batch, …), and the weights of the model."""
        self._x = np.asarray(x, "float64")
        self._weights = [np.asarray(w, "float64") for w in weights]
        self._known: dict[Key, tuple[Made, np.ndarray | None]] = {}

    def outputs(self, stack: Stack, order: Sequence[int]) -> Made:
        """What a stack makes.

        Args:
            stack: the layers.
            order: places of the model's weights, in the stack's order.

        Raises:
            ValueError: a layer cannot read what comes to it.
        """
        made: Made = self._x
        mask: np.ndarray | None = None
        key: Key = ()
        place = 0
        for layer in stack.layers:
            if isinstance(made, tuple):
                raise ValueError(f"{layer.name} reads one array, not a list of them.")
            count = len(layer.weight_shapes(made.shape[1:]))
            own = tuple(order[place : place + count])
            place += count
            key = (*key, (layer, own))
            if key not in self._known:
                given = [self._weights[i] for i in own]
                self._known[key] = layer(made, given, mask), layer.mask(made, mask)
            made, mask = self._known[key]
        return made
