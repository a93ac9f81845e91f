"""Help and progress keep out of a class's way: handed out, handed in, graded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.grade.admit import admit
from autograder.learner.place import PROGRESS
from tests.autograder.grade.conftest import NAME, Tiny, find, graded, solution, tiny

SECRET = "a = 1  # worked"
FILES = {
    "hints.json": {"a": {"title": "A", "hints": ["x", "y", "z"]}},
    "solutions.json": {"a": {"title": "A", "code": SECRET, "why": "w"}},
    "progress.json": {"a": {"status": "right", "tries": 1}},
}
LOOK = """
import os
print("beside:", sorted(os.listdir()))
display(check.hint("a"), check.solution("a"))
a = 0"""
LOOK_AFTER = "print('beside:', sorted(os.listdir()))"


def lesson() -> NotebookNode:
    """One exercise with the course's own check."""
    notebook = tiny()
    set_up = find(notebook, "a")
    first = notebook.cells.index(set_up) - 1
    notebook.cells[first].source = "from autograder import check"
    notebook.cells[first + 1 :] = [
        solution("a", "a = 1"),
        graded("a", 'check.value(a, like=1, points=2, exercise="a")', 2),
    ]
    return notebook


@pytest.fixture
def a_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """A course with help, and a student who hands in more than the notebook."""
    monkeypatch.delenv(PROGRESS, raising=False)
    course = Tiny(tmp_path, lesson())
    for name in ("hints.json", "solutions.json"):
        (tmp_path / "source" / NAME / name).write_text(json.dumps(FILES[name]))
    notebook = nbformat.reads(nbformat.writes(course.released), as_version=4)
    find(notebook, "a").source = LOOK
    notebook.cells.append(new_code_cell(LOOK_AFTER))
    folder = course.hand_in("ann", notebook).parent
    for name, content in FILES.items():
        (folder / name).write_text(json.dumps(content))
    return course


def nbgrader(course: Tiny, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(course.root),
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def assert_no_help_in(course: Tiny) -> None:
    """The graded notebook shows that its kernel had no help, and nothing was kept."""
    notebook = course.graded("ann")
    said = nbformat.writes(notebook)
    assert '"hint 1 of' not in said and '"x"' not in said
    (panel,) = [o.data for o in find(notebook, "test-a").outputs]
    assert panel["text/plain"] == "0" and "✗" in panel["text/html"]
    assert "Stuck?" not in said and "worked" not in said
    beside = [
        o.text for c in notebook.cells for o in c.get("outputs", []) if "text" in o
    ]
    assert len(beside) == 2  # before its check ran, and after
    assert not [seen for seen in beside if "solutions.json" in seen]
    assert not [seen for seen in beside if "progress.json" in seen]
    made = {
        str(p.relative_to(course.root)) for p in course.root.rglob("progress.json*")
    }
    assert made == {f"submitted/ann/{NAME}/progress.json"}
    kept = [p.name for p in (course.root / "autograded/ann" / NAME).iterdir()]
    assert not {"solutions.json", "progress.json"} & set(kept)


def test_a_graded_kernel_has_no_help_and_keeps_no_progress(a_class: Tiny) -> None:
    outcomes = a_class.grade()
    assert outcomes["ann"].status == "graded"
    assert a_class.scores() == {"ann": {"a": 0}}
    assert_no_help_in(a_class)
    assert not find(a_class.graded("ann"), "a").outputs[1:]  # of hint and solution


def test_nor_has_plain_nbgraders(a_class: Tiny) -> None:
    nbgrader(a_class, "autograde", NAME, "--force")
    assert_no_help_in(a_class)
    said = nbformat.writes(a_class.graded("ann"))
    assert said.count("is being graded") >= 2  # the hint and the solution


def test_plain_nbgrader_hands_out_the_hints_and_never_the_solutions(
    a_class: Tiny,
) -> None:
    nbgrader(a_class, "generate_assignment", NAME, "--force")
    release = a_class.root / "release" / NAME
    assert {p.name for p in release.iterdir()} == {f"{NAME}.ipynb", "hints.json"}
    for path in release.iterdir():
        assert SECRET not in path.read_text(encoding="utf-8")


def test_files_beside_a_notebook_come_without_notes(
    a_class: Tiny, tmp_path: Path
) -> None:
    admitted = admit(
        "ann",
        a_class.root / "submitted/ann" / NAME,
        tmp_path / "admitted",
        {NAME: a_class.released},
        a_class.course.directory().ignore,
    )
    assert admitted.notes == ()
    assert {p.name for p in admitted.folder.iterdir()} == {
        f"{NAME}.ipynb",
        "hints.json",
    }
