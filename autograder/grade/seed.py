"""The instructor's seed: random cases of a class are drawn from it."""

from __future__ import annotations

import hashlib
import os
import secrets
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
    """Write a seed that nobody else may read, unless another process just did."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise CourseError(
            f"No seed can be written to {path}: {error.strerror}. Name a file that "
            "holds one with --seed-file."
        ) from None
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
