"""Who needs help, and what for."""

from __future__ import annotations

from dataclasses import dataclass

from ..results import ClassResults, StudentResult

SHARE = 0.5
"""Share of the points below which, and of the exercises left out from which on,
somebody is listed."""


@dataclass(frozen=True)
class Need:
    """Somebody who needs help.

    Attributes:
        reasons: why they are listed, in words.
        untried: exercises that were not attempted.
        without: exercises that were, without all points.
    """

    student: str
    score: float
    points: float
    reasons: tuple[str, ...]
    untried: tuple[str, ...]
    without: tuple[str, ...]


def needs(results: ClassResults) -> tuple[Need, ...]:
    """Who has less than half of the points, left out half of the exercises, or more.

    A submission that was stopped or could not be read is listed whatever its points.
    A submission that the grader failed on says nothing about the student; it is not.
    """
    found = [_need(s) for s in results.students if s.status not in _NOT_THEIRS]
    listed = [need for need in found if need.reasons]
    return tuple(sorted(listed, key=lambda need: (need.score, need.student)))


_NOT_THEIRS = ("failed", "not graded")


def _need(student: StudentResult) -> Need:
    untried = [m.exercise for m in student.marks if not (m.attempted or m.score)]
    without = [
        m.exercise
        for m in student.marks
        if m.share < 1 and not m.waits and m.exercise not in untried
    ]
    waiting = sum(m.points for m in student.marks if m.waits)
    reasons = []
    if student.status == "unreadable":
        untried, without = [], []  # nobody knows
        reasons.append("the submission could not be read")
    elif student.score < SHARE * (student.points - waiting):
        reasons.append("less than half of the points")
    if student.status == "stopped":
        reasons.append("the submission was stopped before its end")
    if untried and len(untried) >= SHARE * len(student.marks):
        count = "all" if len(untried) == len(student.marks) else len(untried)
        reasons.append(f"{count} of {len(student.marks)} exercises not attempted")
    return Need(
        student.student,
        student.score,
        student.points,
        tuple(reasons),
        tuple(untried),
        tuple(without),
    )
