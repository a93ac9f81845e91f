"""Judges a number, or an array of numbers."""

from __future__ import annotations

import numpy as np

from ...reference.expected import Number
from ..observe.value import Seen
from ..show import words
from ..show.described import described, text_hint
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import close, plain, proven


def value(
    seen: Seen, like: Number | float | np.ndarray, name: str, points: float
) -> Verdict:
    """Judge a number or an array of numbers.

    Args:
        seen: what was found.
        like: what is right; a `Number` also knows wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    number = like if isinstance(like, Number) else None
    right = np.asarray(number.value if number else like, "float64")
    if seen.kind == "untouched":
        return not_attempted(name, points)
    asked = words.shape(right.shape) if right.ndim else "one number"
    hints: list[Hint] = []
    if seen.array is None:
        return verdict(
            name,
            points,
            [Expectation(name, False, asked, described(seen))],
            text_hint(seen, "number"),
        )
    # one number in a list or array of one is still that number
    found = plain(seen.array, right.ndim)
    if found.shape != right.shape:
        return verdict(name, points, [Expectation(name, False, asked, described(seen))])
    met = close(found, right)
    shown = words.number(float(found)) if not found.ndim else words.some(found)
    if number and not met:
        hints = proven(
            [Hint(m.id, m.text) for m, n in number.mistakes if close(found, n)]
        )
    # what is right is the exercise itself: it is not shown
    expected = shown if met else "another number"
    return verdict(name, points, [Expectation(name, met, expected, shown)], hints)
