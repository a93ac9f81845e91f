"""Finds what is wrong with the outputs of a model whose layers are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, permutations

import numpy as np

from ...observe.seen import Arrays, Batch, ModelSeen, Outputs, View
from ...reference.asked.rows import of_outputs
from ...reference.layers import GRU, LSTM, Bidirectional, SimpleRNN, Stack
from ...reference.mistakes.recurrent import with_sequences
from ..judge.agree import close, proven
from ..show import words
from ..show.verdict import Hint
from .task import Task
from .trial import Trial, whole


def several_outputs(task: Task, trial: Trial) -> list[Hint]:
    """Several outputs where one was asked for, or several in another order.

    Args:
        task: what was asked for.
        trial: a run of the model.
    """
    made = trial.outputs.made
    if not made or any(len(batch) != len(made[0]) for batch in made):
        return []
    count, shape = len(made[0]), task.like.output_shape(task.sizes)
    several = bool(shape) and isinstance(shape[0], tuple)
    if not several:
        return _one(task, trial, count) if count > 1 else []
    if count == 1 and len(shape) > 1 and _right(_without_states(task), trial):
        text = (
            "The outputs are right and come alone; the states were asked for as well: "
            "return_state=True."
        )
        return [Hint("states-not-returned", text)]
    if count != len(shape):
        return []
    for order in permutations(range(count)):
        if order != tuple(range(count)) and _right(task, _picked(trial, order)):
            # outputs, h, c of an LSTM
            name = "h-c-exchanged" if order == (0, 2, 1) else "outputs-exchanged"
            text = (
                "The outputs are the right ones in another order. Asked for are the "
                "outputs first, then each state."
            )
            return [Hint(name, text)]
    return []


def turned_outputs(task: Task, trial: Trial, given: bool) -> list[Hint]:
    """The right numbers in another shape or order, or with an axis too many.

    Args:
        task: what was asked for.
        trial: a run of the model.
        given: whether with the given weights; else with those that were put in.
    """
    weights = trial.weights_for(task.like, given)
    if weights is None or trial.constant:
        return []
    per_batch = []
    for x, made in zip(trial.inputs, trial.outputs.made, strict=False):
        right = task.like(x, weights)
        if isinstance(right, tuple) or len(made) != 1:
            return []
        known = chain(_turned(right), _of_every(task.like, x, weights))
        per_batch.append([h for h, wrong in known if close(made[0], wrong)])
    if not per_batch:
        return []
    several, alone = per_batch[0], per_batch[-1]
    # a sentence alone is its own batch: what several show must hold for it as well
    return proven([hint for hint in several if hint.id in {h.id for h in alone}])


def _turned(right: np.ndarray) -> Iterator[tuple[Hint, np.ndarray]]:
    """What outputs may have been made of the right ones."""
    for mistake, wrong in of_outputs(right):
        yield Hint(mistake.id, mistake.text), wrong
    text = (
        "The numbers are right, with an axis of length 1 too many: a slice keeps its "
        "axis, an index takes it away."
    )
    for axis in range(1, right.ndim + 1):
        yield Hint("axis-kept", text), np.expand_dims(right, axis)
    text = (
        "These are the right numbers, rounded to whole ones. They are asked for as "
        "they are."
    )
    yield Hint("answers-rounded", text), np.round(right)
    if right.ndim > 1 and right.shape[-1] > 1:
        text = (
            "These are the places of the largest numbers, as argmax gives them. The "
            "numbers themselves were asked for."
        )
        yield Hint("argmax-for-numbers", text), right.argmax(axis=-1)
    if right.ndim > 2 and right.shape[1] > 1:
        text = (
            "Each vector here is the sum of those up to its word. Each word's own was "
            "asked for, as the layer returns it."
        )
        yield Hint("outputs-summed-up", text), right.cumsum(axis=1)


def _of_every(
    like: Stack, x: np.ndarray, weights: Arrays
) -> Iterator[tuple[Hint, np.ndarray]]:
    """What may have been made of all outputs where the last were asked for.

    Args:
        like: what was asked for.
        x: (batch, …), what it reads.
        weights: its weights.
    """
    *below, top = like.layers
    if not isinstance(top, SimpleRNN | LSTM | GRU | Bidirectional):
        return
    every = Stack([*below, with_sequences(top, True)])(x, weights)
    if top.return_sequences or top.return_state or not isinstance(every, np.ndarray):
        return
    text = (
        "This is {} here. Each sentence's last step was asked for, and the axes are "
        "(batch, steps, units)."
    )
    unit = Hint("last-unit", text.format("the last unit, at every step"))
    yield unit, every[:, :, -1]
    sentence = Hint("last-sentence", text.format("the last sentence, all its steps"))
    yield sentence, every[-1]


def list_for_tensor(task: Task, trial: Trial) -> list[Hint]:
    """Several outputs where one was asked for.

    Args:
        task: what was asked for.
        trial: a run of the model.
    """
    shape = task.like.output_shape(task.sizes)
    count = len(trial.outputs.made[0]) if trial.outputs.made else 1
    if count < 2 or (shape and isinstance(shape[0], tuple)):
        return []
    text = (
        f"The model returns {count} tensors in {words.a(trial.outputs.form)}; one was "
        "asked for. A layer with return_state returns its outputs first, then each "
        "state."
    )
    return [Hint("state-list-for-tensor", text)]


@dataclass(frozen=True)
class FirstOutput:
    """A view of a model of several outputs as if it had the first alone.

    Attributes:
        view: of the model.
    """

    view: View

    def look(self, probe: Batch | None = None) -> ModelSeen:
        """What is there."""
        return self.view.look(probe)

    def run(
        self,
        inputs: Sequence[Batch],
        weights: Arrays | None = None,
        inside: bool = False,
    ) -> Outputs:
        """The first of what it makes of each batch."""
        outputs = self.view.run(inputs, weights, inside)
        made = tuple(batch[:1] for batch in outputs.made)
        return replace(outputs, made=made, form="tensor")


def _one(task: Task, trial: Trial, count: int) -> list[Hint]:
    for place in range(min(count, len(words.ORDINALS))):
        if _right(task, _picked(trial, (place,))):
            which = words.ORDINALS[place]
            text = (
                f"The model returns {count} tensors in {words.a(trial.outputs.form)}; "
                f"the {which} alone was asked for. A layer with return_state returns "
                "its outputs first, then each state: take them apart, and hand on one."
            )
            return [Hint("state-list-for-tensor", text)]
    return []


def _without_states(task: Task) -> Task:
    """The same task, were the outputs alone asked for."""
    *below, top = task.like.layers
    if isinstance(top, Bidirectional):
        top = replace(top, layer=replace(top.layer, return_state=False))
    elif isinstance(top, SimpleRNN | LSTM | GRU):
        top = replace(top, return_state=False)
    return replace(task, like=Stack([*below, top], task.like.weights))


def _picked(trial: Trial, order: tuple[int, ...]) -> Trial:
    """The trial with some of the outputs alone, in this order."""
    made = tuple(tuple(batch[i] for i in order) for batch in trial.outputs.made)
    return replace(trial, outputs=replace(trial.outputs, made=made, form="tensor"))


def _right(task: Task, trial: Trial) -> bool:
    like: Stack = task.like
    if task.own_weights and trial.given_by(like, like.weights):
        return True
    return whole(trial, like)
