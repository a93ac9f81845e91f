"""Tables for spreadsheets: numbers are numbers, a student's text is only text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from autograder.grade.report import write_csv
from autograder.grade.report.tables import file_names
from autograder.grade.results import (
    ClassResults,
    Hint,
    Mark,
    StudentResult,
    class_results,
)


def written(results: ClassResults, folder: Path) -> list[dict[str, str]]:
    """The rows of the class's table."""
    write_csv(results, folder / "grades.csv")
    return rows(folder / "grades.csv")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_for_each_exercise(tmp_path: Path) -> None:
    hints = (Hint("b", "late", "One too many."), Hint("b", "bias", "No bias."))
    ann = (Mark("a", 1, 1), Mark("b", 0.5, 2, True, hints))
    ben = (Mark("a", 0, 1, False), Mark("b", 0, 2))
    results = class_results(
        "tiny",
        3,
        (
            StudentResult("ann", "graded", 1.5, 3, marks=ann),
            StudentResult("ben", "graded", 0, 3, marks=ben),
            StudentResult("cut", "failed", 0, 3),
        ),
    )
    assert [r["b"] for r in written(results, tmp_path)] == ["0.5", "0", ""]
    folder = tmp_path / "report"
    assert sorted(p.name for p in folder.iterdir()) == ["tiny-a.csv", "tiny-b.csv"]
    names = ["student", "score", "points", "attempted", "mistakes"]
    assert [[row[n] for n in names] for row in rows(folder / "tiny-b.csv")] == [
        ["ann", "0.5", "2", "yes", "late; bias"],
        ["ben", "0", "2", "yes", ""],
        ["cut", "", "", "", ""],
    ]
    assert rows(folder / "tiny-a.csv")[1]["attempted"] == "no"


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "  =1", "\t=1", "\r=1"),
        *('=HYPERLINK("http://x")', "＝1", "-", "\n=1"),
    ],
)
def test_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    hints = (Hint("a", text, text),)
    results = class_results(
        "tiny",
        1,
        (
            StudentResult(
                *(text, "graded", 1, 1),
                marks=(Mark("a", 0, 1, True, hints),),
                reasons=(text,),
            ),
        ),
    )
    (row,) = written(results, tmp_path)
    (other,) = rows(tmp_path / "report" / "tiny-a.csv")
    for cell in (row["student"], row["reason"], other["student"], other["mistakes"]):
        assert cell.startswith(("'", "\\")), cell


def test_a_semicolon_starts_no_cell_of_its_own(tmp_path: Path) -> None:
    """A spreadsheet set to another language splits at semicolons."""
    results = class_results("tiny", 1, (StudentResult("ann;=1+1", "failed", 0, 1),))
    write_csv(results, tmp_path / "grades.csv")
    with (tmp_path / "grades.csv").open(newline="") as file:
        raw = file.read()
    assert '"ann;=1+1"' in raw


def test_a_negative_score_stays_a_number(tmp_path: Path) -> None:
    results = class_results(
        "tiny", 3, (StudentResult("ann", "graded", -0.5, 3, penalty=1.0),)
    )
    (row,) = written(results, tmp_path)
    assert (row["score"], row["late_penalty"]) == ("-0.5", "1")


def test_exercises_cannot_leave_the_folder_or_share_a_file() -> None:
    names = file_names(["../../up", "a/b", "A b", "a-b-2", "...", "schön"])
    assert len({name.lower() for name in names}) == 6
    for name in names:
        assert "/" not in name and not name.startswith(".")
    assert names[-1] == "schön"


def test_half_a_character_breaks_no_table(tmp_path: Path) -> None:
    results = class_results(
        "tiny", 1, (StudentResult("a\udcffn\u202en", "failed", 0, 1),)
    )
    (row,) = written(results, tmp_path)
    assert row["student"] == "a\\udcffn\\u202en"
