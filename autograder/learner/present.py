"""Which lesson the notebook that asks is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import PurePath

from .attempts import running_shell
from .outline import Lesson

_NAMED = re.compile(r"""\bexercise=["']([\w-]+)["']""")


def present(lessons: tuple[Lesson, ...]) -> Lesson | None:
    """The lesson that the running notebook is; None when nothing tells.

    Jupyter and VS Code say which file they run; elsewhere the exercises tell whose
    checks have run in it, the last one first.

    Args:
        lessons: those that are at hand.
    """
    if len(lessons) == 1:
        return lessons[0]
    by_file = {lesson.notebook: lesson for lesson in lessons}
    for file in _files():
        stem = PurePath(file.replace("\\", "/")).stem
        if stem in by_file:
            return by_file[stem]
    by_exercise = {e.name: lesson for lesson in lessons for e in lesson.exercises}
    return next((by_exercise[n] for n in _exercises() if n in by_exercise), None)


def _files() -> Iterator[str]:
    shell = running_shell()
    said = shell.user_ns.get("__vsc_ipynb_file__") if shell is not None else None
    if isinstance(said, str):
        yield said
    if session := os.environ.get("JPY_SESSION_NAME"):
        yield session


def _exercises() -> Iterator[str]:
    """The exercises whose checks the kernel has run, the last one first."""
    shell = running_shell()
    manager = getattr(shell, "history_manager", None)
    for cell in reversed(manager.input_hist_raw if manager else []):
        yield from _NAMED.findall(cell)
