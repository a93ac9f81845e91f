"""How far a learner is, in the notebook and on the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder import learner
from autograder.cli import app
from autograder.learner import outline

from .conftest import Cells


def some_work(cells: Cells) -> None:
    cells.check("sum", "right", 2)
    cells.check("product", "partly right", 1)
    cells.check("mean", "wrong")


def test_every_exercise_of_every_lesson_and_the_sums(
    course: Path, cells: Cells
) -> None:
    some_work(cells)
    said = cells.text("learner.progress()")
    assert "Your progress · 1 of 3 exercises done, 3 of 6 points" in said
    assert "Lesson one · 1 of 2 exercises done, 3 of 5 points" in said
    assert "Lesson two · 0 of 1 exercise done, 0 of 1 points" in said
    assert re.search(r"✓ done +sum +2 of 2 +The sum", said)
    assert re.search(r"◐ partly +product +1 of 3 +The product", said)
    assert re.search(r"✗ tried +mean +0 of 1 +The mean", said)


def test_untouched_everything_is_open(course: Path, cells: Cells) -> None:
    said = cells.text("learner.progress()")
    assert said.count("○ open") == 3 and "0 of 6 points" in said
    assert not (course / "progress.json").exists()


def test_a_lone_notebook_is_about_itself(lone: Path, cells: Cells) -> None:
    cells.check("sum", "right", 2)
    said = cells.text("learner.progress()")
    assert "1 of 2 exercises done, 2 of 5 points" in said and "mean" not in said


def test_where_there_is_no_notebook_it_says_so(
    tmp_path: Path, enter, cells: Cells
) -> None:
    enter(tmp_path / "empty")
    assert "no notebook with exercises here" in cells.text("learner.progress()")


def test_the_panel_says_in_words_what_its_signs_say(course: Path, cells: Cells) -> None:
    some_work(cells)
    html = cells.run("learner.progress()")["text/html"]
    for word in ("done", "partly", "tried"):
        assert f"</span>&ensp;{word}</td>" in html
    assert "<script" not in html and "http" not in html


def run(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["progress", "--course", str(folder)])
    return result.exit_code, " ".join(result.output.split())


def test_the_command_prints_the_same(course: Path, cells: Cells) -> None:
    some_work(cells)
    status, said = run(course)
    assert status == 0
    assert "In all: 1 of 3 exercises done, 3 of 6 points." in said
    for words in ("Lesson one", "✓ done", "The sum", "2 of 2", "Lesson two", "✗ tried"):
        assert words in said


def test_the_command_without_a_course(lone: Path, tmp_path: Path) -> None:
    assert "0 of 5 points" in run(lone)[1]
    (tmp_path / "empty").mkdir()
    status, said = run(tmp_path / "empty")
    assert status == 2 and "no notebook with exercises" in said


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"cells": 3}', '{"cells": [3, {"source": 5}]}']
)
def test_what_is_no_notebook_is_passed_over(lone: Path, content: str) -> None:
    (lone / "notes.ipynb").write_text(content)
    assert [lesson.title for lesson in outline.lessons(lone)] == ["Lesson one"]
    assert "0 of 2 exercises" in repr(learner.progress())


def test_a_copy_of_a_notebook_counts_once(lone: Path) -> None:
    (lone / "one-Copy1.ipynb").write_bytes((lone / "one.ipynb").read_bytes())
    assert len(outline.lessons(lone)) == 1


def test_a_checkout_is_found_from_below(course: Path, enter) -> None:
    enter(course / "submitted" / "ann" / "one")
    assert len(outline.lessons(Path.cwd())) == 2
