"""The lessons and their exercises, as the notebooks at hand have them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import place

_EXERCISE = re.compile(r"^### (?:\d+\. )?(.+?)(?: \([^()]*\bpoints?\b[^()]*\))?$", re.M)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_TEST = "test-"


@dataclass(frozen=True)
class Exercise:
    """An exercise of a lesson.

    Attributes:
        name: its grade_id, what `check.hint` and the progress file call it.
        title: its heading, without number and points.
        points: how many it is worth.
    """

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        title: its first heading.
        exercises: in their order.
        notebook: its file's name, without the ending.
    """

    title: str
    exercises: tuple[Exercise, ...]
    notebook: str


def lessons(folder: Path) -> tuple[Lesson, ...]:
    """The lessons of the checkout that a folder stands in, else of its notebooks.

    Args:
        folder: where the learner works.
    """
    course = place.checkout(folder)
    paths = course.glob("release/*/*.ipynb") if course else folder.glob("*.ipynb")
    found: list[Lesson] = []
    seen: set[str] = set()
    for path in sorted(paths):
        lesson = of_cells(_cells(path), path.stem)
        names = {exercise.name for exercise in lesson.exercises}
        if names - seen:  # a copy of a notebook holds nothing new
            found.append(lesson)
            seen |= names
    return tuple(found)


def of_cells(cells: Iterable[Mapping[str, Any]], name: str) -> Lesson:
    """The lesson that a notebook's cells are.

    Args:
        cells: in nbformat's form; what is not is passed over.
        name: of its file, without the ending; its title when no cell has one.
    """
    title, heading, exercises = "", "", []
    for cell in cells:
        text = _text(cell.get("source"))
        if cell.get("cell_type") == "markdown":
            if not title and (first := _TITLE.search(text)):
                title = first[1]
            for found in _EXERCISE.finditer(text):
                heading = found[1]
        marks = _object(_object(cell.get("metadata")).get("nbgrader"))
        grade_id, points = marks.get("grade_id"), marks.get("points", 0)
        by_hand = marks.get("solution")  # an answer that carries its own points
        if marks.get("grade") and not by_hand and isinstance(grade_id, str):
            exercise = grade_id.removeprefix(_TEST)
            worth = float(points) if isinstance(points, int | float) else 0.0
            exercises.append(Exercise(exercise, heading or exercise, worth))
    return Lesson(title or name, tuple(exercises), name)


def _cells(path: Path) -> Iterator[dict[str, Any]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return
    cells = _object(content).get("cells")
    if isinstance(cells, list):
        yield from (cell for cell in cells if isinstance(cell, dict))


def _text(source: Any) -> str:
    """A cell's source: a text, or a list of lines."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
