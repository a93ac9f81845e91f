"""A checkout of a course of two small lessons, and an IPython inside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.learner import place
from autograder.learner.place import GRADING, PROGRESS
from tests.ipython import fresh_shell

EXERCISES = {"one": {"sum": 2, "product": 3}, "two": {"mean": 1}}


def steps(exercise: str) -> list[str]:
    """The hints of an exercise of the small course."""
    return [f"{kind} of {exercise}" for kind in ("nudge", "idea", "nearly")]


def write_help(course: Path, *, hints: bool = True, solutions: bool = True) -> None:
    """The help files that a build would make, in the places it would put them."""
    for lesson, exercises in EXERCISES.items():
        said = {e: {"title": e.title(), "hints": steps(e)} for e in exercises}
        worked = {
            e: {"title": e.title(), "code": f"{e} = 1 < 2", "why": f"why {e}"}
            for e in exercises
        }
        for folder in ("source", "release"):
            place = course / folder / lesson
            place.mkdir(parents=True, exist_ok=True)
            if hints:
                (place / "hints.json").write_text(json.dumps(said))
        if solutions:
            path = course / "source" / lesson / "solutions.json"
            path.write_text(json.dumps(worked))


def notebook(lesson: str) -> nbformat.NotebookNode:
    """A lesson's notebook with its exercises."""
    cells = [new_markdown_cell(f"# Lesson {lesson}\n\nText.\n\n## Exercises")]
    for number, (name, points) in enumerate(EXERCISES[lesson].items(), start=1):
        cells.append(
            new_markdown_cell(
                f"### {number}. The {name} ({points} points, 5 minutes)\n\nTask."
            )
        )
        for grade_id, grade in ((name, False), (f"test-{name}", True)):
            mark: dict[str, Any] = {
                "schema_version": 3,
                "grade_id": grade_id,
                "grade": grade,
                "solution": not grade,
                "locked": grade,
            }
            mark |= {"points": points} if grade else {}
            cells.append(new_code_cell("1", metadata={"nbgrader": mark}))
    return new_notebook(cells=cells)


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Makes a folder the one that a notebook runs in, as for a learner.

    The course is installed from no clone there.
    """
    monkeypatch.setattr(place, "installed", lambda: None)
    monkeypatch.setattr(place, "CLONE", Path("nowhere"))
    monkeypatch.delenv(PROGRESS, raising=False)
    monkeypatch.delenv(GRADING, raising=False)

    def go(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        return folder

    return go


@pytest.fixture
def course(tmp_path: Path, enter: Callable[[Path], Path]) -> Path:
    """The course's checkout; the notebook runs in notebooks/."""
    root = tmp_path / "course"
    for lesson in EXERCISES:
        (root / "release" / lesson).mkdir(parents=True)
        nbformat.write(notebook(lesson), root / "release" / lesson / f"{lesson}.ipynb")
    write_help(root)
    (root / "nbgrader_config.py").write_text("")
    enter(root / "notebooks")
    return root


@pytest.fixture
def lone(tmp_path: Path, enter: Callable[[Path], Path]) -> Path:
    """A folder with the released notebook of one lesson and its hints, no checkout."""
    folder = tmp_path / "homework"
    enter(folder)
    nbformat.write(notebook("one"), folder / "one.ipynb")
    said = {e: {"title": e.title(), "hints": steps(e)} for e in EXERCISES["one"]}
    (folder / "hints.json").write_text(json.dumps(said))
    return folder


class Cells:
    """An IPython that runs cells as a notebook does; says what the last one showed."""

    def __init__(self, shell: InteractiveShell) -> None:
        self.shell = shell

    def run(self, code: str) -> dict[str, Any]:
        """What the cell's last line displays, by its form."""
        shown: list[dict[str, Any]] = []
        hook = self.shell.displayhook
        before = hook.write_format_data
        hook.write_format_data = lambda data, md=None: shown.append(data)
        try:
            self.shell.run_cell(code, store_history=True).raise_error()
        finally:
            hook.write_format_data = before
        return shown[-1] if shown else {}

    def text(self, code: str) -> str:
        """What the cell's last line displays, as text."""
        return self.run(code)["text/plain"]

    def restart(self) -> None:
        """Forget everything, as a new kernel has."""
        self.shell.reset(new_session=False)
        self.shell.meta.clear()
        history = self.shell.history_manager
        assert history is not None
        history.input_hist_raw[:] = [""]
        self.shell.run_cell("from autograder import learner").raise_error()

    def check(self, exercise: str, status: str, score: float = 0) -> None:
        """Display what a check of an answer would have kept."""
        call = f"learner.attempted({exercise!r}, {status!r}, {score}, 2)"
        self.shell.run_cell(call).raise_error()


@pytest.fixture
def cells() -> Cells:
    """A fresh IPython."""
    cells = Cells(fresh_shell())
    cells.restart()
    return cells
