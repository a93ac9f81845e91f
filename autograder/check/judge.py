"""Judges observed values, shapes and functions against an oracle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..reference.expected import Case, Function, Number, Shape
from . import words
from .observe import Call, FunctionSeen, Seen
from .verdict import Expectation, Hint, Verdict, not_attempted, verdict

TOLERANCE = 1e-5
"""Relative and absolute; float32 layers stay within about a tenth of it."""


def close(found: np.ndarray, expected: np.ndarray | float) -> bool:
    """Whether shapes are equal and all numbers within `TOLERANCE`; NaN never is."""
    right = np.asarray(expected, "float64")
    return found.shape == right.shape and bool(
        np.allclose(found, right, rtol=TOLERANCE, atol=TOLERANCE)
    )


def value(
    seen: Seen, like: Number | float | np.ndarray, name: str, points: float
) -> Verdict:
    """Judge a number or an array of numbers.

    Args:
        seen: what was found.
        like: what is right; a `Number` also knows wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    number = like if isinstance(like, Number) else None
    right = np.asarray(number.value if number else like, "float64")
    if seen.kind == "untouched":
        return not_attempted(name, points)
    asked = words.shape(right.shape) if right.ndim else "one number"
    hints: list[Hint] = []
    if seen.array is None:
        return verdict(
            name,
            points,
            [Expectation(name, False, asked, _described(seen))],
            _text_hint(seen, "number"),
        )
    # one number in a list or array of one is still that number
    found = _plain(seen.array, right.ndim)
    if found.shape != right.shape:
        return verdict(
            name, points, [Expectation(name, False, asked, _described(seen))]
        )
    met = close(found, right)
    shown = words.number(float(found)) if not found.ndim else words.some(found)
    if number and not met:
        hints = proven(
            [Hint(m.id, m.text) for m, n in number.mistakes if close(found, n)]
        )
    # what is right is the exercise itself: it is not shown
    expected = shown if met else "another number"
    return verdict(name, points, [Expectation(name, met, expected, shown)], hints)


def shape(
    seen: Seen, like: Shape | Sequence[int | None], name: str, points: float
) -> Verdict:
    """Judge a shape: a tuple, list or array of whole numbers.

    Args:
        seen: what was found.
        like: what is right; a `Shape` also knows wrong ones.
        name: of the learner's variable.
        points: how many there are.
    """
    known = like if isinstance(like, Shape) else Shape(tuple(like))
    if seen.kind == "untouched":
        return not_attempted(name, points)
    found = _axes(seen)
    asked = "a shape"
    if found is None:
        hints = _text_hint(seen, "shape")
        if seen.kind == "number":
            hints = [
                Hint(
                    "number-for-shape",
                    "This is a number; a shape is a tuple with one number for each "
                    "axis. A tuple of one number needs a comma: (3,).",
                )
            ]
        return verdict(
            name, points, [Expectation(name, False, asked, _described(seen))], hints
        )
    met = found == known.value
    hints = (
        []
        if met
        else proven(
            [Hint(m.id, m.text) for m, wrong in known.mistakes if wrong == found]
        )
    )
    expected = words.shape(known.value) if met else "another shape"
    return verdict(
        name, points, [Expectation(name, met, expected, words.shape(found))], hints
    )


def function(
    seen: FunctionSeen, like: Function, cases: Sequence[Case], name: str, points: float
) -> Verdict:
    """Judge a function by its results.

    Args:
        seen: what came of calling it with each case, and with the first once more.
        like: the right function and wrong ones.
        cases: what it was called with, in the order of the calls.
        name: of the learner's function.
        points: how many there are.
    """
    if seen.kind == "untouched":
        return not_attempted(name, points)
    if seen.kind == "other":
        found = f"a {seen.type}"
        return verdict(name, points, [Expectation(name, False, "a function", found)])
    answers = [np.asarray(like.answer(*c.arguments), "float64") for c in cases]
    right = [
        c.result is not None and c.result.array is not None and _equal(c.result, a)
        for c, a in zip(seen.calls, answers, strict=True)
    ]
    rows = [
        _row(case, call, answer, fine)
        for case, call, answer, fine in zip(
            cases, seen.calls, answers, right, strict=True
        )
    ]
    # the first case is asked twice; the learner sees it once unless it changes
    if right[-1] == right[0]:
        rows.pop()
    changed = sorted({like.arguments[i] for call in seen.calls for i in call.changed})
    if changed:
        rows.append(
            Expectation(
                "arguments", False, "unchanged", f"changed: {', '.join(changed)}"
            )
        )
    return verdict(
        name, points, rows, _diagnose(seen.calls, like, cases, answers, right)
    )


