"""Stacks by what they answer: each layer returns its sequence where one is needed.

So an exercise can say which layers it wants without saying which of them return
sequences, where that is what the learner is to find out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .gru import GRU
from .layer import Layer
from .lstm import LSTM
from .simple_rnn import SimpleRNN
from .stack import Stack
from .wrappers import Bidirectional


def sentence_stack(layers: Sequence[Layer]) -> Stack:
    """A stack with one answer a sentence: all recurrent layers but the last return one.

    Args:
        layers: from the input up, at least one of them recurrent.

    Returns:
        The same layers; each recurrent one returns its sequence but for the last, which
        returns one vector.

    Raises:
        ValueError: no layer is recurrent.

    >>> sentence_stack([GRU(12), GRU(6)]).output_shape((10, 8))
    (6,)
    """
    *lower, last = _places(layers)
    return _returning(layers, {**dict.fromkeys(lower, True), last: False})


def word_stack(layers: Sequence[Layer]) -> Stack:
    """A stack with one answer a word: all recurrent layers return their sequence.

    Args:
        layers: from the input up, at least one of them recurrent.

    Returns:
        The same layers; each recurrent one returns its sequence.

    Raises:
        ValueError: no layer is recurrent.

    >>> word_stack([Bidirectional(LSTM(6))]).output_shape((10, 8))
    (10, 12)
    """
    return _returning(layers, dict.fromkeys(_places(layers), True))


def _places(layers: Sequence[Layer]) -> list[int]:
    """Where recurrent layers stand."""
    kinds = (SimpleRNN, LSTM, GRU, Bidirectional)
    places = [i for i, layer in enumerate(layers) if isinstance(layer, kinds)]
    if not places:
        raise ValueError(
            "None of these layers is recurrent, so none returns a sequence; use Stack."
        )
    return places


def _returning(layers: Sequence[Layer], sequences: dict[int, bool]) -> Stack:
    """The layers as a stack, some of them told whether they return their sequence."""
    found = list(layers)
    for place, sequence in sequences.items():
        found[place] = _set(found[place], sequence)
    return Stack(found)


def _set(layer: Layer, sequence: bool) -> Layer:
    match layer:
        case Bidirectional():
            inner = replace(layer.layer, return_sequences=sequence)
            return replace(layer, layer=inner)
        case SimpleRNN() | LSTM() | GRU():
            return replace(layer, return_sequences=sequence)
        case _:
            return layer
