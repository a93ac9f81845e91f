"""Judges a shape: a tuple, list or array of whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ...reference.expected import Shape
from ..diagnose.proof import proven_pair
from ..observe.value import Seen
from ..show import words
from ..show.described import described, text_hint
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import proven

Axes = tuple[int | None, ...]


def shape(
    seen: Seen, like: Shape | Sequence[int | None], name: str, points: float
) -> Verdict:
    """Judge a shape: a tuple, list or array of whole numbers.

    Args:
        seen: what was found.
        like: what is right; a `Shape` also knows wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    known = like if isinstance(like, Shape) else Shape(tuple(like))
    if seen.kind == "untouched":
        return not_attempted(name, points)
    found = _axes(seen)
    asked = "a shape"
    if found is None:
        hints = text_hint(seen, "shape")
        if seen.kind == "number":
            hints = [
                Hint(
                    "number-for-shape",
                    "This is a number; a shape is a tuple with one number for each "
                    "axis. A tuple of one number needs a comma: (3,).",
                )
            ]
        return verdict(
            name, points, [Expectation(name, False, asked, described(seen))], hints
        )
    met = found == known.value
    hints = [] if met else _mistakes(known, found)
    expected = words.shape(known.value) if met else "another shape"
    return verdict(
        name, points, [Expectation(name, met, expected, words.shape(found))], hints
    )


def _mistakes(known: Shape, found: tuple[int | None, ...]) -> list[Hint]:
    """The mistake that gives this shape, or the two."""
    alone = [Hint(m.id, m.text) for m, wrong in known.mistakes if wrong == found]
    if alone:
        return proven(alone)
    by_id = {m.id: m for m, _ in known.mistakes}
    pairs = []
    for name, spoil in _OF_BATCH.items():
        if name in by_id:
            pairs += [
                (by_id[name], m)
                for m, wrong in known.mistakes
                if m.id not in _OF_BATCH and wrong and spoil(wrong) == found
            ]
    return proven_pair(pairs)


_OF_BATCH: Mapping[str, Callable[[Axes], Axes]] = {
    "batch-axis-forgotten": lambda shape: shape[1:],
    "batch-axis-none": lambda shape: (None, *shape[1:]),
}
"""What the batch axis may suffer on top of any other mistake."""


def _axes(seen: Seen) -> tuple[int | None, ...] | None:
    """A value as a shape, when it is one."""
    if seen.kind == "shape":
        return seen.axes
    array = seen.array
    if array is None or array.ndim != 1 or not np.all(array == np.round(array)):
        return None
    return tuple(int(i) for i in array)
