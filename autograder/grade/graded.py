"""Reads one graded notebook: marks, mistakes, answers, and how it ran.

What stands in a notebook's outputs may have been put there by a learner's code, so
nothing in it is taken to have the form it should have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from ..check.show.verdict import CHECK
from .notes import KEY, notes_of

LONGEST = 600
"""Characters of a mistake's text that are read."""

MOST = 20
"""Mistakes of one exercise that are read; a check names a few."""


@dataclass(frozen=True)
class Hint:
    """A mistake that a check recognised."""

    exercise: str
    mistake: str
    text: str


@dataclass(frozen=True)
class Mark:
    """One exercise of one student, manual corrections included.

    Attributes:
        waits: whether somebody has still to mark it by hand; its score says nothing.
        ran: whether its test ran, as it does not behind a cell that was stopped.
    """

    exercise: str
    score: float
    points: float
    attempted: bool = True
    hints: tuple[Hint, ...] = ()
    waits: bool = False
    ran: bool = True

    @property
    def share(self) -> float:
        """Score / points; all of an exercise that is worth nothing."""
        return self.score / self.points if self.points else 1.0


@dataclass(frozen=True)
class Answer:
    """The code of one solution cell."""

    exercise: str
    code: str


@dataclass(frozen=True)
class Run:
    """How a notebook ran.

    Attributes:
        seconds: how long; None when that is not known.
        memory: its peak in MiB; None when that is not known.
        confined: what held while it ran, such as "no network"; empty for nothing.
        in_kernel: test cells that ran in the learner's own kernel.
    """

    seconds: float | None = None
    memory: float | None = None
    confined: tuple[str, ...] = ()
    in_kernel: tuple[str, ...] = ()


UNKNOWN = Run()
"""Nothing is known of how it ran."""


@dataclass(frozen=True)
class Graded:
    """What a graded notebook says."""

    status: str
    marks: tuple[Mark, ...]
    answers: tuple[Answer, ...]
    reasons: tuple[str, ...]
    run: Run


def read_graded(path: Path, grades: Mapping[str, Any], prefix: str = "") -> Graded:
    """Read a graded notebook.

    Args:
        path: the notebook's file.
        grades: the gradebook's grades of it, by grade_id.
        prefix: put before the names of exercises.

    Raises:
        ValueError: it is no notebook, such as one that was written by half.
    """
    notebook = _read(path)
    kept = notebook.metadata.get(KEY)
    kept = kept if isinstance(kept, dict) else {}
    return Graded(
        str(kept.get("status") or "graded"),
        tuple(_marks(notebook, grades, prefix)),
        tuple(_answers(notebook, prefix)),
        tuple(note.text for note in notes_of(notebook)),
        Run(
            _number(kept.get("seconds")),
            _number(kept.get("memory")),
            _strings(kept.get("confined")),
            _strings(kept.get("in_kernel")),
        ),
    )


def exercise_of(grade_id: str) -> str:
    """An exercise's name from its test cell's: `test-build` tests `build`."""
    return grade_id.removeprefix("test-")


def _read(path: Path) -> NotebookNode:
    """A notebook of format 4 without nbformat's validation, which takes most time."""
    content = json.loads(path.read_bytes())
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        raise ValueError(f"{path} is no notebook.")
    if content.get("nbformat") != 4:
        return nbformat.read(path, as_version=4)
    notebook = nbformat.from_dict(content)
    for cell in notebook.cells:
        if isinstance(cell.source, list):  # how nbformat writes more than one line
            cell.source = "".join(cell.source)
    return notebook


def _marks(
    notebook: NotebookNode, grades: Mapping[str, Any], prefix: str
) -> list[Mark]:
    """A notebook's graded cells as marks."""
    marks, untouched = [], False
    for cell in notebook.cells:
        if utils.is_solution(cell):
            checksum = cell.metadata.nbgrader.get("checksum")
            untouched = checksum == utils.compute_checksum(cell)
        grade = grades.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if grade is None or not (utils.is_grade(cell) or utils.is_task(cell)):
            continue
        exercise = prefix + exercise_of(grade.name)
        said = _said(cell)
        hints = sorted({hint for s in said for hint in _hints(s)})[:MOST]
        statuses = [s.get("status") for s in said]
        tried = any(s != "not attempted" for s in statuses) if said else not untouched
        marks.append(
            Mark(
                exercise,
                float(grade.score or 0),
                float(grade.max_score or 0),
                tried,
                tuple(Hint(exercise, *hint) for hint in hints),
                bool(grade.needs_manual_grade) and grade.manual_score is None,
                cell.cell_type != "code" or cell.execution_count is not None,
            )
        )
    return marks


def _answers(notebook: NotebookNode, prefix: str) -> list[Answer]:
    return [
        Answer(prefix + str(cell.metadata.nbgrader.get("grade_id", "")), cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code" and utils.is_solution(cell)
    ]


def _said(cell: NotebookNode) -> list[Mapping[str, Any]]:
    """What checks wrote into a cell's outputs."""
    data = [output.get("data") for output in cell.get("outputs", [])]
    found = [d.get(CHECK) for d in data if isinstance(d, dict)]
    return [said for said in found if isinstance(said, dict)]


def _hints(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    hints = said.get("hints")
    return [
        (str(h.get("id", ""))[:LONGEST], str(h.get("text", ""))[:LONGEST])
        for h in (hints if isinstance(hints, list) else [])
        if isinstance(h, dict)
    ]


def _number(value: Any) -> float | None:
    """A number that can be shown, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e12 else None  # also no NaN


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
