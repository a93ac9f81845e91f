"""A gradebook as rows that can be compared: all of it but identifiers and times."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

Rows = dict[tuple[str, ...], Any]


def rows(path: Path, assignment: str) -> Rows:
    """What a gradebook holds of an assignment.

    Args:
        path: of the SQLite file.
        assignment: its name.

    Returns:
        Scores, comments, penalties and due times, by what they are about.
    """
    found: Rows = {}
    with Gradebook(f"sqlite:///{path}") as gradebook:
        entry = gradebook.find_assignment(assignment)
        for notebook in entry.notebooks:
            for cell in notebook.source_cells:
                found["source", notebook.name, cell.name] = (cell.source, cell.locked)
        for submission in entry.submissions:
            student = submission.student.id
            found["submission", student] = (
                submission.timestamp,
                submission.total_seconds_late,
                submission.score,
                submission.max_score,
                submission.needs_manual_grade,
                submission.late_submission_penalty,
            )
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    found["grade", student, notebook.name, grade.name] = (
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                        grade.max_score,
                    )
                for comment in notebook.comments:
                    found["comment", student, notebook.name, comment.name] = (
                        comment.auto_comment,
                        comment.manual_comment,
                    )
                found["notebook", student, notebook.name] = (
                    notebook.score,
                    notebook.late_submission_penalty,
                    notebook.failed_tests,
                )
    return found


def differences(one: Rows, other: Rows) -> list[str]:
    """What two gradebooks say differently, a line each."""
    keys = sorted({*one, *other})
    return [
        f"{' '.join(key)}: {one.get(key)} | {other.get(key)}"
        for key in keys
        if one.get(key) != other.get(key)
    ]
