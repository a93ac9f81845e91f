"""Judges a trained classifier by how often it is right on data with known labels."""

from __future__ import annotations

import numpy as np

from ...observe.seen import Batch, ModelSeen, View
from ..diagnose.refused import reads_numbers
from ..show import words
from ..show.verdict import Expectation, Hint, Verdict, verdict
from .learnt import fitted_to_the_check, look_at, score_in_training
from .reading_along import ahead
from .trained import (
    NOT_FINITE,
    UNTRAINED,
    Goal,
    first,
    is_fresh,
    layers_told,
    read_all,
    several_tensors,
    softmax_over_one,
)


def accuracy(
    view: View,
    inputs: Batch,
    labels: np.ndarray,
    goal: Goal,
    name: str,
    points: float,
) -> Verdict:
    """Judge a classifier of two classes.

    Args:
        view: asks the model.
        inputs: (batch, …), what it reads.
        labels: (batch,), 0 or 1.
        goal: what is asked for.
        name: of the learner's variable.
        points: how many there are.
    """
    seen, outputs, refused = read_all(view, inputs, name, points)
    if refused is not None:
        return refused
    found = outputs.arrays[0]
    steps = first(inputs).shape[1] if goal.every_step else 0
    rows, of_layers = layers_told(view, seen, inputs, goal.recurrent)
    shapes = _shapes(len(labels), steps)
    shape = Expectation(
        "returns",
        len(outputs.made[0]) == 1 and found.shape in shapes,
        words.shape((None, *shapes[0][1:])),
        words.shapes([(None, *array.shape[1:]) for array in outputs.made[0]]),
    )
    if not shape.met:
        hints = _shape_hints(outputs.made[0], len(labels), goal)
        return verdict(name, points, [*rows, shape], hints)
    every = found.reshape(len(labels), -1)
    values = every[:, -1]
    finite = bool(np.all(np.isfinite(every)))
    probability = finite and bool(every.min() >= 0 and every.max() <= 1)
    share = _share(found, labels) if finite else 0.0
    rows += [
        shape,
        Expectation(
            "probabilities",
            probability,
            "0 to 1",
            f"{words.number(every.min())} to {words.number(every.max())}",
        ),
        Expectation(
            "accuracy",
            share >= goal.floor,
            f"{goal.floor:.1%} or more",
            f"{_shown(share, goal)} (the most frequent label: {goal.baseline:.1%})",
        ),
    ]
    hints = of_layers or _range_hints(every)
    hints = hints or (softmax_over_one(seen) if np.allclose(every, 1) else [])
    if goal.every_step and np.allclose(every.sum(axis=1), 1):
        text = (
            "The answers add up to 1 over the words: the softmax goes along the steps. "
            "Each answer is a probability of its own: a sigmoid."
        )
        hints = hints or [Hint("softmax-over-steps", text)]
    if goal.every_step and finite:
        row, told = ahead(view, inputs, every)
        rows, hints = [*rows, *row], hints or told
    if not hints:
        own = score_in_training(view, goal, len(labels), _share)
        row, hints = fitted_to_the_check(share, own, len(labels), goal, "accuracy")
        rows += row
        if share < goal.floor:
            hints = _hints(view, seen, inputs, values, labels, goal, own)
    return verdict(name, points, rows, hints)


def _share(found: np.ndarray, labels: np.ndarray) -> float:
    """How often the answer after the last step is right."""
    last = found.reshape(len(labels), -1)[:, -1]
    return float(np.mean((last > 0.5) == (np.asarray(labels) > 0.5)))


def _shown(share: float, goal: Goal) -> str:
    """A share, with more digits where fewer would look like enough."""
    return f"{share:.{4 if goal.looks_met(share) else 1}%}"


def _shapes(batch: int, steps: int) -> tuple[tuple[int, ...], ...]:
    """Shapes that do, the one that is asked for first."""
    if steps:
        return ((batch, steps, 1), (batch, steps))
    return ((batch, 1), (batch,))


def _shape_hints(made: tuple[np.ndarray, ...], batch: int, goal: Goal) -> list[Hint]:
    """What the shape of the answers shows."""
    found = made[0]
    if len(made) > 1:
        return [several_tensors(len(made))]
    if found.ndim not in (2, 3) or len(found) != batch or found.shape[-1] > 2:
        return []
    hints = []
    if goal.every_step and found.ndim == 2:
        text = (
            f"There is one answer for the whole {goal.what} here; one after each word "
            "was asked for. Look for return_sequences."
        )
        hints.append(Hint("last-step-only", text))
    if not goal.every_step and found.ndim == 3:
        text = (
            f"There is an answer for each word here; one for the {goal.what} was asked "
            "for. Look for return_sequences."
        )
        hints.append(Hint("every-step-returned", text))
    if found.shape[-1] == 2:
        each = "after each word" if goal.every_step else f"for each {goal.what}"
        text = (
            f"There are two numbers {each}. Asked for is one, the probability that it "
            "is positive: Dense(1) with a sigmoid."
        )
        hints.append(Hint("two-outputs", text))
        if np.all(np.isfinite(found)):
            hints += _range_hints(found)
    return hints


def _range_hints(values: np.ndarray) -> list[Hint]:
    """What answers that are no probabilities show."""
    if not np.all(np.isfinite(values)):
        return [NOT_FINITE]
    if values.min() < 0 or values.max() > 1:
        text = (
            "These are no probabilities: some lie outside 0 to 1. A sigmoid in the "
            "last layer keeps them there."
        )
        return [Hint("no-probabilities", text)]
    return []


def _hints(
    view: View,
    seen: ModelSeen,
    inputs: Batch,
    values: np.ndarray,
    labels: np.ndarray,
    goal: Goal,
    in_training: float | None,
) -> list[Hint]:
    """What wrong probabilities show, the most telling thing alone."""
    share = _share(values, labels)
    if _opposite(values, labels, goal):
        text = (
            f"{1 - share:.0%} of the answers are the opposite of what is right: 1 "
            "means positive."
        )
        return [Hint("labels-flipped", text)]
    if np.ptp(values) < 1e-6:
        text = (
            f"It gives every {goal.what} the same answer: what stands in the "
            f"{goal.what} makes no difference."
        )
        return [Hint("same-answer-for-all", text)]
    if is_fresh(seen):
        return [UNTRAINED]
    numbers = reads_numbers(seen)
    if numbers is not None:
        text = (
            f"{numbers.type} reads each word's number as it is here, as if a larger "
            "one meant more. An Embedding below it makes a vector of each number."
        )
        return [Hint("no-embedding", text)]
    look = look_at(view, seen, inputs, goal, in_training)
    if len(set(values > 0.5)) == 1:
        text = (
            "Every answer is on the same side of one half, as if the more frequent "
            f"label alone counted. {look}"
        )
        return [Hint("one-side", text)]
    text = f"It is right on {share:.1%}, and {goal.floor:.1%} are asked for."
    if share <= goal.baseline:
        text = (
            f"It is right on {share:.1%}; the most frequent label alone would be on "
            f"{goal.baseline:.1%}."
        )
    return [Hint("below-floor", f"{text} {look}")]


def _opposite(values: np.ndarray, labels: np.ndarray, goal: Goal) -> bool:
    """Whether the other answers would be better than any single one for all.

    Of either label most answers are wrong then, which no chance and no preference for
    one label makes.
    """
    wrong = (values > 0.5) != (labels > 0.5)
    one = labels > 0.5
    halves = [wrong[one], wrong[~one]]
    return bool(wrong.mean() > goal.baseline) and all(
        len(half) and half.mean() > 0.5 for half in halves
    )
