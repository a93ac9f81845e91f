"""Classes that never were, for the report: results and answers from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from autograder.grade.results import (
    Answer,
    ClassResults,
    Hint,
    Mark,
    Run,
    StudentResult,
    class_results,
)

EXERCISES = {
    "shapes": 3.0,
    "parameters": 2.0,
    "build": 4.0,
    "step": 4.0,
    "loop": 5.0,
    "predict": 2.0,
    "classifier": 5.0,
}
POINTS = sum(EXERCISES.values())
NAMES = ("h", "x", "state", "total", "words", "units", "steps", "answer", "batch")
CALLS = ("np.tanh", "np.dot", "len", "layers.Dense", "np.zeros", "read", "np.mean")
STYLES = 6
MISTAKES = (
    (
        "backwards",
        "These are the outputs of a layer that reads the sentence backwards.",
    ),
    ("no-bias", "These equal the right numbers without the bias."),
    (
        "every-state",
        "You return one vector for each word; one for the sentence is asked.",
    ),
)
CONFINED = ("no network", "read-only system", "memory at most 2 GB")


def expression(rng: random.Random, depth: int = 0) -> str:
    """A little code that means nothing."""
    kind = rng.randrange(5 if depth < 2 else 2)
    if kind == 0:
        return rng.choice(NAMES)
    if kind == 1:
        return str(rng.randrange(100))
    if kind == 2:
        inner = ", ".join(expression(rng, depth + 1) for _ in range(rng.randint(1, 3)))
        return f"{rng.choice(CALLS)}({inner})"
    if kind == 3:
        return f"{rng.choice(NAMES)}[{expression(rng, depth + 1)}]"
    sign = rng.choice(("+", "@", "*", "-"))
    return f"({expression(rng, depth + 1)} {sign} {expression(rng, depth + 1)})"


def statement(rng: random.Random) -> str:
    """One line of it."""
    return f"    {rng.choice(NAMES)} = {expression(rng)}"


def head(exercise: str) -> str:
    """What everybody was given of an exercise."""
    return (
        f'def {exercise}(x, h):\n    """The answer to {exercise}, (batch, units)."""\n'
    )


def answer(rng: random.Random, exercise: str, own: float = 0.4) -> str:
    """An answer in one of the common ways, some of its lines the student's own."""
    style = random.Random(f"{exercise} {int(STYLES * rng.random() ** 2)}")
    lines = [statement(style) for _ in range(8)]
    lines = [statement(rng) if rng.random() < own else line for line in lines]
    return head(exercise) + "\n".join(lines) + "\n    return h\n"


def renamed(code: str) -> str:
    """The same answer by somebody who gave everything another name."""
    code = re.sub(rf"(?<![.\w])({'|'.join(NAMES)})\b", r"my_\1", code)
    return code.replace("    my_", "    # a step\n    my_", 2).replace(", ", " ,  ")


def made_up(
    size: int, seed: int = 0, copies: Sequence[tuple[int, int]] = ()
) -> ClassResults:
    """A class of so many.

    Args:
        size: how many.
        seed: the same makes the same class.
        copies: (of, by) places of students; the second renamed the first's answers.
    """
    rng = random.Random(seed)
    students = [_student(rng, f"student-{place:04d}") for place in range(size)]
    for of, by in copies:
        taken = tuple(
            Answer(one.exercise, renamed(one.code)) for one in students[of].answers
        )
        students[by] = replace(students[by], answers=taken)
    released = tuple(head(exercise) for exercise in EXERCISES)
    return class_results("01-made-up", POINTS, tuple(students), released)


def _student(rng: random.Random, name: str) -> StudentResult:
    skill, marks, answers = rng.gauss(0.65, 0.25), [], []
    for place, (exercise, points) in enumerate(EXERCISES.items()):
        luck = skill + rng.gauss(0.12 - 0.05 * place, 0.2)
        tried = luck > 0.2
        score = points if luck > 0.55 else points / 2 if luck > 0.45 else 0.0
        hints = ()
        if tried and score < points and rng.random() < 0.8:
            hints = (Hint(exercise, *MISTAKES[int(3 * rng.random() ** 2)]),)
        marks.append(Mark(exercise, score if tried else 0.0, points, tried, hints))
        code = answer(rng, exercise) if tried else head(exercise) + "    ...\n"
        answers.append(Answer(exercise, code))
    run = Run(
        rng.uniform(3, 20),
        rng.uniform(300, 900) if rng.random() < 0.9 else None,
        CONFINED if rng.random() < 0.95 else (),
        ("test-shapes",) if rng.random() < 0.1 else (),
    )
    score = sum(mark.score for mark in marks)
    return StudentResult(
        name, "graded", score, POINTS, 0.0, tuple(marks), (), run, tuple(answers)
    )
