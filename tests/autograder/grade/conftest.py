"""A tiny course, with no TensorFlow in it, that is graded for real."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.grade.course import Course
from autograder.grade.grader import Outcome, grade_class
from autograder.grade.results import ClassResults, read_results

ROOT = Path(__file__).parents[3]
NAME = "tiny"

CHECK = '''
class check:
    """Stands in for autograder.check: shows a panel, is worth a number."""

    def __init__(self, score):
        self.score = score

    def __repr__(self):
        return str(self.score)

    @classmethod
    def value(cls, found, like, points=1):
        return cls(points if found == like else 0)
'''


def written(*cells: str) -> str:
    """A notebook of code cells as the text of its file."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    return nbformat.writes(notebook)


def solution(name: str, code: str) -> NotebookNode:
    """A solution cell of the instructor's notebook."""
    return new_code_cell(
        f"{name} = ...\n### BEGIN SOLUTION\n{code}\n### END SOLUTION",
        metadata=_mark(name, grade=False, solution=True, locked=False),
    )


def graded(name: str, code: str, points: float) -> NotebookNode:
    """A test cell of the instructor's notebook."""
    return new_code_cell(
        code,
        metadata=_mark(
            f"test-{name}", grade=True, solution=False, locked=True, points=points
        ),
    )


def _mark(grade_id: str, **more: Any) -> dict[str, Any]:
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **more}}


def tiny() -> NotebookNode:
    """A lesson that must not be run, then three exercises of 1, 2 and 3 points."""
    return new_notebook(
        metadata={
            "kernelspec": {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
        },
        cells=[
            new_markdown_cell("# A lesson"),
            new_code_cell("raise SystemExit('the lesson was run')"),
            new_code_cell(CHECK, metadata={"tags": ["exercises"]}),
            solution("a", "a = 1"),
            graded("a", "check.value(a, like=1)", 1),
            solution("b", "b = 2"),
            graded("b", "check.value(b, like=2, points=2)", 2),
            solution("c", "c = 3"),
            graded(
                "c",
                "assert c != 4, 'four is not it'\n"
                "### BEGIN HIDDEN TESTS\n"
                "secret = 3\n"
                "assert c == secret, 'c is another number'\n"
                "### END HIDDEN TESTS",
                3,
            ),
        ],
    )


class Tiny:
    """A course folder to hand things in to and to grade."""

    def __init__(self, root: Path, source: NotebookNode) -> None:
        self.root = root
        shutil.copy(ROOT / "nbgrader_config.py", root)
        folder = root / "source" / NAME
        folder.mkdir(parents=True)
        nbformat.write(source, folder / f"{NAME}.ipynb")
        (root / "submitted").mkdir()
        self.course = Course(root)
        released = self.course.register(NAME, root / "release")
        self.released = released.released[NAME]

    def answered(self, **answers: str) -> NotebookNode:
        """The released notebook with these answers, the right ones for the rest."""
        notebook = nbformat.from_dict(self.released)
        notebook = nbformat.reads(nbformat.writes(notebook), as_version=4)
        right = {"a": "a = 1", "b": "b = 2", "c": "c = 3"} | answers
        for grade_id, code in right.items():
            if cell := find(notebook, grade_id):
                cell.source = code
        return notebook

    def hand_in(
        self,
        student: str,
        what: NotebookNode | str | bytes,
        name: str = f"{NAME}.ipynb",
    ) -> Path:
        """Put a submission where nbgrader expects it."""
        folder = self.root / "submitted" / student / NAME
        folder.mkdir(parents=True, exist_ok=True)
        if isinstance(what, NotebookNode):
            what = nbformat.writes(what)
        content = what.encode() if isinstance(what, str) else what
        (folder / name).write_bytes(content)
        return folder / name

    def grade(self, **options: Any) -> dict[str, Outcome]:
        """Grade everybody; outcomes by student."""
        submissions = self.course.submissions(NAME)
        outcomes = list(grade_class(self.course, NAME, submissions, **options))
        assert len(outcomes) == len(submissions)
        return {outcome.student: outcome for outcome in outcomes}

    def results(self) -> ClassResults:
        """What the gradebook and the graded notebooks say."""
        return read_results(self.course, NAME)

    def scores(self) -> dict[str, dict[str, float]]:
        """Points by student and exercise."""
        return {
            s.student: {m.exercise: m.score for m in s.marks}
            for s in self.results().students
        }

    def graded(self, student: str) -> NotebookNode:
        """A graded notebook."""
        path = self.root / "autograded" / student / NAME / f"{NAME}.ipynb"
        return nbformat.read(path, as_version=4)


def find(notebook: NotebookNode, grade_id: str) -> NotebookNode | None:
    """The cell with a grade_id."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            return cell
    return None


@pytest.fixture(autouse=True, scope="session")
def _alembic_runs_once() -> Iterator[None]:
    """Each new gradebook starts `alembic` to hear the same version; once will do."""
    from nbgrader import api

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "get_alembic_version", cache(api.get_alembic_version))
        yield


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[[NotebookNode], Tiny]:
    """Makes a course of one notebook."""
    return lambda source: Tiny(tmp_path, source)


@pytest.fixture
def course(tmp_path: Path) -> Tiny:
    """The tiny course."""
    return Tiny(tmp_path, tiny())
