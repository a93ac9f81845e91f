"""What is plain to see of a function's results, whatever made them so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

import numpy as np

from ...observe.function import Call
from ...observe.value import Plain
from ...reference.expected import Function
from ..judge.agree import agrees, as_answer, close
from ..show import words
from ..show.verdict import Hint
from .tried import Answer, Tried

NOT_A_NUMBER = (
    "NaN, which is not a number, stands {where}. It comes from 0 / 0, from 0 · ∞ as in "
    "0 · log(0), and from any sum with a NaN in it. Look for the first line that makes "
    "one."
)
_ORDERS: dict[tuple[int, ...], Hint] = {
    (1, 0, 2): Hint(
        "steps-first",
        "These are the right numbers with batch and steps swapped: the batch comes "
        "first.",
    ),
    (0, 2, 1): Hint(
        "axes-swapped",
        "These are the right numbers with the last two axes swapped: (batch, steps, "
        "units) was asked for.",
    ),
}
_OTHER_ORDER = Hint(
    "axes-swapped",
    "These are the right numbers with the axes in another order: (batch, steps, units) "
    "was asked for.",
)
_UNITS = {-2: "hundreds", -1: "tens", 0: "whole numbers", 1: "1 decimal"}
_UNITS_FIRST = Hint(
    "axes-reversed",
    "These are the right numbers with the axes swapped: the batch comes first.",
)


def plain_to_see(first: Tried, like: Function) -> list[Hint]:
    """The first thing that is true of all results and says why they are not right.

    Args:
        first: what came of the calls.
        like: the function that is asked for.
    """
    looks: tuple[Callable[[Tried], list[Hint]], ...] = (
        _form,
        _not_a_number,
        _whole,
        _rounded,
        _parts,
        _none_for_nothing,
        lambda tried: _given_back(tried, like),
    )
    return next((found for found in (look(first) for look in looks) if found), [])


def other_order(first: Tried) -> list[Hint]:
    """Right numbers in another order of axes.

    Args:
        first: what came of the calls.
    """
    pairs = [
        (array, answer)
        for array, answer in zip(first.arrays, first.answers, strict=True)
        if array is not None and isinstance(answer, np.ndarray)
    ]
    if len(pairs) < len(first.answers):
        return []
    if all(a.ndim == 2 and close(a.T, r) for a, r in pairs):
        return [_UNITS_FIRST]
    for order in permutations(range(3)):
        if all(a.ndim == 3 and close(a.transpose(order), r) for a, r in pairs):
            return [_ORDERS.get(order, _OTHER_ORDER)]
    return []


def _ended(first: Tried) -> Iterator[tuple[Call, Answer]]:
    """The calls that came to an end, and the right answers."""
    for call, answer in zip(first.seen.calls, first.answers, strict=True):
        if not call.error:
            yield call, answer


def _form(first: Tried) -> list[Hint]:
    """Something that holds no numbers or no list, though it may make them."""
    calls = [call for call, _ in _ended(first)]
    types = {call.result.type for call in calls if call.result is not None}
    if len(types) != 1:
        return []
    (name,) = types
    if name in ("generator", "map", "filter", "zip"):
        made = (
            "" if name != "generator" else " yield in a function makes it return one."
        )
        text = (
            f"Your function returns {words.a(name)} object, which holds no values "
            f"until something goes through it.{made} Return the values themselves."
        )
        return [Hint("generator-returned", text)]
    if name in ("function", "method", "builtin_function_or_method"):
        text = (
            "Your function returns a function, not what that gives: call it, with "
            "brackets behind its name."
        )
        return [Hint("function-returned", text)]
    asked_for_numbers = isinstance(first.answers[0], np.ndarray)
    if asked_for_numbers and all(call.written == "texts" for call in calls):
        text = "Your function returns texts. Return the numbers themselves."
        return [Hint("text-for-number", text)]
    if not asked_for_numbers and name in ("set", "frozenset", "dict"):
        text = f"Your function returns {words.a(name)}. Return a list."
        return [Hint(f"{name}-for-list", text)]
    return []


def _not_a_number(first: Tried) -> list[Hint]:
    """NaN in every result."""
    arrays = [a for a in first.arrays if a is not None and a.size]
    ended = sum(1 for _ in _ended(first))
    if not ended or len(arrays) < ended or not all(np.isnan(a).any() for a in arrays):
        return []
    where = "everywhere in the result"
    if not all(np.isnan(a).all() for a in arrays):
        where = "in some places of the result"
    return [Hint("not-a-number", NOT_A_NUMBER.format(where=where))]


def _whole(first: Tried) -> list[Hint]:
    """Whole numbers where others were asked for."""
    if not all(
        call.written == "whole"
        and isinstance(answer, np.ndarray)
        and call.result is not None
        and call.result.array is not None
        and call.result.array.shape == answer.shape
        and np.any(answer != np.round(answer))
        for call, answer in _ended(first)
    ):
        return []
    text = (
        "Your function returns whole numbers. The right ones have digits after the "
        "point: leave out what cuts them off, such as int or an array of whole numbers "
        "that is filled."
    )
    return [Hint("whole-numbers", text)]


def _rounded(first: Tried) -> list[Hint]:
    """The right numbers, rounded or cut off."""
    pairs = [
        (array, answer)
        for array, answer in zip(first.arrays, first.answers, strict=True)
        if array is not None and isinstance(answer, np.ndarray)
        if array.shape == answer.shape
    ]
    # of 0 and 1 alone nobody knows whether they are a rounded share or a yes and no
    numbers = {float(n) for array, _ in pairs for n in array.flat}
    if len(pairs) < len(first.answers) or len(numbers) < 3:
        return []
    for decimals in range(-2, 5):
        unit = 10.0**-decimals
        for off, how in ((_off_by_rounding, "rounded"), (_off_by_cutting, "cut down")):
            if all(_whole_units(a, unit) and off(a, r, unit) for a, r in pairs):
                to = _UNITS.get(decimals, f"{decimals} decimals")
                text = f"These are the right numbers, {how} to {to}. Keep all digits."
                return [Hint("rounded", text)]
    return []


_SLACK = 1e-6
"""What float32 may be off: it holds no decimals exactly."""


def _whole_units(found: np.ndarray, unit: float) -> bool:
    """Whether numbers are whole multiples of a unit, such as 0.01."""
    whole = np.round(found / unit) * unit
    return bool(np.all(np.abs(found - whole) <= _SLACK * (1 + np.abs(found))))


def _off_by_rounding(found: np.ndarray, right: np.ndarray, unit: float) -> bool:
    """Whether numbers are no more than half a unit off."""
    return bool(np.all(np.abs(found - right) <= unit / 2 + _SLACK))


def _off_by_cutting(found: np.ndarray, right: np.ndarray, unit: float) -> bool:
    """Whether numbers are less than a unit off, all towards zero or all downwards."""
    inwards, down = np.abs(right) - np.abs(found), right - found
    same_side = found * right >= 0
    less = unit * (1 - _SLACK)
    return bool(
        np.all((inwards >= -_SLACK) & (inwards < less) & same_side)
        or np.all((down >= -_SLACK) & (down < less))
    )


def _parts(first: Tried) -> list[Hint]:
    """Several numbers, or shapes, where their sum was asked for."""
    pairs = list(_ended(first))
    if not all(isinstance(a, np.ndarray) and not a.ndim for _, a in pairs):
        return []
    results = [call.result for call, _ in pairs]
    right = [float(answer) for _, answer in pairs]  # type: ignore[arg-type]
    sums = [
        None if r is None or r.array is None or r.array.size < 2 else r.array.sum()
        for r in results
    ]
    if all(
        s is not None and np.isclose(s, a) for s, a in zip(sums, right, strict=True)
    ):
        text = (
            "These are the parts, one by one. Their sum was asked for, and it is right."
        )
        return [Hint("parts-for-sum", text)]
    sizes = [None if r is None else _size_of_shapes(r.plain) for r in results]
    if all(s is not None and s == a for s, a in zip(sizes, right, strict=True)):
        text = (
            "These are shapes. A shape of (2, 4) holds 2 · 4 numbers: multiply within "
            "each, then add up."
        )
        return [Hint("shapes-for-sizes", text)]
    return []


def _size_of_shapes(found: tuple[Plain, ...] | None) -> int | None:
    """How many numbers arrays of these shapes hold; None when they are no shapes."""
    if not found:
        return None
    shapes = [
        [n for n in shape if isinstance(n, int)]
        for shape in found
        if isinstance(shape, tuple)
    ]
    return sum(int(np.prod(s)) for s in shapes) if len(shapes) == len(found) else None


def _none_for_nothing(first: Tried) -> list[Hint]:
    """None where an empty list or 0 was asked for, and all else right."""
    wrong = [
        (call, answer)
        for call, answer, right in zip(
            first.seen.calls, first.answers, first.right, strict=True
        )
        if not right
    ]
    if not all(
        call.result is not None and call.result.kind == "nothing" for call, _ in wrong
    ):
        return []
    answers = [answer for _, answer in wrong]
    if all(isinstance(a, np.ndarray) and not a.ndim and a == 0 for a in answers):
        text = (
            "Your function returns None where 0 is right: it comes to its end there "
            "without a return. Return 0.0 in that case."
        )
        return [Hint("none-for-zero", text)]
    if not all(isinstance(answer, tuple) and not answer for answer in answers):
        return []
    text = (
        "Your function returns None where there is nothing to find. Return an empty "
        "list then: whoever goes through it need not ask first."
    )
    return [Hint("none-for-empty", text)]


def _given_back(first: Tried, like: Function) -> list[Hint]:
    """An argument, as it came in."""
    for place, name in enumerate(like.arguments):
        if all(
            _same(call, case.arguments[place])
            for case, call in zip(first.cases, first.seen.calls, strict=True)
        ):
            text = f"This is {name} as it came in, unchanged."
            return [Hint("argument-returned", text)]
    return []


def _same(call: Call, argument: object) -> bool:
    try:
        return agrees(call.result, as_answer(argument))
    except TypeError:
        return False


def alike(first: Tried) -> str:
    """What to say of results that are one number everywhere; "" when they are not."""
    if not first.constant:
        return ""
    numbers = [a for a in first.arrays if a is not None and a.size]
    return words.number(float(numbers[0].flat[0])) if numbers else ""
