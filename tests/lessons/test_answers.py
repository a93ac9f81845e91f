"""The bank of answers, all of it: right ones earn all, wrong ones lose, hints are true.

Each answer runs in IPython behind the lesson's own cells, as in a learner's kernel,
and is judged by the instructor's test cell, hidden tests included: there, and by a
judge that only asks the kernel for observations, with the same result.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import redirect_stderr
from copy import copy
from functools import cache
from io import StringIO
from typing import Any, NoReturn

import numpy as np
import pytest

from autograder.check import Verdict, names
from autograder.check.place import Notebook
from autograder.check.show import figures
from autograder.check.show.figures import Sketch
from autograder.check.show.verdict import CHECK
from autograder.grade.outside.asking import Kernel
from autograder.grade.outside.given import Given
from autograder.grade.outside.judge import Judge, Plan, plan
from autograder.observe import serve
from tests.ipython import fresh_shell
from tests.lessons.conftest import committed, graded_cells
from tools import answers, build
from tools.answers import Answer

UNSEEN = (DeprecationWarning, PendingDeprecationWarning, ResourceWarning)
"""Warnings of other people's code that Python shows to nobody."""


UNDRAWN = {
    *("GlobalAveragePooling1D", "GlobalMaxPooling1D", "Flatten", "Reshape", "Softmax")
}
"""Layers that have no figure: a hint is whole without one."""


def every_answer() -> Iterator[Any]:
    """(lesson, exercise, answer) for all that the bank holds."""
    for lesson in build.lessons():
        for exercise in answers.exercises(lesson):
            for answer in answers.load(lesson, exercise):
                yield pytest.param(
                    lesson,
                    exercise,
                    answer,
                    id=f"{exercise}: {answer.kind}, {answer.about}",
                )


@cache
def names_given(lesson: str) -> dict[str, Any]:
    """What the exercises' own cells define: the set-up, given weights, the data."""
    shell = fresh_shell()
    cells = build.source(lesson).cells
    start = next(
        i for i, c in enumerate(cells) if "exercises" in c.metadata.get("tags", [])
    )
    for cell in cells[start:]:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            shell.run_cell(cell.source).raise_error()
    return {
        name: value
        for name, value in shell.user_ns.items()
        if not name.startswith("_") and name not in ("In", "Out", "exit", "quit")
    }


@cache
def cell_that_tests(lesson: str, exercise: str) -> str:
    """The instructor's test cell of an exercise."""
    (cell,) = [
        c
        for c in graded_cells(build.source(lesson))
        if c.metadata.nbgrader.grade_id == f"test-{exercise}"
    ]
    return cell.source


def judged(lesson: str, exercise: str, code: str) -> tuple[Verdict | None, str, str]:
    """What the test cell says of an answer, its panel, and what it writes to stderr.

    The verdict is None when the cell could not be run.
    """
    panels = [""]

    def show(data: dict[str, str], metadata: object = None) -> None:
        panels.append(data.get("text/html", ""))

    given = names_given(lesson)
    shell = fresh_shell()
    arrays = {n: copy(v) for n, v in given.items() if isinstance(v, np.ndarray)}
    shell.push(given | arrays)
    shell.displayhook.write_format_data = show
    names.install()  # as the import of check does in a kernel
    shell.run_cell(code)  # what it raises, the learner sees
    with (
        warnings.catch_warnings(record=True) as warned,
        redirect_stderr(StringIO()) as errors,
    ):
        warnings.simplefilter("always")
        for kind in UNSEEN:
            warnings.simplefilter("ignore", kind)
        verdict = shell.run_cell(cell_that_tests(lesson, exercise)).result
    told = "".join(str(warning.message) for warning in warned) + errors.getvalue()
    return verdict if isinstance(verdict, Verdict) else None, panels[-1], told


def can_be_drawn(sketch: Sketch) -> bool:
    """Whether all that a figure of a hint shows is of a kind that has a figure."""
    kinds = {layer["class_name"] for layer in (*sketch.found, *sketch.asked)}
    return not kinds & UNDRAWN


def drawn_already(*_: object) -> NoReturn:
    """In place of what draws: the cell's own panel has the figure."""
    raise NotImplementedError


def judged_outside(lesson: str, exercise: str) -> tuple[float, list[str]]:
    """Score and mistakes when the judge only asks the shell that was just judged in."""
    text, stops = cell_that_tests(lesson, exercise), Notebook().stops
    assert stops is not None
    stops.begun(text)
    kernel = Kernel(lambda request: serve.answer(request).text, stops, b"a seed")
    judge = Judge(plan_of(lesson), kernel)
    (output,) = judge.judge(f"test-{exercise}", 1)
    said = output.data[CHECK]
    return said["score"], [hint["id"] for hint in said["hints"]]


@cache
def plan_of(lesson: str) -> Plan:
    """How a lesson's test cells are judged outside: all of them."""
    found = plan(Given.of(build.source(lesson)))
    assert found.closed
    assert not found.in_kernel
    return found


@pytest.mark.parametrize(("lesson", "exercise", "answer"), [*every_answer()])
def test_an_answer_gets_what_it_is_filed_under(
    lesson: str, exercise: str, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict, panel, errors = judged(lesson, exercise, answer.code)
    assert verdict is not None
    assert errors == "", "nbgrader takes all points for it"
    sketches = [hint.sketch for hint in verdict.hints if hint.sketch is not None]
    assert panel.count("<img ") == len([*filter(can_be_drawn, sketches)])
    named = [hint.id for hint in verdict.hints]
    monkeypatch.setattr(figures, "_other", drawn_already)
    assert judged_outside(lesson, exercise) == (verdict.score, named)
    if answer.kind == "right":
        assert (verdict.status, verdict.score) == ("right", verdict.points)
        assert named == []
    else:
        assert verdict.score == (answer.score or 0) < verdict.points
        if answer.mistake == "not_attempted":
            assert verdict.status == "not attempted"
        elif answer.mistake in (None, "-"):
            assert named == []
        else:
            assert sorted(named) == sorted(answer.mistake.split("+"))


def test_every_exercise_has_enough_of_both(lesson: str) -> None:
    exercises = [
        c.id.removeprefix("test-") for c in graded_cells(committed("release", lesson))
    ]
    assert sorted(answers.exercises(lesson)) == sorted(exercises)
    for exercise in exercises:
        kinds = [a.kind for a in answers.load(lesson, exercise)]
        assert kinds.count("right") >= 4, exercise
        assert kinds.count("wrong") >= 8, exercise
