"""No test is anybody's progress; tests of a group stay on one worker."""

from __future__ import annotations

import os

import pytest

from autograder.learner.place import PROGRESS

os.environ[PROGRESS] = "off"  # before any kernel starts, and for all that do


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give grouped tests the ids by which `--dist loadgroup` keeps them on one worker.

    pytest-xdist 3.8 writes them to an attribute that pytest 9.2 no longer reads.
    """
    for item in items:
        grouped = getattr(item, "_nodeid", item.nodeid)
        if grouped != item.nodeid:
            item._id = type(item.id).parse(grouped)
