"""Judges a trained model by how often it is right on data with known labels."""

from __future__ import annotations

import numpy as np

from . import words
from .judge_model import not_a_model
from .observe_model import ModelSeen, Outputs, View
from .verdict import Expectation, Hint, Verdict, verdict


def accuracy(
    view: View,
    inputs: np.ndarray,
    labels: np.ndarray,
    *,
    floor: float,
    baseline: float,
    recurrent: bool,
    name: str,
    points: float,
) -> Verdict:
    """Judge a classifier of two classes.

    Args:
        view: asks the model.
        inputs: (batch, …), what it reads.
        labels: (batch,), 0 or 1.
        floor: share of right answers that is asked for.
        baseline: share that the most frequent label alone would get.
        recurrent: whether a recurrent layer is asked for.
        name: of the learner's variable.
        points: how many there are.
    """
    seen = view.look(inputs[:2])
    no_model = not_a_model(seen, name, points)
    if no_model is not None:
        return no_model
    asked = words.shape((None, 1))
    outputs = Outputs(error=seen.error) if seen.error else view.run([inputs])
    if not outputs.arrays:
        asked = words.shape((None, *inputs.shape[1:]))
        row = Expectation("reads", False, asked, outputs.error)
        return verdict(name, points, [row])
    found = outputs.arrays[0]
    rows = [_layers(seen)] if recurrent else []
    shape = Expectation(
        "returns",
        found.shape in ((len(labels), 1), (len(labels),)),
        asked,
        words.shape((None, *found.shape[1:])),
    )
    if not shape.met:
        return verdict(name, points, [*rows, shape], _shape_hints(found, labels))
    values = found.reshape(-1)
    finite = bool(np.all(np.isfinite(values)))
    probability = finite and bool(values.min() >= 0 and values.max() <= 1)
    share = float(np.mean((values > 0.5) == (labels > 0.5))) if finite else 0.0
    rows += [
        shape,
        Expectation(
            "probabilities",
            probability,
            "0 to 1",
            f"{words.number(values.min())} to {words.number(values.max())}",
        ),
        Expectation(
            "accuracy",
            share >= floor,
            f"{floor:.1%} or more",
            f"{share:.1%} (the most frequent label: {baseline:.1%})",
        ),
    ]
    return verdict(
        name, points, rows, _hints(seen, values, labels, share, floor, recurrent)
    )


def _layers(seen: ModelSeen) -> Expectation:
    there = any(layer.recurrent for layer in seen.layers)
    names = ", ".join(layer.type for layer in seen.layers) or "none with weights"
    return Expectation("layers", there, "a recurrent one among them", names)


def _shape_hints(found: np.ndarray, labels: np.ndarray) -> list[Hint]:
    if found.ndim == 3 and found.shape[-1] == 1:
        return [
            Hint(
                "every-step-returned",
                "There is an answer for each word here; one for the tweet was asked "
                "for. Look for return_sequences.",
            )
        ]
    if found.ndim == 2 and found.shape == (len(labels), 2):
        return [
            Hint(
                "two-outputs",
                "There are two numbers for each tweet. Asked for is one, the "
                "probability that it is positive: Dense(1) with a sigmoid.",
            )
        ]
    return []


def _hints(
    seen: ModelSeen,
    values: np.ndarray,
    labels: np.ndarray,
    share: float,
    floor: float,
    recurrent: bool,
) -> list[Hint]:
    """What the numbers show, the most telling thing alone."""
    if recurrent and not any(layer.recurrent for layer in seen.layers):
        return [
            Hint(
                "no-recurrent-layer",
                "No layer of this model reads word by word. Put a recurrent one in: "
                "SimpleRNN, GRU or LSTM.",
            )
        ]
    if not np.all(np.isfinite(values)):
        return [
            Hint(
                "not-finite",
                "Some answers are not a number. The training went out of hand: a "
                "smaller learning rate, or a look at the loss, helps.",
            )
        ]
    if values.min() < 0 or values.max() > 1:
        return [
            Hint(
                "no-probabilities",
                "These are no probabilities: some lie outside 0 to 1. A sigmoid in the "
                "last layer keeps them there.",
            )
        ]
    if share >= floor:
        return []
    if 1 - share >= floor:
        return [
            Hint(
                "labels-flipped",
                "Nearly every answer is the opposite of what is right: 1 means "
                "positive.",
            )
        ]
    if np.ptp(values) < 1e-6:
        return [SAME]
    if _is_fresh(seen):
        return [UNTRAINED]
    if len(set(values > 0.5)) == 1:
        return [ONE_SIDE]
    return [
        Hint(
            "below-floor",
            f"It is right on {share:.1%}, and {floor:.1%} are asked for. More epochs, "
            "an Embedding, dropout against learning by heart: try them on the "
            "development tweets.",
        )
    ]


SAME = Hint(
    "same-answer-for-all",
    "It gives every tweet the same answer: what stands in the tweet makes no "
    "difference.",
)
ONE_SIDE = Hint(
    "one-side",
    "Every answer is on the same side of one half: it has learned which label is more "
    "frequent, and too little of the words. More epochs help, or a larger learning "
    "rate.",
)
UNTRAINED = Hint(
    "untrained",
    "Its weights are still as a new model draws them: it was not trained. Call fit, on "
    "this very model.",
)


def _is_fresh(seen: ModelSeen) -> bool:
    """Whether no training has touched the model: biases are as they are drawn.

    Keras starts every bias from zeros, an LSTM's forget gate from ones; the first
    step of an optimizer moves them.
    """
    biases = [w for w in seen.weights if w.ndim == 1]
    return not seen.steps_trained and all(np.all((b == 0) | (b == 1)) for b in biases)
