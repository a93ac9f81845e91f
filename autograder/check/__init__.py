"""Checks that a learner runs: each looks at an answer and says at once what is right.

    from autograder import check, reference

    check.model(model, like=reference.SimpleRNN(8), input_shape=(5, 3), points=2)

Every check is two halves with plain data between them: `observe` reports what is
there, `judge` compares it with what the oracle in ``like`` says. A check displays as a
panel and is worth a number. It never raises for what a learner wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from .. import reference
from ..reference.layers import Layer
from . import judge, judge_metric, judge_model, names, observe, observe_model
from .verdict import Expectation, Hint, Status, Verdict

__all__ = ["Verdict", "function", "metric", "model", "shape", "together", "value"]

names.install()


def value(
    found: object,
    like: reference.Number | float | np.ndarray,
    *,
    name: str = "the value",
    points: float = 1,
) -> Verdict:
    """Check a number, or an array of them.

    Args:
        found: the learner's value; a number of any library, or an array.
        like: the right one; a `reference.Number` also names known mistakes.
        name: what the panel calls it.
        points: how many it is worth.

    >>> value(27, like=28, name="n_parameters").status
    'wrong'
    """
    return judge.value(observe.value(found), like, name, points)


def shape(
    found: object,
    like: reference.Shape | Sequence[int | None],
    *,
    name: str = "the shape",
    points: float = 1,
) -> Verdict:
    """Check a shape: a tuple, list or array with the length of each axis.

    Args:
        found: the learner's shape.
        like: the right one; a `reference.Shape` also names known mistakes.
        name: what the panel calls it.
        points: how many it is worth.

    >>> shape([32, 16], like=(32, 16), points=2)
    2
    """
    return judge.shape(observe.value(found), like, name, points)


def function(
    found: object,
    like: reference.Function,
    *,
    name: str | None = None,
    points: float = 1,
    seed: int | None = None,
) -> Verdict:
    """Check a function by calling it with random arguments of several sizes.

    Args:
        found: the learner's function, or anything that can be called.
        like: the right function and known wrong ones.
        name: what the panel calls it; the function's own name when not given.
        points: how many it is worth.
        seed: of the random arguments; None for other ones each time.
    """
    cases = like.draw(np.random.default_rng(seed))
    cases = (*cases, cases[0])
    called = name or _called(found)
    seen = observe.function(found, [case.arguments for case in cases])
    return judge.function(seen, like, cases, called, points)


def model(
    found: Any,
    like: Layer | reference.Stack,
    input_shape: tuple[int, ...],
    *,
    weights: Literal["random", "own"] = "random",
    name: str = "the model",
    points: float = 1,
    seed: int | None = None,
) -> Verdict:
    """Check a Keras model by what it makes of random inputs.

    Args:
        found: the learner's model, built in any style that Keras allows.
        like: the layers that were asked for.
        input_shape: of one sentence, without the batch axis.
        weights: "random" puts random weights into the model for the while, so its
            layers alone count; "own" judges it with the weights it has, which must be
            those of ``like``.
        name: what the panel calls it.
        points: how many it is worth.
        seed: of the random inputs and weights; None for other ones each time.
    """
    stack = like if isinstance(like, reference.Stack) else reference.Stack([like])
    if weights == "own" and not stack.weights:
        raise TypeError('weights="own" needs a reference.Stack with weights=[…]')
    return judge_model.judge(
        observe_model.Here(found),
        stack,
        tuple(input_shape),
        own_weights=weights == "own",
        name=name,
        points=points,
        rng=np.random.default_rng(seed),
    )


def metric(
    found: Any,
    inputs: np.ndarray,
    labels: np.ndarray,
    *,
    floor: float,
    baseline: float,
    recurrent: bool = True,
    name: str = "the classifier",
    points: float = 1,
) -> Verdict:
    """Check a trained classifier of two classes by its accuracy on given data.

    Args:
        found: the learner's model.
        inputs: (batch, …), what it reads.
        labels: (batch,), 0 or 1.
        floor: the share of right answers that earns the points.
        baseline: the share that the most frequent label alone would get.
        recurrent: whether it must have a recurrent layer.
        name: what the panel calls it.
        points: how many it is worth.
    """
    return judge_metric.accuracy(
        observe_model.Here(found),
        np.asarray(inputs),
        np.asarray(labels),
        floor=floor,
        baseline=baseline,
        recurrent=recurrent,
        name=name,
        points=points,
    )


def together(*parts: Verdict, name: str = "the answers") -> Verdict:
    """Several checks in one cell: their points add up.

    Args:
        parts: at least one check.
        name: what the panel calls them.

    >>> together(value(1, like=1), value(2, like=3))
    1
    """
    if not parts or not all(isinstance(part, Verdict) for part in parts):
        raise TypeError(
            "check.together takes checks: check.together(check.value(…), …)"
        )
    score = sum(part.score for part in parts)
    found = {part.status for part in parts}
    status: Status = found.pop() if len(found) == 1 else "wrong"
    return Verdict(
        name,
        sum(part.points for part in parts),
        score,
        "partly right" if status == "wrong" and score else status,
        tuple(row for part in parts for row in _rows(part))
        if status != "not attempted"
        else (),
        _hints(parts),
        parts[0].note if status == "not attempted" else "",
    )


def _hints(parts: Sequence[Verdict]) -> tuple[Hint, ...]:
    """The parts' hints, each once, with the names of those it is about."""
    about: dict[Hint, list[str]] = {}
    for part in parts:
        for hint in part.hints:
            about.setdefault(hint, []).append(part.name)
    return tuple(
        Hint(hint.id, f"{', '.join(names)}: {hint.text}")
        for hint, names in about.items()
    )


def _rows(part: Verdict) -> tuple[Expectation, ...]:
    """A part's expectations; one that was not attempted says so."""
    untouched = Expectation(part.name, False, "your answer", "…")
    return part.expectations or (untouched,)


def _called(found: object) -> str:
    """What to call a function that was given no name."""
    name = getattr(found, "__name__", "")
    return name if isinstance(name, str) and name.isidentifier() else "the function"
