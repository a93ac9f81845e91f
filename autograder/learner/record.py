"""What a learner has done: one small file, that many notebooks may write at once."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from .lock import locked

_RANK = {"": 0, "wrong": 1, "partly right": 2, "right": 3}


@dataclass(frozen=True)
class Tried:
    """What became of an exercise.

    Attributes:
        status: the best so far, "right", "partly right" or "wrong"; "" before any try.
        score: the best so far.
        points: how many there are.
        last: day of the last try, such as "2026-01-31"; "" before any.
        tries: how many.
        hints: how many were read.
    """

    status: str = ""
    score: float = 0
    points: float = 0
    last: str = ""
    tries: int = 0
    hints: int = 0

    def then(self, later: Tried) -> Tried:
        """Both together: the best of each, the tries added up."""
        best = max(self, later, key=lambda tried: (_RANK[tried.status], tried.score))
        return Tried(
            best.status,
            best.score,
            later.points if later.tries else self.points,
            max(self.last, later.last),
            self.tries + later.tries,
            max(self.hints, later.hints),
        )


Entries = Mapping[str, Tried]
"""What became of each exercise, by its name."""


@dataclass(frozen=True)
class Kept:
    """What is known of a learner's work.

    Attributes:
        entries: what became of each exercise.
        said: what the learner must know of the file; mostly "".
        saved: whether all that is to be kept is in the file.
    """

    entries: Entries
    said: str = ""
    saved: bool = True


def read(path: Path | None, waiting: Entries) -> Kept:
    """What is in the file, and what waits to be written to it.

    A damaged file is set aside.

    Args:
        path: the file; None when nothing is kept.
        waiting: what could not be written yet.
    """
    if path is None:
        return Kept(dict(waiting))
    entries: Entries = {}
    said = ""
    try:
        entries = _load(path)
    except ValueError:
        try:
            with locked(path):
                entries, said = _load_or_set_aside(path)
        except OSError as error:
            said = f"{path.name} is damaged and cannot be set aside: {error.strerror}."
    except OSError as error:
        said = f"{path.name} cannot be read: {error.strerror}."
    return Kept(_merged(entries, waiting), said, not waiting)


def add(
    path: Path | None, exercise: str, tried: Tried, waiting: MutableMapping[str, Tried]
) -> Kept:
    """Add what became of an exercise to the file.

    Other notebooks may write at the same time: the file is locked, read anew, merged
    and replaced in one step.

    Args:
        path: the file; None when nothing is kept.
        exercise: its name.
        tried: what came of it since it was last added.
        waiting: what could not be written yet; changed in place.
    """
    waiting.update(_merged(waiting, {exercise: tried}))
    if path is None:
        return read(path, waiting)
    target = Path(os.path.realpath(path))  # a link stays a link
    try:
        with locked(target):
            entries, said = _load_or_set_aside(target)
            merged = _merged(entries, waiting)
            _replace(target, merged)
    except OSError:
        return read(path, waiting)
    waiting.clear()
    return Kept(merged, said)


def _merged(entries: Entries, later: Entries) -> dict[str, Tried]:
    both = {name: entries.get(name, Tried()).then(new) for name, new in later.items()}
    return {**entries, **both}


def _load(path: Path) -> dict[str, Tried]:
    """The file's entries; none when there is no file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict):
        raise ValueError("no object")
    return {name: _tried(entry) for name, entry in content.items()}


def _tried(entry: Any) -> Tried:
    """An entry of the file, every value of its kind."""
    if not isinstance(entry, dict):
        raise ValueError("no object")
    values = {f.name: entry.get(f.name, f.default) for f in fields(Tried)}
    numbers = [values[name] for name in ("score", "points", "tries", "hints")]
    if (
        values["status"] not in _RANK
        or not isinstance(values["last"], str)
        or not all(type(n) in (int, float) and math.isfinite(n) for n in numbers)
        or not all(type(values[name]) is int for name in ("tries", "hints"))
    ):
        raise ValueError("a value of another kind")
    return Tried(**values)


def _load_or_set_aside(path: Path) -> tuple[dict[str, Tried], str]:
    """The file's entries; a damaged file gets another name, and that is said."""
    try:
        return _load(path), ""
    except ValueError:
        aside = path.with_name(f"{path.name}.broken")
        number = 2
        while aside.exists():
            aside = path.with_name(f"{path.name}.broken-{number}")
            number += 1
        path.rename(aside)
        return (
            {},
            f"{path.name} was damaged; it is {aside.name} now, and a new one begun.",
        )


def _replace(path: Path, entries: Entries) -> None:
    """Put the entries in the file's place, whole or not at all."""
    content = {name: asdict(entries[name]) for name in sorted(entries)}
    handle, scratch = tempfile.mkstemp(".partial", f"{path.name}.", path.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(scratch, path)
    except OSError:
        with suppress(OSError):
            os.unlink(scratch)
        raise
