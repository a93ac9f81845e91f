"""What wrong counts of a recurrent layer's parameters would be."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..counting import RIGHT, WRONG
from ..expected import Mistake
from ..layers.gru import GRU
from ..layers.lstm import LSTM
from ..layers.simple_rnn import SimpleRNN

Kind = SimpleRNN | LSTM | GRU

GATES = {SimpleRNN: 1, GRU: 3, LSTM: 4}
"""Blocks of weights that lie side by side."""


def of_recurrent(
    layer: Kind, shape: tuple[int, ...]
) -> Iterator[tuple[Mistake, float]]:
    """Wrong counts of a layer's parameters.

    Args:
        layer: a recurrent layer.
        shape: (steps, features) that it reads.
    """
    steps, features = shape
    units, gates = layer.units, GATES[type(layer)]
    right = _count(layer, features)
    for mistake, counting in WRONG:
        # the cuDNN variant of a GRU does have two biases
        if not (mistake.id == "two-biases" and isinstance(layer, GRU)):
            yield mistake, float(gates * counting.count(features, units))
    yield from _kinds(layer, features)
    if isinstance(layer, GRU):
        one = 3 * RIGHT.count(features, units)
        both = one + 3 * units
        text = (
            "One bias for each unit of a gate is counted. A GRU has two by default, "
            "one for the inputs and one for the state: reset_after=True."
            if layer.reset_after
            else "Two biases for each unit of a gate are counted; with "
            "reset_after=False there is one."
        )
        name = "gru-one-bias" if layer.reset_after else "gru-two-biases"
        yield Mistake(name, text), float(one if layer.reset_after else both)
    text = (
        "The parameters are counted once for each word. The layer has one set of them, "
        "used at every step."
    )
    yield Mistake("parameters-per-step", text), float(steps * right)
    text = "The number of words stands where the numbers of a word belong."
    yield Mistake("steps-for-features", text), float(_count(layer, steps))
    text = "This counts a Dense layer on all words of the sentence laid end to end."
    yield (
        Mistake("dense-parameters", text),
        float((steps * features + 1) * units),
    )


def _kinds(layer: Kind, features: int) -> Iterator[tuple[Mistake, float]]:
    """Counts of other kinds of layers."""
    gates, name = GATES[type(layer)], layer.name
    if gates > 1:
        text = (
            f"One set of weights is counted, as a SimpleRNN has it. {name} has "
            f"{gates}: {gates - 1} gates and what is new."
        )
        count = RIGHT.count(features, layer.units)
        yield Mistake("one-gate", text), float(count)
        text = f"Only the {gates - 1} gates are counted; what is new has weights too."
        yield Mistake("gates-alone", text), float((gates - 1) * count)
    else:
        text = "This is four times the number: an LSTM has four sets of weights, a "
        text += "SimpleRNN one."
        right = RIGHT.count(features, layer.units)
        yield Mistake("other-layer", text), float(4 * right)
        text = "This is as many as a GRU has; a SimpleRNN has one set of weights."
        yield Mistake("other-layer", text), float(_count(GRU(layer.units), features))
        return
    for other in (LSTM(layer.units), GRU(layer.units)):
        if type(other) is not type(layer):
            text = f"This is what {other.name} has; {name} was asked for."
            yield Mistake("other-layer", text), float(_count(other, features))


def _count(layer: Kind, features: int) -> int:
    return sum(math.prod(s) for s in layer.weight_shapes((1, features)))
