"""What an oracle says: the right answer, and what known mistakes would give instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

Arguments = tuple[Any, ...]


@dataclass(frozen=True)
class Mistake:
    """A mistake that learners make.

    Attributes:
        id: its name in reports, in kebab-case.
        text: the hint: what the numbers show, and what to look at.
    """

    id: str
    text: str


Pair = tuple[tuple[Mistake, Mistake], Callable[..., Any]]


@dataclass(frozen=True)
class Number:
    """A number that is asked for.

    Attributes:
        value: the right one.
        mistakes: known wrong ones.
    """

    value: float
    mistakes: tuple[tuple[Mistake, float], ...] = ()


@dataclass(frozen=True)
class Shape:
    """A shape that is asked for.

    Attributes:
        value: the length of each axis; None for one of any length.
        mistakes: known wrong ones.
        axes: what each axis is, such as "steps"; () when that was not said.
    """

    value: tuple[int | None, ...]
    mistakes: tuple[tuple[Mistake, tuple[int | None, ...]], ...] = ()
    axes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """Arguments that a function is called with.

    Attributes:
        sizes: what is special about them, in words.
        arguments: the values, in order.
        axes: what the axes of the arrays are, and how long, such as ("steps", 3).
    """

    sizes: str
    arguments: Arguments
    axes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Function:
    """A function that is asked for.

    Attributes:
        arguments: the names of its arguments.
        answer: the right function, in float64.
        draw: makes cases: first one of the sizes that the task names, then one with
            a single sentence where there is a batch, then one of other sizes, and
            more.
        mistakes: functions that make a known mistake.
        batched: whether the second case holds a single sentence.
        plain: brings a result into the form in which results are compared exactly;
            None when it is none of that kind. Without it results are arrays or
            numbers, compared within a tolerance.
        two: makes functions with two mistakes at once; see `pairs`.
    """

    arguments: tuple[str, ...]
    answer: Callable[..., Any]
    draw: Callable[[Generator], tuple[Case, ...]]
    mistakes: tuple[tuple[Mistake, Callable[..., Any]], ...] = ()
    batched: bool = False
    plain: Callable[[object], object] | None = None
    two: Callable[[], Iterable[Pair]] = tuple

    @property
    def pairs(self) -> Iterator[Pair]:
        """Functions with two mistakes at once, made as they are asked for.

        Those are left out that give what is right, or what one mistake alone gives.
        """
        cases = self.draw(np.random.default_rng(0))
        known = [self.answer, *(wrong for _, wrong in self.mistakes)]
        seen = {self._given(made, cases) for made in known}
        for both, wrong in self.two():
            if self._given(wrong, cases) not in seen:
                yield both, wrong

    def _given(self, made: Callable[..., Any], cases: Iterable[Case]) -> str:
        """What a function gives for all cases, as something to look up."""
        found = [made(*case.arguments) for case in cases]
        if self.plain is not None:
            return repr([self.plain(one) for one in found])
        # + 0.0 makes −0 a 0; what differs by less is the same for a check as well
        return repr([np.round(np.asarray(one) + 0.0, 8).tolist() for one in found])


@dataclass(frozen=True)
class Sequence:
    """An array that is asked for: (batch, steps), (batch, steps, …) or another.

    Attributes:
        value: the right one.
        mistakes: known wrong ones.
    """

    value: np.ndarray
    mistakes: tuple[tuple[Mistake, np.ndarray], ...] = ()

    def __post_init__(self) -> None:
        """Lists become arrays."""
        object.__setattr__(self, "value", np.asarray(self.value))


@dataclass(frozen=True)
class Mask:
    """A mask that is asked for.

    Attributes:
        value: (batch, steps) booleans, True where a word stands.
        others: wrong ones that come of these sentences, beside those of any mask.
    """

    value: np.ndarray
    others: tuple[tuple[Mistake, np.ndarray], ...] = ()

    def __post_init__(self) -> None:
        """Lists become arrays of booleans."""
        object.__setattr__(self, "value", np.asarray(self.value, dtype=bool))

    @property
    def mistakes(self) -> tuple[tuple[Mistake, np.ndarray], ...]:
        """Known wrong masks; none that is right by chance."""
        right = self.value
        lengths = right.sum(axis=1)
        text = (
            "True and False are exchanged: True belongs where a word stands, False at "
            "the padding."
        )
        wrong = [(Mistake("mask-inverted", text), ~right)]
        text = "Every place is True here, and padding counts as words."
        wrong.append((Mistake("padding-counted", text), np.ones_like(right)))
        text = "Its rows begin with the padding; the words belong in front."
        wrong.append((Mistake("padding-in-front", text), right[:, ::-1]))
        text = "Steps and batch are swapped: the batch comes first."
        wrong.append((Mistake("steps-first", text), right.T))
        text = "The last word of each sentence is masked out: the mask ends one early."
        steps = np.arange(right.shape[1])
        early = right & (steps < lengths[:, None] - 1)
        wrong.append((Mistake("length-off-by-one", text), early))
        text = "The first place of the padding counts as a word: one too many."
        late = steps < lengths[:, None] + 1
        wrong.append((Mistake("length-off-by-one", text), late))
        wrong += self.others
        return tuple((m, w) for m, w in wrong if not np.array_equal(w, right))
