"""Finds which known mistake, or which two, explain what a function returned."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ...observe.function import Call, FunctionView
from ...reference.expected import Function
from ..judge.agree import agrees, proven, same
from ..show.verdict import Hint
from . import errors
from .earlier import kept_from_before
from .exchanged import exchanged
from .results import other_order
from .search import Search
from .sizes import lost_batch
from .tried import Tried
from .unused import unused

UNREPEATABLE = Hint(
    "not-repeatable",
    "Called twice with the same arguments it gives two results. Something in them does "
    "not come from the arguments: drawn at random, kept from an earlier call, or never "
    "filled, as what np.empty makes.",
)
SEVERAL = Hint(
    "tuple-for-array",
    "Your function returns several things, the right one among them. Return that one "
    "alone.",
)
NO_GUARD = Hint(
    "no-zero-guard",
    "Your function divides by zero where nothing is right. 0.0 was asked for then: "
    "test before you divide.",
)
TEXT = Hint(
    "text-for-number", "Your function returns text. Return the numbers themselves."
)
TEXT_FOR_LIST = Hint(
    "text-for-list", "Your function returns text. Return the list itself."
)


def diagnose(
    view: FunctionView, like: Function, first: Tried, rng: Generator
) -> list[Hint]:
    """The mistake that explains every call, or the two that do together, or none.

    Args:
        view: asks the learner's function once more, where a fit must be confirmed.
        like: the right function and wrong ones.
        first: what came of the first calls.
        rng: draws the arguments of others.
    """
    calls = first.seen.calls
    if all(first.right):
        return _changed(first)
    told = exchanged(view, like, first, rng) or _no_numbers(first)
    if told:
        return told
    if _undivided(first):
        return [NO_GUARD]
    kept = kept_from_before(first)
    if kept:
        return kept
    search = Search(view, like, first, rng)
    fitting = [Hint(m.id, m.text) for m in search.of(like.mistakes)]
    known = proven(fitting) or proven(other_order(first)) or proven(lost_batch(first))
    if known:
        return known
    if not same(first.arrays[0], first.arrays[-1]):
        return [UNREPEATABLE]
    if all(
        right or (call.result and any(agrees(i, answer) for i in call.result.items))
        for call, answer, right in zip(calls, first.answers, first.right, strict=True)
    ):
        return [SEVERAL]
    if fitting:  # more than one does
        return search.of_sizes()
    return (
        search.plain()
        or search.of_sizes()
        or search.of_pairs()
        or search.of_several()
        or errors.sometimes(first)
        or unused(view, like, first, rng)
    )


def _changed(first: Tried) -> list[Hint]:
    """What to say of right results that cost an argument."""
    changed = [
        case.arguments[place]
        for case, call in zip(first.cases, first.seen.calls, strict=True)
        for place in call.changed
    ]
    if not changed:
        return []
    lists = all(isinstance(argument, list) for argument in changed)
    text = (
        "The result is right, and one of the arguments is no longer what it was. "
        "Whoever calls your function still needs it: work on a new "
        f"{'list' if lists else 'array'}."
    )
    return [Hint("changed-its-input", text)]


def _no_numbers(first: Tried) -> list[Hint]:
    """What every call has in common when none gave what was asked for."""
    calls = first.seen.calls
    stuck = next((call for call in calls if call.endless), None)
    if stuck is not None:
        place = f" It stood at {stuck.where}." if stuck.where else ""
        return [Hint("endless", f"Your function {stuck.error}.{place}")]
    raises = errors.always(first)
    if raises:
        return raises
    kinds = {c.result.kind for c in calls if c.result is not None}
    if kinds == {"nothing"}:
        words = "Your function returns nothing."
        if any(c.printed for c in calls):
            words += " It prints; printing shows a value and hands nothing back."
        return [Hint("returned-nothing", words)]
    if kinds == {"text"}:
        return [TEXT_FOR_LIST if isinstance(first.answers[0], tuple) else TEXT]
    return []


def _undivided(first: Tried) -> bool:
    """Whether all is right, but 0 / 0 where a 0 was asked for."""
    wrong = [
        (call, answer)
        for call, answer, right in zip(
            first.seen.calls, first.answers, first.right, strict=True
        )
        if not right
    ]
    return all(
        not isinstance(answer, tuple)
        and answer.ndim == 0
        and answer == 0
        and (call.error.startswith("ZeroDivisionError") or _is_nan(call))
        for call, answer in wrong
    )


def _is_nan(call: Call) -> bool:
    """Whether a call gave one number that is none."""
    array = None if call.result is None else call.result.array
    return array is not None and array.size == 1 and bool(np.isnan(array).all())
