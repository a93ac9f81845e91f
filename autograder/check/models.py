"""Checks of models: what one computes, what it is made of, how often it is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from .. import reference
from ..observe import elsewhere
from ..observe.seen import Batch
from ..reference.layers import Layer
from .cells import judged
from .diagnose.draw_inputs import draw_inputs
from .diagnose.task import Task
from .judge import layers as judge_layers
from .judge import metric as judge_metric
from .judge import model as judge_model
from .judge import tagger as judge_tagger
from .judge.trained import Goal, Training, first
from .misused import Misused
from .place import here
from .show.verdict import Verdict


@judged
def model(
    found: Any,
    like: Layer | reference.Stack,
    input_shape: tuple[int | None, ...],
    *,
    weights: Literal["random", "own"] = "random",
    given: Literal["weights", "layers", "nothing"] = "weights",
    reads: Literal["sentence", "series"] = "sentence",
    name: str = "the model",
    points: float = 1,
    exercise: str = "",
    seed: int | None = None,
) -> Verdict:
    """Check a Keras model by what it makes of random inputs.

    Args:
        found: the learner's model, built in any style that Keras allows.
        like: the layers that were asked for.
        input_shape: of one sentence, without the batch axis; None for an axis of any
            length.
        weights: "random" puts random weights into the model for the while, so its
            layers alone count; "own" judges it with the weights it has, which must be
            those of ``like``.
        given: what the task gives where the model is judged with its own weights: the
            weights, to be put in; layers that hold them, to be used; or nothing but
            what the model is to compute, by whatever layers.
        reads: what an item of a batch is called: a sentence, of words, or a series,
            of steps.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.
        seed: of the random inputs and weights; None for other ones each time.
    """
    stack = reference.Stack.of(like)
    if weights == "own" and not stack.weights:
        raise Misused('weights="own" needs a reference.Stack with weights=[…]')
    if given == "nothing" and weights != "own":
        raise Misused('given="nothing" needs weights="own": any layers may answer')
    task = Task(stack, tuple(input_shape), weights == "own", given, reads)
    rng = here().draws(seed, f"{exercise}/{name}")
    return judge_model.judge(elsewhere.model(found), task, name, points, rng)


@judged
def metric(
    found: Any,
    inputs: np.ndarray | Sequence[np.ndarray],
    labels: np.ndarray,
    *,
    floor: float,
    baseline: float,
    recurrent: int = 1,
    every_step: bool = False,
    training: tuple[Any, np.ndarray] | None = None,
    what: str = "tweet",
    name: str = "the classifier",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check a trained classifier of two classes by its accuracy on given data.

    Args:
        found: the learner's model.
        inputs: (batch, …), what it reads; a list of arrays for one of several inputs.
        labels: (batch,), 0 or 1.
        floor: the share of right answers that earns the points.
        baseline: the share that the most frequent label alone would get.
        recurrent: how many recurrent layers it must have.
        every_step: whether it answers after every word, (batch, steps, 1); the answer
            after the last word is judged.
        training: inputs and labels that it was to be trained with: a hint names its
            accuracy there, and a model that is much better with what it is checked
            with was trained with that and gets no points. As many are read as there
            are ``labels``.
        what: what it reads, in a word.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.
    """
    goal = Goal(
        *(floor, baseline, int(recurrent), what, every_step), _training(training)
    )
    return judge_metric.accuracy(
        elsewhere.model(found), _batch(inputs), np.asarray(labels), goal, name, points
    )


@judged
def tagger(
    found: Any,
    inputs: np.ndarray | Sequence[np.ndarray],
    tags: Sequence[Sequence[str]],
    names: Sequence[str],
    *,
    floor: float,
    baseline: float,
    recurrent: int = 1,
    training: tuple[Any, Sequence[Sequence[str]]] | None = None,
    name: str = "the tagger",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check a trained tagger by the F1 of the entities that it finds.

    Args:
        found: the learner's model; it answers (batch, steps, classes) probabilities.
        inputs: (batch, steps), what it reads, with the padding at the end; a list of
            arrays for a model of several inputs.
        tags: BIO tags of the real words, a list for each sentence.
        names: the tag of each class.
        floor: the F1 over all sentences that earns the points, as seqeval counts it.
        baseline: the F1 of an answer that looks at each word alone.
        recurrent: how many recurrent layers it must have.
        training: inputs and tags that it was to be trained with, used as by `metric`.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.
    """
    goal = Goal(
        *(floor, baseline, int(recurrent), "sentence"), training=_training(training)
    )
    return judge_tagger.tagger(
        elsewhere.model(found), _batch(inputs), tags, tuple(names), goal, name, points
    )


@judged
def layers(
    found: Any,
    like: Layer | reference.Stack,
    *,
    input_shape: tuple[int | None, ...] | None = None,
    name: str = "the model",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check which layers a model has, in their order, and how they are set.

    Each layer that was asked for is worth the same share of the points. Names, dropout
    and what else does nothing when predicting do not count.

    Args:
        found: the learner's model, built in any style that Keras allows.
        like: the layers that were asked for.
        input_shape: of one sentence; it is read once, which tells the order in which a
            model of the learner's own class calls its layers. Without it that order
            does not count.
        name: what the panel calls it.
        points: how many all of them are worth.
        exercise: the id of the exercise that it is about.
    """
    stack = reference.Stack.of(like)
    probe = None
    if input_shape is not None:
        probe = draw_inputs(stack, tuple(input_shape), np.random.default_rng(0))[1]
    return judge_layers.judge(elsewhere.model(found), stack, probe, name, points)


def _batch(inputs: np.ndarray | Sequence[np.ndarray]) -> Batch:
    """What a model reads, as arrays."""
    if isinstance(inputs, list | tuple) and all(hasattr(i, "shape") for i in inputs):
        return tuple(np.asarray(each) for each in inputs)
    return np.asarray(inputs)


def _training(given: tuple[Any, np.ndarray | Sequence[Any]] | None) -> Training | None:
    """What a model was to be trained with, its inputs as arrays."""
    if given is None:
        return None
    inputs, right = _batch(given[0]), given[1]
    rows = len(first(inputs))
    if len(right) != rows:
        raise Misused(
            f"training=(inputs, right): {rows} inputs and {len(right)} right answers"
        )
    return inputs, right
