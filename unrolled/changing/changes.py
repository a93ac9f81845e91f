"""What training changed in a model's weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..tracing.chain import chain_of
from ..tracing.gates import GRU_GATES, LSTM_GATES
from ..tracing.tensors import to_numpy

SYMBOLS = {"kernel": "W", "recurrent_kernel": "U", "bias": "b", "embeddings": "E"}
GATES = {
    kind: tuple(symbol for symbol, _ in gates)
    for kind, gates in (("LSTM", LSTM_GATES), ("GRU", GRU_GATES))
}


@dataclass(frozen=True)
class Change:
    """One array of weights, before training and after.

    Attributes:
        layer: which layer of the model it belongs to, from 0.
        owner: which part of the layer, such as ``"forward"`` or ``"cell 1"``; ``""``
            where there is one.
        name: as Keras names it, such as ``"recurrent_kernel"``.
        gates: what its columns are divided into, in equal parts; none in a layer
            without gates.
        trainable: whether training may change it.
        before: the array before training.
        after: the array now.
    """

    layer: int
    owner: str
    name: str
    gates: tuple[str, ...]
    trainable: bool
    before: np.ndarray
    after: np.ndarray

    @property
    def symbol(self) -> str:
        """The letter of the equations, ``""`` where they have none."""
        return SYMBOLS.get(self.name, "")

    @property
    def by(self) -> np.ndarray:
        """What was added to each number."""
        return self.after.astype("float64") - self.before.astype("float64")

    @property
    def changed(self) -> bool:
        """Whether any number is another."""
        return not np.array_equal(self.before, self.after)

    @property
    def largest(self) -> float:
        """The largest change of a number, without its sign."""
        return float(np.abs(self.by).max(initial=0.0))

    @property
    def mean(self) -> float:
        """The mean of all changes without their signs."""
        return float(np.abs(self.by).mean()) if self.by.size else 0.0


def changes(model: Any, before: Sequence[np.ndarray]) -> tuple[Change, ...]:
    """What became of each of a model's weights, in the order of its layers.

    Args:
        model: the model as it is now.
        before: what its ``get_weights()`` returned earlier.
    """
    earlier = {id(v): old for v, old in zip(model.weights, before, strict=True)}
    found = []
    for index, link in enumerate(chain_of(model).links):
        for owner, part in _parts(link.layer):
            kind = type(part).__name__.removesuffix("Cell")
            for variable in part.weights:
                old = earlier[id(variable)]
                found.append(
                    Change(
                        index,
                        owner,
                        variable.name,
                        GATES.get(kind, ()),
                        bool(variable.trainable),
                        old,
                        to_numpy(variable),
                    )
                )
    return tuple(found)


def _parts(layer: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """What has the weights in a layer, with its name where there is more than one."""
    if hasattr(layer, "forward_layer"):
        yield from _parts(layer.forward_layer, "forward ")
        yield from _parts(layer.backward_layer, "backward ")
    elif type(layer).__name__ == "TimeDistributed":
        yield from _parts(layer.layer, prefix)
    else:
        cell = getattr(layer, "cell", layer)
        several = getattr(cell, "cells", None)
        if several is None:
            yield prefix.strip(), cell
        else:
            for number, each in enumerate(several, start=1):
                yield f"{prefix}cell {number}", each
