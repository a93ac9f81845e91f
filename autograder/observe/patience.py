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


_whole: dict[int, threading.Lock] = {}
"""By thread, held while it is at something that is not to be cut in two."""

_due: set[int] = set()
"""Threads that are to stop after it."""


@contextmanager
def whole() -> Iterator[None]:
    """Lets no limit cut this in two: a limit that was reached stops what comes after.

    For what takes no time and must not be left half done, as a question whose answer
    would be taken for that of the next. There is none of it within another.

    Raises:
        Endless: it is over, and so is a limit.
    """
    thread = threading.get_ident()
    with at_no_whole(thread):
        yield
    if thread in _due:
        _due.discard(thread)
        raise Endless


def at_no_whole(thread: int) -> threading.Lock:
    """A lock that a thread holds while it is at something that is not to be cut.

    Args:
        thread: its number.
    """
    return _whole.setdefault(thread, threading.Lock())


def stop_after(thread: int) -> None:
    """Have a thread stop when it is done with what is not to be cut in two."""
    _due.add(thread)


def forget(thread: int) -> None:
    """The limit is no more."""
    _due.discard(thread)


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
        if at_no_whole(thread).locked():
            stop_after(thread)
            return
        raise Endless

    thread = threading.get_ident()
    started, before = time.monotonic(), signal.signal(signal.SIGALRM, stop)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        forget(thread)
        if left:  # of a limit around this one
            spent = time.monotonic() - started
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - spent))
