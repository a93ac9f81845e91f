"""Keeps what a learner tries and reads; what cannot be written waits in the kernel."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from datetime import date
from pathlib import Path
from typing import Any

from . import place, record
from .shelf import shelf

_WAITING = "autograder_waiting"


def attempted(exercise: str, status: str, score: float, points: float) -> str:
    """Keep what a check found, when IPython displays it.

    Args:
        exercise: whose check it is; "" for a check that is no exercise's.
        status: what it found; "not attempted" is no attempt.
        score: that was earned.
        points: how many there are.

    Returns:
        What the learner must know of the file that keeps it; mostly "".
    """
    if not exercise or status == "not attempted" or running_shell() is None:
        return ""
    tried = record.Tried(status, score, points, date.today().isoformat(), tries=1)
    return _add(exercise, tried).said


def has_read(exercise: str, hints: int) -> None:
    """Keep that the first so many hints of an exercise were displayed."""
    _add(exercise, record.Tried(hints=hints))


def kept(folder: Path) -> record.Kept:
    """What is known of the work of whoever works in a folder."""
    return record.read(place.progress_file(folder), _waiting())


def told(kept: record.Kept) -> str:
    """What the learner must know of the file, in one paragraph; mostly ""."""
    if kept.saved:
        return kept.said
    unsaved = (
        "progress.json cannot be written here: what is not in it yet is known until "
        "this kernel ends."
    )
    return f"{kept.said} {unsaved}".strip()


def stuck(exercise: str, status: str) -> str:
    """The call that gives help with a check that is not right; "" when nothing does.

    Args:
        exercise: whose check it is.
        status: what it found.
    """
    if not exercise or status == "right" or exercise not in shelf(Path.cwd()).hints:
        return ""
    return f'check.hint("{exercise}")'


def _add(exercise: str, tried: record.Tried) -> record.Kept:
    path = place.progress_file(Path.cwd())
    return record.add(path, exercise, tried, _waiting())


def _waiting() -> MutableMapping[str, record.Tried]:
    """What is not in the file yet: kept by the IPython that runs this, if one does."""
    shell = running_shell()
    if shell is None:
        return {}
    # IPython's own place for what its guests remember
    waiting: MutableMapping[str, record.Tried] = shell.meta.setdefault(_WAITING, {})
    return waiting


def running_shell() -> Any:
    """The IPython that runs this; None when none does."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None
