"""Which layers of two models answer to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..tracing.records import (
    BidirectionalTrace,
    DenseTrace,
    ElementwiseTrace,
    LayerTrace,
    RecurrentTrace,
    TimeDistributedTrace,
)

SAME_KIND, SAME_FAMILY = 4, 1


@dataclass(frozen=True)
class Pair:
    """Two layers that answer to each other, or one that has no counterpart.

    Attributes:
        a: which layer of the first model, from 0; −1 for the input; None for none.
        b: the same of the second.
    """

    a: int | None
    b: int | None


def paired(a: Sequence[LayerTrace], b: Sequence[LayerTrace]) -> tuple[Pair, ...]:
    """The layers of two models in pairs, from the input upwards.

    Layers keep their order. As many as possible of the same kind form pairs, the lower
    ones first; between these, layers of the same family do, recurrent ones or those
    that treat each vector alike. What is left has no counterpart.
    """
    best = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            score = _score(a[i], b[j])
            both = best[i + 1][j + 1] + score if score else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [Pair(-1, -1)], 0, 0
    while i < len(a) and j < len(b):
        score = _score(a[i], b[j])
        if score and best[i][j] == best[i + 1][j + 1] + score:
            pairs.append(Pair(i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append(Pair(i, None))
            i += 1
        else:
            pairs.append(Pair(None, j))
            j += 1
    pairs += [Pair(rest, None) for rest in range(i, len(a))]
    return (*pairs, *(Pair(None, rest) for rest in range(j, len(b))))


def partners(
    pairs: Sequence[Pair],
) -> tuple[dict[int, int | None], dict[int, int | None]]:
    """For each layer of the first model its counterpart in the second; and back."""
    there = {pair.a: pair.b for pair in pairs if pair.a is not None}
    back = {pair.b: pair.a for pair in pairs if pair.b is not None}
    return there, back


def _score(one: LayerTrace, other: LayerTrace) -> int:
    if _kind(one) == _kind(other):
        return SAME_KIND
    return SAME_FAMILY if _family(one) == _family(other) else 0


def _kind(layer: LayerTrace) -> str:
    """The class; of TimeDistributed that of the layer it wraps, which does the work."""
    return layer.inner.kind if isinstance(layer, TimeDistributedTrace) else layer.kind


def _family(layer: LayerTrace) -> str:
    inner = layer.inner if isinstance(layer, TimeDistributedTrace) else layer
    if isinstance(inner, RecurrentTrace | BidirectionalTrace):
        return "recurrent"
    if isinstance(inner, DenseTrace | ElementwiseTrace):
        return "pointwise"
    return inner.kind
