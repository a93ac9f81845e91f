"""Notebooks whose cells, marks and form are others than were handed out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from ..hostile import Desk, Hostile, cell

ALL_RIGHT = {"n": "right", "padded": "right", "hc": "right", "step": "right"}


def _edited(
    name: str,
    about: str,
    edit: Callable[[NotebookNode], object],
    most: float = 0,
    least: float = 0,
    **answers: str,
) -> Hostile:
    """A submission whose notebook is edited before it is handed in."""

    def make(desk: Desk) -> object:
        notebook = desk.answered(**answers)
        edit(notebook)
        return desk.write(json.dumps(notebook))

    return Hostile(name, about, "notebooks", make, most, least)


def _bytes(name: str, about: str, content: Callable[[Desk], bytes]) -> Hostile:
    """A submission whose notebook's file is of some bytes."""
    return Hostile(
        name, about, "notebooks", lambda desk: desk.write(content(desk)), 0, 0
    )


def _tests(notebook: NotebookNode) -> list[NotebookNode]:
    marks = [(c, c.metadata.get("nbgrader", {})) for c in notebook.cells]
    return [c for c, mark in marks if mark.get("grade")]


def _tests_edited(notebook: NotebookNode) -> None:
    for each in _tests(notebook):
        each.source = "100"


def _tests_deleted(notebook: NotebookNode) -> None:
    notebook.cells = [c for c in notebook.cells if c not in _tests(notebook)]


def _tests_copied(notebook: NotebookNode) -> None:
    for each in _tests(notebook):
        copy = new_code_cell("1", metadata=dict(each.metadata))
        notebook.cells += [copy, copy.copy()]


def _renamed(notebook: NotebookNode) -> None:
    for each in _tests(notebook):
        each.metadata.nbgrader.grade_id += "-other"


def _swapped(notebook: NotebookNode) -> None:
    """Every test takes the mark of another, cheaper or easier one."""
    tests = _tests(notebook)
    names = [each.metadata.nbgrader.grade_id for each in tests]
    for each, name in zip(tests, names[1:] + names[:1], strict=True):
        each.metadata.nbgrader.grade_id = name


def _hundred(notebook: NotebookNode) -> None:
    for each in _tests(notebook):
        each.metadata.nbgrader.points = 100
        each.metadata.nbgrader.max_score = 1e308


def _solutions_graded(notebook: NotebookNode) -> None:
    """Own cells claim to be tests, and tests to be own cells."""
    for each in notebook.cells:
        if mark := each.metadata.get("nbgrader"):
            mark.update(grade=True, solution=True, locked=False, points=9, task=True)


def _stripped(notebook: NotebookNode) -> None:
    for place, each in enumerate(notebook.cells):
        each.metadata = NotebookNode()
        each["id"] = f"other-{place}"


def _odd_marks(notebook: NotebookNode) -> None:
    for each in notebook.cells:
        if mark := each.metadata.get("nbgrader"):
            mark.update(schema_version=99, grade_id=["a"], points="ten", locked=None)
    notebook.cells[1].metadata.nbgrader = "a text"


def _prefilled(notebook: NotebookNode) -> None:
    for each in _tests(notebook):
        each.outputs = [
            new_output("execute_result", {"text/plain": "2"}, execution_count=1)
        ]
        each.execution_count = 1
    notebook.metadata.autograder = {
        "status": "graded",
        "fingerprint": "0" * 64,
        "notes": [{"text": 7}],
    }


def _no_set_up(notebook: NotebookNode) -> None:
    """No cell is where the exercises begin, or the last one is."""
    for each in notebook.cells:
        each.metadata.pop("tags", None)
    notebook.cells = [c for c in notebook.cells if "import numpy" not in c.source]
    last = new_code_cell("check = lambda *a, **k: 1", metadata={"tags": ["exercises"]})
    notebook.cells.append(last)


def _many_cells(notebook: NotebookNode) -> None:
    more = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "1"}
    empty = {**more, "source": "", "execution_count": None}
    notebook.cells += [NotebookNode(empty) for _ in range(100_000)]


