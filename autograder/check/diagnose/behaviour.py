"""Finds what a model does that no layer explains: the same for all, never the same
twice, sentences mixed up, weights that nothing depends on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...observe.seen import LayerSeen, ModelSeen
from ..judge.agree import TOLERANCE, close
from ..show import words
from ..show.verdict import Hint
from .draw_inputs import draw_inputs
from .task import Task
from .trial import Asker, Trial


def behaviour(asker: Asker, task: Task, trial: Trial) -> list[Hint]:
    """What shows when a model is asked again: the same, or other things.

    Args:
        asker: of the model.
        task: what was asked for.
        trial: a run with random weights.
    """
    if not trial.outputs.made:
        return stateful(asker.seen, trial.outputs.error)
    return (
        _unsteady(asker, trial)
        or _same_for_all(asker, task, trial)
        or _mixed(asker, task, trial)
        or _weightless(asker.seen, task)
        or _unused(asker, trial)
    )


def stateful(seen: ModelSeen, error: str) -> list[Hint]:
    """A layer that keeps its state, where that is why a model cannot read a batch.

    Args:
        seen: the model.
        error: that it raised.
    """
    if "stateful" not in error:
        return []
    for layer in seen.layers:
        if any(("stateful", True) in each.settings for each in (layer, *layer.inner)):
            text = (
                f"{layer.type} has stateful=True here: it goes on from the state in "
                "which the batch before left it, and all batches must have one size. "
                "Without it every sentence starts from zeros."
            )
            return [Hint("stateful", text)]
    return []


def empty(seen: ModelSeen) -> list[Hint]:
    """A Sequential into which no layer was put.

    Args:
        seen: the model.
    """
    if seen.layers or seen.weights or "no layers" not in seen.error:
        return []
    text = "There is no layer in this model yet: hand Sequential a list, or use add."
    return [Hint("empty-model", text)]


def _unsteady(asker: Asker, trial: Trial) -> list[Hint]:
    """Other answers to the same sentences, with the same weights."""
    again = asker.view.run(trial.inputs[:1], trial.weights)
    if not again.made or _same(again.made[0], trial.outputs.made[0]):
        return []
    text = "The same sentences, read twice, get different answers here. "
    if not asker.seen.weights:
        text += (
            "And the model has no weights that stay: layers that are made anew with "
            "each call are like that. Make them once, in __init__."
        )
        return [Hint("layers-made-in-call", text)]
    text += (
        "Dropout and noise do that where training=True is handed to them: they are for "
        "training alone."
    )
    return [Hint("random-when-predicting", text)]


def _same_for_all(asker: Asker, task: Task, trial: Trial) -> list[Hint]:
    """One answer, whatever is read and whatever the weights are."""
    if not _one_answer(trial):
        return []
    if not _one_answer(
        asker.with_random(draw_inputs(task.like, task.shape, asker.rng))
    ):
        return []
    text = (
        "Every sentence gets the same answer here: what stands in it makes no "
        "difference."
    )
    if trial.constant:
        number = words.number(float(trial.outputs.arrays[0].flat[0]))
        text = (
            f"Every number that comes out is {number} here, whatever the sentence and "
            "whatever the weights."
        )
    return [Hint("same-answer-for-all", text)]


def _one_answer(trial: Trial) -> bool:
    """Whether all sentences of all batches get one answer."""
    rows = [row for made in trial.outputs.arrays for row in made]
    if not all(np.isfinite(row).all() for row in rows):  # NaN of weights, say
        return False
    return bool(rows) and all(_alike(row, rows[0]) for row in rows)


def _mixed(asker: Asker, task: Task, trial: Trial) -> list[Hint]:
    """Answers that depend on the other sentences of the batch."""
    first = trial.inputs[0]
    (found,) = trial.outputs.arrays[:1]
    again = [np.roll(first, 1, axis=0), first[:1]]
    moved, alone = (*asker.view.run(again, trial.weights).arrays, None, None)[:2]
    size = len(first)
    if moved is None or alone is None or moved.shape != found.shape:
        return []
    stays = _alike(moved, np.roll(found, 1, axis=0)) and _alike(alone, found[:1])
    if len(found) != size or stays:
        return []
    weights = trial.weights_for(task.like, given=False)
    right = None if weights is None else task.like(first, weights)
    if isinstance(right, np.ndarray) and right.shape == found.shape:
        if close(found, np.repeat(right[:1], size, axis=0)):
            text = "Every sentence of a batch gets the answer to the first one here."
            return [Hint("first-answer-for-all", text)]
        if close(found, np.repeat(right.mean(axis=0, keepdims=True), size, axis=0)):
            text = (
                "Every sentence gets the mean of all answers here: that mean goes "
                "along the first axis, the batch."
            )
            return [Hint("mean-over-batch", text)]
        if _reordered(found, right):
            text = (
                "These are the right answers in another order: a sentence gets that of "
                "another one. The first axis is the batch; leave its order."
            )
            return [Hint("sentences-reordered", text)]
    text = (
        "The answer to a sentence depends on the sentences beside it here: something "
        "goes along the first axis, the batch. Each sentence is read for itself."
    )
    return [Hint("batch-mixed", text)]


def _reordered(found: np.ndarray, right: np.ndarray) -> bool:
    """Whether each right answer stands there once, somewhere."""
    left = list(found)
    for row in right:
        place = next((i for i, other in enumerate(left) if close(other, row)), None)
        if place is None:
            return False
        left.pop(place)
    return True


def _weightless(seen: ModelSeen, task: Task) -> list[Hint]:
    """A model in which nothing can learn."""
    if seen.weights or not task.like.parameters(task.sizes) or task.any_layers:
        return []
    text = (
        "This model has no weights, so that nothing in it can learn. Keras keeps those "
        "of layers that are made once and held by the model."
    )
    return [Hint("no-weights", text)]


def _unused(asker: Asker, trial: Trial) -> list[Hint]:
    """Weights that may be any numbers: the answers stay what they are.

    Whole numbers, such as those of argmax, stay so though every weight counts, and so
    does what is no number.
    """
    if not all(np.isfinite(a).all() for (a, *_) in trial.outputs.made):
        return []
    if all(np.array_equal(a, np.round(a)) for (a, *_) in trial.outputs.made):
        return []
    held = {place for layer in asker.seen.layers for place in layer.weights}
    blocks: list[tuple[LayerSeen | None, Sequence[int]]] = [
        (layer, layer.weights) for layer in asker.seen.layers if layer.weights
    ]
    blocks.append((None, [i for i in range(len(trial.weights)) if i not in held]))
    for layer, places in blocks:
        if not places or not _idle(asker, trial, places):
            continue
        text = (
            "The answers are the same whatever some of the weights are: a layer or a "
            "weight is made here that nothing uses."
        )
        if layer is not None:
            text = (
                f"The answers are the same whatever the weights of {layer.type} are: "
                "what it returns is not handed on."
            )
        return [Hint("layer-not-used", text)]
    return []


def _idle(asker: Asker, trial: Trial, places: Sequence[int]) -> bool:
    for scale in (1.0, 0.3):
        weights = [
            asker.rng.uniform(-scale, scale, w.shape) if i in places else w
            for i, w in enumerate(trial.weights)
        ]
        found = asker.view.run(trial.inputs[:1], weights)
        if not found.made or not _same(found.made[0], trial.outputs.made[0]):
            return False
    return True


def _same(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> bool:
    """Whether a batch got the same outputs twice."""
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are close, NaN where NaN is."""
    return one.shape == other.shape and bool(
        np.allclose(one, other, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
    )
