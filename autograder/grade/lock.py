"""One grader at a time in a course: a lock that the system frees when it ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .trouble import CourseError

try:
    import fcntl
except ImportError:  # Windows, where nobody is kept out
    fcntl = None  # type: ignore[assignment]

NAME = ".autograder-lock"
"""The file in the course's folder that is locked; it stays there, unlocked."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other graders out of a course for the while.

    Args:
        folder: the course's.

    Raises:
        CourseError: there is another, or the folder cannot be written to.
    """
    path = folder / NAME
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise CourseError(
            f"The course's folder {folder} cannot be written to: {error.strerror}. "
            "Grades, reports and graded notebooks have no other place."
        ) from None
    try:
        if fcntl is not None:
            _lock(number, path)
        with suppress(OSError):  # on a full disk nobody learns who it is
            os.ftruncate(number, 0)
            who = f"process {os.getpid()} on {socket.gethostname()}"
            os.write(number, who.encode())
        yield
    finally:
        os.close(number)


def _lock(number: int, path: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = path.read_text(encoding="utf-8").strip() or "another process"
        raise CourseError(
            f"Somebody is grading in {path.parent} already: {who}. Two at once would "
            "write over each other; wait until it is done, then run this again."
        ) from None
    except OSError:  # a network's file system that knows no locks
        return
