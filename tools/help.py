"""The help for learners: from a lesson's help cells to hints.json and solutions.json.

A help cell stands right behind the test cell of its exercise::

    # %% [markdown] tags=["help"]
    # 1. A nudge: where to look.
    # 2. The idea.
    # 3. Nearly the answer.
    #
    # **Why.** Why the solution is what it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.learner.outline import of_cells
from autograder.learner.shelf import HINTS, SOLUTIONS

from .authored import ROOT, Authored, BuildError, exercises, lessons, read

STEPS = 3
"""Hints that every exercise has: a nudge, the idea, nearly the answer."""

_FORM = "Write three numbered paragraphs and one that begins with **Why.**"
_PARAGRAPH = re.compile(r"(\d+)\. (.+)|\*\*Why\.\*\* (.+)", re.DOTALL)
_REGION = re.compile(r"\s*### (BEGIN|END) SOLUTION\s*")
_PLACEHOLDER = re.compile(r"\s*([\w, :]+ = )?\.\.\.(, \.\.\.)*\s*(#.*)?")


@dataclass(frozen=True)
class Help:
    """What a help cell says.

    Attributes:
        steps: a nudge, the idea, nearly the answer.
        why: why the solution is what it is.
    """

    steps: tuple[str, ...]
    why: str


def files(authored: Authored) -> dict[str, bytes | None]:
    """The help files of a lesson by name; None for one that must not be there.

    Raises:
        BuildError: a help cell is not in its form, or an exercise has none.
    """
    helps = _read(authored)
    lesson = of_cells(authored.notebook.cells, authored.script)
    titles = {exercise.name: exercise.title for exercise in lesson.exercises}
    hints = {
        exercise: {"title": titles[exercise], "hints": list(found.steps)}
        for exercise, found in helps.items()
    }
    solutions = {
        exercise: {
            "title": titles[exercise],
            "code": _solution(authored, exercise),
            "why": found.why,
        }
        for exercise, found in helps.items()
    }
    return {
        HINTS: None if authored.offer == "none" else _json(hints),
        SOLUTIONS: (
            _json(solutions) if authored.offer == "hints and solutions" else None
        ),
    }


def places(lesson: str, root: Path = ROOT) -> dict[str, dict[str, Path]]:
    """Where the help files stand, by form of the lesson and name."""
    source, release = root / "source" / lesson, root / "release" / lesson
    return {
        "source": {name: source / name for name in (HINTS, SOLUTIONS)},
        "release": {HINTS: release / HINTS},  # students never get the solutions
    }


def check_names(root: Path = ROOT) -> None:
    """Makes sure that no two lessons have an exercise of the same name.

    Raises:
        BuildError: two have; `check.hint` could not tell which is meant.
    """
    owner: dict[str, str] = {}
    for lesson in lessons(root):
        for exercise in exercises(read(lesson, root).notebook):
            if exercise in owner:
                raise BuildError(
                    f"{lesson}.py: there is an exercise {exercise} in "
                    f"{owner[exercise]} too; its name must be its own."
                )
            owner[exercise] = lesson


def parse(text: str) -> Help:
    """What a help cell says.

    Raises:
        ValueError: it is not in the form; the message says what is missing.

    >>> parse("1. Look.\\n2. Add.\\n3. `a + b`\\n\\n**Why.** It is a sum.").why
    'It is a sum.'
    """
    steps: list[str] = []
    why = ""
    for part in re.split(r"\n(?=\d+\. |\*\*Why\.\*\*)", text.strip()):
        found = _PARAGRAPH.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"“{_first_line(part)}” is neither. {_FORM}")
        if found[3] is not None:
            why = _joined(found[3])
        elif why or int(found[1]) != len(steps) + 1:
            raise ValueError(f"step {found[1]} is not in its place. {_FORM}")
        else:
            steps.append(_joined(found[2]))
    if len(steps) != STEPS:
        raise ValueError(f"it has {len(steps)} of {STEPS} steps. {_FORM}")
    if not why:
        raise ValueError(f"it does not say why. {_FORM}")
    return Help(tuple(steps), why)


def _joined(text: str) -> str:
    """Paragraphs on a line each, whatever the lines they were written in."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n".join(" ".join(part.split()) for part in paragraphs)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _read(authored: Authored) -> dict[str, Help]:
    """What the lesson's help cells say, by exercise."""
    helps: dict[str, Help] = {}
    for test, text in authored.help:
        exercise = test.removeprefix("test-")
        if not exercise:
            raise BuildError(
                f"{authored.script}: the help cell “{_first_line(text)}” "
                "does not stand behind a test cell."
            )
        if exercise in helps:
            raise BuildError(f"{authored.script}: {exercise} has two help cells.")
        try:
            helps[exercise] = parse(text)
        except ValueError as error:
            raise BuildError(
                f"{authored.script}, the help cell of {exercise}: {error}"
            ) from error
    missing = [e for e in exercises(authored.notebook) if e not in helps]
    if missing and authored.offer != "none":
        raise BuildError(
            f"{authored.script}: there is no help cell behind the test cell of "
            f"{', '.join(missing)}. {_FORM}"
        )
    return helps


def _solution(authored: Authored, exercise: str) -> str:
    """The solution cell without the marks of its regions and the learner's ``...``."""
    for cell in authored.notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        if mark.get("solution") and mark["grade_id"] == exercise:
            return worked(cell.source)
    raise BuildError(f"{authored.script}: {exercise} has no solution cell.")


def worked(cell: str) -> str:
    """A solution cell as an answer: no marks of regions, no ``...`` outside of them."""
    lines, inside = [], False
    for line in cell.splitlines():
        if mark := _REGION.fullmatch(line):
            inside = mark[1] == "BEGIN"
        elif inside or not _PLACEHOLDER.fullmatch(line):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _json(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
