"""What came of a class: read back from the gradebook and the graded notebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from ..check.show.verdict import CHECK
from .course import Course, CourseError
from .notes import KEY, notes_of


@dataclass(frozen=True)
class Hint:
    """A mistake that a check recognised."""

    exercise: str
    mistake: str
    text: str


@dataclass(frozen=True)
class Mark:
    """One exercise of one student, manual corrections included."""

    exercise: str
    score: float
    points: float
    attempted: bool = True
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class StudentResult:
    """One student's result.

    Attributes:
        status: as `Outcome` has it, without "kept"; "not graded" when the gradebook
            has nothing.
        score: points with manual corrections, less `penalty` for lateness.
        reasons: what was repaired, refused or cut short.
        seconds: how long the notebooks ran.
    """

    student: str
    status: str
    score: float
    points: float
    penalty: float = 0.0
    marks: tuple[Mark, ...] = ()
    reasons: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class ExerciseResult:
    """How an exercise went.

    Attributes:
        share: mean of score / points, over all submissions.
        attempted: share of submissions that tried.
        right: share of submissions with all points.
    """

    exercise: str
    points: float
    share: float
    attempted: float
    right: float


@dataclass(frozen=True)
class ClassResults:
    """What came of an assignment; students and exercises in their order."""

    assignment: str
    points: float
    students: tuple[StudentResult, ...] = ()
    exercises: tuple[ExerciseResult, ...] = ()
    hints: tuple[tuple[Hint, int], ...] = field(default=())


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
        submitted = {s.student.id: s for s in entry.submissions}
        everybody = sorted({*submitted, *course.submissions(assignment)})
        students = tuple(
            _student(
                name,
                submitted.get(name),
                Path(
                    directory.format_path(
                        directory.autograded_directory, name, assignment
                    )
                ),
                points,
                failed.get(name, ""),
            )
            for name in everybody
        )
    return ClassResults(
        assignment, points, students, _exercises(students), _hints(students)
    )


def _student(
    name: str, submission: Any, folder: Path, points: float, failure: str
) -> StudentResult:
    paths = sorted(folder.glob("*.ipynb"))
    if submission is None or not paths:
        status = "failed" if failure else "not graded"
        reasons = (failure,) if failure else ()
        return StudentResult(name, status, 0.0, points, reasons=reasons)
    penalty = float(submission.late_submission_penalty or 0)
    marks: list[Mark] = []
    told: list[str] = []
    kept: list[Mapping[str, Any]] = []
    grades = {g.name: g for n in submission.notebooks for g in n.grades}
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        marks += _marks(notebook, grades)
        kept.append(notebook.metadata.get(KEY, {}))
        told += [n.text for n in notes_of(notebook) if n.text not in told]
    statuses = {k.get("status", "graded") for k in kept}
    order = ("unreadable", "stopped", "graded")
    return StudentResult(
        name,
        next((s for s in order if s in statuses), "graded"),
        float(submission.score or 0) - penalty,
        points,
        penalty,
        tuple(marks),
        tuple(told),
        max(float(k.get("seconds", 0)) for k in kept),
    )


def _marks(notebook: NotebookNode, grades: Mapping[str, Any]) -> list[Mark]:
    """A notebook's graded cells as marks."""
    marks, untouched = [], False
    for cell in notebook.cells:
        if utils.is_solution(cell):
            checksum = cell.metadata.nbgrader.get("checksum")
            untouched = checksum == utils.compute_checksum(cell)
        grade = grades.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if grade is None or not (utils.is_grade(cell) or utils.is_task(cell)):
            continue
        exercise = exercise_of(grade.name)
        said = _said(cell)
        hints = {
            (str(h.get("id", "")), str(h.get("text", "")))
            for s in said
            for h in s.get("hints", [])
        }
        statuses = {s.get("status") for s in said}
        tried = statuses != {"not attempted"} if said else not untouched
        marks.append(
            Mark(
                exercise,
                float(grade.score or 0),
                float(grade.max_score or 0),
                tried,
                tuple(Hint(exercise, *hint) for hint in sorted(hints)),
            )
        )
    return marks


def _said(cell: NotebookNode) -> list[Mapping[str, Any]]:
    found = [o.get("data", {}).get(CHECK) for o in cell.get("outputs", [])]
    return [said for said in found if isinstance(said, dict)]


def exercise_of(grade_id: str) -> str:
    """An exercise's name from its test cell's: `test-build` tests `build`."""
    return grade_id.removeprefix("test-")


def _exercises(students: tuple[StudentResult, ...]) -> tuple[ExerciseResult, ...]:
    marks: dict[str, list[Mark]] = {}
    for student in students:
        for mark in student.marks:
            marks.setdefault(mark.exercise, []).append(mark)
    results = []
    for exercise, found in marks.items():
        shares = [m.score / m.points if m.points else 1.0 for m in found]
        results.append(
            ExerciseResult(
                exercise,
                found[0].points,
                sum(shares) / len(found),
                sum(m.attempted for m in found) / len(found),
                sum(share >= 1 for share in shares) / len(found),
            )
        )
    return tuple(results)


def _hints(students: tuple[StudentResult, ...]) -> tuple[tuple[Hint, int], ...]:
    """Each exercise's mistakes and how many students made them, common ones first."""
    texts: dict[tuple[str, str], Hint] = {}
    count: Counter[tuple[str, str]] = Counter()
    for student in students:
        for mark in student.marks:
            for hint in mark.hints:
                texts.setdefault((hint.exercise, hint.mistake), hint)
            count.update({(h.exercise, h.mistake) for h in mark.hints})
    ranked = sorted(count.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple((texts[key], times) for key, times in ranked)
