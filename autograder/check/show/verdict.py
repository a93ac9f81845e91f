"""What a check finds: expectations met or not, hints, points; and how it displays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from ...learner import attempted
from .figures import Sketch

CHECK = "application/vnd.unrolled.check+json"
"""The form of a verdict that the report of a class reads."""

Status = Literal["right", "partly right", "wrong", "not attempted"]


@dataclass(frozen=True)
class Expectation:
    """One thing that was looked at.

    Attributes:
        what: such as "shape of the outputs".
        met: whether it is as expected.
        expected: what would be right, in words or numbers.
        found: what is there.
    """

    what: str
    met: bool
    expected: str
    found: str


@dataclass(frozen=True)
class Hint:
    """A known mistake that the numbers show.

    Attributes:
        id: its name in reports.
        text: what it is and where to look.
        sketch: what a figure of it is drawn from, when there can be one.
    """

    id: str
    text: str
    sketch: Sketch | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Verdict:
    """What a check found.

    In a notebook it displays as a panel; its ``text/plain`` is the score, which
    nbgrader reads as the cell's points.

    Attributes:
        name: what was checked.
        points: how many there are.
        score: how many were earned.
        status: in words.
        expectations: what was looked at, in order.
        hints: mistakes that the numbers prove; none when they prove none.
        note: something to know besides, such as how to run it.
        exercise: the id of the exercise that it is about; "" when it was not said.
    """

    name: str
    points: float
    score: float
    status: Status
    expectations: tuple[Expectation, ...] = ()
    hints: tuple[Hint, ...] = ()
    note: str = ""
    exercise: str = ""

    def __repr__(self) -> str:
        """The score: what nbgrader reads."""
        return f"{self.score:g}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Panel, score and a form for machines."""
        from .panel import panel

        told = attempted(self.exercise, self.status, self.score, self.points)
        shown = replace(self, note=f"{self.note}\n{told}".strip()) if told else self
        said: dict[str, Any] = {
            "name": self.name,
            "points": self.points,
            "score": self.score,
            "status": self.status,
            "expectations": [
                {**asdict(row), "met": bool(row.met)}  # NumPy's is none to JSON
                for row in self.expectations
            ],
            # a figure is for the reader of the panel alone
            "hints": [{"id": hint.id, "text": hint.text} for hint in self.hints],
            "note": shown.note,
        }
        if self.exercise:
            said["exercise"] = self.exercise
        return {"text/plain": repr(self), "text/html": panel(shown), CHECK: said}


def verdict(
    name: str,
    points: float,
    expectations: Sequence[Expectation],
    hints: Sequence[Hint] = (),
    note: str = "",
) -> Verdict:
    """All points when every expectation is met, none otherwise."""
    right = bool(expectations) and all(e.met for e in expectations)
    return Verdict(
        name,
        points,
        points if right else 0,
        "right" if right else "wrong",
        tuple(expectations),
        () if right else tuple(hints),
        note,
    )


def shared(
    name: str,
    points: float,
    parts: Sequence[Sequence[Expectation]],
    hints: Sequence[Hint] = (),
) -> Verdict:
    """Points for each part whose every expectation is met, all parts alike.

    Args:
        name: of the learner's variable.
        points: how many all parts are worth together.
        parts: the expectations of each.
        hints: mistakes that the numbers prove.
    """
    right = sum(all(e.met for e in part) for part in parts)
    status: Status = "partly right" if right else "wrong"
    if right == len(parts):
        status = "right"
    return Verdict(
        name,
        points,
        points * right / len(parts),
        status,
        tuple(e for part in parts for e in part),
        () if status == "right" else tuple(hints),
    )


def not_attempted(name: str, points: float) -> Verdict:
    """The verdict on an answer that is still as it was handed out."""
    note = "Put your answer where … stands above, run that cell, then this one."
    return Verdict(name, points, 0, "not attempted", note=note)
