"""Random sentences, states and weights in which every mistake shows."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

WEIGHTS = ("kernel", "recurrent_kernel", "bias")

Axes = tuple[tuple[str, int], ...]


def axes(**lengths: int) -> Axes:
    """The axes of a case's arrays by their names.

    >>> axes(sentences=5, lower_units=4)
    (('sentences', 5), ('lower units', 4))
    """
    return tuple((name.replace("_", " "), size) for name, size in lengths.items())


def signed(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Random numbers whose signs alternate along the last axis.

    No sentence is of one sign by chance, so what is right for one sign shows in all.

    Args:
        rng: what they are drawn from.
        shape: of the array.
    """
    signs = np.where(np.arange(shape[-1]) % 2, 1, -1) * rng.choice([-1, 1])
    return rng.uniform(0.1, 1, shape) * signs


def sentences(rng: Generator, shape: tuple[int, int, int]) -> np.ndarray:
    """Sentences of such numbers; one has a word of zeros inside, which is a word too.

    Args:
        rng: what they are drawn from.
        shape: (batch, steps, features).
    """
    drawn = signed(rng, shape)
    if shape[1] > 2:
        drawn[rng.integers(shape[0]), rng.integers(1, shape[1] - 1)] = 0
    return drawn


def weights(rng: Generator, features: int, units: int) -> tuple[np.ndarray, ...]:
    """Kernel, recurrent kernel and bias, large enough for every part to be felt.

    Args:
        rng: what they are drawn from.
        features: numbers a word.
        units: numbers in a state.
    """
    return (
        rng.uniform(-1, 1, (features, units)),
        rng.uniform(-1, 1, (units, units)),
        rng.uniform(-1, 1, units),
    )


def lengths(rng: Generator, batch: int, steps: int) -> np.ndarray:
    """How many real words each sentence has: at least 2, and never all steps.

    Where there are several, the first is short and the second the longest.

    Args:
        rng: what they are drawn from.
        batch: how many sentences.
        steps: of each; at least 4.
    """
    found = rng.integers(2, steps, batch)
    found[:2] = [2, steps - 1][:batch] if batch > 1 else steps - 1
    return found
