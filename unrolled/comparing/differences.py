"""Which numbers of two traces of the same input differ."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..drawing.parts import Tag, number
from ..tracing.trace import Trace
from .alignment import Pair, paired, partners
from .vectors import steps_of, vectors_of

# Two numbers differ if they do by more than this share of the largest in their
# vectors, or of 1 if that is larger. Two ways to the same number in float32 (Dense,
# and TimeDistributed(Dense)) come within 2e-7 of each other.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Side:
    """What is different in one of two models.

    Attributes:
        cells: for each vector that has a counterpart, which of its numbers differ from
            that one's.
        alone: the vectors that have none.
        largest: for each vector with a counterpart, by how much they differ at most.
    """

    cells: Mapping[Tag, np.ndarray]
    alone: frozenset[Tag]
    largest: Mapping[Tag, float]


@dataclass(frozen=True)
class Differences:
    """What is different between two models that read the same input.

    Attributes:
        pairs: the layers that answer to each other.
        a: in the first model.
        b: in the second.
    """

    pairs: tuple[Pair, ...]
    a: Side
    b: Side


def differences(a: Trace, b: Trace, row: int) -> Differences:
    """What differs between the vectors of two traces in one sequence of the batch."""
    pairs = paired(a.layers, b.layers)
    ours, theirs = vectors_of(a, row), vectors_of(b, row)
    there, back = partners(pairs)
    return Differences(pairs, _side(ours, theirs, there), _side(theirs, ours, back))


def unlike(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which numbers of two equally many vectors differ, beyond `TOLERANCE`.

    The vectors lie along the last axis, and may be of different sizes: numbers of
    ``one`` that have no counterpart differ too.
    """
    size = min(one.shape[-1], other.shape[-1])
    gap = np.abs(one[..., :size] - other[..., :size])
    largest = [np.abs(each).max(axis=-1, keepdims=True) for each in (one, other)]
    scale = np.maximum(1.0, np.maximum(*largest))
    found = np.ones(one.shape, bool)
    found[..., :size] = gap > TOLERANCE * scale
    return found


def amount(value: float) -> str:
    """The size of a difference: two decimals, or the first digit that is not 0."""
    if value == 0 or value >= 0.095:
        return number(value)
    if value < 5e-10:
        return "less than 0.000000001"
    decimals = -math.floor(math.log10(float(f"{value:.0e}")))
    return f"{value:.{max(2, decimals)}f}"


def _side(
    own: Mapping[Tag, np.ndarray],
    other: dict[Tag, np.ndarray],
    partners: Mapping[int, int | None],
) -> Side:
    cells, alone, largest = {}, set(), {}
    for tag, values in own.items():
        found = _counterpart(dict(own), tag, other, partners.get(tag.layer))
        if found is None:
            alone.add(tag)
            continue
        cells[tag] = unlike(values, found)
        size = min(len(values), len(found))
        gap = np.abs(values[:size].astype(float) - found[:size].astype(float))
        largest[tag] = float(gap.max(initial=0.0))
    return Side(cells, frozenset(alone), largest)


def _counterpart(
    own: dict[Tag, np.ndarray],
    tag: Tag,
    other: dict[Tag, np.ndarray],
    partner: int | None,
) -> np.ndarray | None:
    """The other model's vector of the same layer, name and step, if it has one.

    The one output of a layer that returns no sequence answers to the last of one that
    does. Where one layer reads one way and the other both ways, its states answer to
    the forward ones.
    """
    if partner is None:
        return None
    for what in (tag.what, f"forward {tag.what}", tag.what.removeprefix("forward ")):
        times = [tag.time]
        if tag.what.endswith("output"):
            ours = steps_of(own, tag.layer, tag.what)
            theirs = steps_of(other, partner, what)
            if ours == 0:
                times = [theirs]
            elif theirs == 0:
                times = [0] if tag.time == ours else []
        for time in times:
            if (found := Tag(partner, what, time)) in other:
                return other[found]
    return None
