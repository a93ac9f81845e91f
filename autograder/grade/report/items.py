"""Item analysis: how hard each exercise was, and whether it tells students apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from statistics import StatisticsError, correlation

from ..results import ClassResults

FEWEST = 20
"""Submissions below which a correlation says nothing."""

LOW = 0.2
"""Discrimination below which an exercise goes with the others too little."""

HARD, EASY = 0.3, 0.95
"""Mean shares of the points below and above which an exercise is hard or easy."""


@dataclass(frozen=True)
class Item:
    """An exercise as a means of measuring.

    Attributes:
        difficulty: mean share of the points, 0 to 1; a low one is a hard exercise.
        discrimination: correlation of the share with the points of the other
            exercises, -1 to 1; None when it cannot be told.
        remark: what to look at, or why there is no discrimination; "" for nothing.
    """

    exercise: str
    points: float
    difficulty: float
    discrimination: float | None
    remark: str


def items(results: ClassResults) -> tuple[Item, ...]:
    """Analyse each exercise over the submissions that could be read."""
    names = [e.exercise for e in results.exercises]
    scores, shares = [], []
    for student in results.students:
        if student.could_be_read:
            marks = {m.exercise: m for m in student.marks}
            scores.append([marks[n].score if n in marks else 0.0 for n in names])
            shares.append([marks[n].share if n in marks else 0.0 for n in names])
    found = []
    final = [not exercise.waiting for exercise in results.exercises]
    for index, exercise in enumerate(results.exercises):
        others = [at != index and fine for at, fine in enumerate(final)]
        rest = [sum(compress(row, others)) for row in scores]
        value, why = discrimination([row[index] for row in shares], rest)
        remark = why or _remark(exercise.share, value)
        if exercise.waiting:
            value, remark = None, f"{exercise.waiting} to be marked by hand"
        found.append(
            Item(exercise.exercise, exercise.points, exercise.share, value, remark)
        )
    return tuple(found)


def discrimination(
    shares: Sequence[float], rest: Sequence[float]
) -> tuple[float | None, str]:
    """Correlation of an exercise with the rest of the assignment.

    Args:
        shares: share of the exercise's points, a student each.
        rest: points in all other exercises, the same students.

    Returns:
        The correlation; or None, and why there is none.
    """
    if len(shares) < FEWEST:
        return None, ""  # said of all exercises at once
    if len(set(shares)) == 1:
        return None, "all have the same points here"
    if max(rest) - min(rest) < 1e-9:
        return None, "all have the same points elsewhere"
    try:
        return correlation(shares, rest), ""
    except StatisticsError:  # differences too small to square
        return None, "the points hardly differ"


def _remark(difficulty: float, value: float | None) -> str:
    remarks = []
    if difficulty < HARD:
        remarks.append("few points earned")
    elif difficulty > EASY:
        remarks.append("nearly all points earned")
    if value is not None and value < 0:
        remarks.append("who does well elsewhere does less well here")
    elif value is not None and value < LOW:
        remarks.append("says little about the other exercises")
    return "; ".join(remarks)
