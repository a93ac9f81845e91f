"""The files that hold the house together agree with each other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tools.lock import environment, pins

ROOT = Path(__file__).resolve().parents[2]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("This is no git checkout, so there is no list of its files.")
    names = filter(None, listed.stdout.split("\0"))
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_conda_installs_the_versions_that_pip_does() -> None:
    lock, conda = pins(text("requirements.txt")), text("environment.yml")
    listed = re.findall(r'^      - "?([^"\n]+==[^"\n]+)"?$', conda, re.M)
    assert len(lock) > 100
    assert listed == lock
    assert conda == environment(text("requirements.txt"))


def test_every_locked_package_has_hashes_and_no_address() -> None:
    lock = text("requirements.txt")
    for block in re.split(r"\n(?=\S)", lock):
        if block.strip() and not block.startswith("#"):
            assert "--hash=sha256:" in block, block
    assert "://" not in lock
    assert "--index" not in lock


def test_what_runs_is_what_is_locked() -> None:
    from importlib.metadata import version

    for pin in pins(text("requirements.txt")):
        if ";" not in pin:
            name, locked = pin.split("==")
            assert version(name) == locked, name


def test_help_lists_every_target_in_one_line() -> None:
    makefile = text("Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    said = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    lines = said.stdout.splitlines()
    assert [line.split()[1] for line in lines] == phony.split()
    assert all(len(line) <= 100 for line in lines)


REGISTRIES = r"(?:pypi\.org|pythonhosted|npmjs\.|deb\.debian|conda\.anaconda)"


def test_no_file_names_a_registry_or_this_machine() -> None:
    here = str(ROOT)
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".png", ".gz"}:
            continue
        said = path.read_text(encoding="utf-8", errors="replace")
        assert not re.search(REGISTRIES, said), path
        assert here not in said, path
        assert "/root/" not in said, path


def test_the_license_covers_code_and_lessons() -> None:
    assert text("LICENSE").startswith("MIT License")
    assert "CC BY 4.0" in text("LICENSE-lessons")
