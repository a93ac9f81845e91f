"""What all checks of trained models look at: layers, probabilities, training."""

from __future__ import annotations

import numpy as np

from .model_seen import ModelSeen
from .verdict import Expectation, Hint

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

_COUNTS = ("no", "a recurrent one", "two recurrent ones", "three recurrent ones")


def layers_row(seen: ModelSeen, recurrent: int) -> Expectation:
    """Whether there are as many recurrent layers as were asked for.

    Args:
        seen: the model.
        recurrent: how many at least.
    """
    names = ", ".join(layer.type for layer in seen.layers) or "none with weights"
    asked = f"{recurrent} recurrent ones"
    if recurrent < len(_COUNTS):
        asked = _COUNTS[recurrent]
    return Expectation(
        "layers", seen.recurrent >= recurrent, f"{asked} among them", names
    )


def layers_hints(seen: ModelSeen, recurrent: int) -> list[Hint]:
    """What to say of a model with too few recurrent layers.

    Args:
        seen: the model.
        recurrent: how many at least.
    """
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
