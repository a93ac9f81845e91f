"""Temporary folders; those of a process that was killed are removed by a later one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time

try:
    import fcntl
except ImportError:  # Windows, where what was left is left
    fcntl = None  # type: ignore[assignment]

PREFIX = "autograder-"

YOUNG = 60
"""Seconds within which a folder may not be held yet by who has made it."""


def made() -> Path:
    """A new folder, which is held as long as this process or its children live."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _hold(folder)
    return folder


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder that vanishes at the end, or when somebody sweeps after that."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        number = _hold(Path(name))
        try:
            yield Path(name)
        finally:
            if number is not None:
                os.close(number)


def sweep() -> None:
    """Remove the folders that nobody holds any more: their makers were killed."""
    if fcntl is None:
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # it is just going, or somebody else's
            if path.is_symlink() or not path.is_dir() or not _old(path):
                continue
            number = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(number)


def _hold(path: Path) -> int | None:
    """Lock a folder; the descriptor that holds it."""
    if fcntl is None:
        return None
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    with suppress(OSError):  # a file system that knows no locks
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return number


def _old(path: Path) -> bool:
    about = path.stat()
    return about.st_uid == os.getuid() and time() - about.st_mtime > YOUNG
