"""Puts a demonstration class of 12 into submitted/, made from the bank of answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import nbformat
import typer
from nbformat import NotebookNode

from tools.answers import Answer, load
from tools.authored import is_test

ROOT = Path(__file__).resolve().parent.parent
LESSON = "01-single-output"


@dataclass(frozen=True)
class Submission:
    """What a student of the demonstration class hands in.

    Attributes:
        student: name.
        about: what is special about it.
        text: content of the .ipynb file.
        expected: points by exercise, from the bank's filed scores.
    """

    student: str
    about: str
    text: str
    expected: Mapping[str, float]

    @property
    def score(self) -> float:
        """All points expected."""
        return sum(self.expected.values())


@dataclass(frozen=True)
class Exercise:
    """An exercise and the answers the bank has for it, in the bank's order."""

    name: str
    points: float
    right: tuple[Answer, ...]
    wrong: tuple[Answer, ...]

    def score(self, answer: Answer | None) -> float:
        """What an answer earns; none earns nothing."""
        if answer is None:
            return 0.0
        if answer.score is not None:
            return float(answer.score)
        return self.points if answer.kind == "right" else 0.0


Choice = Callable[[int, Exercise], Answer | None]
"""Which answer a student gives to an exercise (its place, the exercise)."""


class Lesson:
    """A released lesson to be filled in."""

    def __init__(self, name: str, release: NotebookNode) -> None:
        """Look up the exercises of a released notebook in the bank."""
        self.release = release
        self.exercises = tuple(_exercise(name, cell) for cell in _tests(release))

    def answered(self, choice: Choice) -> tuple[NotebookNode, dict[str, float]]:
        """The lesson with chosen answers, and what they earn."""
        notebook = nbformat.reads(nbformat.writes(self.release), as_version=4)
        expected = {}
        for place, exercise in enumerate(self.exercises):
            answer = choice(place, exercise)
            if answer is not None:
                _cell(notebook, exercise.name).source = answer.code
            expected[exercise.name] = exercise.score(answer)
        return notebook, expected


def demonstration(name: str, release: Path) -> tuple[Submission, ...]:
    """The class of 12.

    Args:
        name: the lesson.
        release: its released notebook.
    """
    lesson = Lesson(name, nbformat.read(release, as_version=4))
    last = len(lesson.exercises) - 1  # the exercise that trains: few give an answer
    middle = len(lesson.exercises) // 2

    def untrained(choice: Choice) -> Choice:
        return lambda place, ex: None if place == last else choice(place, ex)

    def wrong_at(*places: int, which: int) -> Choice:
        return lambda place, ex: (
            ex.wrong[which % len(ex.wrong)] if place in places else ex.right[0]
        )

    right = untrained(wrong_at(which=0))
    whole = lesson.answered(right)
    return (
        _plain("ada", "everything right", lesson.answered(wrong_at(which=0))),
        _plain(
            "ben",
            "everything right, in another style",
            lesson.answered(lambda place, ex: ex.right[1]),
        ),
        _plain(
            "chloe",
            "three mistakes",
            lesson.answered(untrained(wrong_at(0, 3, 5, which=0))),
        ),
        _plain(
            "david",
            "other mistakes, and a classifier that is not good enough",
            lesson.answered(wrong_at(1, 4, last, which=1)),
        ),
        _plain(
            "emma",
            "first half only, the last of it wrong",
            lesson.answered(
                lambda place, ex: (
                    None
                    if place > middle
                    else ex.wrong[2 % len(ex.wrong)]
                    if place == middle
                    else ex.right[2 % len(ex.right)]
                )
            ),
        ),
        _plain("finn", "blank", lesson.answered(lambda place, ex: None)),
        _deleted(*lesson.answered(right), lesson.exercises[2].name),
        _edited(*lesson.answered(untrained(wrong_at(3, which=0))), lesson.exercises[3]),
        _renamed(*lesson.answered(right), lesson),
        _endless(*lesson.answered(right), lesson, middle + 1),
        Submission(
            "kira",
            "not JSON: the file ends in the middle",
            nbformat.writes(whole[0])[:-2000],
            dict.fromkeys(whole[1], 0.0),
        ),
        Submission(
            "liam",
            "merge markers",
            _merged(nbformat.writes(whole[0])),
            dict.fromkeys(whole[1], 0.0),
        ),
    )


def work_of_others(
    submissions: Sequence[Submission], lesson: str, folder: Path
) -> list[str]:
    """Students of the class under whose names something else was handed in.

    Args:
        submissions: the class.
        lesson: its name.
        folder: the course's `submitted`.
    """
    return [
        one.student
        for one in submissions
        if (path := folder / one.student / lesson / f"{lesson}.ipynb").exists()
        and path.read_text(encoding="utf-8") != one.text
    ]


