"""F1 over entities, and ways to get it wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ..expected import Function, Mistake
from .drawing_spans import draw
from .variants import pairs, singles

Spans = Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class EntityF1:
    """2·P·R / (P + R) over all sentences, P the precision and R the recall.

    C. J. van Rijsbergen, Information retrieval, 1979, counted over whole entities as
    the CoNLL tasks do: one is found when type, start and end are right. 0 when none
    is. The defaults are right; each field is one thing that a learner may do otherwise.

    Attributes:
        measure: what is told: F1, precision, recall, the share of the right ones in
            all that are true or found, the mean of precision and recall, half the F1,
            or the share of sentences that are right as a whole.
        average: what is averaged: nothing, all counts come first; or the sentences'
            F1, one without entities left out, or counted as 0 or as 1; or the types'.
        sentences: whether a span of one sentence is told from that of another.
        types: whether the type must be right.
        place: what of the place must be right: all of it, the start, the end, or that
            there is a word in common.
        paired: whether spans are compared by their place in the list.
        percent: whether 1 is told as 100.
    """

    measure: Literal[
        "f1", "precision", "recall", "jaccard", "mean", "half", "sentences"
    ] = "f1"
    average: Literal["none", "sentences", "with 0", "with 1", "types"] = "none"
    sentences: bool = True
    types: bool = True
    place: Literal["all", "start", "end", "overlap"] = "all"
    paired: bool = False
    percent: bool = False

    def score(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        """The score over all sentences.

        Args:
            true: for each sentence its entities, (type, start, end) each.
            found: the same of what was predicted.

        Returns:
            One number, from 0 to 1.
        """
        return (100 if self.percent else 1) * self._average(true, found)

    def _average(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        if self.measure == "sentences":
            same = [set(t) == set(f) for t, f in zip(true, found, strict=True)]
            return float(np.mean(same)) if same else 0.0
        if self.average == "none":
            return self._score(true, found)
        if self.average == "types":
            kinds = sorted({span[0] for some in (*true, *found) for span in some})
            scores = [
                self._score(_only(true, kind), _only(found, kind)) for kind in kinds
            ]
            return float(np.mean(scores)) if scores else 0.0
        scores = []
        for one, other in zip(true, found, strict=True):
            if one or other:
                scores.append(self._score([one], [other]))
            elif self.average != "sentences":
                scores.append(float(self.average == "with 1"))
        return float(np.mean(scores)) if scores else 0.0

    def _score(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        """The measure, with all counts taken first."""
        if not self.sentences:
            true = [[span for some in true for span in some]]
            found = [[span for some in found for span in some]]
        hits = there = given = 0
        for one, other in zip(true, found, strict=True):
            right, made = list(dict.fromkeys(one)), list(dict.fromkeys(other))
            there, given = there + len(right), given + len(made)
            hits += self._hits(right, made)
        if not hits:
            return 0.0
        precision, recall = hits / given, hits / there
        f1 = 2 * precision * recall / (precision + recall)
        return {
            "f1": f1,
            "precision": precision,
            "recall": recall,
            "jaccard": hits / (there + given - hits),
            "mean": (precision + recall) / 2,
            "half": f1 / 2,
        }[self.measure]

    def _hits(self, right: Spans, made: Spans) -> int:
        """How many of what was found are there."""
        if self.paired:
            return sum(map(self._same, right, made))
        return sum(any(self._same(one, other) for one in right) for other in made)

    def _same(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        (kind, start, end), (also, begin, stop) = one, other
        if self.types and kind != also:
            return False
        same: dict[str, Callable[[], bool]] = {
            "all": lambda: (start, end) == (begin, stop),
            "start": lambda: start == begin,
            "end": lambda: end == stop,
            "overlap": lambda: max(start, begin) < min(end, stop),
        }
        return same[self.place]()


def _only(sentences: Sequence[Spans], kind: str) -> list[Spans]:
    return [[span for span in some if span[0] == kind] for some in sentences]


RIGHT = EntityF1()

KNOWN: tuple[tuple[Mistake, EntityF1], ...] = (
    (
        Mistake(
            "precision-for-f1",
            "This is the precision: how much of what was found is right. F1 also asks "
            "how much of what is there was found.",
        ),
        replace(RIGHT, measure="precision"),
    ),
    (
        Mistake(
            "recall-for-f1",
            "This is the recall: how much of what is there was found. F1 also asks how "
            "much of what was found is right.",
        ),
        replace(RIGHT, measure="recall"),
    ),
    (
        Mistake(
            "accuracy-for-f1",
            "This is the share of the right ones in all that are there or were found. "
            "F1 is 2·P·R / (P + R).",
        ),
        replace(RIGHT, measure="jaccard"),
    ),
    (
        Mistake(
            "accuracy-for-f1",
            "This is the share of sentences in which everything is right. F1 counts "
            "entities, not sentences.",
        ),
        replace(RIGHT, measure="sentences"),
    ),
    (
        Mistake(
            "mean-for-f1",
            "This is (P + R) / 2. F1 is 2·P·R / (P + R), which is small when one of "
            "the two is.",
        ),
        replace(RIGHT, measure="mean"),
    ),
    (
        Mistake(
            "two-forgotten", "This is half of F1: in 2·P·R / (P + R) there is a 2."
        ),
        replace(RIGHT, measure="half"),
    ),
    (
        Mistake(
            "types-ignored",
            "An entity of the wrong type counts as found here. Type, start and end "
            "must all be right.",
        ),
        replace(RIGHT, types=False),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "This is the mean of the sentences' F1, those without entities left out. "
            "Count over all sentences first, then take one F1.",
        ),
        replace(RIGHT, average="sentences"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "This is the mean of the sentences' F1, those without entities counted as "
            "0. Count over all sentences first, then take one F1.",
        ),
        replace(RIGHT, average="with 0"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "This is the mean of the sentences' F1, those without entities counted as "
            "1. Count over all sentences first, then take one F1.",
        ),
        replace(RIGHT, average="with 1"),
    ),
    (
        Mistake(
            "mean-by-type",
            "This is the mean of the types' F1. Count over all types first, then take "
            "one F1.",
        ),
        replace(RIGHT, average="types"),
    ),
    (
        Mistake(
            "sentences-mixed",
            "The entities of all sentences lie in one heap: what is found in one "
            "sentence counts for another. Compare sentence by sentence.",
        ),
        replace(RIGHT, sentences=False),
    ),
    (
        Mistake(
            "ends-ignored",
            "An entity counts as found here when it begins at the right word. Its end "
            "must be right too.",
        ),
        replace(RIGHT, place="start"),
    ),
    (
        Mistake(
            "starts-ignored",
            "An entity counts as found here when it ends at the right word. Its start "
            "must be right too.",
        ),
        replace(RIGHT, place="end"),
    ),
    (
        Mistake(
            "overlap-counted",
            "An entity counts as found here when it shares a word with a true one. "
            "Start and end must both be right.",
        ),
        replace(RIGHT, place="overlap"),
    ),
    (
        Mistake(
            "compared-by-place",
            "The first found is compared with the first that is there, and so on. Look "
            "for each among all of its sentence, in whatever order they come.",
        ),
        replace(RIGHT, paired=True),
    ),
    (
        Mistake(
            "percent-for-share",
            "This is a hundred times the number: F1 goes from 0 to 1.",
        ),
        replace(RIGHT, percent=True),
    ),
)


def entity_f1() -> Function:
    """F1 of the entities found, over all sentences.

    The function asked for is ``entity_f1(true, found)``, both with one list of (type,
    start, end) for each sentence; it returns one number, 0.0 when nothing is right.
    """
    return Function(
        ("true", "found"),
        RIGHT.score,
        draw,
        singles(KNOWN, lambda way: way.score),
        two=pairs(RIGHT, KNOWN, lambda way: way.score),
    )
