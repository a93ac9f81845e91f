"""A learner's function, called with drawn arguments, beside the right answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.random import Generator

from ...observe.function import FunctionSeen, FunctionView
from ...observe.value import Plain
from ...reference.expected import Case, Function
from ..judge.agree import agrees, as_answer

Answer = np.ndarray | tuple[Plain, ...]


@dataclass(frozen=True)
class Tried:
    """What came of calling a function.

    Attributes:
        cases: what it was called with; the first once more at the end, and if the
            function then gives something else when it is asked again, that counts.
        seen: what came.
        answers: the right ones.
        right: which calls gave theirs; empty when it is no function.
    """

    cases: tuple[Case, ...]
    seen: FunctionSeen
    answers: tuple[Answer, ...]
    right: tuple[bool, ...]

    @property
    def arrays(self) -> list[np.ndarray | None]:
        """The numbers that each call gave."""
        results = [call.result for call in self.seen.calls]
        return [r.array if r is not None else None for r in results]

    @property
    def constant(self) -> bool:
        """Whether every number that came out is the same one."""
        return len(self._numbers_made()) == 1

    @property
    def few(self) -> bool:
        """Whether all numbers are one, or 0 and 1 alone: that proves little."""
        numbers = self._numbers_made()
        return len(numbers) == 1 or (bool(numbers) and numbers <= {0, 1})

    def _numbers_made(self) -> set[float]:
        return {float(n) for a in self.arrays if a is not None for n in a.flat}

    @property
    def items(self) -> list[Tried]:
        """The same as if each of several things that came back had come alone.

        Empty when not every call gave several, and as many.
        """
        results = [call.result for call in self.seen.calls]
        counts = {len(r.items) if r is not None else 0 for r in results}
        if len(counts) != 1 or not any(r and r.type == "tuple" for r in results):
            return []
        return [
            replace(
                self,
                seen=replace(
                    self.seen,
                    calls=tuple(
                        replace(call, result=call.result.items[place])
                        for call in self.seen.calls
                        if call.result is not None
                    ),
                ),
            )
            for place in range(counts.pop())
        ]

    @property
    def all_that_ended_right(self) -> bool:
        """Whether nothing is wrong but that calls raised."""
        pairs = zip(self.right, self.seen.calls, strict=True)
        return all(right or call.error for right, call in pairs)

    def _numbers(self, place: int) -> int:
        """How many numbers a case has."""
        arguments = self.cases[place].arguments
        return sum(a.size for a in arguments if isinstance(a, np.ndarray))

    def given_by(self, wrong: Callable[..., Any]) -> bool:
        """Whether a wrong function gives what every call gave.

        A call that raised shows nothing; two different cases at least must have come
        to an end.

        Args:
            wrong: takes what the learner's function takes.
        """
        ended = [i for i, call in enumerate(self.seen.calls) if not call.error]
        if len({i % (len(self.cases) - 1) for i in ended}) < 2:
            return False
        ended.sort(key=self._numbers)  # what is small is soon told
        return all(self._is_what(wrong, i) for i in ended)

    def _is_what(self, wrong: Callable[..., Any], place: int) -> bool:
        """Whether a call gave what a wrong function gives."""
        result = self.seen.calls[place].result
        made = wrong(*self.cases[place].arguments)
        if made is None:
            return result is not None and result.kind == "nothing"
        return agrees(result, as_answer(made))


def tried(view: FunctionView, like: Function, rng: Generator) -> Tried:
    """Call a learner's function with arguments drawn anew.

    Args:
        view: asks the function.
        like: draws the arguments and knows the answers.
        rng: what they are drawn from.
    """
    drawn = like.draw(rng)
    cases = (*drawn, drawn[0])
    seen = view.call([case.arguments for case in (*cases, drawn[0])])
    if seen.kind != "function":
        return Tried(cases, seen, (), ())
    answers = tuple(as_answer(like.answer(*case.arguments)) for case in cases)
    *calls, again = seen.calls
    right = [
        agrees(call.result, answer) for call, answer in zip(calls, answers, strict=True)
    ]
    if all(right):  # what is kept from the call before shows where sizes are the same
        right[-1] = agrees(again.result, answers[-1])
        calls[-1] = again
    return Tried(cases, replace(seen, calls=tuple(calls)), answers, tuple(right))
