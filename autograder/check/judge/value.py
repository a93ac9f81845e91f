"""Judges a number, or an array of numbers."""

from __future__ import annotations

import numpy as np

from ...observe.value import Seen
from ...reference.expected import Number
from ..show import words
from ..show.described import described
from ..show.instead import instead
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
            instead(seen, "number"),
        )
    # one number in a list or array of one is still that number
    found = plain(seen.array, right.ndim)
    if found.shape != right.shape:
        row = Expectation(name, False, asked, described(seen))
        hints = [] if right.ndim else _several(found, number)
        return verdict(name, points, [row], hints)
    met = close(found, right)
    shown = words.number(float(found)) if not found.ndim else words.some(found)
    if not met and not found.ndim:
        hints = (_mistakes(float(found), number) if number else []) or _odd(
            found, right
        )
    # what is right is the exercise itself: it is not shown
    expected = shown if met else "another number"
    return verdict(name, points, [Expectation(name, met, expected, shown)], hints)


def _mistakes(found: float, number: Number) -> list[Hint]:
    """The one mistake that gives this number."""
    alone = np.asarray(found)
    return proven([Hint(m.id, m.text) for m, n in number.mistakes if close(alone, n)])


def _several(found: np.ndarray, number: Number | None) -> list[Hint]:
    """What to say of several numbers, or of none, where one was asked for."""
    if found.ndim > 1 or not found.size:
        text = (
            f"This has the shape {words.shape(found.shape)}; one number was asked for."
        )
        return [Hint("array-for-number", text)]
    total, many = float(found.sum()), f"These are {len(found)} numbers"
    if number and close(np.asarray(total), number.value):
        text = f"{many}, the parts of what was asked for: write their sum."
        return [Hint("parts-for-sum", text)]
    hints = [Hint("list-for-number", f"{many}; one was asked for.")]
    return hints + (_mistakes(total, number) if number else [])


def _odd(found: np.ndarray, right: np.ndarray) -> list[Hint]:
    """What is plain of a number that no known mistake gives."""
    if not np.isfinite(found):
        text = "This is infinity, as 1/0 gives it; a number was asked for."
        if np.isnan(found):
            text = "This is NaN, as 0/0 gives it; a number was asked for."
        return [Hint("not-a-number", text)]
    if right == np.round(right) and found != np.round(found):
        text = "A whole number was asked for. This one has a fraction."
        return [Hint("not-whole", text)]
    return []
