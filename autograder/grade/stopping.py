"""Ctrl-C and SIGTERM end a command in order: once, and not in the middle of ending."""

from __future__ import annotations

import signal
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from types import FrameType

from .grader import Outcome
from .trouble import Halted

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


@contextmanager
def how_far(outcomes: Collection[Outcome], number: int) -> Iterator[None]:
    """Add to what ends the grading how far it came, and that it can go on.

    Args:
        outcomes: those there are until now.
        number: how many there are to be.

    Raises:
        Halted: it cannot go on, or somebody wants it to end.
    """
    try:
        yield
    except Halted as error:
        raise Halted(f"{error} {_so_far(outcomes, number)}") from error
    except Stopped as stopped:
        words = f"Stopped. {_so_far(outcomes, number)}"
        raise Halted(words, stopped.status) from None


def _so_far(outcomes: Collection[Outcome], number: int) -> str:
    done = sum(outcome.status != "failed" for outcome in outcomes)
    return (
        f"Done: {done} of {number}; they are kept. The same command goes on with the "
        "others."
    )
