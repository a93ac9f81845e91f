"""The demonstration class, graded for real: each score is what the answer bank says.

TensorFlow kernels, the committed release, nbgrader's gradebook; all in a copy.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.demo_class import (
    LESSON,
    Submission,
    demonstration,
    hand_in,
    work_of_others,
)

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "jonas"
BUDGET_OF_THE_ENDLESS = 25  # seconds; an honest kernel is past its imports by then

pytestmark = pytest.mark.xdist_group("class")


@dataclass(frozen=True)
class Graded:
    """A graded copy of the course, and what the command said."""

    course: Path
    handed_in: dict[str, Submission]
    said: str

    def rows(self) -> dict[str, dict[str, str]]:
        """grades.csv by student."""
        with (self.course / "grades.csv").open(encoding="utf-8", newline="") as file:
            return {row["student"]: row for row in csv.DictReader(file)}


def _grade(course: Path, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "grade", LESSON, *options],
        cwd=course,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The class of 12, graded; the student who never ends with a smaller budget."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    for folder in ("source", "release"):
        shutil.copytree(ROOT / folder / LESSON, course / folder / LESSON)
    released = course / "release" / LESSON / f"{LESSON}.ipynb"
    submissions = demonstration(LESSON, released)
    hand_in(submissions, LESSON, course / "submitted")
    _grade(course, "--student", ENDLESS, "--budget", str(BUDGET_OF_THE_ENDLESS))
    said = _grade(course)
    return Graded(course, {s.student: s for s in submissions}, said)


def test_the_work_of_others_is_never_overwritten(tmp_path: Path) -> None:
    released = ROOT / "release" / LESSON / f"{LESSON}.ipynb"
    submissions = demonstration(LESSON, released)
    hand_in(submissions, LESSON, tmp_path)
    assert work_of_others(submissions, LESSON, tmp_path) == []
    (tmp_path / "ada" / LESSON / f"{LESSON}.ipynb").write_text("a real Ada's")
    assert work_of_others(submissions, LESSON, tmp_path) == ["ada"]


def test_twelve_in_twelve_out(graded: Graded) -> None:
    assert len(graded.handed_in) == len(graded.rows()) == 12
    for student in graded.handed_in:
        assert student in graded.said


def test_every_score_is_what_the_bank_says(graded: Graded) -> None:
    found, expected = {}, {}
    for student, row in graded.rows().items():
        submission = graded.handed_in[student]
        expected[student] = dict(submission.expected) | {"score": submission.score}
        found[student] = {name: float(row[name] or 0) for name in expected[student]}
    assert found == expected


def test_what_went_wrong_is_named(graded: Graded) -> None:
    rows = graded.rows()
    for student, words in {
        "grace": "was missing; it was put back",
        "hugo": "had been changed",
        ENDLESS: "Time is up",
        "kira": "is not JSON",
        "liam": "merge markers",
    }.items():
        assert words in rows[student]["reason"], student
    assert {s for s, row in rows.items() if row["status"] != "graded"} == {
        ENDLESS,
        "kira",
        "liam",
    }
    for student in ("ada", "ben", "finn", "ines"):
        assert rows[student]["reason"] == ""


def test_hints_of_the_class_are_in_the_report(graded: Graded) -> None:
    page = (graded.course / "report.html").read_text(encoding="utf-8")
    hints = page.split("Hints given")[1].split("</section>")[0]
    assert hints.count("<tr>") > 3
    assert "name-missing" in hints  # of Ines, who renamed two answers


def test_the_same_twice(graded: Graded) -> None:
    before = (graded.course / "grades.csv").read_bytes()
    assert "12 kept" in _grade(graded.course)
    assert (graded.course / "grades.csv").read_bytes() == before
    _grade(graded.course, "--force", "--student", "chloe", "--student", "ada")
    assert (graded.course / "grades.csv").read_bytes() == before


def test_the_course_itself_is_left_as_it_was(graded: Graded) -> None:
    for folder in ("source", "release"):
        for path in (ROOT / folder / LESSON).rglob("*"):
            copy = graded.course / path.relative_to(ROOT)
            assert copy.read_bytes() == path.read_bytes()


def test_nothing_is_written_below_an_answer_that_its_code_did_not_write(
    graded: Graded,
) -> None:
    notebooks = [*(graded.course / "autograded").rglob("*.ipynb")]
    assert len(notebooks) == 12
    for path in notebooks:  # nobody in this class writes to stderr
        assert '"stderr"' not in path.read_text(encoding="utf-8"), path
