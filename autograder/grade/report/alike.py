"""Which submissions look alike: fingerprints that few have, found by an index.

The similarity of two submissions is the share of their fingerprints that both have.
What everybody was given and what is common in the class are taken out before; what some
others have too counts less. No two submissions are compared that share nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from ..results import Answer
from .fingerprints import grams, tokens, winnow
from .passages import Passages, side_by_side

FEWEST = 10
"""Submissions below which it cannot be told what is common."""

LEAST = 0.5
"""Similarity from which on a pair is shown."""

LEAST_SHARED = 5.0
"""Fingerprints that a pair must share at least, less for those that others have."""

MOST = 20
"""Pairs that are shown."""

ANSWERS = 100
"""Answers of one submission that are looked at; nobody waits for one of thousands."""

Key = tuple[str, int]
"""A fingerprint in an exercise."""


@dataclass(frozen=True)
class Pair:
    """Two submissions that look alike.

    Attributes:
        similarity: from 0 to 1.
        passages: the exercises in which they do, passages they share marked.
    """

    first: str
    second: str
    similarity: float
    passages: tuple[Passages, ...]


@dataclass(frozen=True)
class Likeness:
    """What of a class looks alike.

    Attributes:
        compared: submissions with an answer of their own.
        common: how many submissions have what does not count any more.
        pairs: the most similar first.
        more: pairs beside these that are over the threshold too.
    """

    compared: int
    common: int
    pairs: tuple[Pair, ...] = ()
    more: int = 0

    @property
    def too_few(self) -> bool:
        """Whether the class is too small for its common ways to show."""
        return self.compared < FEWEST


def alike(
    answers: Mapping[str, Iterable[Answer]],
    released: Iterable[str],
    most: int = MOST,
) -> Likeness:
    """Find pairs of submissions that look alike.

    Args:
        answers: each student's.
        released: code that everybody was given.
        most: pairs to return.
    """
    given = frozenset(number for code in released for number in grams(tokens(code)))
    codes = {
        student: {answer.exercise: answer.code for answer in islice(own, ANSWERS)}
        for student, own in answers.items()
    }
    prints = _fingerprints(codes, given)
    common = common_from(len(prints))
    if len(prints) < FEWEST:
        return Likeness(len(prints), common)
    weights, everyday = _weights(prints, common)
    close = _close({s: keys - everyday for s, keys in prints.items()}, weights)
    pairs = [
        Pair(
            first,
            second,
            similarity,
            _passages(codes, prints, weights, given, first, second),
        )
        for similarity, first, second in close[:most]
    ]
    return Likeness(len(prints), common, tuple(pairs), max(0, len(close) - most))


def common_from(submissions: int) -> int:
    """How many of so many submissions have what is common: a twentieth, at least 7."""
    return max(6, submissions // 20) + 1


def rarity(owners: int, common: int) -> float:
    """How much a fingerprint counts: 1 when two have it, 0 when it is common.

    It falls slowly at first, so that four who share an answer are found as two are.

    >>> rarity(2, common=7), rarity(7, common=7)
    (1.0, 0.0)
    """
    return max(0.0, 1 - (math.log(owners / 2) / math.log(common / 2)) ** 2)


def _fingerprints(
    codes: Mapping[str, Mapping[str, str]], given: Collection[int]
) -> dict[str, frozenset[Key]]:
    """Each student's fingerprints; who has none is left out."""
    known: dict[str, tuple[int, ...]] = {}  # the same code is met again and again
    found = {}
    for student, own in codes.items():
        for code in own.values():
            if code not in known:
                known[code] = tuple(winnow(grams(tokens(code)), given))
        keys = frozenset(
            (exercise, number)
            for exercise, code in own.items()
            for number in known[code]
        )
        if keys:
            found[student] = keys
    return found


def _weights(
    prints: Mapping[str, Collection[Key]], common: int
) -> tuple[dict[Key, tuple[float, tuple[str, ...]]], frozenset[Key]]:
    """How much each shared fingerprint counts, and who has it; and the common ones."""
    owners: defaultdict[Key, list[str]] = defaultdict(list)
    for student, keys in prints.items():
        for key in keys:
            owners[key].append(student)
    weights = {
        key: (rarity(len(who), common), tuple(who))
        for key, who in owners.items()
        if 2 <= len(who) < common
    }
    return weights, frozenset(key for key, who in owners.items() if len(who) >= common)


def _close(
    prints: Mapping[str, frozenset[Key]],
    weights: Mapping[Key, tuple[float, tuple[str, ...]]],
) -> list[tuple[float, str, str]]:
    """(similarity, student, student) over the thresholds, the most similar first."""
    shared: defaultdict[tuple[str, str], float] = defaultdict(float)
    for weight, who in weights.values():
        for pair in combinations(who, 2):
            shared[pair] += weight
    close = []
    for (first, second), weight in shared.items():
        one, other = prints[first], prints[second]
        # the union is no smaller than the larger of the two: most are out by this
        if weight < LEAST_SHARED or weight < LEAST * max(len(one), len(other)):
            continue
        similarity = weight / len(one | other)
        if similarity >= LEAST:
            close.append((similarity, min(first, second), max(first, second)))
    return sorted(close, key=lambda entry: (-round(entry[0], 9), *entry[1:]))


def _passages(
    codes: Mapping[str, Mapping[str, str]],
    prints: Mapping[str, frozenset[Key]],
    weights: Mapping[Key, object],
    given: Collection[int],
    first: str,
    second: str,
) -> tuple[Passages, ...]:
    """What two submissions share, exercise by exercise in the lesson's order."""
    shared: defaultdict[str, set[int]] = defaultdict(set)
    for key in prints[first] & prints[second]:
        if key in weights:
            exercise, number = key
            shared[exercise].add(number)
    return tuple(
        side_by_side(exercise, code, codes[second][exercise], shared[exercise], given)
        for exercise, code in codes[first].items()
        if exercise in shared
    )
