"""Judges a shape: a tuple, list or array of whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ...observe.value import Seen
from ...reference.asked.shapes import BATCH_NONE
from ...reference.expected import Shape
from ..diagnose.lengths import lengths
from ..diagnose.proof import proven_pair
from ..show import words
from ..show.described import described
from ..show.instead import instead
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
    if found is None:
        row = Expectation(name, False, "a shape", described(seen))
        return verdict(name, points, [row], _no_shape(seen, known))
    met = found == known.value
    hints = [] if met else _of_lengths(known, found)
    expected = words.shape(known.value) if met else "another shape"
    return verdict(
        name, points, [Expectation(name, met, expected, words.shape(found))], hints
    )


def _of_lengths(known: Shape, found: Axes) -> list[Hint]:
    """What the lengths of a wrong shape show."""
    told = _mistakes(known, found)
    if told:
        return told
    none = next((m for m, _ in known.mistakes if m.id == BATCH_NONE.id), None)
    if none is None or found[:1] != (None,):
        return lengths(found, known.value, known.axes)
    # of the batch it is plain; the rest is what it would be with its number
    rest = lengths((known.value[0], *found[1:]), known.value, known.axes)
    return [Hint(none.id, none.text), *rest]


def _mistakes(known: Shape, found: Axes) -> list[Hint]:
    """The mistake that gives this shape, or the two."""
    alone = [Hint(m.id, m.text) for m, wrong in known.mistakes if wrong == found]
    if alone:
        return proven(alone)
    if known.value[0] in found:  # the batch is there: it has suffered nothing
        return []
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


def _no_shape(seen: Seen, known: Shape) -> list[Hint]:
    """What to say of what is no shape, and of the shape that it holds or has."""
    if seen.kind == "number":
        text = (
            "This is a number; a shape is a tuple with one number for each axis. A "
            "tuple of one number needs a comma: (3,)."
        )
        return [Hint("number-for-shape", text)]
    held = [_axes(item) for item in seen.items]
    if held and None not in held and seen.type in ("list", "tuple"):
        inner = held[0]
        if len(held) == 1:
            kind = words.a(seen.type)
            text = f"This is {kind} that holds a shape: hand in the shape alone."
        else:
            kind = words.a(seen.type)
            text = f"This is {kind} of {len(held)} shapes; one was asked for."
        hints = [Hint("list-for-shape", text)]
        alike = inner is not None and held.count(inner) == len(held)
    else:
        inner, hints = seen.shape, instead(seen, "shape")
        alike = bool(seen.shape)
    if inner is None or not alike or inner == known.value:
        return hints
    return hints + _mistakes(known, inner)


def _axes(seen: Seen) -> Axes | None:
    """A value as a shape, when it is one."""
    if seen.kind == "shape":
        return seen.axes
    array = seen.array
    if array is None or array.ndim != 1 or not np.all(array == np.round(array)):
        return None
    # zeros and the like are what an array holds, not how long its axes are
    if seen.shape is not None and (array < 1).any():
        return None
    return tuple(int(i) for i in array)
