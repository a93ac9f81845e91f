"""F1 over entities, and ways to get it wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from ..expected import Function, Mistake
from .drawing_spans import draw
from .score import RIGHT, EntityF1
from .variants import pairs, singles

_PERFECT: tuple[tuple[Literal["any order", "same order"], str], ...] = (
    ("any order", ""),
    ("same order", ", in the same order,"),
)

_MEANS: tuple[tuple[Literal["parts", "parts with 0"], str], ...] = (
    ("parts", "is left out of the mean"),
    ("parts with 0", "counts as 0"),
)

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
            "number-for-share",
            "This is how many entities are right. F1 is a share, from 0 to 1: divide "
            "by how many there are and how many were found.",
        ),
        replace(RIGHT, measure="count"),
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
            "brackets-missing",
            "This is 2·P·R / P + R, which comes to 3·R. The sum P + R stands below the "
            "line: it needs brackets.",
        ),
        replace(RIGHT, measure="unbracketed"),
    ),
    (
        Mistake(
            "words-for-entities",
            "The words of the entities are counted here, one by one. An entity counts "
            "once, however many words it has, and only as a whole.",
        ),
        replace(RIGHT, words=True),
    ),
    *(
        (
            Mistake(
                "whole-sentences-only",
                "The right ones of a sentence count here only where all its entities "
                f"are found{order} and nothing besides. Each entity counts for itself.",
            ),
            replace(RIGHT, perfect=perfect),
        )
        for perfect, order in _PERFECT
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
            "Each sentence has a score of its own here, and this is their mean. Those "
            "without entities are left out. Count over all sentences first, then "
            "take one score.",
        ),
        replace(RIGHT, average="sentences"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "Each sentence has a score of its own here, and this is their mean. Those "
            "without entities count as 0. Count over all sentences first, then "
            "take one score.",
        ),
        replace(RIGHT, average="with 0"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "Each sentence has a score of its own here, and this is their mean. Those "
            "without entities count as 1. Count over all sentences first, then "
            "take one score.",
        ),
        replace(RIGHT, average="with 1"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "Each sentence has a score of its own here, and this is their mean. Those "
            "without true entities are left out. Count over all sentences first, then "
            "take one score.",
        ),
        replace(RIGHT, average="with true"),
    ),
    (
        Mistake(
            "mean-by-type",
            "This is the mean of the types' F1. Count over all types first, then take "
            "one F1.",
        ),
        replace(RIGHT, average="types"),
    ),
    *(
        (
            Mistake(
                "mean-by-sentence",
                "Precision and recall are means of the sentences' here; one without "
                f"found or true entities {none}. Count over all sentences first, then "
                "divide.",
            ),
            replace(RIGHT, average=average),
        )
        for average, none in _MEANS
    ),
    (
        Mistake(
            "mean-by-type",
            "Precision and recall are means of the types' here. Count over all types "
            "first, then divide.",
        ),
        replace(RIGHT, average="parts of types"),
    ),
    (
        Mistake(
            "first-sentence-only",
            "This is the F1 of the first sentence alone. Look for a return inside the "
            "loop, which ends it in its first turn: return after the loop.",
        ),
        replace(RIGHT, read="first"),
    ),
    (
        Mistake(
            "first-sentence-only",
            "The right ones of the first sentence alone are counted here. Look for a "
            "return inside the loop, which ends it in its first turn.",
        ),
        replace(RIGHT, read="right of first"),
    ),
    (
        Mistake(
            "first-sentence-only",
            "Your function returns 0 where the first sentence has nothing right, "
            "whatever the others have. Count all sentences first: the test for 0 "
            "belongs after the loop.",
        ),
        replace(RIGHT, read="until none"),
    ),
    (
        Mistake(
            "last-sentence-only",
            "The right ones of the last sentence alone are counted here. Add up what "
            "each sentence has, from 0 before the loop: += in place of =.",
        ),
        replace(RIGHT, read="right of last"),
    ),
    (
        Mistake(
            "sentences-mixed",
            "The entities of all sentences lie in one heap: what is found in one "
            "sentence counts for another. Compare sentence by sentence.",
        ),
        replace(RIGHT, heap="all"),
    ),
    (
        Mistake(
            "sentences-mixed",
            "What is found in one sentence counts as right here when it is true in any "
            "other. Compare sentence by sentence.",
        ),
        replace(RIGHT, heap="right"),
    ),
    (
        Mistake(
            "sentences-mixed",
            "The right ones are counted in one heap of all sentences' entities, each "
            "once: what is found in one sentence counts for another. Compare sentence "
            "by sentence.",
        ),
        replace(RIGHT, heap="right once"),
    ),
    (
        Mistake(
            "sentences-counted",
            "The number of the right ones is divided by how many sentences there are: "
            "the length of a list of lists. Divide by how many entities they hold.",
        ),
        replace(RIGHT, totals="sentences"),
    ),
    (
        Mistake(
            "perfect-when-empty",
            "Where nothing is there and nothing was found, your function gives 1. When "
            "nothing is right, 0.0 was asked for.",
        ),
        replace(RIGHT, empty=1.0),
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
