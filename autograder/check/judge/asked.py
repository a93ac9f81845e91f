"""What a check compares with: arrays, what mistakes make of them, counts of layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

import numpy as np

from ...reference.asked.counts import parameters_by_layer
from ...reference.asked.result import Result
from ...reference.expected import Mask, Mistake, Number
from ...reference.expected import Sequence as Asked
from ...reference.layers import Stack
from ..diagnose.proof import Pair
from ..misused import Misused
from .parameters import Count

T = TypeVar("T")

INVERTED, EXCHANGED = "mask-inverted", "h-c-exchanged"
"""Mistakes that may be made on top of any other."""

ONE_DIRECTION = "one-direction"


@dataclass(frozen=True)
class Known(Generic[T]):
    """What is right, and what is known to be wrong.

    Attributes:
        right: an array, or one for each of several.
        mistakes: what known mistakes make.
        pairs: what two of them at once make; computed as they are asked for.
    """

    right: T
    mistakes: Sequence[tuple[Mistake, T]] = ()
    pairs: Iterable[tuple[tuple[Mistake, Mistake], T]] = ()


def one(like: Asked | Result | np.ndarray) -> Known[np.ndarray]:
    """One array that is asked for.

    Args:
        like: what a check was given.
    """
    if isinstance(like, Result):
        right = like.value
        if isinstance(right, tuple):
            raise Misused('check.sequence takes one array: part="outputs"')
        mistakes = [(m, w) for m, w in like.mistakes if isinstance(w, np.ndarray)]
        pairs = ((p, w) for p, w in like.pairs if isinstance(w, np.ndarray))
        return Known(right, mistakes, pairs)
    asked = like if isinstance(like, Asked) else Asked(np.asarray(like))
    return Known(np.asarray(asked.value, "float64"), asked.mistakes)


def several(
    like: Result | Sequence[np.ndarray],
) -> Known[tuple[np.ndarray, ...]]:
    """Several arrays that are asked for.

    Args:
        like: what a check was given.
    """
    if not isinstance(like, Result):
        return Known(tuple(np.asarray(each, "float64") for each in like))
    right = like.value
    if not isinstance(right, tuple):
        raise Misused('check.states takes several arrays: part="states"')
    mistakes = [(m, w) for m, w in like.mistakes if isinstance(w, tuple)]
    exchanged = next((m for m, _ in mistakes if m.id == EXCHANGED), None)
    turned = [
        ((exchanged, m), w[::-1])
        for m, w in mistakes
        if exchanged is not None and m is not exchanged
    ]
    pairs = ((p, w) for p, w in like.pairs if isinstance(w, tuple))
    return Known(right, mistakes, chain(turned, pairs))


def flags(like: Mask | np.ndarray) -> Known[np.ndarray]:
    """A mask that is asked for, as 1 and 0.

    Args:
        like: what a check was given.
    """
    asked = like if isinstance(like, Mask) else Mask(np.asarray(like))
    mistakes = [(m, w.astype("float64")) for m, w in asked.mistakes]
    inverted = next((m for m, _ in mistakes if m.id == INVERTED), None)
    others = [(m, w) for m, w in mistakes if m is not inverted]
    pairs = [((inverted, m), 1 - w) for m, w in others] if inverted else []
    return Known(asked.value.astype("float64"), mistakes, pairs)


def counts(like: Stack, shape: tuple[int, ...]) -> list[Count]:
    """The parameters of each layer.

    Args:
        like: the layers.
        shape: of one sentence.
    """
    numbers = parameters_by_layer(like, shape)
    return [
        Count(layer.name, int(number.value), number.mistakes, _halves(number))
        for layer, number in zip(like.layers, numbers, strict=True)
    ]


def _halves(number: Number) -> tuple[tuple[Pair, float], ...]:
    """Of two directions one alone, and that one counted wrongly."""
    one = next((m for m, _ in number.mistakes if m.id == ONE_DIRECTION), None)
    if one is None:
        return ()
    return tuple(((one, m), value / 2) for m, value in number.mistakes if m is not one)
