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
        raise Endless

    started, before = time.monotonic(), signal.signal(signal.SIGALRM, stop)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # of a limit around this one
            spent = time.monotonic() - started
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - spent))
