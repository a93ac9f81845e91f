"""Checks that a learner runs: each looks at an answer and says at once what is right.

    from autograder import check, reference

    check.model(model, like=reference.SimpleRNN(8), input_shape=(5, 3), points=2)

Every check is two halves with plain data between them: `observe` reports what is
there, `judge` compares it with what the oracle in ``like`` says. A check displays as a
panel and is worth a number. It never raises for what a learner wrote.
"""

from __future__ import annotations

from ..learner import hint, progress, solution
from . import names
from .combined import together
from .functions import function
from .models import layers, metric, model, tagger
from .show.verdict import Verdict
from .values import mask, parameters, sequence, shape, states, value

__all__ = [
    "Verdict",
    "function",
    "hint",
    "layers",
    "mask",
    "metric",
    "model",
    "parameters",
    "progress",
    "sequence",
    "shape",
    "solution",
    "states",
    "tagger",
    "together",
    "value",
]

names.install()
