"""What came of a class: read back from the gradebook and the graded notebooks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.api import (
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.orm import joinedload, selectinload, undefer

from .course import Course, CourseError
from .graded import Answer, Graded, Hint, Mark, Run, read_graded
from .tally import ClassResults, ExerciseResult, StudentResult, class_results

__all__ = [
    "Answer",
    "ClassResults",
    "ExerciseResult",
    "Hint",
    "Mark",
    "Run",
    "StudentResult",
    "class_results",
    "read_results",
]

_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def read_results(
    course: Course, assignment: str, failed: Mapping[str, str] | None = None
) -> ClassResults:
    """Read a class's results.

    Args:
        course: the course.
        assignment: its name.
        failed: reasons by student, for submissions the grader could not grade.

    Raises:
        CourseError: the gradebook does not know the assignment.
    """
    directory = course.directory()
    failed = failed or {}
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        try:
            entry = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise CourseError(
                f"“{assignment}” was not graded yet: the gradebook does not know it."
            ) from None
        points = float(entry.max_score or 0)
        submitted = {s.student.id: s for s in _submissions(gradebook, entry)}
        everybody = sorted({*submitted, *course.submissions(assignment)})
        full_names = _is_ambiguous(entry)
        step = directory.autograded_directory
        students = tuple(
            _student(
                name,
                submitted.get(name),
                Path(directory.format_path(step, name, assignment)),
                points,
                failed.get(name, ""),
                full_names,
            )
            for name in everybody
        )
        released = _released(directory, assignment, entry)
    return class_results(assignment, points, students, released)


def _submissions(gradebook: Gradebook, entry: Any) -> list[Any]:
    """An assignment's submissions with their grades, in a few queries for all."""
    grades = selectinload(SubmittedNotebook.grades)
    notebooks = selectinload(SubmittedAssignment.notebooks).options(
        joinedload(SubmittedNotebook.notebook),
        grades.joinedload(Grade.cell),
        grades.undefer(Grade.max_score),
    )
    student = joinedload(SubmittedAssignment.student)
    asked = gradebook.db.query(SubmittedAssignment).options(
        student,
        notebooks,
        undefer(SubmittedAssignment.score),
        undefer(SubmittedAssignment.late_submission_penalty),
    )
    return list(asked.filter(SubmittedAssignment.assignment == entry))


def _student(
    name: str,
    submission: Any,
    folder: Path,
    points: float,
    failure: str,
    full_names: bool,
) -> StudentResult:
    paths = sorted(folder.glob("*.ipynb"))
    if submission is None or not paths:
        status = "failed" if failure else "not graded"
        reasons = (failure,) if failure else ()
        return StudentResult(name, status, 0.0, points, reasons=reasons)
    grades = {n.name: {g.name: g for g in n.grades} for n in submission.notebooks}
    try:
        graded = [
            read_graded(p, grades.get(p.stem, {}), f"{p.stem}/" if full_names else "")
            for p in paths
        ]
    except ValueError:
        reason = "The graded notebook cannot be read; grade this submission anew."
        return StudentResult(name, "failed", 0.0, points, reasons=(reason,))
    penalty = float(submission.late_submission_penalty or 0)
    statuses = {notebook.status for notebook in graded}
    order = ("unreadable", "stopped", "graded")
    return StudentResult(
        name,
        next((s for s in order if s in statuses), "graded"),
        float(submission.score or 0) - penalty,
        points,
        penalty,
        tuple(mark for notebook in graded for mark in notebook.marks),
        (
            *dict.fromkeys(r for notebook in graded for r in notebook.reasons),
            *(_waiting(submission) if "unreadable" not in statuses else ()),
        ),
        _run(graded),
        tuple(answer for notebook in graded for answer in notebook.answers),
    )


def _waiting(submission: Any) -> tuple[str, ...]:
    """Which answers somebody has to read; nbgrader asks anew after each grading."""
    grades = [g for notebook in submission.notebooks for g in notebook.grades]
    asked = [g for g in grades if g.needs_manual_grade]
    new = ", ".join(f"“{g.name}”" for g in asked if g.manual_score is None)
    old = ", ".join(f"“{g.name}”" for g in asked if g.manual_score is not None)
    again = "Marked by hand, to be looked at again and resolved in Formgrader"
    return (
        *((f"To be marked by hand in Formgrader: {new}.",) if new else ()),
        *((f"{again}: {old}.",) if old else ()),
    )


def _run(graded: list[Graded]) -> Run:
    """How a submission ran: confined only by what held for each of its notebooks."""
    runs = [notebook.run for notebook in graded]
    seconds = [run.seconds for run in runs if run.seconds is not None]
    memory = [run.memory for run in runs if run.memory is not None]
    return Run(
        # each notebook's record holds the time of all of them
        max(seconds, default=None),
        max(memory, default=None),
        tuple(c for c in runs[0].confined if all(c in run.confined for run in runs)),
        tuple(cell for run in runs for cell in run.in_kernel),
    )


def _is_ambiguous(entry: Any) -> bool:
    """Whether two notebooks have an exercise of the same name."""
    names = [cell.name for n in entry.notebooks for cell in n.grade_cells]
    return len(names) > len(set(names))


def _released(
    directory: CourseDirectory, assignment: str, entry: Any
) -> tuple[str, ...]:
    """Code everybody was given: solution cells as released, the cells around them."""
    given = [
        str(cell.source or "")
        for notebook in entry.notebooks
        for cell in notebook.source_cells
    ]
    source = Path(directory.format_path(directory.source_directory, ".", assignment))
    for path in sorted(source.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and not utils.is_solution(cell):
                given.append(cell.source)
            elif cell.cell_type == "markdown":
                given += _FENCED.findall(cell.source)
    return tuple(dict.fromkeys(text for text in given if text.strip()))
