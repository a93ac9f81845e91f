"""A course has a seed of its own, which stays the same and is nobody else's."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from autograder.grade.course import CourseError
from autograder.grade.seed import NAME, seed


def test_it_is_made_once_and_for_one_course_alone(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = seed(tmp_path)
    assert seed(tmp_path) == first
    assert seed(tmp_path / "other") != first
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_a_file_of_ones_own_may_hold_it(tmp_path: Path) -> None:
    file = tmp_path / "this year"
    file.write_text("a line\n")
    first = seed(tmp_path, file)
    assert not (tmp_path / NAME).exists()
    file.write_text("a line")  # an editor's last newline makes no other seed
    assert seed(tmp_path, file) == first
    file.write_text("another")
    assert seed(tmp_path, file) != first


def test_a_file_that_holds_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="missing: No such file"):
        seed(tmp_path, tmp_path / "missing")
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(CourseError, match="empty is empty"):
        seed(tmp_path, tmp_path / "empty")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="--seed-file"):
        seed(tmp_path / "nowhere")