def hand_in(submissions: Sequence[Submission], lesson: str, folder: Path) -> None:
    """Write submissions where nbgrader expects them.

    Args:
        submissions: the class.
        lesson: its name.
        folder: the course's `submitted`.
    """
    for submission in submissions:
        path = folder / submission.student / lesson / f"{lesson}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(submission.text, encoding="utf-8")


def _plain(
    student: str, about: str, answered: tuple[NotebookNode, dict[str, float]]
) -> Submission:
    return Submission(student, about, nbformat.writes(answered[0]), answered[1])


def _deleted(
    notebook: NotebookNode, expected: dict[str, float], name: str
) -> Submission:
    """Without one test cell: it is put back, so the answer counts all the same."""
    notebook.cells.remove(_cell(notebook, f"test-{name}"))
    return _plain("grace", f"deleted the test cell of “{name}”", (notebook, expected))


def _edited(
    notebook: NotebookNode, expected: dict[str, float], exercise: Exercise
) -> Submission:
    """A wrong answer and a test cell that calls it right: the edit does not count."""
    _cell(notebook, f"test-{exercise.name}").source = f"{exercise.points:g}"
    about = f"wrong in “{exercise.name}”, and edited its test cell to say full points"
    return _plain("hugo", about, (notebook, expected))


def _renamed(
    notebook: NotebookNode, expected: dict[str, float], lesson: Lesson
) -> Submission:
    """Right answers under names of their own: the tests do not find those."""
    changed = []
    for exercise in lesson.exercises[2:4]:
        answer, released = (
            _cell(which, exercise.name) for which in (notebook, lesson.release)
        )
        name = _asked_name(released.source)
        answer.source = re.sub(rf"\b{name}\b", f"my_{name}", answer.source)
        expected[exercise.name] = 0.0
        changed.append(f"{name} to my_{name}")
    return _plain("ines", f"renamed {' and '.join(changed)}", (notebook, expected))


def _endless(
    notebook: NotebookNode, expected: dict[str, float], lesson: Lesson, place: int
) -> Submission:
    """An answer that never ends: what was earned before it is kept."""
    name = lesson.exercises[place].name
    _cell(notebook, name).source = "while True:\n    pass"
    kept = [exercise.name for exercise in lesson.exercises[:place]]
    expected = {n: s if n in kept else 0.0 for n, s in expected.items()}
    return _plain("jonas", f"never ends in “{name}”", (notebook, expected))


def _merged(text: str) -> str:
    """A notebook's text with a merge conflict that nobody resolved."""
    lines = text.splitlines()
    middle = len(lines) // 2
    ours = lines[middle : middle + 1]
    conflict = ["<<<<<<< HEAD", *ours, "=======", *ours, ">>>>>>> homework"]
    return "\n".join([*lines[:middle], *conflict, *lines[middle + 1 :], ""])


def _exercise(lesson: str, test: NotebookNode) -> Exercise:
    name = test.metadata.nbgrader["grade_id"].removeprefix("test-")
    answers = load(lesson, name)
    right = tuple(a for a in answers if a.kind == "right")
    wrong = tuple(a for a in answers if a.kind == "wrong" and a.mistake)
    return Exercise(name, float(test.metadata.nbgrader["points"]), right, wrong)


def _asked_name(source: str) -> str:
    """The name that a released solution cell asks for."""
    found = re.search(r"^(?:def (\w+)|(\w+) = \.\.\.)", source, re.MULTILINE)
    assert found is not None, source
    return found[1] or found[2]


def _tests(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if is_test(cell)]


def _cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    (cell,) = [c for c in notebook.cells if _mark(c).get("grade_id") == grade_id]
    return cell


def _mark(cell: NotebookNode) -> dict[str, Any]:
    return cell.metadata.get("nbgrader", {})


def main(
    lesson: Annotated[str, typer.Argument(help="A lesson in release/.")] = LESSON,
    course: Annotated[Path, typer.Option(help="The course's folder.")] = ROOT,
) -> None:
    """Put a demonstration class of 12 into submitted/."""
    release = course / "release" / lesson / f"{lesson}.ipynb"
    if not release.is_file():
        typer.echo(f"There is no {release}. Run `make build` first.", err=True)
        raise typer.Exit(1)
    submissions = demonstration(lesson, release)
    others = work_of_others(submissions, lesson, course / "submitted")
    if others:
        typer.echo(
            f"There is other work in submitted/ of {', '.join(others)}; nothing was "
            "written. Move it away, or use another folder: --course FOLDER.",
            err=True,
        )
        raise typer.Exit(1)
    hand_in(submissions, lesson, course / "submitted")
    for submission in submissions:
        typer.echo(
            f"submitted/{submission.student}/{lesson}: {submission.about}; "
            f"{submission.score:g} points"
        )


if __name__ == "__main__":
    typer.run(main)
