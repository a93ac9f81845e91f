"""When two arrays are the same for a check, and where they part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...observe.value import Plain, Seen
from ...observe.value import plain as plain_items
from ..misused import Misused
from ..show.verdict import Hint

TOLERANCE = 1e-5
"""Relative and absolute; float32 layers stay within about a tenth of it."""


def close(found: np.ndarray, expected: np.ndarray | float) -> bool:
    """Whether shapes are equal and all numbers within `TOLERANCE`; NaN never is."""
    right = np.asarray(expected, "float64")
    return found.shape == right.shape and bool(
        np.allclose(found, right, rtol=TOLERANCE, atol=TOLERANCE)
    )


def same(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    """Whether two results are equal number for number, be they no numbers at all."""
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other, equal_nan=True)


def plain(array: np.ndarray, ndim: int) -> np.ndarray:
    """A single number in an array of one, where a number was asked for.

    Args:
        array: what was found.
        ndim: how many axes were asked for.
    """
    return array.reshape(()) if ndim == 0 and array.size == 1 else array


def as_answer(made: Any) -> np.ndarray | tuple[Plain, ...]:
    """What an oracle's function gives, for comparing.

    Args:
        made: numbers, or a tuple or list of texts and numbers.

    Returns:
        An array of float64, or nested tuples.
    """
    if isinstance(made, tuple | list):
        kept = plain_items(made)
        if kept is None:
            raise Misused(f"an answer is numbers or lists of them, not {made!r}")
        return kept
    return np.asarray(made, "float64")


def agrees(seen: Seen | None, answer: np.ndarray | tuple[Plain, ...]) -> bool:
    """Whether what was found is the answer.

    Args:
        seen: what was found; None when there was nothing to see.
        answer: as `as_answer` gives it.
    """
    if seen is None:
        return False
    if isinstance(answer, tuple):
        found = items_of(seen)
        return found is not None and _same_items(found, answer)
    return seen.array is not None and close(plain(seen.array, answer.ndim), answer)


def items_of(seen: Seen) -> tuple[Plain, ...] | None:
    """What was found as nested tuples; None when it is no list of anything plain."""
    if seen.plain is not None or seen.array is None or not seen.array.ndim:
        return seen.plain
    whole = np.all(seen.array == np.round(seen.array))
    return plain_items((seen.array.astype("int64") if whole else seen.array).tolist())


def _same_items(found: Plain, right: Plain) -> bool:
    """Whether texts are equal, numbers close, and tuples alike in all they hold."""
    if isinstance(right, tuple) or isinstance(found, tuple):
        return (
            isinstance(right, tuple)
            and isinstance(found, tuple)
            and len(found) == len(right)
            and all(map(_same_items, found, right))
        )
    numbers = isinstance(found, int | float) and isinstance(right, int | float)
    if numbers and isinstance(found, bool) == isinstance(right, bool):
        return close(np.asarray(found, "float64"), float(right))  # type: ignore[arg-type]
    return type(found) is type(right) and found == right


def parting_items(found: tuple[Plain, ...], right: tuple[Plain, ...]) -> int:
    """The place of the first item in which two lists differ, or where one has ended.

    Args:
        found: what came.
        right: what was asked for.
    """
    alike = map(_same_items, found, right)
    ended = min(len(found), len(right))
    return next((at for at, same in enumerate(alike) if not same), ended)


def parting(
    found: np.ndarray, right: np.ndarray, steps: bool = False
) -> tuple[int, ...]:
    """Where two arrays of one shape part first.

    Args:
        found: (batch, …).
        right: of the same shape.
        steps: whether the second axis is the steps.

    Returns:
        The place of the first sentence that differs, and of its first step when there
        are steps; () when nothing differs.
    """
    apart = ~np.isclose(found, right, rtol=TOLERANCE, atol=TOLERANCE)
    kept = 2 if steps else 1
    flat = apart.reshape(*apart.shape[:kept], -1).any(axis=-1)
    places = np.argwhere(flat)
    return tuple(int(i) for i in places[0]) if len(places) else ()


def proven(hints: Sequence[Hint]) -> list[Hint]:
    """The hint when all name one mistake; none when the numbers fit several.

    Args:
        hints: of every mistake that fits.
    """
    return [hints[0]] if len({hint.id for hint in hints}) == 1 else []
