"""Layers on top of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..expected import Mistake
from .layer import Layer, Made, Shapes
from .plain import Embedding


@dataclass(frozen=True)
class Stack:
    """Layers on top of each other.

    Attributes:
        layers: from the input up; those that return states stand on top alone.
        weights: given weights in Keras' order; none for a model of any weights.
    """

    layers: tuple[Layer, ...]
    weights: tuple[np.ndarray, ...] = ()

    def __init__(
        self, layers: Sequence[Layer], weights: Sequence[np.ndarray] = ()
    ) -> None:
        """Layers from the input up, and weights in Keras' order."""
        object.__setattr__(self, "layers", tuple(layers))
        arrays = tuple(np.asarray(array, dtype="float64") for array in weights)
        object.__setattr__(self, "weights", arrays)

    @classmethod
    def of(cls, like: Layer | Stack) -> Stack:
        """A stack as it is, or a layer as a stack of one."""
        return like if isinstance(like, Stack) else cls([like])

    @property
    def name(self) -> str:
        """Its layers as one would write them in Keras, from the input up."""
        return " → ".join(layer.name for layer in self.layers)

    @property
    def vocabulary(self) -> int | None:
        """How many word numbers it reads; None when it reads no word numbers."""
        first = self.layers[0] if self.layers else None
        return first.words if isinstance(first, Embedding) else None

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Shapes of all weights, in Keras' order, for inputs of ``shape``.

        Raises:
            ValueError: a layer cannot read what comes to it.
        """
        return tuple(s for shapes in self.by_layer(shape) for s in shapes)

    def by_layer(self, shape: tuple[int, ...]) -> tuple[Shapes, ...]:
        """The same, layer by layer."""
        found = []
        for layer in self.layers:
            found.append(layer.weight_shapes(shape))
            shape = layer.output_shape(shape)
        return tuple(found)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """What comes out for ``shape``; both without the batch axis.

        Raises:
            ValueError: a layer cannot read what comes to it.
        """
        for layer in self.layers:
            shape = layer.output_shape(shape)
        return shape

    def parameters(self, shape: tuple[int, ...]) -> int:
        """How many numbers training would change, for inputs of ``shape``."""
        return sum(math.prod(s) for s in self.weight_shapes(shape))

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> Made:
        """Outputs, (batch, …), for inputs (batch, …) and weights in Keras' order."""
        return self.each(x, weights)[-1] if self.layers else np.asarray(x, "float64")

    def each(
        self, x: np.ndarray, weights: Sequence[np.ndarray]
    ) -> tuple[np.ndarray | tuple[np.ndarray, ...], ...]:
        """The outputs of every layer, in order.

        Args:
            x: (batch, …).
            weights: in Keras' order.
        """
        made: Made = np.asarray(x, dtype="float64")
        found: list[Made] = []
        place, mask = 0, None
        for layer in self.layers:
            if isinstance(made, tuple):
                raise ValueError(f"{layer.name} reads one array, not a list of them.")
            shapes = layer.weight_shapes(made.shape[1:])
            own = [np.asarray(w, "float64") for w in weights[place:][: len(shapes)]]
            place += len(shapes)
            below = made
            with np.errstate(over="ignore", invalid="ignore"):  # sums may grow to ∞
                made = layer(below, own, mask)
            mask = layer.mask(below, mask)
            found.append(made)
        return tuple(found)

    def mistakes(self, shape: tuple[int, ...]) -> tuple[tuple[Mistake, Stack], ...]:
        """Stacks that learners build instead, for inputs of ``shape``."""
        from ..mistakes.stacks import singles  # it is made of stacks itself

        return singles(self, shape)

    def equals(self) -> Iterator[Stack]:
        """Itself, and stacks that are the same but for the order of a kernel's rows."""
        from ..mistakes.order import equals  # it is made of stacks itself

        return equals(self)

    def pairs(
        self, shape: tuple[int, ...]
    ) -> Iterator[tuple[tuple[Mistake, Mistake], Stack]]:
        """Stacks with two mistakes at once, each once, made as they are asked for.

        Those that undo each other or come to one mistake alone are left out.
        """
        from ..mistakes.stacks import pairs  # it is made of stacks itself

        return pairs(self, shape)
