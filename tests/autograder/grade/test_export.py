"""Exported grades are what the platforms' own importers read."""

from __future__ import annotations

import csv
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook

from autograder.grade.course import ensure_path
from autograder.grade.export import Canvas, Moodle, Plain
from autograder.grade.notes import KEY

from .conftest import ROOT

FIRST, SECOND = "01-single-output", "02-multiple-outputs"


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    """Three students; ann is late in the first lesson, bob waits for a mark."""
    ensure_path()  # nbgrader makes the database with another command
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_student(
            "ann", first_name="Ann", last_name="Ö, the 1st", email="ann@example.org",
            lms_user_id="4711",
        )  # fmt: skip
        book.add_student("bob", first_name="=1+1", last_name="Bo")
        book.add_student("cyd")
        for name, points in ((FIRST, 8), (SECOND, 4)):
            book.add_assignment(name, duedate="2026-11-01 12:00:00 UTC")
            book.add_notebook(name, name)
            book.add_grade_cell("step", name, name, max_score=points, cell_type="code")
            book.add_source_cell("step", name, name, cell_type="code")
        submit(book, FIRST, "ann", 7.5, penalty=1)
        submit(book, FIRST, "bob", None)
        submit(book, SECOND, "ann", 1 / 3)
        yield book


def submit(
    book: Gradebook, name: str, student: str, score: float | None, penalty: float = 0
) -> None:
    book.add_submission(name, student, timestamp="2026-11-02 10:00:00 UTC")
    grade = book.find_grade("step", name, name, student)
    grade.auto_score, grade.needs_manual_grade = score, score is None
    submission = book.find_submission(name, student)
    for notebook in submission.notebooks:
        notebook.late_submission_penalty = penalty
    book.db.commit()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_finds_students_assignments_and_scores(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    to = tmp_path / "canvas.csv"
    Canvas(to=str(to), titles={FIRST: "Lesson 1 (99)"}).export(gradebook)
    head, points, *students = rows(to)
    # its importer wants these five, in this order
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head[5:] == ["Lesson 1 (99)", SECOND]
    assert "Points Possible" in points[0]
    assert [float(each) for each in points[5:]] == [8, 4]
    assert students == [
        ["Ö, the 1st, Ann", "4711", "", "ann", "", "6.5", "0.3333333333"],
        ["Bo, =1+1", "", "", "bob", "", "0", ""],
        ["cyd", "", "", "cyd", "", "", ""],
    ]


def test_canvas_knows_students_by_another_id(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    to = tmp_path / "canvas.csv"
    Canvas(to=str(to), student_id="SIS User ID", missing="0").export(gradebook)
    assert rows(to)[-1] == ["cyd", "", "cyd", "", "", "0", "0"]


def test_moodle_leaves_alone_who_handed_in_nothing(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    to = tmp_path / "moodle.csv"
    Moodle(to=str(to), assignment=[FIRST], titles={FIRST: "Lesson 1"}).export(gradebook)
    assert rows(to) == [
        ["Username", "First name", "Last name", "Email address", "Lesson 1 (Real)"],
        ["ann", "Ann", "Ö, the 1st", "ann@example.org", "6.5"],
        ["bob", "'=1+1", "Bo", "", "0"],
    ]


def test_moodle_by_email_names_the_column_once(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    to = tmp_path / "moodle.csv"
    Moodle(to=str(to), student_id="Email address").export(gradebook)
    head, *students = rows(to)
    assert head[:3] == ["Email address", "First name", "Last name"]
    assert {len(row) for row in students} == {len(head)}


def test_plain_says_what_is_known_and_no_more(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    to = tmp_path / "plain.csv"
    Plain(to=str(to)).export(gradebook)
    with to.open(encoding="utf-8", newline="") as file:
        found = {(r["assignment"], r["student_id"]): r for r in csv.DictReader(file)}
    assert len(found) == 6
    ann = found[FIRST, "ann"]
    assert (ann["raw_score"], ann["late_submission_penalty"]) == ("7.5", "1.0")
    assert (ann["score"], ann["max_score"]) == ("6.5", "8.0")
    assert ann["timestamp"].startswith("2026-11-02T10:00")
    assert ann["needs_manual_grade"] == "no"
    assert found[FIRST, "bob"]["needs_manual_grade"] == "yes"
    assert found[FIRST, "cyd"]["score"] == ""


def test_what_is_not_final_is_said(
    gradebook: Gradebook, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    exporter = Plain(to=str(tmp_path / "plain.csv"), log=logging.getLogger("test"))
    with caplog.at_level("WARNING", "test"):
        exporter.export(gradebook)
    assert "1 grade in" in caplog.text
    assert "plain.csv is not final" in caplog.text
    assert "Formgrader" in caplog.text


@pytest.mark.parametrize(
    ("wanted", "words"),
    [({"assignment": ["step"]}, "knows no assignment step"), ({"student": ["x"]}, "x")],
)
def test_what_is_not_there_is_named(
    gradebook: Gradebook, tmp_path: Path, wanted: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(SystemExit, match=words):
        Canvas(to=str(tmp_path / "canvas.csv"), **wanted).export(gradebook)


def test_nbgrader_export_takes_them(gradebook: Gradebook, tmp_path: Path) -> None:
    for student in ("ann", "bob"):
        folder = tmp_path / "autograded" / student / FIRST
        folder.mkdir(parents=True)
        unread = new_notebook(metadata={KEY: {"status": "unreadable"}})
        nbformat.write(unread, folder / f"{FIRST}.ipynb")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "nbgrader", "export", "--to", "canvas.csv"),
            "--exporter=autograder.grade.export.Canvas",
            "--Canvas.titles", f"{FIRST}=Lesson 1 (99)",
            f"--db=sqlite:///{tmp_path / 'gradebook.db'}",
        ],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "canvas.csv")[0][5] == "Lesson 1 (99)"
    assert "could not be read: bob (" in done.stderr
    assert "ann (" not in done.stderr
