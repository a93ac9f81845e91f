"""What nbval cannot say: the source earns every point, the release none."""

from __future__ import annotations

import subprocess
import sys

from autograder.parts import first_cell
from tests.lessons.conftest import committed, executed, graded_cells, score, verdict


def test_the_source_earns_every_point(lesson: str) -> None:
    for cell in graded_cells(executed(lesson)):
        assert score(cell) == cell.metadata.nbgrader.points, cell.id


def test_the_exercises_need_no_name_of_the_lesson_above(lesson: str) -> None:
    # which a grader does not run
    notebook = committed("source", lesson)
    cells = notebook.cells[first_cell(notebook) :]
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F821"]
    found = subprocess.run([*ruff, "-"], input=code, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_the_points_of_a_cell_are_those_its_check_can_give(lesson: str) -> None:
    for cell in graded_cells(executed(lesson)):
        assert verdict(cell)["points"] == cell.metadata.nbgrader.points, cell.id


def test_the_release_earns_nothing_and_says_not_attempted(lesson: str) -> None:
    # notebooks/ is the release with outputs, and nbval proves that they still come
    for cell in graded_cells(committed("notebooks", lesson)):
        assert score(cell) == 0, cell.id
        assert verdict(cell)["status"] == "not attempted", cell.id


def test_the_read_form_is_the_release_with_outputs(lesson: str) -> None:
    read, released = committed("notebooks", lesson), committed("release", lesson)
    assert [c.source for c in read.cells] == [c.source for c in released.cells]
    assert [c.metadata for c in read.cells] == [c.metadata for c in released.cells]
    for cell in read.cells:
        if cell.cell_type == "code":
            assert cell.execution_count, f"{cell.id} was not run"


def test_no_cell_writes_to_stderr_or_fails(lesson: str) -> None:
    for notebook in (executed(lesson), committed("notebooks", lesson)):
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                assert output.output_type != "error", cell.id
                assert output.get("name") != "stderr", cell.id
