"""A lesson opened on Colab installs the course, runs to its end and checks answers."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.doors import colab, kernel
from tests.doors.published import ROOT, environment, found_at, publish
from tools import first_cell
from tools.repository import TAG

LESSON = "01-single-output"
LINE = f"Installing the course ({TAG}), once: a minute or two.\n"
SENTENCE = "Not installed: see above, then run this again."
REASON = {
    "repository": "fatal: unable to access 'https://127.0.0.1:9/",
    "index": "No matching distribution found",
    "git": "git: ",  # what is said of a missing command differs among shells
}
UNANSWERED = "classifier"
"""The exercise whose answer trains a model: the lesson above does that already."""

pytestmark = pytest.mark.xdist_group("colab")


@dataclass(frozen=True)
class Runtime:
    """A machine that has what Colab has, and what a learner does on it.

    Attributes:
        python: the one that its notebooks run on.
        home: where notebooks and the learner's files lie.
        before: what was installed at first, by name.
        repository: the address at which git finds the course.
    """

    python: Path
    home: Path
    before: dict[str, str]
    repository: str

    def run(self, notebook: NotebookNode, **more: str) -> NotebookNode:
        """Run All, with the network as it is, or as `more` has it."""
        # Colab's Matplotlib has its list of fonts, which takes seconds to make
        fonts = {"MPLCONFIGDIR": matplotlib.get_cachedir()}
        variables = {**fonts, **found_at(self.repository), **more}
        around = environment(self.home, **variables)
        return kernel.run(notebook, self.python, self.home, around)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs one of the commands that are installed."""
        return subprocess.run(
            [self.python.parent / words[0], *words[1:]],
            cwd=self.home,
            env=environment(self.home),
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    home = tmp_path_factory.mktemp("content")
    python = colab.make(tmp_path_factory.mktemp("runtime") / "python")
    repository = publish(tmp_path_factory.mktemp("published") / "course")
    return Runtime(python, home, colab.versions(python), repository.as_uri())


def notebook(form: str) -> NotebookNode:
    place = ROOT / form / LESSON / f"{LESSON}.ipynb"
    return nbformat.read(place, as_version=4)


def first(of: NotebookNode) -> NotebookNode:
    """The notebook with its first code cell alone."""
    alone = nbformat.from_dict(of)
    alone.cells = [next(c for c in of.cells if c.cell_type == "code")]
    return alone


@pytest.fixture(scope="module")
def refused(runtime: Runtime) -> dict[str, NotebookNode]:
    """The first cell where something cannot be reached; nothing is installed yet."""
    nothing = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_FIND_LINKS": "",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_RETRIES": "0",
        "PIP_NO_CACHE_DIR": "1",
    }
    cell = first(notebook("release"))
    return {
        "repository": runtime.run(cell, **found_at("https://127.0.0.1:9")),
        "index": runtime.run(cell, **nothing),
        "git": runtime.run(cell, PATH=""),
    }


@pytest.fixture(scope="module")
def ran(runtime: Runtime, refused: dict[str, NotebookNode]) -> NotebookNode:
    """Lesson 1, all of it, with the solutions of the exercises that train nothing."""
    lesson = notebook("release")
    written = {cell.id: cell.source for cell in notebook("source").cells}
    for cell in lesson.cells:
        is_answer = cell.metadata.get("nbgrader", {}).get("solution")
        if is_answer and cell.id != UNANSWERED:
            cell.source = written[cell.id]
    lesson.cells.append(new_code_cell('check.hint("step")', id="asks"))
    nbformat.write(lesson, runtime.home / f"{LESSON}.ipynb")
    return runtime.run(lesson)


@pytest.mark.parametrize("missing", REASON)
def test_where_it_cannot_be_fetched_one_sentence_says_what_to_do(
    missing: str, refused: dict[str, NotebookNode]
) -> None:
    (cell,) = refused[missing].cells
    shown = kernel.said(cell)
    (stop,) = (o for o in cell.outputs if o.output_type == "error")
    assert (stop.ename, stop.evalue) == ("SystemExit", SENTENCE), shown
    assert shown.startswith(LINE)
    assert "Traceback" not in shown
    assert REASON[missing] in shown
    assert len(shown.splitlines()) < 12, shown


def test_one_line_says_that_it_installs(ran: NotebookNode) -> None:
    cell = next(cell for cell in ran.cells if cell.cell_type == "code")
    assert cell.id == first_cell.ID
    assert [output.output_type for output in cell.outputs] == ["stream"]
    assert kernel.said(cell) == LINE


def test_run_all_reaches_the_end(ran: NotebookNode) -> None:
    code = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert kernel.errors(ran) == {}
    assert [cell.execution_count for cell in code] == [*range(1, len(code) + 1)]
    assert not [
        (cell.id, output.text)
        for cell in code
        for output in cell.outputs
        if output.get("name") == "stderr"
    ]


def test_the_checks_work(ran: NotebookNode) -> None:
    scores = {}
    for cell in ran.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("grade"):
            (shown,) = (o.data for o in cell.outputs if "data" in o)
            assert "<" in shown["text/html"]
            scores[cell.id] = float(shown["text/plain"]) / float(mark["points"])
    unanswered = f"test-{UNANSWERED}"
    assert len(scores) >= 6
    assert scores == {name: float(name != unanswered) for name in scores}


def test_the_hints_are_there(ran: NotebookNode) -> None:
    assert "hint 1 of 3" in kernel.said(ran.cells[-1])


def test_nothing_that_was_there_is_replaced(
    runtime: Runtime, ran: NotebookNode
) -> None:
    after = colab.versions(runtime.python)
    assert {name: after.get(name) for name in runtime.before} == runtime.before
    added = after.keys() - runtime.before.keys()
    assert added == {"unrolled", "unrolled-autograder", "seqeval"}


def test_the_second_time_it_is_silent(runtime: Runtime, ran: NotebookNode) -> None:
    again = runtime.run(first(notebook("release")), PATH="")
    assert again.cells[0].execution_count == 1
    assert again.cells[0].outputs == []


def test_a_class_is_not_graded_there_and_it_says_why(
    runtime: Runtime, ran: NotebookNode
) -> None:
    said = runtime.command("autograder", "grade", LESSON)
    assert said.returncode == 2
    assert said.stderr == (
        "Grading a class needs nbgrader, which is not installed here: "
        'python -m pip install "unrolled-autograder[grade]"\n'
    )


def test_progress_is_kept_beside_the_notebook(
    runtime: Runtime, ran: NotebookNode
) -> None:
    said = runtime.command("autograder", "progress").stdout
    assert "6 of 7 exercises" in said
