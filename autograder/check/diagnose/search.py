"""Looks for wrong functions that give what was found, whatever is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.random import Generator

from ...observe.function import FunctionView
from ...reference.expected import Function, Mistake
from ..judge.agree import proven
from ..show.verdict import Hint
from .proof import proven_pair, search_pairs
from .results import plain_to_see
from .sizes import LOST, sizes
from .tried import Tried, tried

Wrong = Callable[..., Any]

DRAWS = 4
"""How often sizes are drawn before right numbers are said to go with some of them."""

ONE_OF_SEVERAL = Hint(
    "tuple-for-array", "Your function returns several things. One was asked for."
)


class Search:
    """Looks for wrong functions that give what was found, twice.

    What fits the first calls by chance, because the numbers are few or all alike, does
    not fit those of a second draw.
    """

    def __init__(
        self, view: FunctionView, like: Function, first: Tried, rng: Generator
    ) -> None:
        """Looks for them.

        Args:
            view: asks the learner's function.
            like: the right function and wrong ones.
            first: what came of the first calls.
            rng: draws the arguments of others.
        """
        self._ask = lambda: tried(view, like, rng)
        # what comes to one mistake alone, or to none, has been looked at by then
        self._pairs = like.two()
        # any mistake may be made for the first sentence alone
        batched = like.batched and isinstance(first.answers[0], np.ndarray)
        self._of_one_sentence = [
            ((LOST, mistake), _first_of(wrong))
            for mistake, wrong in (like.mistakes if batched else ())
        ]
        self._like = like
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

    def plain(self) -> list[Hint]:
        """What is plain to see of the results, both times."""
        found = plain_to_see(self._first, self._like)
        again = found and plain_to_see(self._again(), self._like)
        return found if again == found else []

    def of_sizes(self) -> list[Hint]:
        """What is right for some sizes alone, whatever is drawn.

        Once may be chance: of numbers rounded to tens, some are right.
        """
        found = sizes(self._first, self._like)
        named = [hint.id for hint in found]
        others = (self._again, *[self._ask] * (DRAWS - 2))
        again = ([h.id for h in sizes(other(), self._like)] for other in others)
        return found if found and all(ids == named for ids in again) else []

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
            for mistake, wrong in self._like.mistakes
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
