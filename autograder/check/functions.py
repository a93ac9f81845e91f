"""The check of a function that a learner writes."""

from __future__ import annotations

import numpy as np

from .. import reference
from .cells import judged
from .judge import function as judge_function
from .observe.function import FunctionHere
from .show.verdict import Verdict


@judged
def function(
    found: object,
    like: reference.Function,
    *,
    name: str | None = None,
    points: float = 1,
    exercise: str = "",
    seed: int | None = None,
) -> Verdict:
    """Check a function by calling it with random arguments of several sizes.

    Args:
        found: the learner's function, or anything that can be called.
        like: the right function and known wrong ones.
        name: what the panel calls it; the function's own name when not given.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.
        seed: of the random arguments; None for other ones each time.
    """
    return judge_function.function(
        FunctionHere(found),
        like,
        np.random.default_rng(seed),
        name or _called(found),
        points,
    )


def _called(found: object) -> str:
    """What to call a function that was given no name."""
    name = getattr(found, "__name__", "")
    return name if isinstance(name, str) and name.isidentifier() else "the function"
