"""The instructor's seed: random cases of a class are drawn from it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from .course import CourseError

NAME = ".autograder-seed"
"""The file in the course's folder that holds it, unless another is named."""


def seed(folder: Path, file: Path | None = None) -> bytes:
    """The seed of a course; made when there is none yet.

    With the same seed the same cases are drawn, so that grading anew changes nothing.
    Whoever knows it knows the cases: it never leaves the process that judges.

    Args:
        folder: the course's.
        file: another file that holds it, of any content; None for the course's own.

    Raises:
        CourseError: the file cannot be read, or is empty.
    """
    path = file or folder / NAME
    if file is None and not path.exists():
        _make(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"The seed cannot be read from {path}: {error.strerror}. Name a file that "
            "holds a line of your own, or leave --seed-file out."
        ) from None
    if not content.strip():
        raise CourseError(f"{path} is empty; write a line into it that nobody guesses.")
    return hashlib.sha256(content.strip()).digest()


def _make(path: Path) -> None:
    """Write a seed that nobody else may read, unless another process just did.

    It is there whole or not at all, whatever happens in the middle.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=f"{NAME}-", dir=path.parent)
        try:
            with open(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            with contextlib.suppress(FileExistsError):
                os.link(name, path)
        finally:
            os.unlink(name)
    except OSError as error:
        raise CourseError(
            f"No seed can be written to {path}: {error.strerror}. Name a file that "
            "holds one with --seed-file."
        ) from None
