"""What is started on a guess is used when it is what was needed, and ends otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.grade.course import Course
from autograder.grade.early import begun
from autograder.grade.jobs import readable_by
from autograder.grade.kernels.process import Zygote
from autograder.grade.outside.session import Judging
from autograder.grade.shared import Shared
from autograder.grade.workers import Workers
from tools.demo_class import LESSON
from tools.made_class import PLAIN, course_folder, plain_course

from .conftest import NAME, ROOT, Tiny, tiny

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]


@pytest.fixture
def course(tmp_path: Path) -> Tiny:
    made = Tiny(tmp_path, tiny())
    made.hand_in("ada", made.released)
    return made


@pytest.mark.parametrize(
    ("make", "assignment"),
    [(partial(course_folder, LESSON), LESSON), (plain_course, PLAIN)],
    ids=["own", "plain"],
)
def test_the_guess_is_what_grading_asks_for(
    make: Callable[[Path], None], assignment: str, tmp_path: Path
) -> None:
    root = tmp_path / "course"
    make(root)
    (root / "submitted" / "ada" / assignment).mkdir(parents=True)
    known = Course(root).register(assignment, tmp_path / "release")
    judging = Judging(known.given[assignment], b"")
    folders = tuple(readable_by(judging))
    with begun(root, assignment) as zygote:
        assert zygote is not None
        assert (zygote.modules, zygote.readable) == (known.modules, folders)
        assert "tensorflow" in zygote.modules
        with Workers(1) as workers:
            shared = Shared(zygote)
            shared.begin(workers, known.modules, folders)
            assert workers.first is not None
            assert shared._zygote is zygote
            shared.close()
        assert not zygote.alive


def test_a_wrong_guess_is_ended_and_another_begun(course: Tiny) -> None:
    with begun(course.root, NAME) as zygote, Workers(1) as workers:
        assert zygote is not None
        shared = Shared(zygote)
        shared.begin(workers, ("json",), ())
        assert not zygote.alive
        assert isinstance(shared._zygote, Zygote)
        assert shared._zygote.modules == ("json",)
        shared.close()


def test_it_ends_with_the_block(course: Tiny) -> None:
    with begun(course.root, NAME) as zygote:
        assert zygote is not None and zygote.alive
    assert not zygote.alive


def test_nothing_is_begun_for_a_class_that_was_graded(course: Tiny) -> None:
    course.grade()
    with begun(course.root, NAME) as zygote:
        assert zygote is None
    with begun(course.root, NAME, force=True) as zygote:
        assert zygote is not None
    course.hand_in("bob", course.released)
    with begun(course.root, NAME) as zygote:
        assert zygote is not None


def test_nothing_is_begun_for_what_cannot_be_seen(course: Tiny, tmp_path: Path) -> None:
    with begun(course.root, "another") as zygote:
        assert zygote is None
    with begun(tmp_path / "nowhere", NAME) as zygote:
        assert zygote is None


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 3}', '{"cells": [1]}', "{}"])
def test_nothing_is_begun_for_what_is_no_notebook(course: Tiny, text: str) -> None:
    (course.root / "source" / NAME / f"{NAME}.ipynb").write_text(text)
    with begun(course.root, NAME) as zygote:
        assert zygote is None


LEAN = """
import sys
from autograder import lean
import nbformat
assert "rfc3987_syntax" not in sys.modules
notebook = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(notebook)
notebook.cells[0]["cell_type"] = "song"
try:
    nbformat.validate(notebook)
except nbformat.ValidationError:
    import rfc3987_syntax
    print("refused")
"""


def test_a_lean_import_validates_as_before(tmp_path: Path) -> None:
    path = tmp_path / "some.ipynb"
    nbformat.write(tiny(), path)
    words = [sys.executable, "-c", LEAN, str(path)]
    ran = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    assert ran.stdout == "refused\n", ran.stderr


def test_a_worker_has_the_environment_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workers(1) as workers:  # which may start what workers are forked from
        assert workers.submit(os.getenv, "CHOSEN_LATER").result() is None
    monkeypatch.setenv("CHOSEN_LATER", "yes")
    with Workers(1) as workers:
        assert workers.submit(os.getenv, "CHOSEN_LATER").result() == "yes"
    monkeypatch.delenv("CHOSEN_LATER")
    with Workers(1) as workers:
        assert workers.submit(os.getenv, "CHOSEN_LATER").result() is None


def test_imports_are_seen_in_every_cell(course: Tiny) -> None:
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    source = nbformat.read(path, as_version=4)
    source.cells.append(new_code_cell("x = 1\nimport numpy as np, pandas"))
    nbformat.write(source, path)
    with begun(course.root, NAME) as zygote:
        assert zygote is not None and zygote.modules == ("numpy", "pandas")
