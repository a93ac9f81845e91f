"""Locks versions: both pyproject.toml → requirements.txt (hashed) → environment.yml.

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
    *("--group", "course"),
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header"),
    *("--quiet", "--output-file", "requirements.txt"),
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
        "      - -e .",
        "      - -e ./autograder",
    ]
    quoted = (
        f'      - "{pin}"' if ";" in pin else f"      - {pin}" for pin in pins(lock)
    )
    return "\n".join([*lines, *quoted]) + "\n"


def main(
    keep: Annotated[
        bool, typer.Option("--keep", help="Move no version that is locked already.")
    ] = False,
) -> None:
    """Writes both files."""
    upgrade = [] if keep else ["--upgrade"]
    done = subprocess.run([sys.executable, "-m", "uv", *COMPILE, *upgrade], cwd=ROOT)
    if done.returncode != 0:
        raise typer.Exit(done.returncode)
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(lock), encoding="utf-8")
    print(f"Locked {len(pins(lock))} packages.")


if __name__ == "__main__":
    typer.run(main)
