"""Finds arguments that a function takes for each other, by exchanging them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.random import Generator

from ...observe.function import FunctionView
from ...reference.expected import Case, Function
from ..judge.agree import agrees, as_answer
from ..show import words
from ..show.verdict import Hint
from . import errors
from .tried import Tried


def exchanged(
    view: FunctionView, like: Function, first: Tried, rng: Generator
) -> list[Hint]:
    """Two arguments that stand in each other's place, where every call raised.

    With those two exchanged, the function gives what is right, whatever is drawn.

    Args:
        view: asks the learner's function.
        like: the right function, and what draws the arguments.
        first: what came of the first calls.
        rng: what other arguments are drawn from.
    """
    calls = first.seen.calls
    # shapes that do not go together; other errors have nothing to do with the order
    if not calls or not all(call.error.startswith("ValueError") for call in calls):
        return []
    cases = first.cases[:-1]
    pairs = [
        pair
        for pair in combinations(range(len(like.arguments)), 2)
        if _of_one_kind(like, cases[0], pair)
        and _right(view, like, cases[:1], pair)
        and _right(view, like, cases, pair)
    ]
    others = like.draw(rng) if pairs else ()
    pairs = [pair for pair in pairs if _right(view, like, others, pair)]
    if not pairs:
        return []
    one, *more = [words.several([like.arguments[i] for i in p]) for p in pairs]
    text = (
        f"With {one} exchanged{''.join(f', or {other}' for other in more)}, your "
        "function gives the right numbers: look at which of its arguments belong "
        f"together. As it stands, it raises an error. {errors.told(first, 0)}"
    )
    return [Hint("arguments-exchanged", text)]


def _of_one_kind(like: Function, case: Case, pair: tuple[int, int]) -> bool:
    """Whether both or none have a row for each sentence.

    One that has and one that has not are rather factors in the wrong order.
    """
    if not like.batched:
        return True
    batch = len(case.arguments[0])
    one, other = (np.shape(case.arguments[i])[:1] == (batch,) for i in pair)
    return one == other


def _right(
    view: FunctionView, like: Function, cases: Sequence[Case], pair: tuple[int, int]
) -> bool:
    """Whether a function is right when it gets two of its arguments exchanged."""
    one, other = pair
    asked = []
    for case in cases:
        given = [*case.arguments]
        given[one], given[other] = given[other], given[one]
        asked.append(given)
    return all(
        agrees(call.result, as_answer(like.answer(*case.arguments)))
        for case, call in zip(cases, view.call(asked).calls, strict=True)
    )
