"""The hints and solutions that a learner's copy of the course holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import place

HINTS, SOLUTIONS = "hints.json", "solutions.json"


@dataclass(frozen=True)
class Hints:
    """The hints of an exercise.

    Attributes:
        title: of the exercise.
        steps: a nudge, the idea, nearly the answer.
    """

    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Solution:
    """The worked solution of an exercise.

    Attributes:
        title: of the exercise.
        code: what could stand in the solution cell.
        why: why it is what it is.
    """

    title: str
    code: str
    why: str


@dataclass(frozen=True)
class Shelf:
    """What is at hand.

    Attributes:
        hints: by exercise.
        solutions: by exercise.
        broken: files that cannot be read, by name.
    """

    hints: Mapping[str, Hints]
    solutions: Mapping[str, Solution]
    broken: tuple[str, ...] = ()


def shelf(folder: Path) -> Shelf:
    """What can be had in a folder.

    Hints stand in `hints.json` beside the notebook, else in the checkout's source
    folders, else in the clone that the course was installed from; solutions in the
    checkout alone. While a class is graded there is nothing.

    Args:
        folder: where the notebook stands.
    """
    if place.being_graded():
        return Shelf({}, {})
    course = place.checkout(folder)
    folders = sorted(course.glob("source/*/")) if course else []
    elsewhere = [] if course else filter(None, [place.CLONE, place.installed()])
    released = [
        path for clone in elsewhere for path in sorted(clone.glob("release/*/"))
    ]
    broken: list[str] = []
    hints = {
        exercise: Hints(entry["title"], tuple(entry["hints"]))
        for path in [*(f / HINTS for f in [*folders, *released]), folder / HINTS]
        for exercise, entry in _entries(path, {"title": str, "hints": list}, broken)
    }
    solutions = {
        exercise: Solution(entry["title"], entry["code"], entry["why"])
        for path in [f / SOLUTIONS for f in folders]
        for exercise, entry in _entries(
            path, {"title": str, "code": str, "why": str}, broken
        )
    }
    return Shelf(hints, solutions, tuple(broken))


def _entries(
    path: Path, form: Mapping[str, type], broken: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries of a file by exercise; none, and a note, when it is damaged."""
    if not path.is_file():
        return
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        content = None
    if isinstance(content, dict) and all(
        isinstance(entry, dict)
        and all(isinstance(entry.get(key), kind) for key, kind in form.items())
        and all(isinstance(step, str) for step in entry.get("hints", []))
        for entry in content.values()
    ):
        yield from content.items()
    else:
        broken.append(path.name)
