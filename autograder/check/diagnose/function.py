"""Finds which known mistake, or which two, explain what a function returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.random import Generator

from ...observe.function import Call, FunctionView
from ...reference.expected import Function, Mistake
from ..judge.agree import agrees, close, proven, same
from ..show.described import raised
from ..show.verdict import Hint
from . import errors
from .earlier import kept_from_before
from .exchanged import exchanged
from .proof import proven_pair, search_pairs
from .results import other_order, plain_to_see
from .tried import Tried, tried
from .unused import unused

Wrong = Callable[..., Any]

DRAWS = 4
"""How often sizes are drawn before right numbers are said to go with some of them."""

LOST = Mistake(
    "batch-axis-lost",
    "This is the answer to the first sentence alone. The first axis is the batch: "
    "answer all of it.",
)
LOST_BUT_LAST = Mistake(
    LOST.id,
    "This is the answer to the last sentence alone. The first axis is the batch: "
    "answer all of it.",
)
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
ONE_OF_SEVERAL = Hint(
    "tuple-for-array", "Your function returns several things. One was asked for."
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
    search = _Search(view, like, first, rng)
    fitting = [Hint(m.id, m.text) for m in search.of(like.mistakes)]
    known = proven(fitting) or proven(other_order(first)) or proven(_lost_batch(first))
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
        return search.sizes(like)
    return (
        search.plain(like)
        or search.sizes(like)
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


class _Search:
    """Looks for wrong functions that give what was found, twice.

    What fits the first calls by chance, because the numbers are few or all alike, does
    not fit those of a second draw.
    """

    def __init__(
        self, view: FunctionView, like: Function, first: Tried, rng: Generator
    ) -> None:
        self._ask = lambda: tried(view, like, rng)
        # what comes to one mistake alone, or to none, has been looked at by then
        self._pairs = like.two()
        # any mistake may be made for the first sentence alone
        batched = like.batched and isinstance(first.answers[0], np.ndarray)
        self._of_one_sentence = [
            ((LOST, mistake), _first_of(wrong))
            for mistake, wrong in (like.mistakes if batched else ())
        ]
        self._mistakes = like.mistakes
        self._first = first
        self._second: Tried | None = None

    def fits(self, wrong: Wrong) -> bool:
        """Whether a wrong function gives the results of both draws."""
        # where errors alone are wrong, the numbers show no mistake
        if self._first.all_that_ended_right or not self._first.given_by(wrong):
            return False
        return self._again().given_by(wrong)

    def of(self, known: Sequence[tuple[Mistake, Wrong]]) -> list[Mistake]:
        """The known mistakes that fit."""
        return [mistake for mistake, wrong in known if self.fits(wrong)]

    def of_pairs(self) -> list[Hint]:
        """The two mistakes that fit together, when no other two do."""
        if self._first.few:
            return []
        found = search_pairs(chain(self._of_one_sentence, self._pairs), self.fits)
        return proven_pair([pair for pair, _ in found])

    def _again(self) -> Tried:
        """What came of the calls of the second draw, made when it is first needed."""
        if self._second is None:
            self._second = self._ask()
        return self._second

    def plain(self, like: Function) -> list[Hint]:
        """What is plain to see of the results, both times."""
        found = plain_to_see(self._first, like)
        return found if found and plain_to_see(self._again(), like) == found else []

    def sizes(self, like: Function) -> list[Hint]:
        """What is right for some sizes alone, whatever is drawn.

        Once may be chance: of numbers rounded to tens, some are right.
        """
        found = _sizes(self._first, like)
        others = (self._again, *[self._ask] * (DRAWS - 2)) if found else ()
        named = [hint.id for hint in found]
        for other in others:
            if [hint.id for hint in _sizes(other(), like)] != named:
                return []
        return found

    def of_several(self) -> list[Hint]:
        """The one mistake in one of several things that come back."""
        both = [
            (one, other)
            for one, other in zip(self._first.items, self._again().items, strict=False)
            if isinstance(one.answers[0], np.ndarray)
        ]
        found = [
            Hint(mistake.id, mistake.text)
            for one, other in both
            for mistake, wrong in self._mistakes
            if one.given_by(wrong) and other.given_by(wrong)
        ]
        known = proven(found)
        return [ONE_OF_SEVERAL, *known] if known else []


def _first_of(wrong: Wrong) -> Wrong:
    """The same function for the first sentence alone."""

    def answer(*arguments: Any) -> Any:
        made = np.asarray(wrong(*arguments))
        return made[0] if made.ndim else made

    return answer


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


def _sizes(first: Tried, like: Function) -> list[Hint]:
    """What is right for some sizes of arrays, or for some sizes given, alone."""
    calls, cases, right = first.seen.calls, first.cases, first.right
    if not right:
        return []
    # lists have no sizes that could be written out
    lists = any(isinstance(argument, list) for argument in cases[0].arguments)
    if like.batched and right[1] and not right[0] and not right[2]:
        words = "It is right for one sentence, and not for a batch of several."
        return [Hint("only-one-sentence", words + _error(calls[0]))]
    others = right[1] or bool(calls[1].error)
    if not like.batched:  # one that is right by chance proves nothing
        others = len(set(right[1:-1])) == 1
    for fits, other in () if lists else ((0, 2), (2, 0)):
        if right[fits] and others and not right[other]:
            words = (
                f"It is right for {cases[fits].sizes} and not for "
                f"{cases[other].sizes}: take the sizes from the arguments."
            )
            return [Hint("only-these-sizes", words + _error(calls[other]))]
    arrays = first.arrays
    found = arrays[0]
    if (
        not like.batched
        and isinstance(first.answers[0], np.ndarray)
        and found is not None
        and np.all(np.isfinite(found))
        and all(same(a, found) for a in arrays)
    ):
        words = "It gives the same number whatever "
        words += "it is called with." if lists else "the sizes are."
        return [Hint("same-for-all-sizes", words)]
    return []


def _error(call: Call) -> str:
    return f" {raised(call)}" if call.error else ""


def _lost_batch(first: Tried) -> list[Hint]:
    """Right numbers of one sentence alone; calls that raised show nothing."""
    pairs = [
        (array, answer)
        for array, answer, call in zip(
            first.arrays, first.answers, first.seen.calls, strict=True
        )
        if not call.error
    ]
    several = [
        (found, right)
        for found, right in pairs
        if isinstance(right, np.ndarray) and right.ndim and len(right) > 1
    ]
    if not several or len(pairs) < 3:
        return []
    for mistake, of in ((LOST, 0), (LOST_BUT_LAST, -1)):
        if all(
            found is not None
            and isinstance(right, np.ndarray)
            and right.ndim
            and (close(found, right[of]) or close(found, right[[of]]))
            for found, right in pairs
        ):
            return [Hint(mistake.id, mistake.text)]
    return []
