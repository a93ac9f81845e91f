"""When mistakes that fit the numbers are proven, one or two at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import thread_time
from typing import TypeVar

from ...reference.expected import Mistake
from ..show.verdict import Hint

LONGEST = 2.0
"""Seconds of work that a search for two mistakes at once may take."""

T = TypeVar("T")

Pair = tuple[Mistake, Mistake]


def search_pairs(
    pairs: Iterable[tuple[Pair, T]], fits: Callable[[T], bool]
) -> list[tuple[Pair, T]]:
    """The pairs of mistakes that fit together.

    Args:
        pairs: two mistakes each, and what they make.
        fits: whether that is what was found.

    Returns:
        None at all when time is up: what was not looked at may fit as well.
    """
    end, found = thread_time() + LONGEST, []
    for pair, wrong in pairs:
        if thread_time() > end:
            return []
        if fits(wrong):
            found.append((pair, wrong))
    return found


def proven_pair(found: Sequence[Pair]) -> list[Hint]:
    """The hints of the one pair that fits, or of what all fitting pairs share.

    Args:
        found: every pair that fits.

    >>> a, b, c = (Mistake(name, "") for name in "abc")
    >>> [hint.id for hint in proven_pair([(a, b), (a, c)])]
    ['a']
    >>> proven_pair([(a, b), (c, c)])
    []
    """
    pairs = {frozenset(mistake.id for mistake in pair) for pair in found}
    if not pairs:
        return []
    shared = frozenset.intersection(*pairs)
    # the same mistake in two layers is one, told of both
    texts = {
        m.id: " ".join(dict.fromkeys(o.text for o in pair if o.id == m.id))
        for pair in reversed(found)
        for m in pair
    }
    order = [m.id for pair in found for m in pair if m.id in shared]
    return [Hint(name, texts[name]) for name in dict.fromkeys(order)]
