"""SimpleRNN by its equation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ..recurrence import RIGHT
from .layer import Config, InPlace, Made, Shapes, described
from .reading import Read, States, gated_shapes, read, returned, returned_shape


@dataclass(frozen=True)
class SimpleRNN:
    """A SimpleRNN by its equation, h_t = tanh(x_t·W + h_{t−1}·U + b).

    J. L. Elman, Finding structure in time, Cognitive Science 14 (1990).

    Attributes:
        units: numbers in the state.
        activation: name of the function around the sum.
        use_bias: whether b is there.
        return_sequences: whether every state is returned, not the last alone.
        return_state: whether the last state is returned once more, after the outputs.
        go_backwards: whether the last step is read first.
    """

    units: int
    activation: str = "tanh"
    use_bias: bool = True
    return_sequences: bool = False
    return_state: bool = False
    go_backwards: bool = False

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"SimpleRNN({self.units})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, units), (units, units) and, with a bias, (units,)."""
        return gated_shapes(self, shape, gates=1)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(units,), or (steps, units) with return_sequences; then the state's."""
        return returned_shape(self, shape, states=1)

    def read(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
        *,
        zero_masked: bool = False,
    ) -> Read:
        """All outputs and the last state; see `autograder.reference.layers.reading`."""
        kernel, recurrent_kernel, *rest = weights
        bias = rest[0] if rest else np.zeros(self.units)
        equation = replace(RIGHT, activation=self.activation)

        def step(given: np.ndarray, states: States) -> States:
            return (equation.step(given, states[0], kernel, recurrent_kernel, bias),)

        return read(
            step,
            x,
            (np.zeros((len(x), self.units)),),
            mask,
            backwards=self.go_backwards,
            zero_masked=zero_masked,
        )

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, steps, features)."""
        found = self.read(x, weights, mask)
        return returned(found, self.return_sequences, self.return_state)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The same, when there is an output for each step."""
        return mask if self.return_sequences else None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.recurrent import of_recurrent  # it is made of layers itself

        return of_recurrent(self, shape)

    def config(self) -> Config:
        """Keras' plain description."""
        return described("SimpleRNN", **asdict(self))
