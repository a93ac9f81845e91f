"""The class in tables for spreadsheets: one of all students, one of each exercise."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from ..results import ClassResults, Mark
from .text import cell

FOLDER = "report"
"""Where the tables of the exercises go, beside the table of the class."""


def write_csv(results: ClassResults, path: Path) -> None:
    """Write one row a student, one column an exercise; then a table an exercise.

    Args:
        results: the class.
        path: a .csv file; replaced. The exercises' tables are beside it, in
            `report/<assignment>-<exercise>.csv`.
    """
    exercises = [e.exercise for e in results.exercises]
    rows: list[list[str | float]] = [
        [
            *("assignment", "student", "score", "max_score", "late_penalty", "status"),
            *exercises,
            "reason",
        ]
    ]
    for student in results.students:
        marks = {m.exercise: m.score for m in student.marks}
        rows.append(
            [
                *(results.assignment, student.student, student.score),
                *(student.points, student.penalty, student.status),
                *(marks.get(e, "") for e in exercises),
                " ".join(student.reasons),
            ]
        )
    _write(path, rows)
    for exercise, name in zip(exercises, file_names(exercises), strict=True):
        table = path.parent / FOLDER / f"{results.assignment}-{name}.csv"
        table.parent.mkdir(exist_ok=True)
        _write(table, _exercise(results, exercise))


def file_names(exercises: Sequence[str]) -> list[str]:
    """What to call the exercises' files: no two alike on any system, none elsewhere.

    >>> file_names(["a/b", "A b", "step"])
    ['a-b', 'A-b-2', 'step']
    """
    names: list[str] = []
    for exercise in exercises:
        plain = re.sub(r"[^\w.-]+", "-", exercise).strip(".-") or "exercise"
        name, count, taken = plain, 1, {n.lower() for n in names}
        while name.lower() in taken:
            count += 1
            name = f"{plain}-{count}"
        names.append(name)
    return names


def _exercise(results: ClassResults, exercise: str) -> list[list[str | float]]:
    rows: list[list[str | float]] = [
        ["student", "score", "points", "attempted", "mistakes"]
    ]
    for student in results.students:
        marks = [m for m in student.marks if m.exercise == exercise]
        rows.append([student.student, *_mark(marks[0] if marks else None)])
    return rows


def _mark(mark: Mark | None) -> list[str | float]:
    if mark is None:
        return ["", "", "", ""]
    mistakes = "; ".join(dict.fromkeys(hint.mistake for hint in mark.hints))
    return [mark.score, mark.points, "yes" if mark.attempted else "no", mistakes]


def _write(path: Path, rows: Sequence[Sequence[str | float]]) -> None:
    # Text in quotes stays one cell also where a semicolon separates cells.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        for row in rows:
            writer.writerow([_cell(value) for value in row])


def _cell(value: str | float) -> str | float:
    if isinstance(value, str):
        return cell(value)
    return int(value) if value == int(value) else float(f"{value:g}")
