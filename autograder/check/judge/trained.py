"""What all checks of trained models look at: outputs, layers, training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...observe.seen import Batch, ModelSeen, Outputs, View
from ..diagnose.chain import found_in
from ..diagnose.depth import depth
from ..diagnose.refused import refused
from ..show import words
from ..show.verdict import Expectation, Hint, Verdict, verdict
from .model import not_a_model

NOT_FINITE = Hint(
    "not-finite",
    "Some answers are not a number. The training went out of hand: a smaller learning "
    "rate, or a look at the loss, helps.",
)
UNTRAINED = Hint(
    "untrained",
    "Its weights are still as a new model draws them: it was not trained. Call fit, on "
    "this very model.",
)

_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}
_COUNTS = ("no", "a recurrent one", "two recurrent ones", "three recurrent ones")


Training = tuple[Batch, np.ndarray | Sequence[Any]]
"""What a model reads in training, and what is right for each row of it."""


@dataclass(frozen=True)
class Goal:
    """What a trained model is asked for.

    Attributes:
        floor: the score that is asked for.
        baseline: what an answer that looks at nothing would score.
        recurrent: how many recurrent layers there are at least.
        what: what is read, such as "tweet".
        every_step: whether it answers after each word; the last answer counts.
        training: what the model was to be trained with, and what is right there;
            None when that is not known.
    """

    floor: float
    baseline: float
    recurrent: int = 1
    what: str = "tweet"
    every_step: bool = False
    training: Training | None = None

    def looks_met(self, score: float) -> bool:
        """Whether a score falls short, and rounded to three digits does not."""
        return round(score, 3) >= self.floor > score


def read_all(
    view: View, inputs: Batch, name: str, points: float
) -> tuple[ModelSeen, Outputs, Verdict | None]:
    """Look at a model and have it read everything.

    Args:
        view: asks the model.
        inputs: what it reads.
        name: of the learner's variable.
        points: how many there are.

    Returns:
        The model, its outputs, and the verdict when there are none to judge.
    """
    seen = view.look(few(inputs))
    no_model = not_a_model(seen, name, points)
    if no_model is None:
        no_model = _too_few_inputs(seen, inputs, name, points)
    if no_model is not None:
        return seen, Outputs(), no_model
    outputs = Outputs(error=seen.error) if seen.error else view.run([inputs])
    if not outputs.arrays:
        hints = refused(view, seen, inputs, outputs.error)
        return seen, outputs, _unreadable(inputs, outputs.error, name, points, hints)
    return seen, outputs, None


def first(inputs: Batch) -> np.ndarray:
    """The first array of what a model reads."""
    return inputs[0] if isinstance(inputs, tuple) else inputs


def several_tensors(count: int) -> Hint:
    """What to say of a model that returns several tensors where one was asked for."""
    return Hint(
        "state-list-for-tensor",
        f"The model returns {count} tensors; one was asked for. Look for return_state, "
        "or for a list of outputs.",
    )


def layers_told(
    view: View, seen: ModelSeen, inputs: Batch, recurrent: int
) -> tuple[list[Expectation], list[Hint]]:
    """Whether there are as many recurrent layers as were asked for, and what to say.

    Several are to stand on top of each other. That they do not must be proven: see
    `depth`.

    Args:
        view: asks the model.
        seen: the model.
        inputs: what it reads.
        recurrent: how many at least; of none nothing is said.
    """
    if not recurrent:
        return [], []
    names = ", ".join(layer.type for layer in seen.layers) or "none with weights"
    asked = f"{recurrent} recurrent ones"
    if recurrent < len(_COUNTS):
        asked = _COUNTS[recurrent]
    asked, met = f"{asked} among them", seen.recurrent >= recurrent
    hints = _layers_hints(seen, recurrent)
    if met and recurrent > 1 and depth(view, seen, few(inputs)) < recurrent:
        met = False
        asked = f"{asked}, one on top of the other"
        names = f"{names}; recurrent ones side by side"
        text = (
            "No recurrent layer here stands on another one: with other weights in one "
            "of them, all the others return the same as before. Call the upper one on "
            "what the lower one returns, its whole sequence."
        )
        if recurrent > 2:
            text = (
                f"There are {seen.recurrent} recurrent layers here, and not "
                f"{recurrent} of them stand on top of each other. Call each on what "
                "the one below it returns, its whole sequence."
            )
        hints = [Hint("layers-side-by-side", text)]
    return [Expectation("layers", met, asked, names)], hints


def _layers_hints(seen: ModelSeen, recurrent: int) -> list[Hint]:
    """What to say of a model with too few recurrent layers."""
    if seen.recurrent >= recurrent:
        return []
    if not seen.recurrent:
        return [
            Hint(
                "no-recurrent-layer",
                "No layer of this model reads word by word. Put a recurrent one in: "
                "SimpleRNN, GRU or LSTM.",
            )
        ]
    return [
        Hint(
            "too-few-recurrent-layers",
            f"Recurrent layers here: {seen.recurrent}. The task asks for {recurrent}, "
            "one on top of the other. All but the last return a sequence.",
        )
    ]


def is_fresh(seen: ModelSeen) -> bool:
    """Whether no training has touched the model: biases are as they are drawn.

    Keras starts every bias from zeros, an LSTM's forget gate from ones; the first
    step of an optimizer moves them.

    Args:
        seen: the model.
    """
    biases = [w for w in seen.weights if w.ndim == 1]
    return not seen.steps_trained and all(np.all((b == 0) | (b == 1)) for b in biases)


def few(inputs: Batch, most: int = 2) -> Batch:
    """The first sentences: two are enough to see whether a model reads them."""
    if isinstance(inputs, tuple):
        return tuple(array[:most] for array in inputs)
    return inputs[:most]


def softmax_over_one(seen: ModelSeen) -> list[Hint]:
    """A softmax on top that has one number to share out.

    Args:
        seen: the model.
    """
    top = found_in(seen.layers)[-1:]
    settings = dict(top[0].settings) if top else {}
    if settings.get("activation") != "softmax" or settings.get("units") != 1:
        return []
    text = (
        "The last layer has a softmax over a single number, which is always 1. One "
        "probability takes a sigmoid."
    )
    return [Hint("softmax-over-one", text)]


def _too_few_inputs(
    seen: ModelSeen, inputs: Batch, name: str, points: float
) -> Verdict | None:
    """The verdict on a model that reads fewer arrays than the task gives.

    Keras would take the first ones and leave the rest. A model of the learner's own
    class does not say how many it reads.
    """
    if not isinstance(inputs, tuple) or not 0 < seen.inputs < len(inputs):
        return None
    asked = " and ".join(words.shape((None, *array.shape[1:])) for array in inputs)
    reads, gives = (_NUMBERS.get(n, str(n)) for n in (seen.inputs, len(inputs)))
    found = words.shape(seen.reads) if seen.reads else "other inputs"
    row = Expectation("reads", False, asked, f"{found}: {reads}, not {gives}")
    text = (
        f"It reads {reads} array{'s' * (seen.inputs > 1)} here; the task gives "
        f"{gives}. A model of several inputs has a keras.Input for each, and "
        "keras.Model([first, second], outputs) names all of them."
    )
    return verdict(name, points, [row], [Hint("too-few-inputs", text)])


def _unreadable(
    inputs: Batch, error: str, name: str, points: float, hints: list[Hint]
) -> Verdict:
    """The verdict on a model that cannot read what it is given, and why."""
    arrays = inputs if isinstance(inputs, tuple) else (inputs,)
    asked = " and ".join(words.shape((None, *a.shape[1:])) for a in arrays)
    row = Expectation("reads", False, asked, words.without_arrays(error))
    return verdict(name, points, [row], hints)
