"""What every layer of the oracle can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from ..expected import Mistake

Shapes = tuple[tuple[int, ...], ...]
Config = dict[str, Any]
Made = np.ndarray | tuple[np.ndarray, ...]


class Layer(Protocol):
    """A layer: what it is called, what it weighs, what it makes.

    Shapes are of one sentence, without the batch axis.
    """

    @property
    def name(self) -> str:
        """As one would write it in Keras."""

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Shapes of its weights, in Keras' order, when it reads ``shape``.

        Raises:
            ValueError: it cannot read that shape.
        """

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """What it makes of ``shape``; with return_state a tuple of shapes.

        Raises:
            ValueError: it cannot read that shape.
        """

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Its outputs, (batch, …), for inputs (batch, …), in float64.

        Args:
            x: (batch, …).
            weights: in Keras' order.
            mask: (batch, steps), True where a word stands; None when all count.

        Returns:
            One array; with return_state the outputs and then each state.
        """

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The mask that it hands on, (batch, steps); None when it hands on none."""

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """Layers that learners build in its place, where it reads ``shape``."""

    def config(self) -> Config | None:
        """Keras' plain description of it; None when no single Keras layer does it."""


InPlace = tuple[tuple[Mistake, tuple[Layer, ...]], ...]
"""Mistakes, and the layers that a learner who makes them builds in a layer's place."""


class Recurrent(Layer, Protocol):
    """A layer that reads step by step, or two of them as one."""

    @property
    def units(self) -> int:
        """Numbers in a state."""

    @property
    def return_sequences(self) -> bool:
        """Whether there is one vector for each word."""

    @property
    def return_state(self) -> bool:
        """Whether the last states follow the outputs."""


def described(kind: str, **settings: object) -> Config:
    """Keras' plain description of a layer.

    Args:
        kind: the name of its class.
        settings: its arguments by their names.

    >>> described("Dense", units=3)
    {'module': 'keras.layers', 'class_name': 'Dense', 'config': {'units': 3}}
    """
    return {"module": "keras.layers", "class_name": kind, "config": settings}


def steps_and_features(name: str, shape: tuple[int, ...]) -> tuple[int, int]:
    """The two axes of a sequence.

    Args:
        name: of the layer that reads it.
        shape: of one sentence.

    Raises:
        ValueError: it is no sequence of vectors.
    """
    if len(shape) != 2:
        raise ValueError(f"{name} reads (steps, features), not {shape}.")
    return shape[0], shape[1]
