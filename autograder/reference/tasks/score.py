"""F1 over entities, as it is and otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

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
            2·P·R / P + R, the share of sentences that are right as a whole, or how many
            entities are right.
        average: what is averaged: nothing, all counts come first; or the sentences'
            F1, one without entities left out, or counted as 0 or as 1, or one without
            true ones left out; or the types'; or precision and recall of the sentences,
            one that has none left out or counted as 0, or of the types.
        read: which sentences are read: all; or the first one alone, or no more than the
            right ones in it; or of the last one alone the right ones; or all, but 0 is
            told as soon as nothing right was read.
        heap: whether a span of one sentence counts for another: it does not; or all
            spans lie in one heap, in which each is there once; or only what is right
            is counted in the heap, each as often as it was found, or once.
        types: whether the type must be right.
        place: what of the place must be right: all of it, the start, the end, or that
            there is a word in common.
        paired: whether spans are compared by their place in the list.
        percent: whether 1 is told as 100.
        totals: what is counted to divide by: entities, or the lists they are in.
        empty: the score where nothing is there and nothing was found.
        words: whether the words of the entities are counted, each with its type.
        perfect: whether only the entities of sentences count as right in which all
            are found and nothing else is: in any order, or in the same one.
    """

    measure: Literal[
        "f1",
        "precision",
        "recall",
        "jaccard",
        "mean",
        "half",
        "unbracketed",
        "sentences",
        "count",
    ] = "f1"
    average: Literal[
        "none",
        "sentences",
        "with 0",
        "with 1",
        "with true",
        "types",
        "parts",
        "parts with 0",
        "parts of types",
    ] = "none"
    read: Literal["all", "first", "right of first", "right of last", "until none"] = (
        "all"
    )
    heap: Literal["none", "all", "right", "right once"] = "none"
    types: bool = True
    place: Literal["all", "start", "end", "overlap"] = "all"
    paired: bool = False
    percent: bool = False
    totals: Literal["entities", "sentences"] = "entities"
    empty: float = 0.0
    words: bool = False
    perfect: Literal["no", "any order", "same order"] = "no"

    def score(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        """The score over all sentences.

        Args:
            true: for each sentence its entities, (type, start, end) each.
            found: the same of what was predicted.

        Returns:
            One number, from 0 to 1.
        """
        if self.words:
            true, found = (
                [
                    [(kind, n, n + 1) for kind, *at in some for n in range(*at)]
                    for some in spans
                ]
                for spans in (true, found)
            )
        if self.read == "first":
            true, found = true[:1], found[:1]
        if self.read == "until none" and not sum(map(self._hits, true[:1], found[:1])):
            return 0.0
        return (100 if self.percent else 1) * self._average(true, found)

    def _average(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        if self.empty and not any((*true, *found)):
            return self.empty
        if self.measure == "sentences":
            same = [set(t) == set(f) for t, f in zip(true, found, strict=True)]
            return float(np.mean(same)) if same else 0.0
        if self.average == "none":
            return self._score(true, found)
        kinds = sorted({span[0] for some in (*true, *found) for span in some})
        by_type = [(_only(true, kind), _only(found, kind)) for kind in kinds]
        if self.average == "parts of types":
            return self._of_means(by_type)
        if self.average in ("parts", "parts with 0"):
            pairs = zip(true, found, strict=True)
            return self._of_means([([one], [other]) for one, other in pairs])
        if self.average == "types":
            scores = [self._score(*of_one) for of_one in by_type]
            return float(np.mean(scores)) if scores else 0.0
        scores = []
        for one, other in zip(true, found, strict=True):
            if one or (other and self.average != "with true"):
                scores.append(self._score([one], [other]))
            elif self.average in ("with 0", "with 1"):
                scores.append(float(self.average == "with 1"))
        return float(np.mean(scores)) if scores else 0.0

    def _score(self, true: Sequence[Spans], found: Sequence[Spans]) -> float:
        """The measure, with all counts taken first."""
        there, given = (self._total(spans) for spans in (true, found))
        if self.heap != "none":
            all_found = [span for some in found for span in some]
            true = [_unique([span for some in true for span in some])]
            found = [all_found if self.heap == "right" else _unique(all_found)]
        if self.heap == "all":
            there, given = (self._total(spans) for spans in (true, found))
        one = {"right of first": slice(1), "right of last": slice(-1, None)}
        some = one.get(self.read, slice(None))
        hits = sum(map(self._hits, true[some], found[some]))
        if not hits:
            return 0.0
        return self._told(hits / given, hits / there, hits, there + given)

    def _of_means(
        self, parts: Sequence[tuple[Sequence[Spans], Sequence[Spans]]]
    ) -> float:
        """The measure of the parts' mean precision and recall."""
        counts = [
            (sum(map(self._hits, *part)), *map(self._total, part)) for part in parts
        ]
        zero = self.average == "parts with 0"
        precisions = [hits / max(n, 1) for hits, _, n in counts if n or zero]
        recalls = [hits / max(n, 1) for hits, n, _ in counts if n or zero]
        hits = sum(count[0] for count in counts)
        if not hits:
            return 0.0
        all_in = sum(there + given for _, there, given in counts)
        means = float(np.mean(precisions)), float(np.mean(recalls))
        return self._told(*means, hits, all_in)

    def _told(self, precision: float, recall: float, hits: int, all_in: int) -> float:
        """The measure, from the precision, the recall and the counts."""
        f1 = 2 * precision * recall / (precision + recall)
        return {
            "f1": f1,
            "precision": precision,
            "recall": recall,
            "jaccard": hits / max(all_in - hits, 1),
            "mean": (precision + recall) / 2,
            "half": f1 / 2,
            "unbracketed": 2 * recall + recall,
            "count": float(hits),
        }[self.measure]

    def _total(self, sentences: Sequence[Spans]) -> int:
        """What the number of the right ones is divided by."""
        return (
            len(sentences) if self.totals == "sentences" else sum(map(len, sentences))
        )

    def _hits(self, right: Spans, made: Spans) -> int:
        """How many of what was found are there."""
        if self.perfect != "no":
            same = set(right) == set(made)
            if self.perfect == "same order":
                same = list(right) == list(made)
            return len(made) if same else 0
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


def _unique(spans: Spans) -> Spans:
    return list(dict.fromkeys(spans))


def _only(sentences: Sequence[Spans], kind: str) -> list[Spans]:
    return [[span for span in some if span[0] == kind] for some in sentences]


RIGHT = EntityF1()
