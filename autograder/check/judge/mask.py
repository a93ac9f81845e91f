"""Judges a mask: True where a word stands, False where padding does."""

from __future__ import annotations

import numpy as np

from ...observe.value import Seen
from ..diagnose.proof import proven_pair
from ..show import words
from ..show.described import described
from ..show.instead import instead, ragged
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import close, parting, proven
from .asked import Known


def mask(seen: Seen, known: Known[np.ndarray], name: str, points: float) -> Verdict:
    """Judge a mask; 1 and 0 do for True and False.

    Args:
        seen: what was found.
        known: (batch, steps) of 1 and 0, and wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    if seen.kind == "untouched":
        return not_attempted(name, points)
    right, found = known.right, seen.flags if seen.array is None else seen.array
    asked = f"booleans, shape {words.shape(right.shape)}"
    if found is None:
        row = Expectation(name, False, asked, described(seen))
        return verdict(name, points, [row], ragged(seen) or instead(seen, "mask"))
    if not np.isin(found, (0, 1)).all():
        row = Expectation(name, False, asked, words.some(found))
        text = (
            "A mask answers one question for each word: is it one? Compare, and "
            "True and False come out."
        )
        return verdict(name, points, [row], [Hint("numbers-for-mask", text)])
    if found.shape != right.shape:
        row = Expectation(name, False, asked, described(seen))
        hints = _known(found, known) or _shape_hints(found, right)
        return verdict(name, points, [row], hints)
    at = parting(found, right)
    expected = f"{words.place(at)}{_flags(right[at or 0])}"
    shown = f"{words.place(at)}{_flags(found[at])}" if at else "the same"
    row = Expectation(name, not at, expected, shown)
    return verdict(name, points, [row], _known(found, known))


def _known(found: np.ndarray, known: Known[np.ndarray]) -> list[Hint]:
    """The mistake that gives this mask, or the two."""
    hints = [Hint(m.id, m.text) for m, wrong in known.mistakes if close(found, wrong)]
    if hints:
        return proven(hints)
    return proven_pair([pair for pair, wrong in known.pairs if close(found, wrong)])


def _flags(row: np.ndarray) -> str:
    """True and False as T and F, up to sixteen."""
    text = " ".join("T" if flag else "F" for flag in row.reshape(-1)[:16])
    return text + (" …" if row.size > 16 else "")


def _shape_hints(found: np.ndarray, right: np.ndarray) -> list[Hint]:
    if np.array_equal(found.T, right):
        return [Hint("steps-first", "The axes are swapped: the batch comes first.")]
    if found.shape == right.shape[1:] and np.array_equal(found, right[0]):
        text = (
            "This is the mask of the first sentence alone; one for each is asked for."
        )
        return [Hint("batch-axis-lost", text)]
    if found.shape == right.shape[1:]:
        text = "This is one row for all sentences. Each sentence has a row of its own."
        return [Hint("one-row-for-all", text)]
    if found.shape == (len(right),):
        text = "This is one answer for each sentence. Each of its words has one."
        return [Hint("one-flag-a-sentence", text)]
    return []
