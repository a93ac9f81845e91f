"""A softmax over another axis than the last: what learners do by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..activations import softmax
from .layer import Config, InPlace, Made, Shapes, described


@dataclass(frozen=True)
class Softmax:
    """exp(x) / sum(exp(x)) over an axis.

    Attributes:
        axis: 0 is the batch, 1 the steps, −1 the last one.
    """

    axis: int = -1

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Softmax(axis={self.axis})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """The same."""
        if self.axis > len(shape):
            raise ValueError(f"{self.name} needs more axes than those of {shape}.")
        return shape

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, …); masked steps count like any other."""
        return softmax(x.swapaxes(self.axis, -1)).swapaxes(self.axis, -1)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The same."""
        return mask

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """None that is known."""
        return ()

    def config(self) -> Config:
        """Keras' plain description."""
        return described("Softmax", axis=self.axis)
