"""Every notebook begins with the cell that installs the course, and it is harmless."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import autograder.grade.kernels.stand_in as stand_in
from autograder.learner.place import CLONE
from tools import build, first_cell, install
from tools.repository import ADDRESS, TAG

NAMES = [*build.lessons(), *build.readings()]
FORMS = [
    pytest.param(path, id=f"{form}-{name}")
    for name in NAMES
    for form, path in build.paths(name).items()
]

# Python tells of a process before it starts, however it is started
WATCHED = """
import os
import sys

class get_ipython:
    def system(self, command):
        os.system(command)

def no_process(event, arguments):
    started = ("subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
    if event.startswith((*started, "os.spawn", "socket.")):
        raise AssertionError(event)

sys.addaudithook(no_process)
before = {*globals(), "before"}
exec(sys.stdin.read(), globals())
print(sorted({*globals()} - before))
"""


def first_code(notebook: NotebookNode) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.cell_type == "code")


def watched(
    cell: str, folder: Path, *options: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Runs a cell in a folder; it may start no process and open no connection."""
    return subprocess.run(
        [sys.executable, *options, "-c", WATCHED],
        cwd=folder,
        env={**os.environ, **more},
        input=TransformerManager().transform_cell(cell),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("path", FORMS)
def test_every_notebook_begins_with_it(path: Path) -> None:
    cell = first_code(nbformat.read(path, as_version=4))
    assert cell.id == first_cell.ID
    assert cell.source == first_cell.TEXT.rstrip()
    assert "nbgrader" not in cell.metadata
    assert cell.outputs == []


def test_it_installs_the_release_of_the_repository() -> None:
    assert f'    course = "{ADDRESS}"\n' in first_cell.TEXT
    assert f" -b {TAG} {{course}} ~/.unrolled\n" in first_cell.TEXT
    assert Path.home() / ".unrolled" == CLONE
    assert " ~/.unrolled/tools/install.py\n" in first_cell.TEXT
    assert (build.ROOT / "tools" / "install.py").is_file()


def test_it_is_short() -> None:
    """Everybody sees it before the lesson begins."""
    assert len(first_cell.TEXT.splitlines()) <= 11
    assert all(len(line) <= 100 for line in first_cell.TEXT.splitlines())


def test_where_the_course_is_it_does_nothing(tmp_path: Path) -> None:
    done = watched(first_cell.TEXT, tmp_path)
    assert (done.stdout, done.stderr) == ("['find_spec']\n", "")


def test_where_a_class_is_graded_it_does_nothing(tmp_path: Path) -> None:
    place = str(Path(stand_in.__file__).parent)
    look = "import autograder; assert 'stand_in' in autograder.__file__\n"
    done = watched(look + first_cell.TEXT, tmp_path, PYTHONPATH=place)
    assert (done.stdout, done.stderr) == ("['autograder', 'find_spec']\n", "")


def test_where_the_course_is_missing_it_would_start_a_process(tmp_path: Path) -> None:
    """What makes the two tests above worth something: the watch notices."""
    done = watched(first_cell.TEXT, tmp_path, "-S")  # without site-packages
    assert done.stdout == f"Installing the course ({TAG}), once: a minute or two.\n"
    assert "AssertionError: os.system" in done.stderr


# --- the build -------------------------------------------------------------------


def test_it_stands_before_the_first_code() -> None:
    cells = [new_markdown_cell("# A"), new_markdown_cell("b"), new_code_cell("1")]
    notebook = new_notebook(cells=cells)
    first_cell.put(notebook)
    assert [cell.source for cell in notebook.cells] == [
        *("# A", "b", first_cell.TEXT.rstrip(), "1")
    ]


def test_a_page_without_code_needs_none() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("# A")])
    first_cell.put(notebook)
    assert len(notebook.cells) == 1


# --- what it calls ---------------------------------------------------------------


def test_tensorflow_is_left_as_it_is() -> None:
    assert install.wanted() == [str(build.ROOT), str(build.ROOT / "autograder")]


def test_where_tensorflow_is_missing_the_locked_one_comes_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(install, "find_spec", lambda name: None)
    lock = (build.ROOT / "requirements.txt").read_text(encoding="utf-8")
    *_, last = install.wanted()
    assert last.startswith("tensorflow==")
    assert f"\n{last} " in lock