def _odd_cells(notebook: NotebookNode) -> None:
    odd: list[Any] = [
        None,
        7,
        [],
        "cell",
        {"cell_type": "other", "source": "1"},
        {"cell_type": ["code"], "source": "1"},
        {"cell_type": "code", "source": ["1", 2], "metadata": []},
        {"cell_type": "code", "source": {"a": 1}, "outputs": 3},
        {"cell_type": "code", "source": "1", "metadata": {"tags": [{}]}, "id": []},
    ]
    notebook.cells = [*notebook.cells, *odd]
    notebook.metadata = NotebookNode(kernelspec={"name": "../../bin/sh"})


def _many_tests(notebook: NotebookNode) -> None:
    """Deep metadata, which is no mark but must be carried along."""
    deep: Any = 1
    for _ in range(400):
        deep = {"a": deep}
    for each in notebook.cells:
        each.metadata["deep"] = deep
    notebook.metadata["deep"] = deep


def _surrogates(notebook: NotebookNode) -> None:
    cell(notebook, "n").source = "n = 3  # \ud800\udfff \ud83d"
    notebook.cells[0].source = "\udcff"
    notebook.metadata["\ud800"] = "\udc00"


def _raw(notebook: NotebookNode) -> None:
    """Tests are raw or markdown cells that show a score."""
    for place, each in enumerate(_tests(notebook)):
        each["cell_type"] = ("markdown", "raw")[place % 2]
        each["source"] = "1"


def _deep(desk: Desk) -> bytes:
    return b"[" * 200_000 + b"]" * 200_000


def _old(desk: Desk) -> bytes:
    old = {"input": "100", "language": "python", "cell_type": "code", "outputs": 5}
    return json.dumps({"nbformat": 3, "worksheets": [{"cells": [old, 3]}]}).encode()


def _metadata_digits(desk: Desk) -> bytes:
    text = nbformat.writes(desk.answered())
    return text.replace('"nbformat": 4', '"nbformat": ' + "4" * 5000).encode()


NOTEBOOKS = (
    _edited("tests-edited", "test cells say 100", _tests_edited),
    _edited("tests-deleted", "test cells are gone", _tests_deleted),
    _edited("tests-copied", "test cells three times", _tests_copied),
    _edited("tests-renamed", "test cells under other names", _renamed),
    _edited(
        "tests-swapped",
        "each test cell under the name of another",
        _swapped,
        1,
        0,
        n="right",
    ),
    _edited(
        "hundred-points", "points are 100 in the marks", _hundred, 6, 6, **ALL_RIGHT
    ),
    _edited("all-graded", "own cells claim to be tests", _solutions_graded),
    _edited("marks-stripped", "no cell has any mark", _stripped, 6, 0, **ALL_RIGHT),
    _edited("marks-odd", "marks of other types and versions", _odd_marks),
    _edited("prefilled", "outputs hold scores already", _prefilled),
    _edited("no-set-up", "the exercises begin nowhere", _no_set_up),
    _edited("many-cells", "100,000 cells", _many_cells),
    _edited("odd-cells", "cells that are none", _odd_cells, 1, 1, n="right"),
    _edited("deep-metadata", "metadata of 400 levels", _many_tests),
    _edited("surrogates", "halves of characters in text and names", _surrogates),
    _edited("raw-tests", "test cells are text", _raw),
    _bytes("no-json-file", "no JSON", lambda desk: b'{"cells": [}'),
    _bytes("no-utf8", "no UTF-8", lambda desk: b'{"cells": ["\xff\xfe"]}'),
    _bytes("empty", "an empty file", lambda desk: b""),
    _bytes("json-list", "a list", lambda desk: b"[1, 2]"),
    _bytes("deep-file", "200,000 levels", _deep),
    _bytes("sixty-mb", "60 MB", lambda desk: b'{"cells": []}' + b" " * (60 << 20)),
    _bytes("old-format", "an old format, not well-formed", _old),
    _bytes("digits", "a version of 5,000 digits", _metadata_digits),
    _bytes("blank-lines", "2 million blank lines", lambda desk: b"x" + b"\n" * 2**21),
    _bytes(
        "no-numbers",
        "NaN and infinity for a version, cells that are a number",
        lambda desk: b'{"nbformat": NaN, "metadata": Infinity, "cells": 1e999}',
    ),
)
