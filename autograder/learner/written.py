"""A learner's notebook as its file has it: the cells to run, and those that check."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..parts import TAG
from . import outline

_CHECKS = re.compile(r"^check\.(?!hint\b|solution\b|progress\b)\w+\(", re.MULTILINE)
_EXERCISE = re.compile(r"""\bexercise=["']([\w-]+)["']""")


class NotCheckable(Exception):
    """A notebook cannot be checked; says which one, why, and what to do."""


@dataclass(frozen=True)
class Test:
    """A cell that checks an exercise.

    Attributes:
        exercise: which one; 0 points where the notebook does not say how many.
        at: its place among the notebook's cells.
    """

    exercise: outline.Exercise
    at: int


@dataclass(frozen=True)
class Written:
    """The exercises of a notebook.

    Attributes:
        path: its file.
        title: its first heading.
        cells: the text of its code cells, from the exercises' set-up on.
        tests: those of them that check, in their order.
        has_setup: whether the first cell is a set-up that all exercises need.
    """

    path: Path
    title: str
    cells: tuple[str, ...]
    tests: tuple[Test, ...]
    has_setup: bool


def find(places: Iterable[Path]) -> tuple[Written, ...]:
    """The notebooks with exercises in files and folders, each once.

    Of a folder it is the notebooks that stand in it, where there are none those in its
    folders; the ones without exercises are passed over.

    Args:
        places: files and folders.

    Raises:
        NotCheckable: there is no such file, it is no notebook, or has no exercises.
    """
    found: dict[Path, Written] = {}
    for place in places:
        if not place.is_dir():
            found.setdefault(place.resolve(), read(place))
            continue
        paths = _notebooks(place, "*.ipynb") or _notebooks(place, "*/*.ipynb")
        read_here = [_read(path) for path in paths]
        if not any(written.tests for written in read_here):
            raise NotCheckable(
                f"There is no notebook with exercises in {place}. Name a notebook, or "
                "the folder that it stands in."
            )
        for written in read_here:
            if written.tests:
                found.setdefault(written.path.resolve(), written)
    return tuple(found.values())


def read(path: Path) -> Written:
    """A notebook's exercises.

    Args:
        path: of its file, which is only read.

    Raises:
        NotCheckable: there is no such file, it is no notebook, or has no exercises.
    """
    written = _read(path)
    if not written.tests:
        raise NotCheckable(
            f"There are no exercises in {path}: no cell of it checks an answer. Name "
            "the notebook that you work in."
        )
    return written


def _read(path: Path) -> Written:
    """The same, also of a notebook without exercises."""
    cells = _cells(path)
    tagged = (n for n, cell in enumerate(cells) if TAG in _tags(cell))
    first = next(tagged, None)
    title = outline.of_cells(cells, path.stem).title
    cells = cells[first or 0 :]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    tests = [at for at, cell in enumerate(code) if cell["metadata"].get("nbgrader")]
    exercises = outline.of_cells(cells, path.stem).exercises
    return Written(
        path,
        title,
        tuple(cell["source"] for cell in code),
        tuple(Test(e, at) for e, at in zip(exercises, tests, strict=True)),
        first is not None,
    )


def _notebooks(folder: Path, pattern: str) -> list[Path]:
    return sorted(
        path
        for path in folder.glob(pattern)
        if not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def _cells(path: Path) -> list[dict[str, Any]]:
    """A notebook's cells, each with a kind, a text, and marks if it checks."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NotCheckable(
            f"There is no file {path}. Name the notebook that you work in."
        ) from None
    except OSError as error:
        raise NotCheckable(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        content = None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        raise NotCheckable(
            f"{path} is no notebook, or a damaged one. Open it in Jupyter and save it "
            "again, or get a new copy."
        )
    found = [_cell(cell) for cell in cells if isinstance(cell, dict)]
    if not any(_grades(cell) for cell in found):
        return [_marked(cell, number) for number, cell in enumerate(found, start=1)]
    return [cell if _grades(cell) else _unmarked(cell) for cell in found]


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    source, metadata = cell.get("source"), cell.get("metadata")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return {
        "cell_type": cell.get("cell_type"),
        "source": source if isinstance(source, str) else "",
        "metadata": metadata if isinstance(metadata, dict) else {},
    }


def _grades(cell: Mapping[str, Any]) -> bool:
    """Whether nbgrader's marks say that a cell checks by itself."""
    marks = cell["metadata"].get("nbgrader")
    return (
        cell["cell_type"] == "code"
        and isinstance(marks, dict)
        and marks.get("grade") is True
        and marks.get("solution") is not True  # graded by a person
        and isinstance(marks.get("grade_id"), str)
    )


def _tags(cell: Mapping[str, Any]) -> list[Any]:
    tags = cell["metadata"].get("tags")
    return tags if isinstance(tags, list) else []


def _marked(cell: dict[str, Any], number: int) -> dict[str, Any]:
    """A cell of a notebook without nbgrader's marks, which get lost in copies.

    What holds a check is marked as nbgrader would.
    """
    if cell["cell_type"] != "code" or not _CHECKS.search(cell["source"]):
        return _unmarked(cell)
    named = _EXERCISE.search(cell["source"])
    name = named[1] if named else f"cell-{number}"
    marks = {"grade": True, "grade_id": name, "points": 0}
    return {**cell, "metadata": {**cell["metadata"], "nbgrader": marks}}


def _unmarked(cell: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in cell["metadata"].items() if key != "nbgrader"}
    return {**cell, "metadata": kept}
