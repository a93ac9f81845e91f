"""Finds which known mistake, or which two, explain what a model made of its inputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

import numpy as np

from ...reference.layers import Stack
from ..judge.agree import proven
from ..show.figures import sketch
from ..show.verdict import Hint
from .behaviour import behaviour, empty, stateful
from .chain import asked_for, found_in
from .draw_inputs import draw_inputs
from .layers import facts, structure
from .open_task import scaled, without_bias
from .outputs import FirstOutput, list_for_tensor, several_outputs, turned_outputs
from .proof import proven_pair, search_pairs
from .refused import no_sequence, too_small
from .task import Task
from .trial import FEW, Asker, Trial, whole
from .weights import (
    fresh_beside,
    given_weights_mistake,
    set_since,
    weights_mistake,
)


def hints(asker: Asker, task: Task, trial: Trial) -> list[Hint]:
    """The mistake that explains the model: its outputs, its numbers, then its layers.

    Args:
        asker: of the model.
        task: what was asked for.
        trial: a run, with random weights or its own.
    """
    if task.given_layers:
        return set_since(_hints(asker, task, trial))
    if not task.any_layers:
        return _hints(asker, task, trial)
    task = without_bias(task, trial)
    found = [
        hint
        for hint in _hints(asker, task, trial)
        if hint.id not in _OF_LAYERS
        # that of an LSTM or a GRU is what makes it one
        and not (hint.id == "other-activation" and re.match("LSTM|GRU", hint.text))
    ]
    return found or scaled(task, trial)


_OF_LAYERS = frozenset(
    {
        "other-layer",
        "extra-layer",
        "missing-layer",
        "other-units",
        "steps-for-units",
        "features-for-units",
        "no-bias",
    }
)
"""Mistakes that are none where the task leaves the layers open."""


def _hints(asker: Asker, task: Task, trial: Trial) -> list[Hint]:
    """The same where the task says which layers."""
    if not task.own_weights:
        trial = _telling(asker, trial)
    if task.own_weights:
        known = (
            several_outputs(task, trial)
            or turned_outputs(task, trial, given=True)
            or given_weights_mistake(task, trial)
        )
        if known:
            return known
        trial = asker.with_random(trial.inputs)
        if whole(trial, task.like):
            return weights_mistake(task, asker, trial) or structure(asker, task)
    outside = several_outputs(task, trial) or turned_outputs(task, trial, given=False)
    if outside:
        return outside
    listed = list_for_tensor(task, trial)
    if listed:
        first = Asker(FirstOutput(asker.view), asker.seen, asker.rng)
        found = layers_mistake(first, task, first.with_random(trial.inputs))
        return [*found.hints, *listed] if found.hints else structure(asker, task)
    found = layers_mistake(asker, task, trial)
    if len(found.hints) != 1:
        seen = facts(asker, task)
        if seen:
            return seen
    if found.hints and task.given_layers:
        return [*found.hints, *fresh_beside(task, asker, trial, found.stacks[0])]
    return [*found.hints] or behaviour(asker, task, trial) or structure(asker, task)


def _telling(asker: Asker, trial: Trial) -> Trial:
    """A run in which not all numbers are one, in a few tries; else the run itself.

    Whole numbers, such as those of argmax, are often all alike by chance.
    """
    tries = (asker.with_random(trial.inputs) for _ in range(TRIES))
    return next((t for t in chain([trial], tries) if not t.constant), trial)


TRIES = 5
"""Draws of random weights, when the numbers that come out are all one."""

T = TypeVar("T")


@dataclass(frozen=True)
class Explained:
    """Mistakes that are proven.

    Attributes:
        hints: one, or those of two mistakes at once; none when none is proven.
        stacks: what makes the model's numbers.
    """

    hints: tuple[Hint, ...]
    stacks: tuple[Stack, ...]


def unreadable(asker: Asker, task: Task) -> list[Hint]:
    """The mistake in a model that cannot read what it should.

    Args:
        asker: of the model.
        task: what was asked for.
    """
    return (
        no_sequence(asker.seen.error)
        or empty(asker.seen)
        or stateful(asker.seen, asker.seen.error)
        or _fewer_words(asker, task)
        or structure(asker, task)
    )


def _fewer_words(asker: Asker, task: Task) -> list[Hint]:
    """The mistake in a model whose Embedding has fewer rows than there are words.

    It is asked with the word numbers that it can read.
    """
    if task.like.vocabulary is None:
        return []
    rows = [
        int(value)
        for layer in asker.seen.layers
        for name, value in layer.settings
        if layer.type == "Embedding" and name == "input_dim" and value
    ]
    if not rows or min(rows) >= task.like.vocabulary:
        return []
    inputs = draw_inputs(task.like, task.shape, asker.rng, words=min(rows))
    seen = asker.view.look(inputs[1])
    if seen.error:
        return []
    able = Asker(asker.view, seen, asker.rng)
    trial = able.with_random(inputs)
    known = layers_mistake(able, task, trial, words=min(rows)).hints
    every = draw_inputs(task.like, task.shape, asker.rng)
    return [*known] or too_small(asker.seen, every[0])


def layers_mistake(
    asker: Asker, task: Task, trial: Trial, words: int | None = None
) -> Explained:
    """The known mistake that the model makes whatever its weights are, or the two.

    What fits is asked a second time, with other inputs and weights: outputs that are
    all alike, or few, may fit by chance.

    Args:
        asker: of the model.
        task: what was asked for.
        trial: a run with random weights.
        words: how many word numbers it reads, when they are not those asked for.
    """
    second: list[Trial] = []

    def fits(wrong: Stack, orders: int = FEW) -> bool:
        if not trial.explained_by(wrong, orders):
            return False
        if not second:
            inputs = draw_inputs(task.like, task.shape, asker.rng, words)
            second.append(asker.with_random(inputs))
        return second[0].explained_by(wrong)

    singles = [pair for pair in task.like.mistakes(task.sizes) if fits(pair[1])]
    alike = trial.constant or any(other.constant for other in second)
    alone = as_seen(asker, singles, alike)
    hints = proven([Hint(mistake.id, mistake.text) for mistake, _ in alone])
    stacks = [stack for _, stack in alone]
    if not singles:
        pairs = task.like.pairs(task.sizes)
        found = search_pairs(pairs, lambda wrong: fits(wrong, orders=2))
        alike = alike or any(other.constant for other in second)
        two = as_seen(asker, found, alike)
        hints = proven_pair([pair for pair, _ in two])
        stacks = [stack for _, stack in two]
    return Explained(tuple(drawn_with(hints, task, trial, stacks)), tuple(stacks))


def as_seen(
    asker: Asker, found: Sequence[tuple[T, Stack]], alike: bool
) -> list[tuple[T, Stack]]:
    """Of several stacks that fit, those whose layers are the model's own.

    Args:
        asker: of the model.
        found: mistakes and the stacks that they make; all of them fit.
        alike: whether all numbers are alike. Those come of many stacks, known and
            unknown: then the layers must be the model's, which are there to be seen.
    """
    own = found_in(asker.seen.layers)
    same = [each for each in found if asked_for(each[1].layers) == own]
    return same if same or alike else list(found)


def drawn_with(
    hints: list[Hint], task: Task, trial: Trial, explain: Sequence[Stack]
) -> list[Hint]:
    """The hints, the first with what a figure of the mistake is drawn from.

    Args:
        hints: what is proven.
        task: what was asked for.
        trial: a run of the model with random weights.
        explain: stacks that make what the model makes.
    """
    if not hints:
        return hints
    weights = trial.order_of(explain[0])
    asked = trial.weights_for(task.like, given=False)
    if weights is None:
        return hints
    if asked is None:  # other sizes: any weights of the right ones will do
        rng = np.random.default_rng(0)
        asked = [rng.uniform(-1, 1, s) for s in task.like.weight_shapes(task.sizes)]
    drawn = sketch(explain[0], task.like, (weights, asked), trial.inputs[0])
    return [replace(hints[0], sketch=drawn), *hints[1:]]
