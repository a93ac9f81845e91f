"""Hints come one by one, the solution after an honest try; nothing ever raises."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import learner
from autograder.learner import panels, place
from autograder.learner.place import GRADING, PROGRESS, installed

from .conftest import Cells, steps, write_help

NUDGE, IDEA, NEARLY = steps("sum")


# --- hints ------------------------------------------------------------------------


def test_hints_come_one_by_one_and_then_all(course: Path, cells: Cells) -> None:
    first, second, third, again = [cells.text("learner.hint('sum')") for _ in range(4)]
    assert "hint 1 of 3" in first and NUDGE in first and IDEA not in first
    assert "hint 2 of 3" in second and IDEA in second and NEARLY not in second
    assert "hint 3 of 3" in third and NEARLY in third
    assert "all hints" in again
    assert [again.index(step) for step in steps("sum")] == sorted(
        again.index(step) for step in steps("sum")
    )
    assert 'check.hint("sum")' in first and 'check.solution("sum")' not in first
    assert 'check.solution("sum")' in third and 'check.solution("sum")' in again


def test_each_exercise_has_its_own_count(course: Path, cells: Cells) -> None:
    cells.run("learner.hint('sum')")
    assert "hint 1 of 3" in cells.text("learner.hint('mean')")


def test_what_was_not_displayed_was_not_read(course: Path, cells: Cells) -> None:
    cells.run("unseen = learner.hint('sum')")
    assert "hint 1 of 3" in cells.text("learner.hint('sum')")
    cells.run("unseen")  # displayed at last, and it is still the first
    assert "hint 2 of 3" in cells.text("learner.hint('sum')")


def test_a_new_kernel_goes_on_where_the_last_one_was(
    course: Path, cells: Cells
) -> None:
    cells.run("learner.hint('sum')")
    cells.restart()
    assert "hint 2 of 3" in cells.text("learner.hint('sum')")


def test_hints_go_on_where_nothing_is_kept(
    course: Path, cells: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROGRESS, "off")
    cells.run("learner.hint('sum')")
    assert "hint 2 of 3" in cells.text("learner.hint('sum')")
    assert not [*course.rglob("progress.json*")]


def test_a_lone_notebook_has_the_hints_beside_it(lone: Path, cells: Cells) -> None:
    assert NUDGE in cells.text("learner.hint('sum')")
    cells.run("learner.hint('sum')")
    third = cells.text("learner.hint('sum')")
    assert NEARLY in third and "holds no solutions" in third
    assert "check.solution" not in third


@pytest.mark.parametrize("way", ["copied", "linked"])
def test_a_lone_notebook_has_the_hints_of_the_clone_it_is_installed_from(
    course: Path, lone: Path, cells: Cells, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    (lone / "hints.json").unlink()
    assert NUDGE not in cells.text("learner.hint('sum')")
    if way == "copied":
        monkeypatch.setattr(place, "CLONE", course)
    else:
        monkeypatch.setattr(place, "installed", lambda: course)
    assert NUDGE in cells.text("learner.hint('sum')")
    cells.run("learner.hint('mean')")  # another lesson's
    assert "idea of mean" in cells.text("learner.hint('mean')")
    cells.check("sum", "right", 2)
    assert "holds no solutions" in cells.text("learner.solution('sum')")


def test_this_package_is_used_from_its_checkout() -> None:
    assert installed() == Path(__file__).resolve().parents[3]


# --- solutions --------------------------------------------------------------------


def test_no_solution_before_a_try(course: Path, cells: Cells) -> None:
    said = cells.text("learner.solution('sum')")
    assert "not yet" in said and "Try it first" in said and "1 < 2" not in said


def test_an_untouched_answer_is_no_try(course: Path, cells: Cells) -> None:
    cells.check("sum", "not attempted")
    assert "Try it first" in cells.text("learner.solution('sum')")


@pytest.mark.parametrize("status", ["wrong", "partly right"])
def test_after_a_try_that_is_not_right_the_hints_come_first(
    course: Path, cells: Cells, status: str
) -> None:
    cells.check("sum", status)
    for read in range(3):
        said = cells.text("learner.solution('sum')")
        assert f"{read} of 3 hints" in said and "1 < 2" not in said
        cells.run("learner.hint('sum')")
    shown = cells.text("learner.solution('sum')")
    assert "    sum = 1 < 2" in shown and "**Why.** why sum" in shown


def test_hints_alone_are_no_try(course: Path, cells: Cells) -> None:
    for _ in range(3):
        cells.run("learner.hint('sum')")
    assert "Try it first" in cells.text("learner.solution('sum')")


def test_after_a_right_answer_the_solution_is_there_at_once(
    course: Path, cells: Cells
) -> None:
    cells.check("sum", "right", 2)
    assert "sum = 1 < 2" in cells.text("learner.solution('sum')")
    cells.check("sum", "wrong")  # once right is right
    assert "sum = 1 < 2" in cells.text("learner.solution('sum')")


def test_the_released_copy_has_no_solutions(lone: Path, cells: Cells) -> None:
    cells.check("sum", "right", 2)
    stray = {"sum": {"title": "Sum", "code": "sum = 1 < 2", "why": "why"}}
    (lone / "solutions.json").write_text(
        json.dumps(stray)
    )  # counts in a checkout alone
    said = cells.text("learner.solution('sum')")
    assert said == "No solution\n\nThis copy of the course holds no solutions."


# --- what is not there ------------------------------------------------------------


def test_without_help_it_says_so(course: Path, cells: Cells) -> None:
    for path in course.rglob("*.json"):
        path.unlink()
    assert "holds no hints" in cells.text("learner.hint('sum')")
    assert "holds no solutions" in cells.text("learner.solution('sum')")
    assert learner.stuck("sum", "wrong") == ""


def test_hints_without_solutions(course: Path, cells: Cells) -> None:
    for path in course.rglob("solutions.json"):
        path.unlink()
    assert NUDGE in cells.text("learner.hint('sum')")
    assert "holds no solutions" in cells.text("learner.solution('sum')")


def test_one_lesson_without_hints_among_others(course: Path, cells: Cells) -> None:
    for path in course.rglob("two/hints.json"):
        path.unlink()
    said = cells.text("learner.hint('mean')")
    assert "holds no hints for “mean”" in said
    assert NUDGE in cells.text("learner.hint('sum')")


@pytest.mark.parametrize("asked", ["hint", "solution"])
def test_an_unknown_name_gets_the_nearest_and_all_by_lesson(
    course: Path, cells: Cells, asked: str
) -> None:
    said = cells.text(f"learner.{asked}('prodct')")
    assert "no exercise “prodct”. `product` comes nearest. There are, by" in said
    assert "lesson: Lesson one: `sum`, `product`; Lesson two: `mean`." in said
    assert "nearest" not in cells.text(f"learner.{asked}('zzz')")


@pytest.mark.parametrize("told_by", ["VS Code", "Jupyter", "a check"])
def test_where_the_lesson_is_known_its_exercises_alone_are_named(
    course: Path, cells: Cells, monkeypatch: pytest.MonkeyPatch, told_by: str
) -> None:
    if told_by == "VS Code":
        cells.shell.user_ns["__vsc_ipynb_file__"] = r"C:\course\notebooks\two.ipynb"
    elif told_by == "Jupyter":
        monkeypatch.setenv("JPY_SESSION_NAME", "/course/notebooks/two.ipynb")
    else:
        cells.run('print(1, 2)  # check.value(n, like=28, exercise="sum")')
        cells.run('print(1, 2)  # check.value(n, like=28, exercise="mean")')
    said = cells.text("learner.hint('zzz')")
    assert said.endswith("There is `mean`.")
    assert 'check.hint("mean")' in cells.text("learner.hint()")


@pytest.mark.parametrize("file", ["three.ipynb", "", "/"])
def test_a_file_that_is_no_lesson_tells_nothing(
    course: Path, cells: Cells, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", file)
    assert "by lesson" in cells.text("learner.hint('zzz')")


@pytest.mark.parametrize("asked", ["hint", "solution"])
@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "3",
            "None",
            "['sum']",
            "{'sum'}",
            "float('nan')",
            "b'sum'",
            "...",
            "len",
        ),
        "type('Odd', (), {'__getattr__': lambda self, name: [name]})()",
    ],
)
def test_what_is_no_name_gets_what_to_write(
    course: Path, cells: Cells, asked: str, given: str
) -> None:
    said = cells.text(f"learner.{asked}({given})")
    assert f'in quotes: `check.{asked}("' in said
    assert "`sum`" in said


def test_a_function_of_that_name_gets_its_name_in_quotes(
    course: Path, cells: Cells
) -> None:
    said = cells.text("def product(): ...\nlearner.hint(product)")
    assert 'check.hint("product")' in said


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"sum": 1}', '{"sum": {"title": "a", "hints": [1]}}'],
)
def test_damaged_help_is_said_and_does_not_raise(
    lone: Path, cells: Cells, content: str
) -> None:
    (lone / "hints.json").write_text(content)
    said = cells.text("learner.hint('sum')")
    assert "hints.json cannot be read" in said
    assert learner.stuck("sum", "wrong") == ""


def test_nothing_is_there_while_work_is_graded(
    course: Path, cells: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells.check("sum", "right", 2)
    monkeypatch.setenv(GRADING, "autograde")
    for asked in ("hint", "solution"):
        assert "is being graded" in cells.text(f"learner.{asked}('sum')")
    assert learner.stuck("sum", "wrong") == ""
    before = (course / "progress.json").read_bytes()
    cells.check("mean", "right", 1)
    assert (course / "progress.json").read_bytes() == before


# --- the line below a check -------------------------------------------------------


@pytest.mark.parametrize("status", ["wrong", "partly right", "not attempted"])
def test_the_offer_below_what_is_not_right(course: Path, status: str) -> None:
    assert learner.stuck("sum", status) == 'check.hint("sum")'


def test_no_offer_where_there_is_nothing_to_offer(course: Path) -> None:
    assert learner.stuck("sum", "right") == ""
    assert learner.stuck("", "wrong") == ""
    assert learner.stuck("unknown", "wrong") == ""


def test_the_offer_is_the_same_whatever_was_read(course: Path, cells: Cells) -> None:
    before = learner.stuck("sum", "wrong")
    for _ in range(4):
        cells.run("learner.hint('sum')")
    assert learner.stuck("sum", "wrong") == before


# --- how it looks -----------------------------------------------------------------


def test_panels_are_escaped_need_no_script_and_hold_code_to_select(
    course: Path, cells: Cells
) -> None:
    cells.check("sum", "right", 2)
    html = cells.run("learner.solution('sum')")["text/html"]
    assert "<pre" in html and "sum = 1 &lt; 2</pre>" in html
    assert "<script" not in html and "http" not in html and "<style" not in html
    assert "<b>Why.</b>" in html


def test_text_from_a_file_is_no_markup() -> None:
    assert panels.marked("<img src=x> & `<b>`") == (
        f'&lt;img src=x&gt; &amp; <code style="{panels._CODE}">&lt;b&gt;</code>'
    )


def test_outside_of_a_notebook_it_prints(course: Path, enter: Callable) -> None:
    write_help(course)
    assert repr(learner.hint("sum")).startswith("Sum · hint 1 of 3\n\n1. nudge of sum")
