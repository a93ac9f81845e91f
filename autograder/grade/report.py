"""The class report: a table for spreadsheets and a page for people."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .figures import exercise_shares, score_distribution
from .results import ClassResults, Mark, StudentResult

STATUS = {
    "graded": "graded",
    "stopped": "stopped",
    "unreadable": "not readable",
    "failed": "failed",
    "not graded": "not graded",
}
"""Words for a status."""


def write_csv(results: ClassResults, path: Path) -> None:
    """Write one row a student, one column an exercise.

    Args:
        results: the class.
        path: a .csv file; replaced.
    """
    exercises = [e.exercise for e in results.exercises]
    head = ["assignment", "student", "score", "max_score", "late_penalty", "status"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*head, *exercises, "reason"])
        for student in results.students:
            marks = {m.exercise: f"{m.score:g}" for m in student.marks}
            writer.writerow(
                [
                    results.assignment,
                    student.student,
                    f"{student.score:g}",
                    f"{student.points:g}",
                    f"{student.penalty:g}",
                    student.status,
                    *(marks.get(e, "") for e in exercises),
                    " ".join(student.reasons),
                ]
            )


def write_page(results: ClassResults, path: Path) -> None:
    """Write a page that needs nothing else: no script, no other file, no network.

    Args:
        results: the class.
        path: an .html file; replaced.
    """
    graded = [s for s in results.students if s.status not in ("failed", "not graded")]
    scores = sorted(s.score for s in graded)
    template = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    page = environment.from_string(template).render(
        results=results,
        graded=len(graded),
        mean=sum(scores) / len(scores) if scores else 0,
        median=_median(scores),
        full=sum(s >= results.points for s in scores),
        troubled=[s for s in results.students if s.status != "graded"],
        distribution=Markup(score_distribution(results)) if graded else "",
        shares=Markup(exercise_shares(results.exercises)) if results.exercises else "",
        status=STATUS,
        mark=mark_of,
        by_exercise=lambda s: {m.exercise: m for m in s.marks},
    )
    path.write_text(page, encoding="utf-8")


def mark_of(mark: Mark | None) -> str:
    """A sign for how an exercise went: ● all, ◐ some, ○ none, – not attempted."""
    if mark is None or not (mark.attempted or mark.score):
        return "–"
    if mark.score >= mark.points:
        return "●"
    return "◐" if mark.score > 0 else "○"


def marks_of(student: StudentResult, results: ClassResults) -> str:
    """A student's exercises as a row of signs."""
    marks = {m.exercise: m for m in student.marks}
    return " ".join(mark_of(marks.get(e.exercise)) for e in results.exercises)


def _median(values: list[float]) -> float:
    if not values:
        return 0.0
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2
