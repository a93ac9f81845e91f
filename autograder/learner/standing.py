"""How far a learner is: each exercise of each lesson, and the sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from ..style import BADGE, CELL, MONO, SOFT
from . import attempts, outline, record

State = Literal["done", "partly", "tried", "open"]

SIGNS: Mapping[State, str] = {"done": "✓", "partly": "◐", "tried": "✗", "open": "○"}
# the colours of the check's own panel: 4.5:1 with white
_COLOURS: Mapping[State, str] = {
    "done": "#1a7f37",
    "partly": "#8a5a00",
    "tried": "#b3261e",
    "open": "#57606a",
}
_STATES: Mapping[str, State] = {
    "right": "done",
    "partly right": "partly",
    "wrong": "tried",
    "": "open",
}


@dataclass(frozen=True)
class Row:
    """An exercise and what became of it."""

    exercise: outline.Exercise
    tried: record.Tried

    @property
    def state(self) -> State:
        """In one word."""
        return _STATES[self.tried.status]

    @property
    def score(self) -> float:
        """The best so far, of the points that there are now."""
        if self.state == "done":
            return self.exercise.points
        return min(self.tried.score, self.exercise.points)


@dataclass(frozen=True)
class LessonRows:
    """A lesson and what became of its exercises."""

    title: str
    rows: tuple[Row, ...]

    def summary(self) -> str:
        """How many are done, and the points."""
        return summary(self.rows)

    def html(self) -> str:
        """The lesson as a table under its title."""
        whole = ";white-space:nowrap"
        plain, short = CELL.format(more=""), CELL.format(more=whole)
        mono, soft = CELL.format(more=MONO + whole), CELL.format(more=SOFT + whole)
        lines = "".join(
            f'<tr style="background:transparent"><td style="{short}">'
            f'<span style="{BADGE.format(colour=_COLOURS[row.state])}" aria-hidden='
            f'"true">{SIGNS[row.state]}</span>&ensp;{row.state}</td>'
            f'<td style="{plain}">{escape(row.exercise.title)}</td>'
            f'<td style="{mono}">{escape(row.exercise.name)}</td>'
            f'<td style="{short}">{row.score:g} of {row.exercise.points:g}</td>'
            f'<td style="{soft}">{row.tried.last}</td></tr>'
            for row in self.rows
        )
        return (
            f'<div style="margin-top:.7em"><b>{escape(self.title)}</b>'
            f'<span style="{SOFT}">&ensp;·&ensp;{self.summary()}</span></div>'
            '<div style="overflow-x:auto"><table style="border-collapse:collapse;'
            "border:0;margin:.2em 0 0;font-size:inherit;color:inherit"
            f'"><tbody>{lines}</tbody></table></div>'
        )

    def plain(self) -> str:
        """The lesson's title, and a line an exercise."""
        lines = [
            f"{SIGNS[row.state]} {row.state:<6} {row.exercise.name:<18} "
            f"{row.score:>2g} of {row.exercise.points:g}  {row.exercise.title}"
            for row in self.rows
        ]
        return "\n".join([f"{self.title} · {self.summary()}", *lines])


@dataclass(frozen=True)
class Standing:
    """How far a learner is.

    Attributes:
        lessons: in their order.
        said: what the learner must know of the file that keeps it; mostly "".
    """

    lessons: tuple[LessonRows, ...]
    said: str

    def summary(self) -> str:
        """How many exercises of all lessons are done, and the points."""
        return summary(tuple(row for lesson in self.lessons for row in lesson.rows))


def summary(rows: tuple[Row, ...]) -> str:
    """How many of these exercises are done, and the points.

    >>> summary(())
    '0 of 0 exercises done, 0 of 0 points'
    """
    done = sum(row.state == "done" for row in rows)
    noun = "exercise" if len(rows) == 1 else "exercises"
    score = sum(row.score for row in rows)
    points = sum(row.exercise.points for row in rows)
    return f"{done} of {len(rows)} {noun} done, {score:g} of {points:g} points"


def standing(folder: Path) -> Standing:
    """How far whoever works in a folder is.

    Args:
        folder: of the course's checkout, or that of a lone notebook.
    """
    kept = attempts.kept(folder)
    lessons = tuple(
        LessonRows(
            lesson.title,
            tuple(
                Row(exercise, kept.entries.get(exercise.name, record.Tried()))
                for exercise in lesson.exercises
            ),
        )
        for lesson in outline.lessons(folder)
    )
    return Standing(lessons, attempts.told(kept))