def _diagnose(
    calls: Sequence[Call],
    like: Function,
    cases: Sequence[Case],
    answers: Sequence[np.ndarray],
    right: Sequence[bool],
) -> list[Hint]:
    """The one mistake that explains every call, or none."""
    if all(right):
        return [CHANGED] if any(call.changed for call in calls) else []
    results = [c.result for c in calls]
    arrays = [r.array if r is not None else None for r in results]
    known = (
        _no_numbers(calls)
        or proven(_matching(like, cases, calls, arrays))
        or proven(_matching_shapes(arrays, answers))
    )
    if known:
        return known
    if not _same(arrays[0], arrays[-1]):
        return [UNREPEATABLE]
    if all(
        r is not None and any(_equal(i, a) for i in r.items)
        for r, a in zip(results, answers, strict=True)
    ):
        return [SEVERAL]
    return _sizes(calls, like, cases, arrays, right)


CHANGED = Hint(
    "changed-its-input",
    "The result is right, and one of the arguments is no longer what it was. Whoever "
    "calls your function still needs it: work on a new array.",
)
UNREPEATABLE = Hint(
    "not-repeatable",
    "Called twice with the same arguments it gives two results: something is kept "
    "from one call to the next, or drawn at random.",
)
SEVERAL = Hint(
    "tuple-for-array",
    "Your function returns several things, the right one among them. Return that one "
    "alone.",
)
TEXT = Hint(
    "text-for-number", "Your function returns text. Return the numbers themselves."
)


def _no_numbers(calls: Sequence[Call]) -> list[Hint]:
    """What every call has in common when none gave numbers."""
    if all(c.error for c in calls):
        return [Hint("raises", f"Your function raises an error. {_error(calls[0])}")]
    kinds = {c.result.kind for c in calls if c.result is not None}
    if kinds == {"nothing"}:
        words = "Your function returns nothing."
        if any(c.printed for c in calls):
            words += " It prints; printing shows a value and hands nothing back."
        return [Hint("returned-nothing", words)]
    return [TEXT] if kinds == {"text"} else []


def _sizes(
    calls: Sequence[Call],
    like: Function,
    cases: Sequence[Case],
    arrays: Sequence[np.ndarray | None],
    right: Sequence[bool],
) -> list[Hint]:
    """What is right for some sizes alone."""
    if like.batched and right[1] and not right[0] and not right[2]:
        words = "It is right for one sentence, and not for a batch of several."
        error = f" {_error(calls[0])}" if calls[0].error else ""
        return [Hint("only-one-sentence", words + error)]
    if right[0] and (not like.batched or right[1]) and not right[2]:
        words = (
            f"It is right for {cases[0].sizes} and not for {cases[2].sizes}: take the "
            "sizes from the arguments."
        )
        error = f" {_error(calls[2])}" if calls[2].error else ""
        return [Hint("only-these-sizes", words + error)]
    first = arrays[0]
    if (
        not like.batched
        and first is not None
        and np.all(np.isfinite(first))
        and all(_same(a, first) for a in arrays)
    ):
        words = "It gives the same number whatever the sizes are."
        return [Hint("same-for-all-sizes", words)]
    return []


def _matching(
    like: Function,
    cases: Sequence[Case],
    calls: Sequence[Call],
    arrays: Sequence[np.ndarray | None],
) -> list[Hint]:
    """Known mistakes that give the result of every call that gave one.

    A call that raised shows nothing; two different cases at least must have come
    to an end.
    """
    ended = [i for i, call in enumerate(calls) if not call.error]
    if len({i % (len(cases) - 1) for i in ended}) < 2:
        return []
    return [
        Hint(mistake.id, mistake.text)
        for mistake, wrong in like.mistakes
        if all(_gives(wrong, cases[i], arrays[i]) for i in ended)
    ]


