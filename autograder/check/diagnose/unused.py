"""Finds arguments that have no share in what a function returns, by exchanging them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from ...observe.function import Call, FunctionView
from ...reference.expected import Case, Function
from ..judge.agree import agrees, as_answer, same
from ..show import words
from ..show.verdict import Hint
from .results import alike
from .tried import Tried

MOST = 4
"""Cases in which an argument is exchanged."""

ROUNDS = 12
"""How often others are drawn: of lengths, say, the shortest alone may have a share."""


THIN = 0.3
"""Share of a mask's True that is left."""


def unused(
    view: FunctionView, like: Function, first: Tried, rng: Generator
) -> list[Hint]:
    """The arguments that may be exchanged for others with nothing coming of it.

    Args:
        view: asks the learner's function.
        like: the right function, and what draws the arguments.
        first: what came of the first calls.
        rng: what the other arguments are drawn from.
    """
    places = [i for i, call in enumerate(first.seen.calls[:-1]) if call.result][-MOST:]
    changes: dict[int, list[bool]] = {i: [] for i in range(len(like.arguments))}
    for _ in range(ROUNDS):
        others = [_thinned(case, rng) for case in like.draw(rng)]
        for argument in [*changes]:
            changes[argument] += _same(view, like, first, others, places, argument)
            if not all(changes[argument]):
                del changes[argument]
    idle = [like.arguments[i] for i, same in changes.items() if len(same) > 1]
    if not idle:
        return []
    if len(idle) == len(like.arguments):
        return [Hint("arguments-ignored", _nothing_read(first))]
    have = "has" if len(idle) == 1 else "have"
    text = (
        f"{words.several(idle)} {have} no share in these numbers: other values give "
        "the same. Use what the function is given."
    )
    return [Hint("argument-unused", text)]


def _thinned(case: Case, rng: Generator) -> Case:
    """A case whose masks leave out most: what is right of two may hide in many."""
    return replace(
        case,
        arguments=tuple(
            argument & (rng.random(argument.shape) < THIN)
            if isinstance(argument, np.ndarray) and argument.dtype == bool
            else argument
            for argument in case.arguments
        ),
    )


def _same(
    view: FunctionView,
    like: Function,
    first: Tried,
    others: list[Case],
    places: list[int],
    argument: int,
) -> list[bool]:
    """Whether nothing comes of another argument, in each case where it should."""
    asked = [_exchanged(first, others, i, argument) for i in places]
    seen = view.call(asked)
    return [
        same_result(first.seen.calls[i], call)
        for i, call, arguments in zip(places, seen.calls, asked, strict=True)
        if not call.error
        if not _agree(like, first.cases[i].arguments, arguments)
    ]


def _nothing_read(first: Tried) -> str:
    number = alike(first)
    if number:
        return (
            f"Every number that comes out is {number}, whatever goes in. Follow what "
            "stands behind return backwards: does it come from the arguments?"
        )
    return (
        "Other values in the arguments give the same result: none of them shows in it. "
        "Follow what stands behind return backwards: does it come from the arguments?"
    )


def _exchanged(
    first: Tried, others: list[Case], place: int, argument: int
) -> tuple[Any, ...]:
    """The arguments of a case, one of them from another draw."""
    given = list(first.cases[place].arguments)
    given[argument] = others[place].arguments[argument]
    return tuple(given)


def _agree(like: Function, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether the right answers to two sets of arguments are the same."""
    right, also = as_answer(like.answer(*one)), as_answer(like.answer(*other))
    if isinstance(right, tuple) or isinstance(also, tuple):
        return right == also
    return right.shape == also.shape and bool(np.allclose(right, also, atol=1e-4))


def same_result(one: Call, other: Call) -> bool:
    """Whether two calls gave the same, number for number or item for item."""
    if one.result is None or other.result is None:
        return False
    if one.result.array is not None:
        return same(one.result.array, other.result.array)
    kept = one.result.plain
    return kept is not None and agrees(other.result, kept)
