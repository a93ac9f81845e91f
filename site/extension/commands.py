"""The command line in the reference, as Typer tells it."""

from __future__ import annotations

import subprocess
import sys

from sphinx.application import Sphinx

PAGE = "reference/command-line"


def told() -> str:
    """The commands with their arguments and options, as Markdown below a heading."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "typer", "autograder.cli", "utils", "docs"),
            *("--name", "autograder"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout[done.stdout.index("## ") :]


def add(app: Sphinx, name: str, source: list[str]) -> None:
    """Puts the commands under what the page says itself."""
    if name == PAGE:
        source[0] = f"{source[0]}\n{told()}"


def always(app: Sphinx, *_: object) -> list[str]:
    """Has the page read anew: its file does not tell when a command changes."""
    return [PAGE]


def setup(app: Sphinx) -> None:
    """Connects the two above to Sphinx."""
    app.connect("source-read", add)
    app.connect("env-get-outdated", always)
