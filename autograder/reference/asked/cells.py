"""LSTMs whose gates are taken for one another, or whose cell is computed otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from ..activations import ACTIVATIONS
from ..expected import Mistake
from ..layers.lstm import LSTM
from ..layers.reading import Read, States, read

ORDER = ("i", "f", "c", "o")
"""How Keras lays the four blocks of an LSTM's weights side by side."""


@dataclass(frozen=True)
class At:
    """What an LSTM computes with at a step, each (batch, units).

    Attributes:
        i: the input gate.
        f: the forget gate.
        o: the output gate.
        sums: of the new content, before its activation.
        h: the state before.
        c: the cell state before.
        squash: the activation of the new content and of c.
    """

    i: np.ndarray
    f: np.ndarray
    o: np.ndarray
    sums: np.ndarray
    h: np.ndarray
    c: np.ndarray
    squash: Callable[[np.ndarray], np.ndarray]

    @property
    def new(self) -> np.ndarray:
        """The new content."""
        return self.squash(self.sums)

    def shown(self, c: np.ndarray) -> States:
        """The states as an LSTM hands them out, with a cell state."""
        return self.o * self.squash(c), c


Cell = Callable[[At], States]


def _unsquashed(at: At) -> States:
    c = at.f * at.c + at.i * at.new
    return at.o * c, c


def _ungated(at: At) -> States:
    c = at.f * at.c + at.i * at.new
    return at.squash(c), c


WRONG: tuple[tuple[Mistake, Cell], ...] = (
    (
        Mistake(
            "cell-not-squashed",
            "The cell state is handed out as it is here, times the output gate: its "
            "activation is missing.",
        ),
        _unsquashed,
    ),
    (
        Mistake(
            "no-output-gate",
            "The output gate is missing: h is the activation of c alone here.",
        ),
        _ungated,
    ),
    (
        Mistake(
            "no-forget-gate",
            "The forget gate is missing: all of c is kept at every step here.",
        ),
        lambda at: at.shown(at.c + at.i * at.new),
    ),
    (
        Mistake(
            "no-input-gate",
            "The input gate is missing: all that is new is added to c here.",
        ),
        lambda at: at.shown(at.f * at.c + at.new),
    ),
    (
        Mistake(
            "input-gate-from-forget",
            "What is new is weighted by 1 − f here, as a GRU does it. An LSTM has an "
            "input gate of its own.",
        ),
        lambda at: at.shown(at.f * at.c + (1 - at.f) * at.new),
    ),
    (
        Mistake(
            "new-not-squashed",
            "What is new goes into c without its activation here.",
        ),
        lambda at: at.shown(at.f * at.c + at.i * at.sums),
    ),
    (
        Mistake(
            "cell-not-carried",
            "c begins anew at every step here: what it was before is not kept.",
        ),
        lambda at: at.shown(at.i * at.new),
    ),
    (
        Mistake(
            "forget-gate-on-h",
            "The forget gate weighs the last h here. It is the last c that it weighs.",
        ),
        lambda at: at.shown(at.f * at.h + at.i * at.new),
    ),
)
"""Known wrong ways to compute the states of a step."""


def of_cells(
    layer: LSTM, x: np.ndarray, weights: Sequence[np.ndarray]
) -> Iterator[tuple[Mistake, Read]]:
    """What comes of an LSTM that is computed wrongly with the given weights.

    Args:
        layer: what was asked for.
        x: (batch, steps, features).
        weights: in Keras' order.
    """
    for order in permutations(range(len(ORDER))):
        named = ", ".join(ORDER[order.index(block)] for block in range(len(ORDER)))
        if named != ", ".join(ORDER):
            text = (
                f"The four blocks of the weights are read as {named} here. Keras lays "
                "them side by side in another order."
            )
            shuffled = [_in_order(weight, order) for weight in weights]
            yield Mistake("gates-in-other-order", text), layer.read(x, shuffled)
    for mistake, cell in WRONG:
        yield mistake, _read(layer, x, weights, cell)


def _in_order(weight: np.ndarray, order: Sequence[int]) -> np.ndarray:
    """The blocks of a weight, side by side in another order."""
    blocks = np.split(weight, len(ORDER), axis=-1)
    return np.concatenate([blocks[block] for block in order], axis=-1)


def _read(
    layer: LSTM, x: np.ndarray, weights: Sequence[np.ndarray], cell: Cell
) -> Read:
    kernel, recurrent_kernel, *rest = weights
    bias = rest[0] if rest else 0.0
    gate = ACTIVATIONS[layer.recurrent_activation]
    squash = ACTIVATIONS[layer.activation]

    def step(given: np.ndarray, states: States) -> States:
        h, c = states
        i, f, new, o = np.split(
            given @ kernel + h @ recurrent_kernel + bias, 4, axis=-1
        )
        return cell(At(gate(i), gate(f), gate(o), new, h, c, squash))

    zeros = np.zeros((len(x), layer.units))
    return read(step, x, (zeros, zeros), backwards=layer.go_backwards)
