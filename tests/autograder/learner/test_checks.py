"""A check of an exercise, in IPython: it is kept, and offers help until it is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder.check import names
from autograder.check.show.verdict import CHECK, Verdict
from autograder.learner.place import GRADING

from .conftest import Cells

OFFER = "check.hint(&quot;sum&quot;)"
WRONG = 'check.value(2, like=3, points=2, exercise="sum")'
RIGHT = 'check.value(3, like=3, points=2, exercise="sum")'
UNTOUCHED = 'check.value(..., like=3, points=2, exercise="sum")'
PARTLY = (
    "check.together(check.value(3, like=3), check.value(2, like=3), exercise='sum')"
)


@pytest.fixture
def checks(cells: Cells) -> Cells:
    names.install()
    cells.shell.run_cell("from autograder import check").raise_error()
    return cells


def kept(folder: Path) -> dict[str, Any]:
    path = folder / "progress.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.mark.parametrize("cell", [WRONG, PARTLY, UNTOUCHED])
def test_what_is_not_right_ends_in_the_offer_of_a_hint(
    course: Path, checks: Cells, cell: str
) -> None:
    shown = checks.run(cell)
    assert shown["text/html"].count("Stuck?") == 1 and OFFER in shown["text/html"]
    assert shown["text/plain"] == ("1" if cell == PARTLY else "0")


def test_a_right_answer_offers_nothing(course: Path, checks: Cells) -> None:
    assert "Stuck?" not in checks.run(RIGHT)["text/html"]


def test_without_help_or_exercise_nothing_is_offered(
    course: Path, checks: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Stuck?" not in checks.run("check.value(2, like=3)")["text/html"]
    with monkeypatch.context() as patch:
        patch.setenv(GRADING, "autograde")
        graded = checks.run(WRONG)
    for path in course.rglob("hints.json"):
        path.unlink()
    assert checks.run(WRONG)["text/html"] == graded["text/html"]
    assert "Stuck?" not in graded["text/html"]


def test_an_attempt_is_kept_when_it_is_displayed(course: Path, checks: Cells) -> None:
    checks.run(f"made = {WRONG}")
    assert kept(course) == {}
    checks.run(UNTOUCHED)
    assert kept(course) == {}
    checks.run("made")
    checks.run(PARTLY)
    entry = kept(course)["sum"]
    assert (entry["status"], entry["score"], entry["points"]) == ("partly right", 1, 2)
    assert entry["tries"] == 2
    checks.run(RIGHT)
    assert kept(course)["sum"]["status"] == "right"


def test_nothing_is_kept_while_work_is_graded(
    course: Path, checks: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GRADING, "autograde")
    checks.run(RIGHT)
    assert kept(course) == {}


def test_from_the_first_check_to_the_solution(course: Path, checks: Cells) -> None:
    assert "Try it first" in checks.text('check.solution("sum")')
    checks.run(WRONG)
    assert "0 of 3 hints" in checks.text('check.solution("sum")')
    for number in (1, 2, 3):
        assert f"hint {number} of 3" in checks.text('check.hint("sum")')
    assert "sum = 1 < 2" in checks.text('check.solution("sum")')
    checks.run(RIGHT)
    assert "1 of 3 exercises done, 2 of 6 points" in checks.text("check.progress()")


def test_a_damaged_file_is_said_in_the_checks_panel_and_costs_nothing(
    course: Path, checks: Cells
) -> None:
    (course / "progress.json").write_text("{")
    shown = checks.run(RIGHT)
    assert "progress.json was damaged" in shown["text/html"]
    assert (shown["text/plain"], shown[CHECK]["score"]) == ("2", 2)
    assert "damaged" not in checks.run(RIGHT)["text/html"]


@pytest.mark.parametrize(
    "cell",
    [
        *("check.hint(mean)", "check.solution(mean)", "check.hint(nothing)"),
        *("check.solution(nothing)", "check.hint()", "check.hint(3)"),
    ],
)
def test_a_name_without_quotes_is_answered_in_words(
    course: Path, checks: Cells, capsys: pytest.CaptureFixture[str], cell: str
) -> None:
    checks.shell.user_ns.pop("_", None)
    checks.shell.run_cell(cell, store_history=True)
    assert "Traceback" not in capsys.readouterr().out
    answered = checks.shell.user_ns["_"]
    assert not isinstance(answered, Verdict)
    meant = "mean" if "mean" in cell else "sum"
    asked = cell.partition("(")[0]
    assert f'in quotes: `{asked}("{meant}")`' in repr(answered)
