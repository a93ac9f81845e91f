"""What shows of a model where the task says what it computes, not by which layers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...reference.layers import SimpleRNN, Stack
from ..judge.agree import TOLERANCE, close
from ..show import words
from ..show.verdict import Hint
from .task import Task
from .trial import Trial


def without_bias(task: Task, trial: Trial) -> Task:
    """The task as that of a layer without bias, when the model has none.

    Args:
        task: which a bias of zeros answers.
        trial: a run of the model.
    """
    like = task.like
    if len(like.layers) != 1 or not isinstance(like.layers[0], SimpleRNN):
        return task
    other = Stack([replace(like.layers[0], use_bias=False)], like.weights[:2])
    zero = len(like.weights) == 3 and not like.weights[2].any()
    fits = trial.orders.of(other.by_layer(task.sizes), 1)
    return replace(task, like=other) if zero and fits else task


def scaled(task: Task, trial: Trial) -> list[Hint]:
    """The right numbers, all of them times one number and plus another.

    Args:
        task: what was asked for.
        trial: a run of the model with its own weights.
    """
    found, right = [], []
    for x, made in zip(trial.inputs, trial.outputs.made, strict=False):
        answer = task.like(x, task.like.weights)
        if len(made) != 1 or not isinstance(answer, np.ndarray):
            return []
        if made[0].shape != answer.shape or not np.isfinite(made[0]).all():
            return []
        found.append(made[0].ravel())
        right.append(answer.ravel())
    if not found:
        return []
    numbers, expected = np.concatenate(found), np.concatenate(right)
    times, plus = np.polyfit(expected, numbers, 1)
    apart = max(abs(times - 1), abs(plus)) > TOLERANCE
    if abs(times) < 1e-3 or not apart or not close(numbers, times * expected + plus):
        return []
    said = []
    if abs(times - 1) > TOLERANCE:
        said.append(f"times {words.number(float(times))}")
    if abs(plus) > TOLERANCE:
        said.append(f"plus {words.number(float(plus))}")
    text = (
        f"These are the right numbers {', '.join(said)}, all of them: look for what is "
        "done to them on the way in or out."
    )
    return [Hint("right-but-scaled", text)]
