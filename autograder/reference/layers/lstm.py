"""LSTM by its equations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..activations import ACTIVATIONS
from .layer import Config, InPlace, Made, Shapes, described
from .reading import Read, States, gated_shapes, read, returned, returned_shape


@dataclass(frozen=True)
class LSTM:
    """An LSTM by its equations, with σ the recurrent activation.

        i_t = σ(x_t·W_i + h_{t−1}·U_i + b_i)        input gate
        f_t = σ(x_t·W_f + h_{t−1}·U_f + b_f)        forget gate
        o_t = σ(x_t·W_o + h_{t−1}·U_o + b_o)        output gate
        c_t = f_t ∘ c_{t−1} + i_t ∘ tanh(x_t·W_c + h_{t−1}·U_c + b_c)
        h_t = o_t ∘ tanh(c_t)

    S. Hochreiter, J. Schmidhuber, Long short-term memory, Neural Computation 9 (1997);
    the forget gate by F. A. Gers, J. Schmidhuber, F. Cummins, Learning to forget:
    continual prediction with LSTM, Neural Computation 12 (2000). Without peepholes.
    The columns of W, U and b lie in Keras' order: i, f, c, o.

    Attributes:
        units: numbers in each of the two states.
        activation: name of the function that is tanh above.
        recurrent_activation: name of the gates' function.
        use_bias: whether b is there.
        return_sequences: whether h of every step is returned, not the last alone.
        return_state: whether the last h and the last c follow the outputs.
        go_backwards: whether the last step is read first.
    """

    units: int
    activation: str = "tanh"
    recurrent_activation: str = "sigmoid"
    use_bias: bool = True
    return_sequences: bool = False
    return_state: bool = False
    go_backwards: bool = False

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"LSTM({self.units})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, 4·units), (units, 4·units) and, with a bias, (4·units,)."""
        return gated_shapes(self, shape, gates=4)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(units,), or (steps, units) with return_sequences; then those of h and c."""
        return returned_shape(self, shape, states=2)

    def read(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
        *,
        zero_masked: bool = False,
    ) -> Read:
        """All h and the last h and c; see `autograder.reference.layers.reading`."""
        kernel, recurrent_kernel, *rest = weights
        bias = rest[0] if rest else 0.0
        gate = ACTIVATIONS[self.recurrent_activation]
        squash = ACTIVATIONS[self.activation]

        def step(given: np.ndarray, states: States) -> States:
            h, c = states
            sums = given @ kernel + h @ recurrent_kernel + bias
            i, f, new, o = np.split(sums, 4, axis=-1)
            c = gate(f) * c + gate(i) * squash(new)
            return gate(o) * squash(c), c

        zeros = np.zeros((len(x), self.units))
        return read(
            step,
            x,
            (zeros, zeros),
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
        """Outputs for x, (batch, steps, features); then h and c if they are asked."""
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
        return described("LSTM", **asdict(self))
