"""Ctrl-C and SIGTERM end a command in order: once, and not in the middle of ending."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


class Stopped(BaseException):
    """Somebody wants this command to end.

    A BaseException, so that nobody takes it for the failure of one submission.

    Attributes:
        number: the signal's.
    """

    def __init__(self, number: int) -> None:
        """Nothing is ended yet."""
        super().__init__(number)
        self.number = number

    @property
    def status(self) -> int:
        """The exit status that is usual for this signal."""
        return 128 + self.number


@contextmanager
def stoppable() -> Iterator[None]:
    """Have signals raise `Stopped` in what is done here; further ones are let pass.

    In another thread than the main one, which no signal reaches, nothing changes.

    Raises:
        Stopped: a signal came.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if not came:
            came.append(number)
            raise Stopped(number)

    numbers = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    before = {
        number: signal.signal(number, stop)
        for number in numbers
        if signal.getsignal(number) is not signal.SIG_IGN  # such as under nohup
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
