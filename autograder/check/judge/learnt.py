"""What a model has learnt: by heart, too little, or from what it is checked with."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...observe.seen import Batch, ModelSeen, View
from ..show import words
from ..show.verdict import Expectation, Hint
from .trained import Goal, few

MOST = 64
"""Rows that are read once more."""

APART = 0.1
"""How much better a model may be with what it is checked with than in training."""

BY_HEART = 0.95
"""How often a model is right in training that has learnt it by heart."""

LITTLE = 0.05
"""How much more often than the most frequent label one that has learnt little is."""

CHANCE = 5
"""Standard deviations that are no chance any more."""


def score_in_training(
    view: View,
    goal: Goal,
    most: int,
    score: Callable[[np.ndarray, Any], float],
) -> float | None:
    """How good a model is with what it was to be trained with.

    Args:
        view: asks the model.
        goal: has the inputs of the training and what is right there.
        most: rows that are read.
        score: of answers, given what is right, from 0 to 1.

    Returns:
        The score; None when no training is given or it does not answer.
    """
    if goal.training is None:
        return None
    inputs, right = goal.training
    arrays = view.run([few(inputs, most)]).arrays
    if not arrays or not np.all(np.isfinite(arrays[0])):
        return None
    return score(arrays[0], right[:most])


def fitted_to_the_check(
    own: float, in_training: float | None, count: int, goal: Goal, asked: str
) -> tuple[list[Expectation], list[Hint]]:
    """Whether a model was trained with what it is checked with, and what to say.

    A model is better with what it has seen. One that is much better with what it is
    checked with than in training has seen that.

    Args:
        own: its score, from 0 to 1.
        in_training: its score with what it was to be trained with.
        count: rows of each.
        goal: what was asked for; of a model that falls short nothing is said here.
        asked: the name of the score.
    """
    if in_training is None or own < goal.floor:
        return [], []
    mean = (own + in_training) / 2
    chance = CHANCE * math.sqrt(2 * mean * (1 - mean) / count)
    if own - in_training <= max(APART, chance):
        return [], []
    row = Expectation(
        f"{asked} in training",
        False,
        f"about {own:.1%}, or more",
        f"{in_training:.1%}",
    )
    what = goal.what
    text = (
        f"It does much better with the {what}s that check it than with those that it "
        f"was to be trained with: it was trained with the former. What it does with "
        f"new {what}s nobody knows then. Train it with the training {what}s alone."
    )
    return [row], [Hint("trained-on-the-check", text)]


def look_at(
    view: View, seen: ModelSeen, inputs: Batch, goal: Goal, in_training: float | None
) -> str:
    """What a learner can look at and try, in sentences.

    Labels that are mixed up are learnt by heart as right ones are: a model of some
    thousand numbers for each row comes near 100 % with either.

    Args:
        view: asks the model.
        seen: the model.
        inputs: what it reads.
        goal: what was asked for.
        in_training: how often it is right in training, where that is known.
    """
    what = goal.what
    padding = padding_read(view, seen, inputs, what)
    against = ["mask_zero=True", "dropout"] if padding else ["dropout"]
    kinds = [layer.type for layer in seen.layers]
    if "SimpleRNN" in kinds:
        against.append("a GRU in place of the SimpleRNN")
    more = "more epochs" if "Embedding" in kinds else "an Embedding, or more epochs"
    labels = f"see that each label is that of its own {what}"
    if in_training is not None:
        text = f"Of the training {what}s it has {in_training:.1%} right"
        if in_training >= BY_HEART:
            text += f": it has learnt them by heart. Try {words.several(against)}."
        elif in_training < goal.baseline + LITTLE:
            text += (
                f". Either it has learnt little: try {more}. Or the labels were mixed "
                f"up: {labels}."
            )
        else:
            text += f". Try {more}; against learning by heart {words.several(against)}."
        return f"{text} {padding}".strip()
    text = (
        f"How often is it right on the {what}s that it was trained with? Near 100 %: "
        "it has learnt them by heart, as it would with mixed-up labels too. Try "
        f"{words.several(against)}, and {labels}. "
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
