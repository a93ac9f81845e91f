"""Judges a model, asked through a view, against a stack that the oracle computes."""

from __future__ import annotations

import numpy as np

from ..reference.layers import Stack
from . import diagnose_model as diagnose
from . import words
from .observe_model import ModelSeen, Outputs, View
from .verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .weights import Arrays, Shape, arrange, draw_weights

_NO_MODEL = {
    "model class": Hint(
        "class-for-model",
        "This is the class of a model. Make one of it: put brackets behind its name.",
    ),
    "layer": Hint(
        "layer-for-model",
        "This is a layer alone. Put it into a model: "
        "keras.Sequential([keras.Input(…), layer]).",
    ),
    "output": Hint(
        "output-for-model",
        "This is what a model or layer made. Hand in the model itself.",
    ),
    "history": Hint(
        "history-for-model",
        "This is what fit returns, the history of the training. Hand in the model: "
        "fit has trained it where it stands.",
    ),
}


def not_a_model(seen: ModelSeen, name: str, points: float) -> Verdict | None:
    """The verdict when what was found is no model at all; None when it is one."""
    if seen.kind == "model":
        return None
    if seen.kind == "untouched":
        return not_attempted(name, points)
    hint = _NO_MODEL.get(seen.kind)
    found = seen.type if hint else f"{seen.type}: {seen.text}"
    row = Expectation(name, False, "a Keras model", found)
    return verdict(name, points, [row], [hint] if hint else [])


def judge(
    view: View,
    like: Stack,
    shape: Shape,
    *,
    own_weights: bool,
    name: str,
    points: float,
    rng: np.random.Generator,
) -> Verdict:
    """Judge a model by what it makes of random inputs.

    Args:
        view: asks the model.
        like: what was asked for.
        shape: of one sentence, without the batch axis.
        own_weights: whether it is judged with the weights it has, which must be those
            of ``like``; else random ones are put in for the while.
        name: of the learner's variable.
        points: how many there are.
        rng: draws inputs and weights.
    """
    # single precision is what the model reads; the oracle gets the same numbers
    inputs = [rng.uniform(-1, 1, (b, *shape)).astype("float32") for b in (12, 1)]
    seen = view.look(inputs[0])
    no_model = not_a_model(seen, name, points)
    if no_model is not None:
        return no_model
    weights = list(like.weights) if own_weights else draw_weights(like, shape, rng)
    placed = None
    if not own_weights:
        placed = arrange(weights, [w.shape for w in seen.weights])
    # without weights that fit, its own show at least what shape it returns
    outputs = view.run(inputs, placed)
    answers = [like(x, weights) for x in inputs]
    comparable = own_weights or placed is not None
    right = comparable and diagnose.all_close(outputs, like, weights, inputs)
    rows = _rows(seen, outputs, answers, like, shape, right)
    if all(row.met for row in rows):
        return verdict(name, points, rows)
    hints = _hints(view, like, shape, seen, inputs, outputs, own_weights, rng)
    return verdict(name, points, rows, hints)


def _hints(
    view: View,
    like: Stack,
    shape: Shape,
    seen: ModelSeen,
    inputs: Arrays,
    outputs: Outputs,
    own_weights: bool,
    rng: np.random.Generator,
) -> list[Hint]:
    """The mistake that explains the model: shapes first, then numbers, then layers."""
    if seen.error:
        return diagnose.structure(like, shape, seen)
    if own_weights:
        hints = diagnose.given_weights_mistake(like, shape, seen, inputs, outputs)
        if hints:
            return hints
        drawn = draw_weights(like, shape, rng)
        placed = arrange(drawn, [w.shape for w in seen.weights])
        if placed is not None:
            as_drawn = view.run(inputs, placed)
            if diagnose.all_close(as_drawn, like, drawn, inputs):
                return diagnose.weights_mistake(like, shape, seen)
    return diagnose.layers_mistake(
        view, like, shape, seen, inputs, rng
    ) or diagnose.structure(like, shape, seen)


def _rows(
    seen: ModelSeen,
    outputs: Outputs,
    answers: Arrays,
    like: Stack,
    shape: Shape,
    right: bool,
) -> list[Expectation]:
    """What was looked at: shapes, parameters, numbers."""
    found, returns = outputs.arrays, (None, *answers[0].shape[1:])
    if seen.error:
        return [
            Expectation(
                "reads",
                False,
                words.shape((None, *shape)),
                words.shape(seen.reads) if seen.reads else "cannot read it",
            ),
            Expectation("runs", False, "yes", seen.error),
        ]
    count, asked = sum(w.size for w in seen.weights), like.parameters(shape)
    first = words.some(found[0]) if found else "none"
    returned = (None, *found[0].shape[1:]) if found else ()
    return [
        Expectation(
            "reads",
            _reads(seen, shape),
            words.shape((None, *shape)),
            words.shape(seen.reads) if seen.reads else "any that fits",
        ),
        Expectation(
            "returns",
            returned == returns,
            words.shape(returns),
            words.shape(returned) if found else outputs.error or "nothing",
        ),
        Expectation("parameters", count == asked, str(asked), str(count)),
        Expectation(
            "its numbers",
            right,
            words.some(answers[0]),
            "the same" if right else first,
        ),
    ]


def _reads(seen: ModelSeen, shape: Shape) -> bool:
    """Whether it reads what was asked; an axis of any length does."""
    own = seen.reads[1:]
    return not seen.reads or (
        len(own) == len(shape)
        and all(a is None or a == b for a, b in zip(own, shape, strict=True))
    )
