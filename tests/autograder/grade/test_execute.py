"""One budget for a notebook; what was earned before it ran out is kept."""

from __future__ import annotations

from time import monotonic

from nbformat.v4 import new_code_cell

from autograder.grade.course import Course
from autograder.grade.execute import LONGEST

from .conftest import Tiny, find, tiny


def _result(course: Tiny, student: str):
    (result,) = [s for s in course.results().students if s.student == student]
    return result


def test_code_that_never_ends_costs_its_own_and_the_following_points(
    course: Tiny,
) -> None:
    course.hand_in("ann", course.answered(b="while True: pass"))
    course.hand_in(
        "stubborn",
        course.answered(
            b="while True:\n    try:\n        while True: pass\n"
            "    except BaseException: pass"
        ),
    )
    course.hand_in("zoe", course.answered())
    start = monotonic()
    outcomes = course.grade(budget=3)
    assert monotonic() - start < 25
    assert outcomes["ann"].status == outcomes["stubborn"].status == "stopped"
    assert outcomes["zoe"].status == "graded"
    assert course.scores()["ann"] == {"a": 1, "b": 0, "c": 0}
    assert course.scores()["stubborn"] == {"a": 1, "b": 0, "c": 0}
    reason = _result(course, "ann").reasons[0]
    assert "Time is up" in reason and "3 s" in reason and "“b”" in reason
    shown = find(course.graded("ann"), "test-c").outputs[0]
    assert "Not run. Time is up" in shown.evalue


def test_a_test_cell_that_never_ends_earns_nothing(course: Tiny) -> None:
    endless = "class B:\n    def __eq__(self, o):\n        while True: pass\nb = B()"
    course.hand_in("ann", course.answered(b=endless))
    course.grade(budget=3)
    assert course.scores()["ann"] == {"a": 1, "b": 0, "c": 0}


def test_a_budget_is_for_the_notebook_not_for_a_cell(course: Tiny) -> None:
    slow = "import time; time.sleep(2)\n"
    course.hand_in("ann", course.answered(a=slow + "a = 1", b=slow + "b = 2"))
    course.grade(budget=3)
    assert course.scores()["ann"] == {"a": 1, "b": 0, "c": 0}


def test_a_kernel_that_dies_costs_its_own_and_the_following_points(
    course: Tiny,
) -> None:
    course.hand_in("ann", course.answered(b="import os; os._exit(1)"))
    course.hand_in("zoe", course.answered())
    outcomes = course.grade()
    assert outcomes["ann"].status == "stopped"
    assert course.scores() == {
        "ann": {"a": 1, "b": 0, "c": 0},
        "zoe": {"a": 1, "b": 2, "c": 3},
    }
    assert "kernel died in the cell “b”" in _result(course, "ann").reasons[0]


def test_the_lesson_above_the_exercises_is_not_run(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    lesson = course.graded("ann").cells[1]
    assert lesson.execution_count is None and not lesson.outputs


def test_without_the_tag_all_of_a_notebook_is_run(make_course) -> None:
    source = tiny()
    source.cells[1:3] = [
        new_code_cell("seen = 1"),
        new_code_cell(source.cells[2].source),
    ]
    course = make_course(source)
    course.hand_in("ann", course.answered(a="a = seen"))
    course.grade()
    assert course.scores()["ann"] == {"a": 1, "b": 2, "c": 3}


def test_an_endless_print_fills_neither_memory_nor_disk(course: Tiny) -> None:
    course.hand_in("ann", course.answered(b="while True: print('x' * 10_000)"))
    course.hand_in(
        "loud", course.answered(b="b = 2\nfor _ in range(300): print(str(_) * 5000)")
    )
    course.grade(budget=3)
    assert course.scores() == {
        "ann": {"a": 1, "b": 0, "c": 0},
        "loud": {"a": 1, "b": 2, "c": 3},
    }
    for student in ("ann", "loud"):
        shown = find(course.graded(student), "b").outputs
        assert 500_000 < sum(len(o.get("text", "")) for o in shown) <= LONGEST


def test_the_budget_is_the_courses_unless_the_command_says_otherwise(
    course: Tiny,
) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write("\nc.ExecuteExercises.budget = 2\n")
    course.course = Course(course.root)
    course.hand_in("ann", course.answered(b="import time; time.sleep(5); b = 2"))
    course.grade()
    assert course.scores()["ann"] == {"a": 1, "b": 0, "c": 0}
    course.grade(force=True, budget=30)
    assert course.scores()["ann"] == {"a": 1, "b": 2, "c": 3}
