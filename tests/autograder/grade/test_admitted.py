"""What is handed in is read in bounded time, or refused with a reason."""

from __future__ import annotations

import json
import os
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade.admit import MOST_CELLS, Admitted, Unreadable, admit, read


def file(folder: Path, content: Any) -> Path:
    """A notebook's file."""
    path = folder / "one.ipynb"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text)
    return path


def cells(*given: dict[str, Any]) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*given]}


def code(**more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], **more}


def test_a_million_blank_lines_are_refused_at_once(tmp_path: Path) -> None:
    before = monotonic()
    with pytest.raises(Unreadable, match="is not JSON"):
        read(file(tmp_path, "x" + "\n" * 1_000_000))
    assert monotonic() - before < 5


@pytest.mark.parametrize(
    "content",
    ['{"cells": [' + "1" * 5_000 + "]}", cells(*[code()] * (MOST_CELLS + 1))],
    ids=["digits", "cells"],
)
def test_what_is_too_much_is_refused(tmp_path: Path, content: Any) -> None:
    with pytest.raises(Unreadable):
        read(file(tmp_path, content))


def test_halves_of_characters_are_replaced(tmp_path: Path) -> None:
    (cell,) = read(file(tmp_path, cells(code(source="a = '\ud800'")))).cells
    assert cell.source == "a = '?'"


def test_metadata_that_nbformat_does_not_take_goes(tmp_path: Path) -> None:
    mark = {"grade_id": "a"}
    odd = code(metadata={"tags": [{}], "collapsed": "x", "nbgrader": mark})
    (cell,) = read(file(tmp_path, cells(odd))).cells
    assert cell.metadata == {"nbgrader": mark}


def test_deep_metadata_go(tmp_path: Path) -> None:
    deep: Any = 1
    for _ in range(200):
        deep = [deep]
    (cell,) = read(file(tmp_path, cells(code(metadata={"deep": deep})))).cells
    assert cell.metadata == {}


def admitted(submission: Path, folder: Path) -> Admitted:
    return admit("ann", submission, folder, {"one": new_notebook()}, [])


def test_files_whose_names_are_no_text_are_left_out(tmp_path: Path) -> None:
    submission = tmp_path / "in"
    submission.mkdir()
    file(submission, new_notebook(cells=[new_code_cell("1")]))
    with open(os.fsencode(submission) + b"/\xff.txt", "wb"):
        pass
    found = admitted(submission, tmp_path / "out")
    assert found.unreadable == {}
    assert [n.text for n in found.notes] == [
        "Left out, their names are no text: 1 files."
    ]
