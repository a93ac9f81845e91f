"""What to look at in a model that was trained and falls short of what was asked for."""

from __future__ import annotations

import numpy as np

from ...observe.seen import Batch, ModelSeen, View
from ..show import words

MOST = 64
"""Rows that are read once more."""


def look_at(view: View, seen: ModelSeen, inputs: Batch, what: str) -> str:
    """What a learner can look at and try, in sentences.

    Labels that are mixed up are learnt by heart as right ones are: a model of some
    thousand numbers for each row comes near 100 % with either.

    Args:
        view: asks the model.
        seen: the model.
        inputs: what it reads.
        what: that is, in a word.
    """
    padding = padding_read(view, seen, inputs, what)
    against = ["mask_zero=True", "dropout"] if padding else ["dropout"]
    kinds = [layer.type for layer in seen.layers]
    if "SimpleRNN" in kinds:
        against.append("a GRU in place of the SimpleRNN")
    more = "more epochs" if "Embedding" in kinds else "an Embedding, or more epochs"
    text = (
        f"How often is it right on the {what}s that it was trained with? Near 100 %: "
        "it has learnt them by heart, as it would with mixed-up labels too. Try "
        f"{words.several(against)}, and see that each label is that of its own {what}. "
        "Hardly more often than the most frequent label: it has learnt little. Try "
        f"{more}."
    )
    return f"{text} {padding}".strip()


def padding_read(view: View, seen: ModelSeen, inputs: Batch, what: str) -> str:
    """That a model reads the padding as words, in a sentence; "" when it does not.

    It is asked: where the padding is masked, the Embedding's row 0 changes nothing.

    Args:
        view: asks the model.
        seen: the model.
        inputs: (batch, steps) numbers of words, 0 for padding.
        what: it reads, in a word.
    """
    tables = [layer for layer in seen.layers if layer.type == "Embedding"]
    if len(tables) != 1 or len(tables[0].weights) != 1:
        return ""
    table = tables[0]
    if dict(table.settings).get("mask_zero") or not isinstance(inputs, np.ndarray):
        return ""
    place, padded = _padded(inputs)
    if not len(padded):
        return ""
    weights = [*seen.weights]
    rows = weights[table.weights[0]].copy()
    rows[0] = rows[0] + 1
    weights[table.weights[0]] = rows
    own, other = view.run([padded]).arrays, view.run([padded], weights).arrays
    if not own or not other or np.allclose(own[0], other[0], rtol=0, atol=1e-6):
        return ""
    return (
        f"The Embedding here has no mask_zero: the zeros {place} a short {what} are "
        "read as words, and change the answer."
    )


def _padded(inputs: np.ndarray) -> tuple[str, np.ndarray]:
    """Where all the zeros of these rows stand, and the first rows with any."""
    none = ("", inputs[:0])
    if inputs.ndim != 2 or inputs.dtype.kind not in "iu" or not inputs.size:
        return none
    zero = inputs == 0
    front = np.logical_and.accumulate(zero, axis=1)
    end = np.logical_and.accumulate(zero[:, ::-1], axis=1)[:, ::-1]
    for place, run in (("before", front), ("behind", end)):
        if np.array_equal(run, zero) and zero.any():
            rows = zero.any(axis=1) & ~zero.all(axis=1)
            return place, inputs[rows][:MOST]
    return none
