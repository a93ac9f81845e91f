"""No test is anybody's progress, and none takes for ever; groups stay on one worker."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from autograder.learner.place import PROGRESS

os.environ[PROGRESS] = "off"  # before any kernel starts, and for all that do

LONGEST = 600
"""Seconds that a test may take with its fixtures; the longest takes two minutes."""

AGAIN = 60
"""Seconds until it is told so once more, should the error have been caught."""


class TookTooLong(Exception):
    """A test waits for what does not come."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Have a test that waits for ever fail, and those after it run."""

    def stop(number: int, frame: FrameType | None) -> None:
        faulthandler.dump_traceback(sys.__stderr__ or 2)
        raise TookTooLong(f"It was not done after {LONGEST} s.")

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, LONGEST, AGAIN)
    try:
        return (yield)
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give grouped tests the ids by which `--dist loadgroup` keeps them on one worker.

    pytest-xdist 3.8 writes them to an attribute that pytest 9.2 no longer reads.
    """
    for item in items:
        grouped = getattr(item, "_nodeid", item.nodeid)
        if grouped != item.nodeid:
            item._id = type(item.id).parse(grouped)
