"""Random and given weights, put into the order in which a model has its own."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..reference.layers import Stack

Shape = tuple[int, ...]
Arrays = Sequence[np.ndarray]


def arrange(arrays: Arrays, shapes: Sequence[Shape]) -> list[np.ndarray] | None:
    """Weights in the order of a model whose weights have these shapes.

    Equal shapes keep their order.

    Returns:
        The same arrays in the model's order; None when they do not fit it.
    """
    left = list(arrays)
    placed = []
    for shape in shapes:
        place = next((i for i, a in enumerate(left) if a.shape == shape), None)
        if place is None:
            return None
        placed.append(left.pop(place))
    return None if left else placed


def draw_weights(
    like: Stack, shape: Shape, rng: np.random.Generator
) -> list[np.ndarray]:
    """Random weights for a stack that reads ``shape``, large enough to be felt."""
    return [
        rng.uniform(-1, 1, s) / math.sqrt(max(1, s[0] if len(s) > 1 else 1) / 3)
        for s in like.weight_shapes(shape)
    ]


def arrange_given(weights: Arrays, shapes: Sequence[Shape]) -> list[np.ndarray] | None:
    """Given weights for a stack that has fewer of them; None when they do not fit."""
    rest = iter(weights)
    placed = [next((w for w in rest if w.shape == shape), None) for shape in shapes]
    fitting = [w for w in placed if w is not None]
    return fitting if len(fitting) == len(placed) else None
