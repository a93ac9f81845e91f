"""Whether a model that answers after every word has read no word beyond it."""

from __future__ import annotations

import numpy as np

from ...observe.seen import Batch, View
from ..show.verdict import Expectation, Hint

MOST = 64
"""Sentences that are read a second time."""

FELT = 1e-4
"""By how much an answer must change to count; the rest is rounding."""


def ahead(
    view: View, inputs: Batch, answers: np.ndarray
) -> tuple[list[Expectation], list[Hint]]:
    """An expectation on answers before a word, when that word is another.

    Args:
        view: asks the model.
        inputs: (batch, steps) word numbers, 0 is padding; the first of several arrays.
        answers: (batch, steps), what the model made of them.

    Returns:
        One row, and the hint when an answer depends on a word that comes after it; no
        row when that cannot be asked.
    """
    first, *rest = inputs if isinstance(inputs, tuple) else (inputs,)
    words, steps = np.array(first[:MOST]), first.shape[1]
    if words.ndim != 2:
        return [], []
    last = steps - 1 - np.argmax(words[:, ::-1] != 0, axis=1)  # of each real sentence
    rows = np.arange(len(words))
    ends = words[rows, last]
    words[rows, last] = np.where(np.roll(ends, 1) == 0, ends, np.roll(ends, 1))
    changed = view.run([(words, *(a[:MOST] for a in rest)) if rest else words])
    if not changed.arrays:
        return [], []
    made = changed.arrays[0].reshape(len(words), -1)
    before = np.arange(steps) < last[:, None]
    gap = np.abs(made - answers[:MOST])[before].max(initial=0.0)
    alone = gap < FELT
    found = "the words so far" if alone else "changes with a later word"
    row = Expectation("each answer", bool(alone), "the words so far", found)
    if alone:
        return [row], []
    if np.ptp(answers, axis=1).max() < FELT:
        text = (
            "Every word has the same answer here, the one for the whole text. Each "
            "word has a state of its own: return_sequences=True."
        )
        return [row], [Hint("repeated-last-state", text)]
    text = (
        "The answers know words that come after them: a layer reads backwards or in "
        "both directions. Whoever reads along has read the words so far alone."
    )
    return [row], [Hint("reads-ahead", text)]
