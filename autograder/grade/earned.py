"""What everybody has got for an assignment, as a gradebook knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook


@dataclass(frozen=True)
class Grade:
    """What a student has got for an assignment.

    Attributes:
        score: points, those for being late taken off; None when nothing was handed in.
        raw: points before that.
        penalty: points taken off for being late.
        when: the submission came in, ISO 8601, or "".
        waits: whether an answer waits to be marked by hand.
    """

    score: float | None
    raw: float = 0.0
    penalty: float = 0.0
    when: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Column:
    """An assignment and what everybody has got for it, by student id."""

    name: str
    points: float
    due: str
    grades: dict[str, Grade]

    def of(self, student: Any) -> Grade:
        """What a student has got."""
        return self.grades.get(student.id, Grade(None))


def column_of(gradebook: Gradebook, name: str) -> Column:
    """An assignment of a gradebook."""
    assignment = gradebook.find_assignment(name)
    grades = {}
    for submission in gradebook.assignment_submissions(name):
        penalty = submission.late_submission_penalty or 0.0
        grades[submission.student.id] = Grade(
            max(0.0, submission.score - penalty),
            submission.score,
            penalty,
            submission.timestamp.isoformat() if submission.timestamp else "",
            submission.needs_manual_grade,
        )
    due = assignment.duedate.isoformat() if assignment.duedate else ""
    return Column(name, assignment.max_score, due, grades)


def known_by_id(students: list[Any], columns: list[Column]) -> Iterator[str]:
    """Who has a grade, and of whom grading has told the gradebook no more than an id.

    `nbgrader db student import` is what tells it the rest.
    """
    for student in students:
        about = (student.first_name, student.last_name, student.email)
        if not any((*about, student.lms_user_id)) and any(
            column.of(student).score is not None for column in columns
        ):
            yield student.id
