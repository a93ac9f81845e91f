"""What was misunderstood: the mistakes that checks named, exercise by exercise."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from ..results import ClassResults, Mark


@dataclass(frozen=True)
class Mistake:
    """A mistake that a check recognised.

    Attributes:
        exercise: where it was made.
        mistake: its id.
        text: what most of them were told.
        students: who made it.
        tried: how many attempted the exercise.
    """

    exercise: str
    mistake: str
    text: str
    students: tuple[str, ...]
    tried: int


@dataclass(frozen=True)
class Misunderstood:
    """An exercise's mistakes.

    Attributes:
        tried: how many attempted it.
        without: how many of these have not all points.
        mistakes: common ones first; one student may have made several.
        unnamed: students without all points in whose answer no mistake was recognised.
        unrun: students whose answer was not checked, as their notebook was stopped.
    """

    exercise: str
    tried: int
    without: int
    mistakes: tuple[Mistake, ...]
    unnamed: tuple[str, ...]
    unrun: tuple[str, ...]


def misunderstood(results: ClassResults) -> tuple[Misunderstood, ...]:
    """Each exercise's mistakes, in the order of the exercises."""
    marks: defaultdict[str, list[tuple[str, Mark]]] = defaultdict(list)
    for student in results.students:
        if student.could_be_read:
            for mark in student.marks:
                if (mark.attempted or mark.score or mark.hints) and not mark.waits:
                    marks[mark.exercise].append((student.student, mark))
    return tuple(_exercise(e.exercise, marks[e.exercise]) for e in results.exercises)


def most_made(found: tuple[Misunderstood, ...], most: int = 3) -> tuple[Mistake, ...]:
    """The mistakes that most students made, if more than one did."""
    everything = [m for e in found for m in e.mistakes if len(m.students) > 1]
    return tuple(sorted(everything, key=lambda m: -len(m.students))[:most])


def _exercise(exercise: str, marks: list[tuple[str, Mark]]) -> Misunderstood:
    texts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    who: defaultdict[str, list[str]] = defaultdict(list)
    wrong = [(s, m) for s, m in marks if m.share < 1]
    for student, mark in marks:
        for hint in mark.hints:
            texts[hint.mistake][hint.text] += 1
            if student not in who[hint.mistake]:
                who[hint.mistake].append(student)
    mistakes = [
        Mistake(exercise, name, _commonest(texts[name]), tuple(students), len(marks))
        for name, students in who.items()
    ]
    return Misunderstood(
        exercise,
        len(marks),
        len(wrong),
        tuple(sorted(mistakes, key=lambda m: (-len(m.students), m.mistake))),
        tuple(student for student, mark in wrong if mark.ran and not mark.hints),
        tuple(student for student, mark in wrong if not mark.ran),
    )


def _commonest(texts: Counter[str]) -> str:
    return min(texts, key=lambda text: (-texts[text], text))
