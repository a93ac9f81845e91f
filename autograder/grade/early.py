"""Starts what takes seconds to start, while this process still imports nbgrader.

What it starts is a guess: whoever needs it looks whether it is what was guessed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from . import workers
from .imports import imported, modules_for
from .kernels.process import Zygote, ZygoteDied
from .kernels.sandbox import data


@contextmanager
def begun(root: Path, assignment: str, force: bool = False) -> Iterator[Zygote | None]:
    """The zygote of a course in nbgrader's usual folders; ends with the block.

    Args:
        root: the course's folder.
        assignment: its name.
        force: also when all was graded before.

    Yields:
        It, None where nothing is to be graded or that cannot be seen so early.
    """
    if sys.platform != "linux" or not _waiting(root, assignment, force):
        yield None
        return
    workers.prepare()
    try:
        names = imported(_code(root / "source" / assignment))
        # who calls `check` is judged outside the kernel, which then reads no labels
        folders = () if __name__.partition(".")[0] in names else tuple(data(False))
        zygote = Zygote(modules_for(names), folders)
    except (OSError, ValueError, LookupError, TypeError, ZygoteDied):
        yield None  # what is wrong is said in time by who meets it
        return
    with closing(zygote):
        yield zygote


def _waiting(root: Path, assignment: str, force: bool) -> bool:
    """Whether something was handed in that was not graded yet."""
    if not (root / "nbgrader_config.py").is_file():
        return False
    handed_in = (
        folder.parent.name for folder in root.glob(f"submitted/*/{assignment}")
    )
    return any(
        force or not os.path.lexists(root / "autograded" / student / assignment)
        for student in handed_in
    )


def _code(folder: Path) -> Iterator[str]:
    """The code cells of a folder's notebooks, without nbformat, which imports long."""
    for path in folder.glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                yield "".join(cell["source"])
