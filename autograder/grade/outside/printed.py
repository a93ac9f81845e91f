"""Catches what is printed in one thread; what others print goes where it did."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TextIO

_into: ContextVar[io.StringIO | None] = ContextVar("into", default=None)


class _Switch:
    """A standard output that is another one in each context."""

    def __init__(self, usual: TextIO) -> None:
        self.usual = usual
        self.users = 0

    def __getattr__(self, name: str) -> Any:
        into = _into.get()
        return getattr(self.usual if into is None else into, name)


_lock = Lock()


@contextmanager
def printed() -> Iterator[io.StringIO]:
    """Catch what this thread prints for the while.

    `contextlib.redirect_stdout` is the whole process's: where jobs are done side by
    side in threads, one would catch another's words, or leave its own trap behind.

    Yields:
        What was printed until now.
    """
    found = io.StringIO()
    with _lock:
        usual: Any = sys.stdout
        switch = usual if isinstance(usual, _Switch) else _Switch(usual)
        sys.stdout = switch  # type: ignore[assignment]
        switch.users += 1
    before = _into.set(found)
    try:
        yield found
    finally:
        _into.reset(before)
        with _lock:
            switch.users -= 1
            if not switch.users and sys.stdout is switch:  # type: ignore[comparison-overlap]
                sys.stdout = switch.usual
