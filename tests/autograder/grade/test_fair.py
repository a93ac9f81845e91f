"""What a test cell shows is what it earns, through nbgrader's own reading."""

from __future__ import annotations

import pytest

from .conftest import Tiny, find, graded, solution, tiny

STDERR = "import sys; print('cpu_feature_guard', file=sys.stderr); "


def _course(make_course, *cells: tuple[str, float]) -> Tiny:
    """A course whose test cells are these, 'x' free to be answered."""
    source = tiny()
    source.cells = [source.cells[2], solution("x", "x = 1")]
    source.cells += [graded(f"t{i}", code, p) for i, (code, p) in enumerate(cells)]
    return make_course(source)


def _scores(course: Tiny, answer: str = "x = 1") -> list[float]:
    course.hand_in("ann", course.answered(x=answer))
    assert course.grade()["ann"].status in ("graded", "stopped")
    return list(course.scores()["ann"].values())


def test_stderr_never_costs_a_point_and_stays_visible(make_course) -> None:
    course = _course(
        make_course,
        (STDERR + "check.value(x, like=1, points=2)", 2),
        (STDERR + "assert x == 1", 2),
        (STDERR + "check.value(x, like=2, points=2)", 2),
        (STDERR + "assert x == 2", 2),
    )
    assert _scores(course) == [2, 2, 0, 0]
    shown = find(course.graded("ann"), "test-t0").outputs
    assert any(
        "cpu_feature_guard" in o.get("data", {}).get("text/plain", "") for o in shown
    )


def test_a_check_that_shows_no_number_earns_nothing(make_course) -> None:
    course = _course(
        make_course,
        ("check.value(x, like=1);", 2),
        ("result = check.value(x, like=1)", 2),
        ("check.value(x, like=1); 'well done'", 2),
        ("check.value(x, like=1); float('nan')", 2),
        ("check.value(x, like=1); float('inf')", 2),
        ("check.value(x, like=1); -1", 2),
        ("check.value(x, like=1); 0.5", 2),
    )
    assert _scores(course) == [0, 0, 0, 0, 0, 0, 0.5]
    shown = find(course.graded("ann"), "test-t2").outputs[-1]
    assert "0 points: its result is no number: \"'well done'\"" in shown.evalue


def test_other_test_cells_keep_nbgraders_meaning(make_course) -> None:
    course = _course(
        make_course,
        ("assert x == 1", 2),
        ("assert x == 2", 2),
        ("print('fine')", 2),
        ("1.5", 2),
        ("'a text'", 2),
        ("", 2),
    )
    assert _scores(course) == [2, 0, 2, 1.5, 2, 2]


@pytest.mark.parametrize("value", ["float('nan')", "-3"])
def test_a_senseless_number_earns_nothing_anywhere(make_course, value: str) -> None:
    assert _scores(_course(make_course, (value, 2))) == [0]


def test_a_score_above_the_points_counts_as_the_points(make_course) -> None:
    course = _course(make_course, ("7", 2), ("check.value(x, like=1, points=7)", 2))
    assert _scores(course) == [2, 2]
    reasons = course.results().students[0].reasons
    assert "“test-t0”: its score is 7; the cell is worth 2" in reasons


def test_a_result_without_text_is_no_reason_to_stop(make_course) -> None:
    blank = (
        "class Blank:\n    def _repr_mimebundle_(self, **k):\n"
        "        return {'text/html': 'hello'}\nBlank()"
    )
    course = _course(make_course, (blank, 2), (blank + "\ncheck.value(x, like=1);", 2))
    assert _scores(course) == [2, 0]


def test_a_cell_that_was_never_run_earns_nothing(make_course) -> None:
    course = _course(make_course, ("assert x == 1", 2), ("print('silent')", 2))
    assert _scores(course, "import os; os._exit(3)") == [0, 0]


def test_an_answer_under_another_name_is_told(make_course) -> None:
    course = _course(make_course, ("check.value(x, like=1)", 2), ("assert x == 1", 2))
    assert _scores(course, "my_x = 1") == [0, 0]
    assert course.results().students[0].reasons == (
        "“test-t0”: NameError: name 'x' is not defined",
    )
