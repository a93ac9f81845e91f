"""A limit to how long a learner's function may take: one that never ends is told so."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Endless(BaseException):
    """It took too long; a BaseException, so that no ``except Exception`` keeps it."""


_whole: dict[int, threading.RLock] = {}
"""By thread, held while it is at something that is not to be cut in two."""

_depth: dict[int, int] = {}
"""By thread, how many of these it is in, one within another."""

_due: set[int] = set()
"""Threads that are to stop after it."""


@contextmanager
def whole() -> Iterator[None]:
    """Lets no limit cut this in two: a limit that was reached stops what comes after.

    For what ends soon by itself and must not be left half done: a question whose answer
    would be taken for that of the next, a loop of asyncio's, which would wait for ever
    for what was dropped.

    Raises:
        Endless: it is over, and so is a limit.
    """
    thread = threading.get_ident()
    with at_no_whole(thread):
        _depth[thread] = _depth.get(thread, 0) + 1
        try:
            yield
        finally:
            _depth[thread] -= 1
        over = not _depth[thread] and forget(thread)
    if over:
        raise Endless


def at_no_whole(thread: int) -> threading.RLock:
    """A lock that a thread holds while it is at something that is not to be cut.

    Args:
        thread: its number.
    """
    return _whole.setdefault(thread, threading.RLock())


def stop_after(thread: int) -> None:
    """Have a thread stop when it is done with what is not to be cut in two."""
    _due.add(thread)


def forget(thread: int) -> bool:
    """Have a thread not stop; whether it was to."""
    due = thread in _due
    _due.discard(thread)
    return due


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stops what takes longer, where this can be done: in a main thread, on POSIX.

    A limit that is running already goes on afterwards.

    Args:
        seconds: how long it may take.

    Raises:
        Endless: it took longer.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if _depth.get(thread):
            stop_after(thread)
            return
        raise Endless

    thread = threading.get_ident()
    started, before = time.monotonic(), signal.signal(signal.SIGALRM, stop)
    left, every = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        forget(thread)
        if left:  # of a limit around this one
            spent = time.monotonic() - started
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - spent), every)
