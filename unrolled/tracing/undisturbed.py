"""Keeps a figure from changing what the reader's code does after it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leaves Python's random numbers where they stand.

    Keras draws from them the seed of every initializer that has none, also when a layer
    is copied: a notebook with a figure would train other weights than one without.
    """
    state = random.getstate()
    try:
        yield
    finally:
        random.setstate(state)
