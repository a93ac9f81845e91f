"""The command says what it did, in words and by its exit status."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner

from autograder.cli import app

from .conftest import NAME, Tiny


def run(course: Tiny, *arguments: str) -> tuple[int, str]:
    """Run the command in a course; exit status and everything it printed."""
    result = CliRunner().invoke(app, [*arguments, "--course", str(course.root)])
    return result.exit_code, " ".join(result.output.split())


def test_a_row_a_student_and_two_files(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(b="b = 0"))
    course.hand_in("cut", "no notebook")

    status, said = run(course, "grade", NAME)

    assert status == 0
    assert "3 submissions: 2 graded, 1 unreadable." in said
    for words in ("ann", "6 / 6", "ben", "4 / 6", "● ○ ●", "cut", "0 / 6", "not JSON"):
        assert words in said
    with (course.root / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["student"], r["score"], r["status"]) for r in rows] == [
        ("ann", "6", "graded"),
        ("ben", "4", "graded"),
        ("cut", "0", "unreadable"),
    ]
    assert (rows[1]["a"], rows[1]["b"], rows[1]["c"]) == ("1", "0", "3")
    assert "not JSON" in rows[2]["reason"]
    page = (course.root / "report.html").read_text()
    assert "<script" not in page and "http" not in page.replace("http://www.w3.org", "")
    assert "not JSON" in page and page.count("<svg") == 2


def test_only_the_named_students_are_graded(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered())
    status, said = run(course, "grade", NAME, "--student", "ben")
    assert status == 0
    assert "1 submission: 1 graded." in said
    assert not (course.root / "autograded/ann").exists()


def test_the_results_for_a_machine(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(b="b = 0"))
    course.hand_in("cut", "no notebook")
    result = CliRunner().invoke(
        app, ["grade", NAME, "--json", "--course", str(course.root)]
    )
    said = json.loads(result.stdout)
    assert (said["assignment"], said["points"]) == (NAME, 6)
    assert said["count"] == {"graded": 2, "unreadable": 1}
    ann, ben, cut = said["submissions"]
    assert (ann["student"], ann["score"], ann["status"]) == ("ann", 6, "graded")
    assert [e["score"] for e in ben["exercises"]] == [1, 0, 3]
    assert "not JSON" in cut["reasons"][0]
    assert ann["seconds"] > 0


def test_what_lies_in_no_assignments_folder_is_named(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    handed_in = course.root / "submitted"
    (handed_in / "eve" / "tinny").mkdir(parents=True)
    (handed_in / "fay").mkdir()
    for name in ("fay/tiny.ipynb", "gus.ipynb", ".hidden", "fay/.hidden"):
        (handed_in / name).write_text("{}")
    status, said = run(course, "grade", NAME)
    names = "submitted/eve/tinny, submitted/fay/tiny.ipynb, submitted/gus.ipynb. "
    assert status == 0 and f"no assignment is called so: {names}" in said
    assert "Its place is submitted/<student>/tiny/." in said
    assert "hidden" not in said
    page = (course.root / "report.html").read_text("utf-8")
    assert "no assignment is called so: <bdi>submitted/eve/tinny</bdi>, <bdi>" in page
    assert "/.hidden" not in page
    for number in range(9):
        (handed_in / "fay" / f"x{number}").mkdir()
    assert " and 7 more. " in run(course, "grade", NAME)[1]


def test_nothing_is_named_where_all_lies_well(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    assert "no assignment is called" not in run(course, "grade", NAME)[1]
    assert "no assignment is called" not in (course.root / "report.html").read_text()


def test_a_seed_that_cannot_be_read(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    status, said = run(course, "grade", NAME, "--seed-file", "/no/such/file")
    assert status == 2
    assert "The seed cannot be read from /no/such/file" in said


def test_a_scheduler_that_does_not_answer(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    status, said = run(course, "grade", NAME, "--scheduler", "tcp://127.0.0.1:9")
    assert status == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in said


def test_nothing_handed_in(course: Tiny) -> None:
    status, said = run(course, "grade", NAME)
    assert status == 2
    assert "Nothing was handed in for “tiny”" in said


def test_an_unknown_student(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    status, said = run(course, "grade", NAME, "--student", "bob")
    assert status == 2
    assert "by “bob”. There are submissions of: ann." in said


@pytest.mark.parametrize("command", ["grade", "report"])
def test_an_unknown_assignment(course: Tiny, command: str) -> None:
    course.hand_in("ann", course.answered())
    status, said = run(course, command, "other")
    assert status == 2
    assert "“other”" in said


def test_a_failed_submission_is_a_row_and_an_exit_status(
    course: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.grade import grader

    def breaks(*_: object) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(grader.SubmissionGrader, "write", breaks)
    course.hand_in("ann", course.answered())
    status, said = run(course, "grade", NAME)
    assert status == 1
    assert "1 submission: 1 failed." in said
    assert "no space left on device" in said


def test_a_report_shows_manual_scores(course: Tiny) -> None:
    from nbgrader.api import Gradebook

    course.hand_in("ann", course.answered(b="b = 0"))
    run(course, "grade", NAME)
    with Gradebook(course.course.directory().db_url, "unrolled") as gradebook:
        gradebook.find_grade("test-b", NAME, NAME, "ann").manual_score = 1.5
        gradebook.db.commit()
    status, said = run(course, "report", NAME)
    assert status == 0
    assert "5.5 / 6" in said and "● ◐ ●" in said


def test_student_names_are_text_not_markup(course: Tiny) -> None:
    course.hand_in("[red]<b>ann", course.answered())
    status, said = run(course, "grade", NAME)
    assert status == 0
    assert "[red]<b>ann" in said
    assert "<b>ann" not in (course.root / "report.html").read_text()
