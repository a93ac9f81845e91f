"""Random weights for a model, and the orders in which they may be those of a stack."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, permutations, product
from typing import TypeVar

import numpy as np

from ...observe.seen import Arrays, ModelSeen

T = TypeVar("T")

Shape = tuple[int, ...]
Shapes = tuple[Shape, ...]

MOST = 60
"""Orders that are tried before a model is called wrong."""


def draw_weights(seen: ModelSeen, rng: np.random.Generator) -> list[np.ndarray]:
    """Random weights for a model, in its own order, large enough to be felt.

    Args:
        seen: the model.
        rng: draws them.
    """
    tables = {
        place
        for layer in seen.layers
        if layer.type == "Embedding"
        for place in layer.weights
    }
    return [
        rng.uniform(-1, 1, w.shape) / (1.0 if i in tables else _scale(w.shape))
        for i, w in enumerate(seen.weights)
    ]


def _scale(shape: Shape) -> float:
    return math.sqrt(max(1, shape[0] if len(shape) > 1 else 1) / 3)


class Orders:
    """The orders in which a model's weights may be those of a stack.

    The natural one comes first: the layers as they are called, each with its weights as
    it has them. Weights of equal shapes may lie otherwise in a model that is right all
    the same: a layer made before the one below it, two directions as two layers.
    """

    def __init__(self, seen: ModelSeen) -> None:
        """The orders of this model's weights."""
        self._shapes = [w.shape for w in seen.weights]
        self._sorted = Counter(self._shapes)
        # each once, though a layer may be called twice
        blocks = list(dict.fromkeys(x.weights for x in seen.layers if x.weights))
        held = {place for block in blocks for place in block}
        left = tuple(i for i in range(len(self._shapes)) if i not in held)
        self._called = [place for block in blocks for place in block]
        self._blocks = [
            piece for block in [*blocks, left] for piece in self._cut(block) if piece
        ]
        self._known: dict[tuple[Shapes, ...], list[list[int]]] = {}

    def of(self, asked: Sequence[Shapes], most: int = MOST) -> list[list[int]]:
        """Places of the model's weights, in the order of a stack.

        Args:
            asked: shapes of each of the stack's layers.
            most: how many orders.

        Returns:
            None at all when the weights have other shapes.
        """
        key = tuple(asked)
        if key not in self._known:
            flat = [shape for shapes in asked for shape in shapes]
            fits = Counter(flat) == self._sorted
            found = self._orders(flat, asked) if fits else iter(())
            unique = dict.fromkeys(map(tuple, islice(found, 4 * MOST)))
            self._known[key] = [list(order) for order in islice(unique, MOST)]
        return self._known[key][:most]

    def _orders(
        self, flat: list[Shape], asked: Sequence[Shapes]
    ) -> Iterator[list[int]]:
        """Likely orders first; some more than once."""
        for order in (self._called, range(len(self._shapes))):
            placed = self._in_order(flat, order)
            if placed is not None:
                yield placed
        yield from self._by_blocks(asked)
        yield from self._one_by_one(flat)

    def _in_order(self, flat: list[Shape], order: Sequence[int]) -> list[int] | None:
        """The first of each shape that is left."""
        left, placed = list(order), []
        for shape in flat:
            place = next((i for i in left if self._shapes[i] == shape), None)
            if place is None:
                return None
            left.remove(place)
            placed.append(place)
        return placed

    def _by_blocks(self, asked: Sequence[Shapes]) -> Iterator[list[int]]:
        """Whole layers, or directions, in each other's place."""
        wanted = [piece for shapes in asked for piece in _halves(shapes)]
        mine: dict[Shapes, list[tuple[int, ...]]] = {}
        for block in self._blocks:
            mine.setdefault(tuple(self._shapes[i] for i in block), []).append(block)
        if Counter(wanted) != Counter({key: len(found) for key, found in mine.items()}):
            return
        for chosen in product(*map(_swaps, mine.values())):
            rest = {key: list(c) for key, c in zip(mine, chosen, strict=True)}
            yield [place for piece in wanted for place in rest[piece].pop(0)]

    def _one_by_one(self, flat: list[Shape]) -> Iterator[list[int]]:
        """Single weights in each other's place, as a learner's own layer has them."""
        places: dict[Shape, list[int]] = {}
        for place, shape in enumerate(self._shapes):
            places.setdefault(shape, []).append(place)
        for chosen in product(*map(_swaps, places.values())):
            rest = {key: list(c) for key, c in zip(places, chosen, strict=True)}
            yield [rest[shape].pop(0) for shape in flat]

    def _cut(self, block: tuple[int, ...]) -> list[tuple[int, ...]]:
        """A layer's weights, or those of its two directions."""
        half = len(block) // 2
        shapes = tuple(self._shapes[i] for i in block)
        return [block[:half], block[half:]] if len(_halves(shapes)) == 2 else [block]


def _swaps(found: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Orders of what is of one shape, as found first."""
    return islice(permutations(found), MOST)


def _halves(shapes: Shapes) -> list[Shapes]:
    """Shapes of a layer's weights, or those of each of its two directions."""
    half = len(shapes) // 2
    if half and shapes[:half] == shapes[half:]:
        return [shapes[:half], shapes[half:]]
    return [shapes] if shapes else []


def arrange_given(weights: Arrays, shapes: Sequence[Shape]) -> list[np.ndarray] | None:
    """Given weights for a stack that has fewer of them; None when they do not fit.

    Args:
        weights: in the order of the stack that was asked for.
        shapes: of the other stack's weights.
    """
    rest = iter(weights)
    placed = [next((w for w in rest if w.shape == shape), None) for shape in shapes]
    fitting = [w for w in placed if w is not None]
    return fitting if len(fitting) == len(placed) else None
