"""An environment such as Colab's: TensorFlow and an old Jupyter, nothing of the course.

Colab's TensorFlow, NumPy and Matplotlib are large and those of this environment do in
their place, so they are linked, not fetched. What may break, because it is years older
there, is fetched in Colab's versions: see colab.txt.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from contextlib import suppress
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LARGE = ("tensorflow", "matplotlib", "scikit-learn")
PINS = Path(__file__).with_name("colab.txt")
OFFLINE = ("dns error", "error sending request", "failed to fetch", "timed out")


def make(folder: Path) -> Path:
    """Makes the environment; skips the test when its index cannot be reached.

    Args:
        folder: where; it is not there yet.

    Returns:
        Its Python.
    """
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    python = folder / "bin" / "python"
    fetched = subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps"),
            *("--python", python, "--requirement", PINS),
        ],
        capture_output=True,
        text=True,
    )
    if any(words in fetched.stderr.lower() for words in OFFLINE):
        pytest.skip("There is no network to fetch Colab's packages from.")
    assert fetched.returncode == 0, fetched.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    there = {name(line) for line in PINS.read_text(encoding="utf-8").splitlines()}
    for found in needed(LARGE, there):
        link(found, packages)
    return python


def versions(python: Path) -> dict[str, str]:
    """What is installed, by name."""
    said = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "freeze", "--python", python],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name(line): line for line in said.stdout.splitlines()}


def name(line: str) -> str:
    """The normal form of the name that a line begins with."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line)[0]).lower()


def needed(roots: tuple[str, ...], there: set[str]) -> list[Distribution]:
    """Packages of this environment with all that they need, but for what is there."""
    seen, waiting, found = set(there), [*roots], []
    while waiting:
        wanted = name(waiting.pop())
        if wanted in seen:
            continue
        seen.add(wanted)
        here = distribution(wanted)
        found.append(here)
        for text in here.requires or []:
            requirement = Requirement(text)
            if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def link(found: Distribution, packages: Path) -> None:
    """Links a package's files to another environment, compiled ones too, or copies."""
    for file in found.files or []:
        if ".." in file.parts:  # a command
            continue
        place = packages / file
        place.parent.mkdir(parents=True, exist_ok=True)
        source = Path(str(found.locate_file(file)))
        with suppress(FileNotFoundError):  # listed, and removed since
            try:
                os.link(source, place)
            except OSError:  # another file system
                shutil.copy(source, place)
