"""Layers with weights that keep no state: Dense and Embedding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..activations import ACTIVATIONS
from .layer import Config, InPlace, Made, Shapes, described


@dataclass(frozen=True)
class Dense:
    """A Dense layer, activation(x·W + b) on the last axis.

    The layer of the perceptron, F. Rosenblatt, Psychological Review 65 (1958), with
    any activation.

    Attributes:
        units: numbers that come out.
        activation: name of the function around the sum.
        use_bias: whether b is there.
    """

    units: int
    activation: str = "linear"
    use_bias: bool = True

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Dense({self.units})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, units) and, with a bias, (units,)."""
        if not shape:
            raise ValueError(f"{self.name} reads (…, features), not a single number.")
        kernel = (shape[-1], self.units)
        return (kernel, (self.units,)) if self.use_bias else (kernel,)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """The same but for the last axis."""
        if not shape:
            raise ValueError(f"{self.name} reads (…, features), not a single number.")
        return (*shape[:-1], self.units)

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, …, features)."""
        kernel, *rest = weights
        return ACTIVATIONS[self.activation](x @ kernel + (rest[0] if rest else 0.0))

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The same."""
        return mask

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.dense import of_dense  # it is made of layers itself

        return of_dense(self, shape)

    def config(self) -> Config:
        """Keras' plain description."""
        return described("Dense", **asdict(self))


@dataclass(frozen=True)
class Embedding:
    """A table with a vector for each word: a word number picks its row.

    Y. Bengio, R. Ducharme, P. Vincent, C. Jauvin, A neural probabilistic language
    model, Journal of Machine Learning Research 3 (2003).

    Attributes:
        words: how many word numbers there are, 0 among them; Keras' input_dim.
        features: numbers a word; Keras' output_dim.
        mask_zero: whether 0 is padding, to be skipped by the layers above.
    """

    words: int
    features: int
    mask_zero: bool = False

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Embedding({self.words}, {self.features})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(words, features)."""
        return ((self.words, self.features),)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """One axis more, of the features."""
        return (*shape, self.features)

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Vectors for x, (batch, …) of word numbers.

        A number that the table has no row for gives NaN: Keras raises there, or not,
        as the device has it, and NaN equals nothing.
        """
        numbers = x.astype("int64")
        there = (numbers >= 0) & (numbers < self.words)
        return np.where(
            there[..., None], weights[0][np.where(there, numbers, 0)], np.nan
        )

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """True where the word number is not 0, with mask_zero; else none."""
        return x != 0 if self.mask_zero else None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.inputs import of_embedding  # it is made of layers itself

        return of_embedding(self, shape)

    def config(self) -> Config:
        """Keras' plain description."""
        return described(
            "Embedding",
            input_dim=self.words,
            output_dim=self.features,
            mask_zero=self.mask_zero,
        )
