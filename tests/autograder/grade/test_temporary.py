"""A temporary folder lives as long as who made it, also when that one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from autograder.grade.kernels import temporary

MAKER = """
import os, signal
from autograder.grade.kernels import temporary

folder = temporary.made()
(folder / "inside").mkdir()
with temporary.folder() as other:
    print(folder, other, flush=True)
    input()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(temporary.tempfile, "tempdir", None)
    return tmp_path


def aged(folder: Path) -> Path:
    """As if it had been there for an hour."""
    os.utime(folder, (time() - 3600,) * 2)
    return folder


def test_what_a_killed_process_leaves_is_removed_and_nothing_before() -> None:
    maker = subprocess.Popen(
        [sys.executable, "-c", MAKER],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert maker.stdin is not None
    assert maker.stdout is not None
    folders = [aged(Path(name)) for name in maker.stdout.readline().split()]
    assert len(folders) == 2
    temporary.sweep()
    assert all(folder.is_dir() for folder in folders), "its maker lives"
    maker.communicate("\n")
    temporary.sweep()
    assert not any(folder.exists() for folder in folders)


def test_a_folder_vanishes_at_its_end(place: Path) -> None:
    with temporary.folder() as folder:
        (folder / "file").touch()
        assert folder.parent == place
    assert not folder.exists()


def test_what_is_new_is_left_alone(place: Path) -> None:
    new = place / f"{temporary.PREFIX}new"  # its maker has had no time to hold it
    new.mkdir()
    temporary.sweep()
    assert new.is_dir()
    aged(new)
    temporary.sweep()
    assert not new.exists()


def test_what_is_no_folder_of_ours_is_left_alone(place: Path) -> None:
    target = place / "target"
    target.mkdir()
    link = place / f"{temporary.PREFIX}link"
    link.symlink_to(target)
    file = place / f"{temporary.PREFIX}file"
    file.touch()
    aged(target)
    aged(file)
    temporary.sweep()
    assert link.is_symlink()
    assert target.is_dir()
    assert file.is_file()
