"""Random inputs for a model: vectors or word numbers, some of them with padding."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from ...reference.layers import Masking, Stack

BATCH = 12
"""Sentences that are read at once; then one alone."""

LENGTHS = (6, 9)
"""Steps of the two batches where any number of them is asked for."""


def draw_inputs(
    like: Stack, shape: tuple[int | None, ...], rng: Generator, words: int | None = None
) -> list[np.ndarray]:
    """Two batches, one of several sentences and one of a single sentence.

    Args:
        like: what reads them.
        shape: of one sentence, without the batch axis; None for any length.
        rng: draws them.
        words: how many word numbers there are; as many as ``like`` reads when it is
            not given.
    """
    drawn = []
    for batch, length in zip((BATCH, 1), LENGTHS, strict=True):
        axes = (batch, *(length if axis is None else axis for axis in shape))
        if like.vocabulary is not None:
            drawn.append(_word_numbers(axes, words or like.vocabulary, rng))
            continue
        # single precision is what the model reads; the oracle gets the same numbers
        inputs = rng.uniform(-1, 1, axes).astype("float32")
        if inputs.ndim > 2 and like.layers:
            if isinstance(like.layers[0], Masking):
                inputs[_padding(axes[:2], rng)] = like.layers[0].mask_value
            else:
                inputs[_empty(axes[:2], rng)] = 0
        drawn.append(inputs)
    return drawn


def sizes(shape: tuple[int | None, ...]) -> tuple[int, ...]:
    """The shape of the first batch's sentences.

    Args:
        shape: of one sentence; None for any length.
    """
    return tuple(LENGTHS[0] if axis is None else axis for axis in shape)


def _word_numbers(axes: tuple[int, ...], words: int, rng: Generator) -> np.ndarray:
    """Word numbers, the highest among them, with 0 as padding."""
    numbers = rng.integers(min(1, words - 1), words, axes)
    numbers[0, -1] = words - 1
    if len(axes) > 1 and len(numbers) > 1:
        numbers[_padding(axes[:2], rng)] = 0
    return numbers.astype("int32")


def _empty(axes: tuple[int, ...], rng: Generator) -> np.ndarray:
    """Where steps of zeros stand, which nothing but a mask leaves out.

    At the start, at the end and between, in a few sentences of a batch: they are words
    like any other. The others have none, so that every step counts there.
    """
    batch, steps = axes
    there = np.zeros((batch, steps), bool)
    if batch < BATCH or steps < 2:
        return there
    there[3, 0] = there[5, -1] = True
    if steps > 2:
        there[7, int(rng.integers(1, steps - 1))] = True
    return there


def _padding(axes: tuple[int, ...], rng: Generator) -> np.ndarray:
    """Where padding stands: at the end, in front, and not at all, in turn."""
    batch, steps = axes
    there = np.zeros((batch, steps), bool)
    for row in range(batch):
        length = int(rng.integers(1, steps)) if steps > 1 else 0
        if row % 3 == 1:
            there[row, steps - length :] = True
        elif row % 3 == 2:
            there[row, :length] = True
    return there
