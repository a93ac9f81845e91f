"""Judges a model, asked through a view, against a stack that the oracle computes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...observe.seen import ModelSeen, View
from ..diagnose import model as diagnose
from ..diagnose.draw_inputs import draw_inputs
from ..diagnose.locate import located
from ..diagnose.task import Task
from ..diagnose.trial import Asker, Trial, whole
from ..show import words
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import parting

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
    "nothing": Hint(
        "nothing-for-model",
        "This is None, which summary, build, compile and set_weights return. Keep the "
        "model under its name first, and call them on the next line.",
    ),
    "list": Hint(
        "list-for-model",
        "This is a list. keras.Sequential makes a model of a list of layers.",
    ),
    "text": Hint(
        "text-for-model",
        "This is text. Take the quotes away, and it is code that runs.",
    ),
    "function": Hint(
        "function-for-model",
        "This is a function. A Keras model was asked for: layers that are put together "
        "by keras.Sequential or keras.Model.",
    ),
    "other": Hint(
        "no-model",
        "This is no Keras model. One is made by keras.Sequential([…]), by "
        "keras.Model(inputs, outputs), or by a class that begins with "
        "class Reader(keras.Model).",
    ),
}


def not_a_model(seen: ModelSeen, name: str, points: float) -> Verdict | None:
    """The verdict when what was found is no model at all; None when it is one."""
    if seen.kind == "model":
        return None
    if seen.kind == "untouched":
        return not_attempted(name, points)
    hint = _NO_MODEL.get(seen.kind)
    telling = seen.kind in ("list", "text", "other")
    found = f"{seen.type}: {seen.text}" if telling else seen.type
    row = Expectation(name, False, "a Keras model", found)
    return verdict(name, points, [row], [hint] if hint else [])


def overwritten(seen: ModelSeen) -> list[Hint]:
    """That something was assigned where a method of the model was to be called."""
    if not seen.overwritten:
        return []
    name = seen.overwritten[0]
    text = (
        f"Something was assigned to {name}: it was not called, and the method is gone. "
        f"Build the model anew and write .{name}(…), without =."
    )
    return [Hint("method-assigned", text)]


def judge(
    view: View, task: Task, name: str, points: float, rng: np.random.Generator
) -> Verdict:
    """Judge a model by what it makes of random inputs.

    Args:
        view: asks the model.
        task: what was asked for.
        name: of the learner's variable.
        points: how many there are.
        rng: draws inputs and weights.
    """
    found = _judged(view, task, name, points, rng)
    return replace(
        found,
        expectations=tuple(
            replace(
                row,
                expected=words.called(row.expected, task.reads),
                found=words.called(row.found, task.reads),
            )
            if row.what == NUMBERS
            else row
            for row in found.expectations
        ),
        hints=tuple(
            replace(hint, text=words.called(hint.text, task.reads))
            for hint in found.hints
        ),
    )


NUMBERS = "its numbers"


def _judged(
    view: View, task: Task, name: str, points: float, rng: np.random.Generator
) -> Verdict:
    """The same in the words of sentences."""
    inputs = draw_inputs(task.like, task.shape, rng)
    seen = view.look(inputs[1])
    no_model = not_a_model(seen, name, points)
    if no_model is not None:
        return no_model
    if seen.error:
        rows = _unreadable(seen, task)
        return verdict(
            name, points, rows, diagnose.unreadable(Asker(view, seen, rng), task)
        )
    asker = Asker(view, seen, rng)
    trial = asker.with_own(inputs) if task.own_weights else asker.with_random(inputs)
    right = _right(trial, task)
    rows = _rows(seen, trial, task, right)
    if all(row.met for row in rows):
        return verdict(name, points, rows)
    hints = overwritten(seen) or diagnose.hints(asker, task, trial)
    rows += [] if right else located(seen, trial, task)
    return verdict(name, points, rows, hints)


def _right(trial: Trial, task: Task) -> bool:
    """Whether the outputs are those that were asked for."""
    if task.own_weights:
        return trial.given_by(task.like, task.like.weights)
    return whole(trial, task.like)


def _unreadable(seen: ModelSeen, task: Task) -> list[Expectation]:
    """What was looked at in a model that cannot read what it should."""
    asked = words.shape((None, *task.shape))
    found = words.shape(seen.reads) if seen.reads else "cannot read it"
    reads = bool(seen.reads) and _reads(seen, task.shape)
    return [
        Expectation("reads", reads, asked, found),
        Expectation("runs", False, "yes", words.without_arrays(seen.error)),
    ]


def _rows(seen: ModelSeen, trial: Trial, task: Task, right: bool) -> list[Expectation]:
    """What was looked at: shapes, parameters, numbers."""
    rows = [
        Expectation(
            "reads",
            _reads(seen, task.shape),
            words.shape((None, *task.shape)),
            words.shape(seen.reads) if seen.reads else "any that fits",
        ),
        _returns(trial, task),
    ]
    count, asked = sum(w.size for w in seen.weights), task.like.parameters(task.sizes)
    # with given weights the numbers say whether a weight that is not there is missed
    if not ((task.own_weights and right) or task.any_layers):
        rows.append(Expectation("parameters", count == asked, str(asked), str(count)))
    made, shape = trial.outputs.made, task.like.output_shape(task.sizes)
    wanted = len(shape) if shape and isinstance(shape[0], tuple) else 1
    # more or fewer outputs than were asked for: that says it all
    if not made or len(made[0]) == wanted:
        rows.append(_numbers(trial, task, right))
    return rows


def _returns(trial: Trial, task: Task) -> Expectation:
    """Whether the outputs have the shapes that were asked for, one or several."""
    outputs, batch = trial.outputs, trial.inputs[0].shape[0]
    shape = task.like.output_shape(task.sizes)
    several = bool(shape) and isinstance(shape[0], tuple)
    asked = [(None, *axes) for axes in (shape if several else [shape])]
    made = outputs.made[0] if outputs.made else ()
    found = [
        (None if array.shape[:1] == (batch,) else len(array), *array.shape[1:])
        if array.ndim
        else ()
        for array in made
    ]
    met = sorted(map(str, found)) == sorted(map(str, asked))
    if outputs.form != "dict":
        met = found == asked
    said = words.without_arrays(outputs.error)
    shown = words.shapes(found) if found else said or "nothing"
    return Expectation("returns", met, words.shapes(asked), shown)


def _numbers(trial: Trial, task: Task, right: bool) -> Expectation:
    """What was expected of its numbers and what came, shown where the two part."""
    what, found = NUMBERS, trial.outputs.arrays
    answer = trial.asked(task.like, task.own_weights)
    if answer is None:  # its weights are others: no numbers can be expected of them
        asked = f"those of {task.like.name}"
        return Expectation(
            what, right, asked, words.some(found[0]) if found else "none"
        )
    wanted = answer if isinstance(answer, tuple) else (answer,)
    if right:  # in whatever order its weights lie
        return Expectation(what, True, words.some(found[0]), "the same")
    pairs = zip(trial.outputs.made[0] if found else (), wanted, strict=False)
    for place, (made, first) in enumerate(pairs, 1):
        at: tuple[int, ...] = ()
        if made.shape == first.shape:
            at = parting(made, first, steps=first.ndim > 2)
        if at:
            where = f"output {place}, " if len(wanted) > 1 else ""
            where += words.place(at)
            expected, shown = words.apart(first[at], made[at])
            return Expectation(what, False, where + expected, where + shown)
    shown = words.some(found[0]) if found else "none"
    return Expectation(what, False, words.some(wanted[0]), shown)


def _reads(seen: ModelSeen, shape: tuple[int | None, ...]) -> bool:
    """Whether it reads what was asked; an axis of any length does."""
    own = seen.reads[1:]
    return not seen.reads or (
        len(own) == len(shape)
        and all(a is None or a == b for a, b in zip(own, shape, strict=True))
    )
