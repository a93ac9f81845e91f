"""Ways to compute that go wrong in one field or in two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeVar

from ..changes import changes, put, together
from ..expected import Mistake, Pair

T = TypeVar("T")
Known = Sequence[tuple[Mistake, T]]


def singles(
    known: Known[T], call: Callable[[T], Callable[..., Any]]
) -> tuple[tuple[Mistake, Callable[..., Any]], ...]:
    """The functions that go wrong in one way.

    Args:
        known: the wrong ways.
        call: the function that computes in a way.
    """
    return tuple((mistake, call(wrong)) for mistake, wrong in known)


def pairs(
    right: T, known: Known[T], call: Callable[[T], Callable[..., Any]]
) -> Callable[[], Iterator[Pair]]:
    """What makes the functions that go wrong in two ways at once.

    Args:
        right: the right way.
        known: the wrong ones; two that are about one field do not go together.
        call: the function that computes in a way.
    """

    def made() -> Iterator[Pair]:
        for (one, wrong), (other, also) in combinations(known, 2):
            both = together(right, wrong, also)
            if both is not None:
                yield (one, other), call(both)

    return made


def rebased(known: Known[T], old: T, new: T) -> tuple[tuple[Mistake, T], ...]:
    """Wrong ways that were measured from one right way, measured from another.

    Args:
        known: the wrong ways.
        old: what they are measured from.
        new: what they shall be measured from.

    Raises:
        ValueError: one of them is about what the two right ways differ in.
    """
    found = []
    for mistake, wrong in known:
        moved = put(new, old, changes(old, wrong) or ())
        if moved is None:
            raise ValueError(f"{mistake.id} cannot be measured from {new}.")
        found.append((mistake, moved))
    return tuple(found)
