"""A graded notebook is read whatever stands in it; learners' code wrote some of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.check.show.verdict import CHECK
from autograder.grade.graded import LONGEST, MOST, Answer, Graded, Run, read_graded
from autograder.grade.notes import Note, add_notes, record

from .conftest import graded, solution, tiny

GRADE = SimpleNamespace(
    **{"name": "test-a", "score": 1.5, "max_score": 2},
    **{"needs_manual_grade": False, "manual_score": None},
)
GRADES = {"test-a": GRADE}


def notebook(said: Any = None) -> NotebookNode:
    """A notebook of one exercise, with what a check said."""
    made = tiny()
    made.cells = [solution("a", "a = 1"), graded("a", "check.value(a, like=1)", 2)]
    for cell, role in zip(made.cells, ("solution", "grade"), strict=True):
        cell.metadata.nbgrader.update({"task": False, role: True})
    made.cells[1].outputs = [
        new_output("execute_result", {"text/plain": "1.5", CHECK: said})
    ]
    return made


def read(made: NotebookNode, folder: Path, prefix: str = "") -> Graded:
    """Write and read a notebook."""
    path = folder / "tiny.ipynb"
    nbformat.write(made, path)
    return read_graded(path, GRADES, prefix)


def test_a_verdict_is_a_mark_with_its_mistakes(tmp_path: Path) -> None:
    hints = [{"id": "late", "text": "One too many."}]
    found = read(notebook({"status": "wrong", "hints": hints}), tmp_path, "n/")
    (mark,) = found.marks
    assert (mark.exercise, mark.score, mark.share) == ("n/a", 1.5, 0.75)
    assert mark.attempted
    assert [(h.mistake, h.text) for h in mark.hints] == [("late", "One too many.")]
    assert found.answers == (Answer("n/a", notebook().cells[0].source),)

    (mark,) = read(notebook({"status": "not attempted"}), tmp_path).marks
    assert not mark.attempted and mark.hints == ()


@pytest.mark.parametrize(
    ("asked", "given", "waits"),
    [(True, None, True), (True, 1, False), (False, 1, False)],
)
def test_what_somebody_has_to_mark_waits(
    asked: bool,
    given: float | None,
    waits: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(GRADE, "needs_manual_grade", asked)
    monkeypatch.setattr(GRADE, "manual_score", given)
    (mark,) = read(notebook(), tmp_path).marks
    assert mark.waits is waits


def test_a_cell_without_a_number_did_not_run(tmp_path: Path) -> None:
    made = notebook()
    assert not read(made, tmp_path).marks[0].ran
    made.cells[1].execution_count = 3
    assert read(made, tmp_path).marks[0].ran


def test_how_it_ran_and_what_happened_is_read(tmp_path: Path) -> None:
    made = notebook()
    record(made).update(
        {
            "status": "stopped",
            "seconds": 3.5,
            "memory": 412,
            "confined": ["no network"],
            "in_kernel": ["test-a"],
        }
    )
    add_notes(made, [Note("Time is up.")])
    found = read(made, tmp_path)
    assert found.status == "stopped" and found.reasons == ("Time is up.",)
    assert found.run == Run(3.5, 412.0, ("no network",), ("test-a",))


@pytest.mark.parametrize(
    "kept",
    [
        *({}, {"seconds": "long", "memory": [], "confined": None, "in_kernel": 3}),
        *(
            {"seconds": float("nan"), "memory": -1},
            {"seconds": True, "memory": 10**400},
        ),
    ],
)
def test_what_is_not_known_of_a_run_is_none(
    kept: dict[str, Any], tmp_path: Path
) -> None:
    made = notebook()
    record(made).update(kept)
    assert read(made, tmp_path).run == Run(None, None, (), ())


@pytest.mark.parametrize(
    "said",
    [
        *([], "right", None, {}, {"hints": "all"}, {"hints": [1, None, ["x"]]}),
        *({"status": ["right"], "hints": {}}, {"status": {}, "hints": None}),
    ],
)
def test_an_output_of_another_form_is_no_mistake(said: Any, tmp_path: Path) -> None:
    (mark,) = read(notebook(said), tmp_path).marks
    assert mark.score == 1.5 and mark.hints == ()


def test_a_flood_of_mistakes_is_cut(tmp_path: Path) -> None:
    hints = [{"id": f"{i}" * 10**4, "text": "y" * 10**5} for i in range(99)]
    (mark,) = read(
        notebook({"hints": [*hints, {"id": [], "text": {}}]}), tmp_path
    ).marks
    assert len(mark.hints) == MOST
    assert all(len(h.mistake) + len(h.text) <= 2 * LONGEST for h in mark.hints)


def test_metadata_of_another_form_is_nothing_known(tmp_path: Path) -> None:
    made = notebook()
    made.metadata["autograder"] = {"notes": []}
    assert read(made, tmp_path).status == "graded"
