"""Judges a function by what it returns for random arguments of several sizes."""

from __future__ import annotations

from numpy.random import Generator

from ...observe.function import Call, FunctionView
from ...observe.value import Plain
from ...reference.expected import Case, Function
from ..diagnose.function import diagnose
from ..diagnose.tried import Answer, tried
from ..show import words
from ..show.described import came
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, verdict
from .agree import items_of, parting, parting_items


def function(
    view: FunctionView, like: Function, rng: Generator, name: str, points: float
) -> Verdict:
    """Judge a function by its results.

    Args:
        view: asks the learner's function.
        like: the right function and wrong ones.
        rng: draws the arguments.
        name: of the learner's function.
        points: how many there are.
    """
    first = tried(view, like, rng)
    seen = first.seen
    if seen.kind == "untouched":
        return not_attempted(name, points)
    if seen.kind == "other":
        row = Expectation(name, False, "a function", words.a(seen.type))
        return verdict(name, points, [row], [_no_function(seen.type)])
    rows = [
        _row(case, call, answer, fine)
        for case, call, answer, fine in zip(
            first.cases, seen.calls, first.answers, first.right, strict=True
        )
    ]
    # the first case is asked twice; the learner sees it once unless it changes
    if first.right[-1] == first.right[0]:
        rows.pop()
    changed = sorted({like.arguments[i] for call in seen.calls for i in call.changed})
    if changed:
        found = f"changed: {', '.join(changed)}"
        rows.append(Expectation("arguments", False, "unchanged", found))
    return verdict(name, points, rows, diagnose(view, like, first, rng))


def _no_function(kind: str) -> Hint:
    """What to say of anything else under the function's name."""
    return Hint(
        "not-a-function",
        f"This is {words.a(kind)}, not a function. Where a result is kept under the "
        "name of the function, the function is gone: run the cell with def again, and "
        "give the result another name.",
    )


def _row(case: Case, call: Call, answer: Answer, fine: bool) -> Expectation:
    """What was expected of a call and what came, shown where the two part."""
    if isinstance(answer, tuple):
        return _row_of_items(case, call, answer, fine)
    if not answer.ndim:
        if not fine:
            return Expectation(case.sizes, False, "another number", came(call))
        # within the tolerance two numbers may be rounded to different last digits
        return Expectation(case.sizes, True, words.number(float(answer)), "the same")
    at: tuple[int, ...] = (0,)
    array = None if call.result is None else call.result.array
    if array is not None and array.shape != answer.shape:
        array = None
    if array is not None and not fine:
        at = parting(array, answer, steps=answer.ndim > 2)
    where = words.place(at) if any(at) else ""
    shape = f", shape {words.shape(answer.shape)}"
    expected = words.some(answer[at] if where else answer) + shape
    if fine:
        return Expectation(case.sizes, True, expected, "the same")
    if array is None:
        return Expectation(case.sizes, False, expected, came(call))
    expected, found = words.apart(answer[at], array[at])
    said = where + expected + shape, where + found + shape
    return Expectation(case.sizes, False, *said)


def _row_of_items(
    case: Case, call: Call, answer: tuple[Plain, ...], fine: bool
) -> Expectation:
    """The same for a list: whole when it is short, else from where the two part."""
    expected = words.items(answer)
    if fine:
        return Expectation(case.sizes, True, expected, "the same")
    found = None if call.result is None else items_of(call.result)
    if found is None:
        return Expectation(case.sizes, False, expected, came(call))
    at = parting_items(found, answer)
    if at > 1:
        where = f"from item {at + 1}: "
        expected, shown = (
            words.items(some[at:]) if some[at:] else f"none, {at} in all"
            for some in (answer, found)
        )
        return Expectation(case.sizes, False, where + expected, where + shown)
    return Expectation(case.sizes, False, expected, words.items(found))
