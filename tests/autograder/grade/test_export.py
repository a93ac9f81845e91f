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

EXPORT = "autograder.grade.export"
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


def nbgrader_export(
    place: Path, exporter: str, *more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "nbgrader", "export"),
            f"--exporter={exporter}",
            f"--db=sqlite:///{place / 'gradebook.db'}",
            *more,
        ],
        cwd=place, env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip


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
    # nbgrader's id where no address is known
    assert [row[0] for row in students] == ["ann@example.org", "bob"]


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
    done = nbgrader_export(
        tmp_path, f"{EXPORT}.Canvas", "--to=canvas.csv",
        "--Canvas.titles", f"{FIRST}=Lesson 1 (99)",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "canvas.csv")[0][5] == "Lesson 1 (99)"
    assert "could not be read: bob (" in done.stderr
    assert "ann (" not in done.stderr


@pytest.mark.parametrize(
    ("exporter", "setting", "words"),
    [
        (
            "Moodle",
            "--Moodle.student_id=wrong",
            "Moodle.student_id cannot be “wrong”: it takes “Username” or “ID number” "
            "or “Email address”.",
        ),
        (
            "Canvas",
            "--Canvas.titles=wrong",
            "Canvas.titles cannot be “wrong”: it takes "
            'NAME="TITLE" for an assignment, once for each.',
        ),
        (
            "Canvas",
            f"--Canvas.titels={FIRST}=Lesson 1",
            "Canvas has no setting Canvas.titels. Did you mean Canvas.titles? It has: "
            "assignment, missing, student, student_id, titles, to.",
        ),
        (
            "Plain",
            "--Plain.zzz=1",
            "Plain has no setting Plain.zzz. It has: assignment, missing, student, "
            "titles, to.",
        ),
        (  # typed for another exporter, and for none
            "Plain",
            f"--Canvas.titles={FIRST}=Lesson 1",
            "Plain has no setting Canvas.titles. Did you mean Plain.titles? It has: "
            "assignment, missing, student, titles, to.",
        ),
        (
            "Moodle",
            "--Moodel.missing=0",
            "Moodle has no setting Moodel.missing. Did you mean Moodle.missing? It "
            "has: assignment, missing, student, student_id, titles, to.",
        ),
    ],
)
def test_a_wrong_setting_is_named_and_the_file_kept(
    gradebook: Gradebook, tmp_path: Path, exporter: str, setting: str, words: str
) -> None:
    (tmp_path / "grades.csv").write_text("from before")
    (tmp_path / "nbgrader_config.py").write_text("get_config().NbGrader.log_level = 30")
    done = nbgrader_export(tmp_path, f"{EXPORT}.{exporter}", "--to=grades.csv", setting)
    assert done.returncode == 1
    assert done.stderr == f"{words}\n"  # once, and no traceback
    assert (tmp_path / "grades.csv").read_text() == "from before"


def test_a_course_may_hold_the_settings_of_all_exporters(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        f"c.Canvas.titles.update({{{FIRST!r}: 'Lesson 1'}})\n"
        "c.Moodle.student_id = 'ID number'\n"
        "c.ExportPlugin.to = 'ours.csv'\n"
    )
    done = nbgrader_export(tmp_path, f"{EXPORT}.Canvas", "--Canvas.missing=0")
    assert done.returncode == 0, done.stderr
    head, *_, cyd = rows(tmp_path / "ours.csv")
    assert head[5] == "Lesson 1"
    assert cyd[5:] == ["0", "0"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("missing = 0", "Canvas.missing cannot be 0: it takes text, in quotes."),
        (
            "student_id = ['a', 1]",
            "Canvas.student_id cannot be ['a', 1]: it takes “SIS",
        ),
        ("titels = {}", "Did you mean Canvas.titles?"),
    ],
)
def test_a_wrong_setting_of_a_course_is_named(
    gradebook: Gradebook, tmp_path: Path, line: str, words: str
) -> None:
    (tmp_path / "nbgrader_config.py").write_text(f"get_config().Canvas.{line}")
    done = nbgrader_export(tmp_path, f"{EXPORT}.Canvas")
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "canvas.csv").exists()


def test_an_exporter_made_from_one_takes_its_settings(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    (tmp_path / "ours.py").write_text(
        f"from {EXPORT} import Canvas\nclass Ours(Canvas): more = 1"
    )
    done = nbgrader_export(tmp_path, "ours.Ours", "--Canvas.missing=0")
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "canvas.csv")[-1][5:] == ["0", "0"]


def test_a_title_for_what_is_no_assignment_is_named(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    titles = {FIRST: "First", "01-single": "Second", "03": "Third"}
    (tmp_path / "nbgrader_config.py").write_text(
        f"get_config().Canvas.titles = {titles}"
    )
    done = nbgrader_export(tmp_path, f"{EXPORT}.Canvas")
    assert done.returncode == 0, done.stderr
    astray = "Canvas.titles names what is no assignment: 01-single, 03. "
    assert f"{astray}The gradebook knows {FIRST}, {SECOND}." in done.stderr
    assert rows(tmp_path / "canvas.csv")[0][5:] == ["First", SECOND]


def test_who_has_a_grade_and_is_not_in_the_class_list_is_named(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    for number in range(12):
        gradebook.add_student(f"new{number:02}")
        submit(gradebook, FIRST, f"new{number:02}", 3)
    done = nbgrader_export(tmp_path, f"{EXPORT}.Moodle", "--to=moodle.csv")
    assert done.returncode == 0, done.stderr
    (said,) = [line for line in done.stderr.splitlines() if "students.csv" in line]
    listed = ", ".join(f"new{number:02}" for number in range(10))
    assert f"id is known of students in moodle.csv: {listed} and 2 more. " in said
    assert "nbgrader db student import students.csv" in said
    assert len(rows(tmp_path / "moodle.csv")) == 1 + 2 + 12


def test_a_class_that_is_listed_is_not_asked_for(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    done = nbgrader_export(
        tmp_path, f"{EXPORT}.Plain"
    )  # cyd has only an id, and no grade
    assert done.returncode == 0, done.stderr
    assert "students.csv" not in done.stderr