def _gives(
    wrong: Callable[..., np.ndarray | float], case: Case, found: np.ndarray | None
) -> bool:
    """Whether a wrong function gives, for a case, what was found."""
    if found is None:
        return False
    made = np.asarray(wrong(*case.arguments), "float64")
    return close(_plain(found, made.ndim), made)


def _matching_shapes(
    arrays: Sequence[np.ndarray | None], answers: Sequence[np.ndarray]
) -> list[Hint]:
    """Right numbers in another order of axes, or of one sentence alone."""
    pairs = [(a, answer) for a, answer in zip(arrays, answers, strict=True)]
    if all(a is not None and a.ndim == 2 and close(a.T, r) for a, r in pairs):
        return [
            Hint(
                "axes-reversed",
                "These are the right numbers with the axes swapped: the batch comes "
                "first.",
            )
        ]
    if all(
        a is not None and r.ndim and (close(a, r[0]) or close(a, r[:1]))
        for a, r in pairs
    ):
        return [
            Hint(
                "batch-axis-lost",
                "This is the answer to the first sentence alone. The first axis is "
                "the batch: answer all of it.",
            )
        ]
    return []


def _same(one: np.ndarray | None, other: np.ndarray | None) -> bool:
    """Whether two results are equal, be they no numbers at all."""
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other, equal_nan=True)


def _equal(seen: Seen, answer: np.ndarray) -> bool:
    return seen.array is not None and close(_plain(seen.array, answer.ndim), answer)


def _plain(array: np.ndarray, ndim: int) -> np.ndarray:
    """A single number in an array of one, where a number was asked for."""
    return array.reshape(()) if ndim == 0 and array.size == 1 else array


def proven(hints: Sequence[Hint]) -> list[Hint]:
    """The hint when all name one mistake; none when the numbers fit several.

    Args:
        hints: of every mistake that fits.
    """
    return [hints[0]] if len({hint.id for hint in hints}) == 1 else []


def _row(case: Case, call: Call, answer: np.ndarray, fine: bool) -> Expectation:
    """What was expected of a call and what came, shown where the two part."""
    if not answer.ndim:
        right, found = words.number(float(answer)), _found(call)
        return Expectation(case.sizes, fine, right if fine else "another number", found)
    at, array = 0, None if call.result is None else call.result.array
    if array is not None and array.shape == answer.shape:
        apart = ~np.isclose(array, answer, rtol=TOLERANCE, atol=TOLERANCE)
        at = int(np.argmax(apart.reshape(len(answer), -1).any(axis=1)))
    expected = f"{words.some(answer[at:])}, shape {words.shape(answer.shape)}"
    where = f"sentence {at + 1}: " if at else ""
    if fine:
        return Expectation(case.sizes, True, expected, "the same")
    if array is None or array.shape != answer.shape:
        return Expectation(case.sizes, False, expected, _found(call))
    found = f"{words.some(array[at:])}, shape {words.shape(array.shape)}"
    return Expectation(case.sizes, False, where + expected, where + found)


def _found(call: Call) -> str:
    """What came of a call, in words."""
    if call.result is None:
        return call.error
    array = call.result.array
    if array is not None and array.size == 1:
        return words.number(float(array.reshape(())))
    return _described(call.result)


def _error(call: Call) -> str:
    where = f" ({call.where})" if call.where else ""
    return f"{call.error}{where}."


def _described(seen: Seen) -> str:
    """What a value is, for a panel."""
    if seen.kind == "nothing":
        return "None"
    if seen.kind == "text":
        return f"text: {seen.text}"
    if seen.kind == "array" and seen.array is not None:
        return f"shape {words.shape(seen.array.shape)}"
    if seen.kind == "several":
        return f"a {seen.type} of {len(seen.items)}"
    return f"{seen.type}: {seen.text}" if seen.text else seen.type


def _text_hint(seen: Seen, what: str) -> list[Hint]:
    if seen.kind != "text":
        return []
    return [
        Hint(
            f"text-for-{what}",
            f"This is text: take the quotes away and it is a {what}.",
        )
    ]


def _axes(seen: Seen) -> tuple[int | None, ...] | None:
    """A value as a shape, when it is one."""
    if seen.kind == "shape":
        return seen.axes
    array = seen.array
    if array is None or array.ndim != 1 or not np.all(array == np.round(array)):
        return None
    return tuple(int(i) for i in array)
