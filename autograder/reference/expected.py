"""What an oracle says: the right answer, and what known mistakes would give instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

Arguments = tuple[np.ndarray | int, ...]


@dataclass(frozen=True)
class Mistake:
    """A mistake that learners make.

    Attributes:
        id: its name in reports, in kebab-case.
        text: the hint: what the numbers show, and what to look at.
    """

    id: str
    text: str


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
    """

    value: tuple[int | None, ...]
    mistakes: tuple[tuple[Mistake, tuple[int | None, ...]], ...] = ()


@dataclass(frozen=True)
class Case:
    """Arguments that a function is called with.

    Attributes:
        sizes: what is special about them, in words.
        arguments: the values, in order.
    """

    sizes: str
    arguments: Arguments


@dataclass(frozen=True)
class Function:
    """A function that is asked for.

    Attributes:
        arguments: the names of its arguments.
        answer: the right function, in float64.
        draw: makes cases: first one of the sizes that the task names, then one with
            a single sentence where there is a batch, then one of other sizes.
        mistakes: functions that make a known mistake.
        batched: whether the second case holds a single sentence.
    """

    arguments: tuple[str, ...]
    answer: Callable[..., np.ndarray | float]
    draw: Callable[[Generator], tuple[Case, ...]]
    mistakes: tuple[tuple[Mistake, Callable[..., np.ndarray | float]], ...] = ()
    batched: bool = False
