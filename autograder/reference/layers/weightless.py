"""Layers without weights: Masking, RepeatVector, Flatten, Reshape, Pool, Softmax."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .layer import Config, InPlace, Made, Shapes, described, steps_and_features


@dataclass(frozen=True)
class Masking:
    """Masks the steps at which every number is one value, and makes them zeros.

    Attributes:
        mask_value: that one.
    """

    mask_value: float = 0.0

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Masking({self.mask_value})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """The same."""
        return shape

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """The same, (batch, steps, features), but for zeros at masked steps."""
        return np.where(self._real(x)[..., None], x, 0.0)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """True where a number is another than the mask value."""
        return self._real(x)

    def _real(self, x: np.ndarray) -> np.ndarray:
        return (x != self.mask_value).any(axis=-1)

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.inputs import of_masking  # it is made of layers itself

        return of_masking(self)

    def config(self) -> Config:
        """Keras' plain description."""
        return described("Masking", mask_value=self.mask_value)


@dataclass(frozen=True)
class RepeatVector:
    """The same vector at each of ``n`` steps.

    Attributes:
        n: how many steps.
    """

    n: int

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"RepeatVector({self.n})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(n, features)."""
        if len(shape) != 1:
            raise ValueError(f"{self.name} reads (features,), not {shape}.")
        return (self.n, *shape)

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """(batch, n, features) of x, (batch, features)."""
        return np.repeat(x[:, None], self.n, axis=1)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """None."""
        return None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """None that is known."""
        return ()

    def config(self) -> Config:
        """Keras' plain description."""
        return described("RepeatVector", n=self.n)


@dataclass(frozen=True)
class Reshape:
    """The same numbers in other axes.

    Attributes:
        target: lengths of the axes, without the batch.
    """

    target: tuple[int, ...]

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Reshape({self.target})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """The target."""
        if math.prod(shape) != math.prod(self.target):
            raise ValueError(f"{self.name} cannot be made of {shape}.")
        return self.target

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """The numbers of x, (batch, …), in the target's axes."""
        return x.reshape(len(x), *self.target)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """None."""
        return None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """None that is known."""
        return ()

    def config(self) -> Config:
        """Keras' plain description."""
        return described("Reshape", target_shape=self.target)


@dataclass(frozen=True)
class Flatten:
    """Lays all axes but the batch end to end."""

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return "Flatten()"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(all numbers,)."""
        return (math.prod(shape),)

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, …)."""
        return x.reshape(len(x), -1)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """None."""
        return None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """None that is known."""
        return ()

    def config(self) -> Config:
        """Keras' plain description."""
        return described("Flatten")


@dataclass(frozen=True)
class Pool:
    """Makes one vector of the vectors of all steps.

    Attributes:
        how: their mean (of the real steps, as Keras' GlobalAveragePooling1D has it),
            their largest numbers (masks or not, as GlobalMaxPooling1D has it), their
            sum, or the vector of the first, the last but one or the last step.
    """

    how: Literal["mean", "max", "sum", "first", "last but one", "last"]

    @property
    def name(self) -> str:
        """What it does."""
        return f"the {self.how} of all steps"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(features,)."""
        _, features = steps_and_features(self.name, shape)
        return (features,)

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """(batch, features) of x, (batch, steps, features)."""
        if self.how == "mean" and mask is not None:
            real = mask[..., None]
            with np.errstate(invalid="ignore"):  # no real step: 0 / 0, as in Keras
                return np.where(real, x, 0.0).sum(axis=1) / real.sum(axis=1)
        if self.how == "mean":
            return x.mean(axis=1)
        if self.how == "max":
            return x.max(axis=1)
        if self.how == "sum":
            return x.sum(axis=1)
        return x[:, {"first": 0, "last but one": -2, "last": -1}[self.how]]

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """None."""
        return None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """None that is known."""
        return ()

    def config(self) -> Config | None:
        """Keras' plain description of the mean and the maximum; else None."""
        kinds = {"mean": "GlobalAveragePooling1D", "max": "GlobalMaxPooling1D"}
        return described(kinds[self.how]) if self.how in kinds else None
