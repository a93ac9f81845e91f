"""Set-up on machines where something is missing: it says what, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.setup import MADE_FROM

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = [*ROOT.glob("pyproject.toml"), *ROOT.glob("[!.]*/pyproject.toml")]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What set-up needs of a fresh clone, in a folder of its own."""
    folder = tmp_path / "unrolled"
    shutil.copytree(ROOT / "tools", folder / "tools")
    (folder / "autograder").mkdir()
    for name in (*MADE_FROM, "Makefile"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def set_up(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "tools/setup.sh"],
        cwd=folder,
        env={"HOME": str(folder), "PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def only_commands(folder: Path, **commands: str) -> str:
    """A PATH on which nothing stands but what set-up uses and these scripts."""
    place = folder / "commands"
    place.mkdir()
    (place / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    (place / "cat").symlink_to(shutil.which("cat") or "/bin/cat")
    for name, script in commands.items():
        (place / name).write_text(f"#!/bin/sh\n{script}\n")
        (place / name).chmod(0o755)
    return str(place)


def test_an_old_python_is_named_and_left_alone(checkout: Path, tmp_path: Path) -> None:
    path = only_commands(
        tmp_path, python3='[ "$1" = --version ] && echo "Python 3.9.18"; exit 1'
    )
    said = set_up(checkout, PATH=path)
    assert said.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13; found here: Python 3.9.18" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (checkout / ".venv").exists()


def test_no_python_at_all(checkout: Path, tmp_path: Path) -> None:
    said = set_up(checkout, PATH=only_commands(tmp_path))
    assert said.returncode == 1
    assert "found here: no Python 3" in said.stderr


def test_a_named_python_that_does_not_run(checkout: Path) -> None:
    said = set_up(checkout, PYTHON="/nowhere/python3.12")
    assert said.returncode == 1
    assert "/nowhere/python3.12" in said.stderr
    assert "make learn PYTHON=" in said.stderr


def test_a_later_python_on_the_path_is_found(checkout: Path, tmp_path: Path) -> None:
    stub = f'case "$1" in -c) exec {sys.executable} "$@";; *) echo "chosen: $1";; esac'
    path = only_commands(tmp_path, python3="exit 1", **{"python3.12": stub})
    said = set_up(checkout, PATH=path)
    assert said.stdout == "chosen: tools/setup.py\n"


def test_without_a_network_it_says_so_and_can_go_on(checkout: Path) -> None:
    nowhere = "http://127.0.0.1:9/"
    said = set_up(
        checkout,
        PYTHON=sys.executable,
        PIP_INDEX_URL=nowhere,
        PIP_EXTRA_INDEX_URL="",
        PIP_CONFIG_FILE=os.devnull,
        PIP_RETRIES="0",
        PIP_NO_CACHE_DIR="1",
    )
    assert said.returncode == 1
    assert "could not be fetched. Is there a network" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (checkout / ".venv" / "set-up-done").exists()


def test_when_done_it_is_silent_and_changes_nothing() -> None:
    before = sorted(p.name for p in (ROOT / ".venv").iterdir())
    said = set_up(ROOT)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert sorted(p.name for p in (ROOT / ".venv").iterdir()) == before


@pytest.mark.parametrize("name", MADE_FROM)
def test_it_is_due_again_when_requirements_or_place_change(
    name: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools import setup

    assert "requirements.txt" in MADE_FROM
    assert {str(path.relative_to(ROOT)) for path in PROJECTS} <= set(MADE_FROM)
    here = setup.fingerprint()
    monkeypatch.setattr(setup, "ROOT", checkout)
    assert setup.fingerprint() == here
    with (checkout / name).open("a") as file:
        file.write("# changed\n")
    changed = setup.fingerprint()
    assert changed != here
    monkeypatch.setattr(setup, "ENVIRONMENT", checkout / ".venv")
    assert setup.fingerprint() not in (here, changed)


def test_beside_the_clone_its_folder_is_not_taken_for_the_package(
    tmp_path: Path,
) -> None:
    (tmp_path / "unrolled").mkdir()
    there = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    said = subprocess.check_output(
        [sys.executable, "-c", "import unrolled; print(unrolled.__file__)"],
        cwd=tmp_path,
        env=there,
        text=True,
    )
    assert Path(said.strip()) == ROOT / "unrolled" / "__init__.py"
