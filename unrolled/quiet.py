"""Keeps what TensorFlow writes while it starts off a lesson's page."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def quiet() -> Iterator[None]:
    """Holds back what the body writes to the process's stderr, below Python.

    TensorFlow reports its build and the missing GPU from C++ while it is imported,
    before any of its own settings can silence it; a notebook shows that in red.
    Python's ``sys.stderr`` and its warnings are untouched. When the body raises,
    what was held back is written after all, so that nothing is lost.

    >>> with quiet():
    ...     _ = os.write(2, b"not shown")
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # later messages: errors only
    sys.stderr.flush()
    kept = os.dup(STDERR)
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), STDERR)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(kept, held.read())
            raise
        finally:
            os.dup2(kept, STDERR)
            os.close(kept)
