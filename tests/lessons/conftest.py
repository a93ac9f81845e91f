"""The lessons, as they are committed and as they run."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.check.show.verdict import CHECK
from tools import build


@pytest.fixture(
    params=[
        # in one process each, so that a lesson is executed once
        pytest.param(name, marks=pytest.mark.xdist_group(name))
        for name in build.lessons()
    ]
)
def lesson(request: pytest.FixtureRequest) -> str:
    """The name of a lesson; a test that takes it runs once for each."""
    return request.param


def committed(form: str, lesson: str) -> NotebookNode:
    """A built notebook as it stands in the working tree."""
    return nbformat.read(build.paths(lesson)[form], as_version=4)


@cache
def executed(lesson: str) -> NotebookNode:
    """The instructor's notebook, all of it, run anew, once in this process."""
    notebook = committed("source", lesson)
    return build.executed(notebook, build.paths(lesson)["source"].parent)


def graded_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The test cells, in their order."""
    return [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]


def score(cell: NotebookNode) -> float:
    """What nbgrader reads as the cell's score: its result as a number."""
    (result,) = [o for o in cell.outputs if o.output_type == "execute_result"]
    return float(result.data["text/plain"])


def verdict(cell: NotebookNode) -> dict:
    """What the cell's check says of itself for machines."""
    (result,) = [o for o in cell.outputs if o.output_type == "execute_result"]
    found = result.data[CHECK]
    return json.loads(found) if isinstance(found, str) else dict(found)


def authored(lesson: str) -> str:
    """The text of the lesson's .py."""
    return Path(build.ROOT, "source", lesson, f"{lesson}.py").read_text("utf-8")
