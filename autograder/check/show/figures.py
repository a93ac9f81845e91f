"""A figure for a hint, drawn by whichever package offers to.

The checks import no package that draws. One that can declares an entry point in the
group ``autograder.figures``: a function that takes descriptions of layers, their
weights and a sentence, and gives a PNG, the figure in words, and its width. What it is
given is plain data, so that the model need not be in the same process.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any

import numpy as np

from ...reference.layers import GRU, LSTM, Bidirectional, Layer, SimpleRNN, Stack

GROUP = "autograder.figures"

LARGEST = 60_000
"""Bytes of a figure that are shown: a class's notebooks hold many."""

WIDEST = 12
"""Numbers of the longest vector that can still be read side by side."""

HIGHEST = 3.0
"""Height that can still be read, in that of a SimpleRNN; see `_height`."""

Configs = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Sketch:
    """What a figure is drawn from.

    Attributes:
        found: Keras' description of each layer that was built, from the input up.
        asked: of each that was asked for.
        weights: of both, in Keras' order.
        sentence: (steps, …), one that both read.
        number: of that sentence among those of the check, from 1.
    """

    found: Configs
    asked: Configs
    weights: tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]
    sentence: np.ndarray
    number: int


@dataclass(frozen=True)
class Figure:
    """A picture below a hint.

    Attributes:
        png: its bytes.
        alt: what it shows, in words.
        width: in CSS pixels.
        number: of the sentence that it is of.
    """

    png: bytes
    alt: str
    width: int
    number: int


def sketch(
    found: Stack,
    asked: Stack,
    weights: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
    sentences: np.ndarray,
) -> Sketch | None:
    """What to draw of a stack that was built and the one that was asked for.

    Args:
        found: the layers that explain what a learner's model makes.
        asked: those that were asked for.
        weights: of both, each in its own order.
        sentences: (batch, steps, …), which both read; the one that is drawn is the
            first of those that show well what is wrong.

    Returns:
        None when a figure of it could not be read, or a layer is none of Keras'.
    """
    both = []
    place = _telling(found, asked, weights, sentences)
    sentence = sentences[place]
    for stack, own in zip((found, asked), weights, strict=True):
        configs = [layer.config() for layer in stack.layers]
        high = sum(map(_height, stack.layers)) > HIGHEST
        if high or not _narrow(stack, own, sentence):
            return None
        both.append(tuple(config for config in configs if config is not None))
        if len(both[-1]) < len(configs):
            return None
    kept = (tuple(weights[0]), tuple(weights[1]))
    return Sketch(both[0], both[1], kept, sentence, place + 1)


def _telling(
    found: Stack,
    asked: Stack,
    weights: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
    sentences: np.ndarray,
) -> int:
    """Place of the first sentence that the two read about as differently as any."""
    with np.errstate(all="ignore"):
        made, right = found(sentences, weights[0]), asked(sentences, weights[1])
    if not isinstance(made, np.ndarray) or not isinstance(right, np.ndarray):
        return 0
    if made.shape != right.shape:
        return 0
    axes = tuple(range(1, made.ndim))
    apart = np.nan_to_num(np.abs(made - right).max(axis=axes), nan=np.inf)
    return int(np.argmax(apart >= apart.max() / 2))


def _height(layer: Layer) -> float:
    """How high a layer is drawn: a state is a row, and so is a direction."""
    if isinstance(layer, Bidirectional):
        return 2 * _height(layer.layer)
    if isinstance(layer, LSTM):
        return 1.5
    return 1.0 if isinstance(layer, SimpleRNN | GRU) else 0.5


def _narrow(stack: Stack, weights: Sequence[np.ndarray], sentence: np.ndarray) -> bool:
    """Whether every vector is short enough, what is read among them."""
    with np.errstate(all="ignore"):
        made = stack.each(sentence[np.newaxis], weights)
    widths = [array.shape[-1] for array in made if isinstance(array, np.ndarray)]
    if sentence.ndim > 1:
        widths.append(sentence.shape[-1])
    return len(widths) >= len(made) and max(widths) <= WIDEST


@cache
def drawn_by() -> Any:
    """The function that draws; None when no package offers one."""
    for entry in entry_points(group=GROUP):
        return entry.load()
    return None


_other: Any = None


def draw_by(function: Any) -> None:
    """Have figures drawn by this function in place of a package's.

    Args:
        function: takes and gives what the packages' functions do.
    """
    global _other
    _other = function


def drawn(what: Sketch) -> Figure | None:
    """The figure; None when there is no package to draw it, or it cannot.

    Args:
        what: it is drawn from.
    """
    # a hint is whole without its figure, and a learner needs no error of ours, nor a
    # warning about layers that are built to be drawn
    try:
        draw = _other or drawn_by()
        if draw is None:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            png, alt, width = draw(what.found, what.asked, what.weights, what.sentence)
    except Exception:
        return None
    return Figure(png, alt, width, what.number) if len(png) <= LARGEST else None
