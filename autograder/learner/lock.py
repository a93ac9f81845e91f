"""A lock that one process holds at a time, and that falls when its process does."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for a lock; it is held for milliseconds."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of a file.

    Args:
        path: the file that is guarded; the lock stands beside it and is gone after.
        patience: seconds to wait for another holder.

    Raises:
        OSError: the folder cannot be written, or the other holder did not let go.
    """
    beside = path.with_name(f"{path.name}.lock")
    deadline = time.monotonic() + patience
    while (handle := _take(beside)) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{beside.name} is held by another notebook")
        time.sleep(0.01)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open: it stays, empty
            beside.unlink()
        os.close(handle)


def _take(beside: Path) -> int | None:
    """The lock file, opened and locked; None when another has it."""
    handle = os.open(beside, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        _lock(handle)
        # whoever held it before may have removed the file since it was opened here
        if os.path.samestat(os.fstat(handle), os.stat(beside)):
            return handle
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError:  # a file system that knows no locks
        os.close(handle)
        raise
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
