"""Random entities, true and found, in which every mistake of a score shows."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from ..expected import Case

TYPES = ("LOC", "ORG", "PER")

Span = tuple[str, int, int]
Sentence = tuple[list[Span], list[Span]]
"""The entities that are there, and those that were found."""


@dataclass(frozen=True)
class Mix:
    """How many entities go wrong in each way.

    No two numbers are alike, nor two sums of some over both mixes that are drawn, so
    that forgiving some ways of going wrong scores otherwise than forgiving others.

    Attributes:
        types: with another type.
        ends: with another end.
        starts: with another start.
        elsewhere: found in another sentence than the one they are in.
    """

    types: int
    ends: int
    starts: int
    elsewhere: int


def draw(rng: Generator) -> tuple[Case, ...]:
    """Sentences with entities, true and found.

    Args:
        rng: what they are drawn from.
    """
    some = _sentences(rng, Mix(1, 2, 3, 7), (_HALF, _CHEAP))
    more = _sentences(rng, Mix(3, 1, 2, 4), (_MISSED, _HALF))
    true = [spans for spans, _ in some]
    return (
        Case(f"{len(some)} sentences", _split(some)),
        Case("nothing found", (true, [[] for _ in true])),
        Case(f"{len(more)} sentences", _split(more)),
        Case("nothing right", (true, [_moved(spans) for spans in true])),
        Case("no entities at all", ([[], []], [[], []])),
        Case("all right", (true, [list(spans) for spans in true])),
    )


def _split(sentences: list[Sentence]) -> tuple[list[list[Span]], list[list[Span]]]:
    return [true for true, _ in sentences], [found for _, found in sentences]


def _moved(spans: list[Span]) -> list[Span]:
    """Spans that share nothing with these."""
    return [(kind, start + 100, end + 100) for kind, start, end in spans]


_FAR = (200, 203, 206)
"""Where nothing else stands."""

_MISSED, _HALF, _CHEAP = 3, 4, 6
"""Places of a sentence with nothing right, and of two with one entity right."""


def _sentences(rng: Generator, mix: Mix, ends: tuple[int, int]) -> list[Sentence]:
    """True and found entities of sentences in which all of it happens.

    Args:
        rng: what they are drawn from.
        mix: how often.
        ends: which sentence comes first, and which last: what is right in one of these
            alone is seen by its score, or by a 0.
    """
    a, b, c = (str(kind) for kind in rng.permutation(TYPES))
    at = int(rng.integers(0, 5))
    right: list[Span] = [(a, at, at + 2), (b, at + 4, at + 5), (a, at + 7, at + 9)]
    # so many that the mean precision of sentences is far from their mean recall
    made_up: list[Span] = [
        (of, at + n, at + n + 1) for of, n in zip((a, b, c), _FAR, strict=True)
    ]
    missed = [(of, start + 20, end + 21) for of, start, end in made_up]
    made: list[Sentence] = [
        (right, right[::-1]),  # all right, in another order
        ([], []),
        ([], [(c, at + 20, at + 22), (a, at + 24, at + 25)]),  # made up
        # missed, and more of them than are made up; so one sentence is half right
        ([(a, at, at + 1), (b, at + 2, at + 5), (c, at + 30, at + 34), *missed], []),
        ([(a, at + 11, at + 12), (c, at + 14, at + 16)], [(a, at + 11, at + 12)]),
        ([(c, at + 6, at + 10)], [(c, at + 7, at + 9)]),  # shares words
        # right, and made up besides: precision is not recall within a sentence
        (
            [(b, at, at + 3)],
            [(b, at, at + 3), (c, at + 30, at + 31), (b, at + 32, at + 34), *made_up],
        ),
        (
            [(c, at, at + 1), (b, at + 2, at + 3)],
            [(c, at, at + 1), (a, at + 33, at + 35)],
        ),
        # what was right in another sentence as well
        (right, right),
        (right[1:], right[1:]),
        # as many sentences have true entities as have found ones, but for this one
        ([], [(b, at + 240, at + 241)]),
    ]
    for n in range(at + 40, at + 40 + mix.types):
        made.append(([(a, n, n + 1), (c, n + 3, n + 5)], [(b, n, n + 1)]))
    for n in range(at + 50, at + 50 + mix.ends):
        made.append(([(b, n, n + 3), (c, n + 5, n + 6)], [(b, n, n + 2)]))
    for n in range(at + 60, at + 60 + mix.starts):
        made.append(([(c, n + 1, n + 4)], [(c, n + 2, n + 4)]))
    for n in range(at + 70, at + 70 + mix.elsewhere):
        made += [([(b, n, n + 1)], []), ([], [(b, n, n + 1)])]
    for n in range(at, at + int(rng.integers(1, 4))):
        made.append(([(a, n, n + 1)], [(a, n, n + 1)]))
    first, last = ends
    between = [place for place in rng.permutation(len(made)) if place not in ends]
    order = [first, *between, last]
    # no two share a list: a function that changes one in place is to be told so
    drawn = (made[int(place)] for place in order)
    return [(list(true), list(found)) for true, found in drawn]
