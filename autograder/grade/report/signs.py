"""Signs and words for how an exercise and a submission went."""

from __future__ import annotations

from ..results import ClassResults, Mark, StudentResult

STATUS = {
    "graded": "graded",
    "stopped": "stopped",
    "unreadable": "not readable",
    "failed": "failed",
    "not graded": "not graded",
}
"""Words for a status."""

MEANING = {
    "●": "all points",
    "◐": "some",
    "○": "none",
    "✎": "to be marked by hand",
    "–": "not attempted",
}
"""What the signs for an exercise mean."""


def mark_of(mark: Mark | None) -> str:
    """A sign for how an exercise went; see `MEANING`."""
    if mark is None or not (mark.attempted or mark.score):
        return "–"
    if mark.waits:
        return "✎"
    if mark.score >= mark.points:
        return "●"
    return "◐" if mark.score > 0 else "○"


def marks_of(student: StudentResult, results: ClassResults) -> str:
    """A student's exercises as a row of signs."""
    marks = {m.exercise: m for m in student.marks}
    return " ".join(mark_of(marks.get(e.exercise)) for e in results.exercises)
