"""What the marks of a class add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .graded import UNKNOWN, Answer, Hint, Mark, Run


@dataclass(frozen=True)
class StudentResult:
    """One student's result.

    Attributes:
        status: as `Outcome` has it, without "kept"; "not graded" when the gradebook
            has nothing.
        score: points with manual corrections, less `penalty` for lateness.
        reasons: what was repaired, refused or cut short.
        run: how the notebooks ran.
        answers: what was written into the solution cells.
    """

    student: str
    status: str
    score: float
    points: float
    penalty: float = 0.0
    marks: tuple[Mark, ...] = ()
    reasons: tuple[str, ...] = ()
    run: Run = UNKNOWN
    answers: tuple[Answer, ...] = ()

    @property
    def could_be_read(self) -> bool:
        """Whether its answers were checked: it says something about the exercises."""
        return self.status not in ("unreadable", "failed", "not graded")


@dataclass(frozen=True)
class ExerciseResult:
    """How an exercise went in the submissions that could be read.

    Attributes:
        share: mean of score / points.
        attempted: share of submissions that tried.
        right: share of submissions with all points.
        waiting: how many somebody has still to mark by hand; share and right are those
            of the others.
    """

    exercise: str
    points: float
    share: float
    attempted: float
    right: float
    waiting: int = 0


@dataclass(frozen=True)
class ClassResults:
    """What came of an assignment; students and exercises in their order.

    Attributes:
        hints: each exercise's mistakes and how many made them, common ones first.
        released: code that everybody was given.
    """

    assignment: str
    points: float
    students: tuple[StudentResult, ...] = ()
    exercises: tuple[ExerciseResult, ...] = ()
    hints: tuple[tuple[Hint, int], ...] = ()
    released: tuple[str, ...] = ()


def class_results(
    assignment: str,
    points: float,
    students: tuple[StudentResult, ...],
    released: tuple[str, ...] = (),
) -> ClassResults:
    """Count what students' results say about the class.

    Args:
        assignment: its name.
        points: how many there are.
        students: in the order that they are shown in.
        released: code that everybody was given.
    """
    return ClassResults(
        assignment,
        points,
        students,
        _exercises(students),
        _hints(students),
        released,
    )


def _exercises(students: tuple[StudentResult, ...]) -> tuple[ExerciseResult, ...]:
    """Nobody's answers stood in a submission that could not be read; it is left out."""
    marks: dict[str, list[Mark]] = {}
    for student in students:
        for mark in student.marks:
            found = marks.setdefault(mark.exercise, [])
            if student.could_be_read:
                found.append(mark)
    return tuple(_exercise(exercise, found) for exercise, found in marks.items())


def _exercise(exercise: str, found: list[Mark]) -> ExerciseResult:
    marked = [m for m in found if not m.waits]
    return ExerciseResult(
        exercise,
        max((m.points for m in found), default=0.0),
        sum(m.share for m in marked) / max(1, len(marked)),
        sum(m.attempted for m in found) / max(1, len(found)),
        sum(m.share >= 1 for m in marked) / max(1, len(marked)),
        len(found) - len(marked),
    )


def _hints(students: tuple[StudentResult, ...]) -> tuple[tuple[Hint, int], ...]:
    """Each exercise's mistakes and how many students made them, common ones first."""
    texts: dict[tuple[str, str], Hint] = {}
    count: Counter[tuple[str, str]] = Counter()
    for student in students:
        for mark in student.marks:
            for hint in mark.hints:
                texts.setdefault((hint.exercise, hint.mistake), hint)
            count.update({(h.exercise, h.mistake) for h in mark.hints})
    ranked = sorted(count.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple((texts[key], times) for key, times in ranked)
