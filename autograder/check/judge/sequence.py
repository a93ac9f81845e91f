"""Judges an array (batch, steps, …): one vector or number for each word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from ...observe.value import Seen
from ..diagnose.proof import proven_pair, search_pairs
from ..show import words
from ..show.described import described
from ..show.instead import instead, ragged
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import close, parting, proven
from .asked import Known

T = TypeVar("T")

Arrays = Sequence[np.ndarray]


def sequence(seen: Seen, known: Known[np.ndarray], name: str, points: float) -> Verdict:
    """Judge a sequence for each sentence of a batch.

    Args:
        seen: what was found.
        known: (batch, steps, …), and wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    if seen.kind == "untouched":
        return not_attempted(name, points)
    right, found = known.right, seen.array
    asked = words.shape(right.shape)
    if found is None:
        row = Expectation(f"{name}: shape", False, asked, described(seen))
        hints = list_hint(seen, right) or ragged(seen) or instead(seen, "array")
        return verdict(name, points, [row], hints)
    fits = found.shape == right.shape
    rows = [Expectation(f"{name}: shape", fits, asked, words.shape(found.shape))]
    if fits:
        rows.append(numbers(f"{name}: numbers", found, right, steps=True))
    if all(row.met for row in rows):
        return verdict(name, points, rows)
    hints = list_hint(seen, right) or known_mistake((found,), known, _alone)
    hints = hints or _turned(found, right) or plain_of(found, right)
    return verdict(name, points, rows, hints)


def _alone(wrong: np.ndarray) -> tuple[np.ndarray, ...]:
    return (wrong,)


def numbers(
    what: str, found: np.ndarray, right: np.ndarray, *, steps: bool
) -> Expectation:
    """An expectation on the numbers of an array of the right shape.

    Args:
        what: to call it.
        found: (batch, …).
        right: of the same shape.
        steps: whether the second axis is the steps.
    """
    at = parting(found, right, steps)
    if not at:
        return Expectation(what, True, words.some(right), "the same")
    where = words.place(at)
    expected, shown = words.apart(right[at], found[at])
    return Expectation(what, False, where + expected, where + shown)


def known_mistake(
    found: Arrays, known: Known[T], arrays: Callable[[T], Arrays]
) -> list[Hint]:
    """The one mistake that gives these numbers, or the two, when they can prove any.

    Args:
        found: what was found, of any shapes.
        known: what is right, and what mistakes give.
        arrays: the arrays of what is right or wrong.
    """

    def fits(wrong: T) -> bool:
        made = arrays(wrong)
        return len(made) == len(found) and all(map(close, found, made))

    if not all(np.isfinite(array).all() for array in found):
        return []
    # numbers that are all alike come of many mistakes
    if all(array.size < 2 or np.ptp(array) == 0 for array in found):
        return []
    fitting = [Hint(m.id, m.text) for m, wrong in known.mistakes if fits(wrong)]
    if fitting:
        return proven(fitting)
    found_two = search_pairs(known.pairs, fits)
    return proven_pair([pair for pair, _ in found_two])


def plain_of(found: np.ndarray, right: np.ndarray) -> list[Hint]:
    """What to say of NaN or infinity among numbers, and of a shape in their place."""
    if not np.isfinite(found).all():
        text = "NaN or infinity stands among the numbers, as 0/0 or 1/0 give them."
        return [Hint("not-a-number", text)]
    if found.shape == (right.ndim,) and tuple(found) == right.shape:
        text = "This is the shape. The numbers that fill it were asked for."
        return [Hint("shape-for-array", text)]
    return []


def list_hint(seen: Seen, right: np.ndarray) -> list[Hint]:
    """What to say of a list of tensors, the right one among them."""
    if not any(i.array is not None and close(i.array, right) for i in seen.items):
        return []
    return [
        Hint(
            "state-list-for-tensor",
            f"This is {words.a(seen.type)} of {len(seen.items)} tensors, and the right "
            "one is among them. A layer with return_state returns its outputs first, "
            "then each state: take them apart.",
        )
    ]


def _turned(found: np.ndarray, right: np.ndarray) -> list[Hint]:
    """Right numbers in another shape, or a shape that says what is missing."""
    if found.shape == right.shape[1:]:
        lost = len(right) == 1 or close(found, right[0])
        text = "The batch axis is lost: this is one sentence. "
        if lost:
            return [Hint("batch-axis-lost", text + "Keep all three axes, batch first.")]
    if found.ndim == right.ndim == 3 and not close(found, right):
        for axes, hint in _SWAPPED.items():
            if close(found, right.transpose(axes)):
                return [hint]
    if right.ndim == 3 and found.shape == (len(right), right.shape[2]):
        return [
            Hint(
                "last-step-only",
                "There is one vector for each sentence here; one for each word was "
                "asked for. Look for return_sequences.",
            )
        ]
    return []


_OTHER_ORDER = Hint(
    "axes-reversed",
    "These are the right numbers with the axes in another order: (batch, steps, "
    "features) is asked for.",
)
_SWAPPED = {
    (1, 0, 2): Hint(
        "steps-first",
        "These are the right numbers with batch and steps swapped: the batch comes "
        "first.",
    ),
    (0, 2, 1): Hint(
        "steps-features-swapped",
        "These are the right numbers with the last two axes swapped: steps come "
        "before features.",
    ),
    (2, 1, 0): _OTHER_ORDER,
    (1, 2, 0): _OTHER_ORDER,
    (2, 0, 1): _OTHER_ORDER,
}
