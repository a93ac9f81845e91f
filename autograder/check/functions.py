"""The check of a function that a learner writes."""

from __future__ import annotations

from .. import reference
from ..observe import elsewhere
from .cells import judged
from .judge import function as judge_function
from .place import here
from .show.verdict import Verdict
from .written import argument_of


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
        name: what the panel calls it; when not given, the function's own name, else
            the one that the cell hands in.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.
        seed: of the random arguments; None for other ones each time.
    """
    called = name or elsewhere.called(found)
    stops = here().stops
    written = argument_of(stops.cell, "function") if stops is not None else ""
    return judge_function.function(
        elsewhere.function(found),
        like,
        here().draws(seed, f"{exercise}/{called or 'the function'}"),
        called or written or "the function",
        points,
    )
