"""Finds how many recurrent layers of a model stand on top of each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ...observe.seen import Arrays, Batch, ModelSeen, View
from ..judge.agree import same
from .orders import draw_weights

DRAWS = 3
"""Sets of weights with which a layer is looked at."""


def depth(view: View, seen: ModelSeen, inputs: Batch) -> int:
    """How many recurrent layers stand on top of each other, as far as is known.

    A layer stands on another when it returns something else once the other has other
    weights. That it does not is proven for several sets of weights; what cannot be
    looked at counts as if it stood on all that were called before it.

    Args:
        view: asks the model.
        seen: the model.
        inputs: a few sentences.
    """
    places = [i for i, layer in enumerate(seen.layers) if layer.recurrent]
    below: dict[int, set[int]] = {upper: set() for upper in places}
    rng = np.random.default_rng(0)
    read = {at for place in places for at in seen.layers[place].weights}
    for draw in range(DRAWS):
        weights = draw_weights(seen, rng)
        if not draw:  # what lies between the layers as it was trained
            weights = _put(seen.weights, weights, read)
        before = _inside(view, seen, inputs, weights)
        for lower in places:
            own = {*seen.layers[lower].weights}
            other = _put(weights, draw_weights(seen, rng), own)
            after = _inside(view, seen, inputs, other)
            for upper in places:
                known = own and before and after and _telling(before[upper])
                if not known or not same(before[upper], after[upper]):
                    below[upper].add(lower)
    return _tallest(seen, places, below)


def _put(weights: Arrays, others: Arrays, places: Collection[int]) -> list[np.ndarray]:
    """The weights with others at some places."""
    pairs = zip(weights, others, strict=True)
    return [o if place in places else w for place, (w, o) in enumerate(pairs)]


def _telling(made: np.ndarray) -> bool:
    """Whether there are numbers, and no NaN, which stays NaN whatever is read."""
    return bool(made.size) and bool(np.all(np.isfinite(made)))


def _inside(
    view: View, seen: ModelSeen, inputs: Batch, weights: Arrays
) -> tuple[np.ndarray, ...]:
    """What each layer returns; () when that is not known."""
    noted = view.run([inputs], weights, inside=True).inside
    return noted if len(noted) == len(seen.layers) else ()


def _tallest(seen: ModelSeen, places: Sequence[int], below: dict[int, set[int]]) -> int:
    """The number of layers in the tallest stack, each called after those below it."""
    heights: dict[int, int] = {}
    for upper in places:
        under = [heights[lower] for lower in below[upper] if lower in heights]
        heights[upper] = max(under, default=0) + seen.layers[upper].cells
    return max(heights.values(), default=0)
