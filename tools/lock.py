"""Locks versions: both pyproject.toml → requirements.txt (hashed) → environment.yml.

binder/requirements.txt holds those of them that a learner's notebook needs, for places
that bring a Jupyter of their own: Binder and the container of the Dockerfile.

``python -m tools.lock --keep`` locks what a pyproject.toml asks for anew and moves no
version that is locked already.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==[^ \\]+)(?P<marker> ;[^\\]*)?", re.M)

COMPILE = [
    *("pip", "compile", "pyproject.toml", "autograder/pyproject.toml"),
    *("--all-extras", "--group", "course"),
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header"),
    *("--quiet", "--output-file", "requirements.txt"),
]

LEARNER = ROOT / "binder" / "requirements.txt"

BESIDE = "tensorflow\nsetuptools\n"
"""What a learner needs beside the two packages: Keras' backend; what builds them."""

COMPILE_LEARNER = [
    *("pip", "compile", "pyproject.toml", "autograder/pyproject.toml", "-"),
    *("--constraints", "requirements.txt"),
    *("--python-version", "3.12", "--python-platform", "linux"),
    *("--no-annotate", "--no-emit-index-url", "--no-header", "--quiet"),
]


def pins(lock: str) -> list[str]:
    """The ``name==version ; marker`` lines of a lock, without hashes.

    >>> pins("numpy==2.4.6 \\\\\\n    --hash=sha256:00\\n")
    ['numpy==2.4.6']
    """
    return [
        match["pin"] + (match["marker"] or "").rstrip()
        for match in PINNED.finditer(lock)
    ]


def environment(lock: str) -> str:
    """environment.yml for conda users: the versions that the lock holds.

    pip refuses an editable install beside hashes, so the file carries the pins alone.
    """
    lines = [
        "# Made by `make lock` from requirements.txt: the same versions, for conda.",
        "name: unrolled",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        "  - python=3.12",
        "  - pip",
        "  - pip:",
        "      - -e . --config-settings editable_mode=compat",
        "      - -e ./autograder",
    ]
    quoted = (
        f'      - "{pin}"' if ";" in pin else f"      - {pin}" for pin in pins(lock)
    )
    return "\n".join([*lines, *quoted]) + "\n"


def learner() -> str:
    """The pins of binder/requirements.txt: a part of requirements.txt, as it is.

    Raises:
        CalledProcessError: uv could not tell; it has said why.
    """
    command = [sys.executable, "-m", "uv", *COMPILE_LEARNER]
    done = subprocess.run(
        command, cwd=ROOT, input=BESIDE, stdout=subprocess.PIPE, text=True, check=True
    )
    said = (
        "# Made by `make lock`: what a learner's notebook needs of requirements.txt,\n"
        "# without hashes, for Python 3.12 on Linux beside a Jupyter.\n"
    )
    return said + done.stdout


def main(
    keep: Annotated[
        bool, typer.Option("--keep", help="Move no version that is locked already.")
    ] = False,
) -> None:
    """Writes the three files."""
    upgrade = [] if keep else ["--upgrade"]
    done = subprocess.run([sys.executable, "-m", "uv", *COMPILE, *upgrade], cwd=ROOT)
    if done.returncode != 0:
        raise typer.Exit(done.returncode)
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(lock), encoding="utf-8")
    LEARNER.parent.mkdir(exist_ok=True)
    LEARNER.write_text(learner(), encoding="utf-8")
    print(f"Locked {len(pins(lock))} packages.")


if __name__ == "__main__":
    typer.run(main)
