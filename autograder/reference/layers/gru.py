"""GRU by its equations, in both variants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..activations import ACTIVATIONS
from .layer import Config, InPlace, Made, Shapes, described
from .reading import Read, States, gated_shapes, read, returned, returned_shape


@dataclass(frozen=True)
class GRU:
    """A GRU by its equations, with σ the recurrent activation.

        z_t = σ(x_t·W_z + h_{t−1}·U_z + b_z)        update gate
        r_t = σ(x_t·W_r + h_{t−1}·U_r + b_r)        reset gate
        h_t = z_t ∘ h_{t−1} + (1 − z_t) ∘ ĥ_t       where the new part is
        ĥ_t = tanh(x_t·W_h + (r_t ∘ h_{t−1})·U_h + b_h)        with reset_after=False
        ĥ_t = tanh(x_t·W_h + b_h + r_t ∘ (h_{t−1}·U_h + d_h))  with reset_after=True

    The first by K. Cho et al., Learning phrase representations using RNN
    encoder-decoder for statistical machine translation, EMNLP 2014; the second is the
    variant that cuDNN computes, in which the state has biases d of its own in each sum.
    The columns of W, U and the biases lie in Keras' order: z, r, h.

    Attributes:
        units: numbers in the state.
        activation: name of the function that is tanh above.
        recurrent_activation: name of the gates' function.
        use_bias: whether the biases are there.
        return_sequences: whether every state is returned, not the last alone.
        return_state: whether the last state is returned once more, after the outputs.
        go_backwards: whether the last step is read first.
        reset_after: whether the reset gate acts after the product with U_h.
    """

    units: int
    activation: str = "tanh"
    recurrent_activation: str = "sigmoid"
    use_bias: bool = True
    return_sequences: bool = False
    return_state: bool = False
    go_backwards: bool = False
    reset_after: bool = True

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"GRU({self.units})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, 3·units), (units, 3·units) and a bias: (2, 3·units) or (3·units,).

        Its first row belongs to the inputs, its second to the state.
        """
        kernel, recurrent_kernel, *bias = gated_shapes(self, shape, gates=3)
        if bias and self.reset_after:
            bias = [(2, 3 * self.units)]
        return (kernel, recurrent_kernel, *bias)

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
        bias = np.zeros((2, 3 * self.units))
        if rest:
            bias[: 2 if self.reset_after else 1] = rest[0]
        gate = ACTIVATIONS[self.recurrent_activation]
        squash = ACTIVATIONS[self.activation]
        of_new = recurrent_kernel[:, 2 * self.units :]

        def step(given: np.ndarray, states: States) -> States:
            (h,) = states
            x_z, x_r, x_new = np.split(given @ kernel + bias[0], 3, axis=-1)
            h_z, h_r, h_new = np.split(h @ recurrent_kernel + bias[1], 3, axis=-1)
            z, r = gate(x_z + h_z), gate(x_r + h_r)
            carried = r * h_new if self.reset_after else (r * h) @ of_new
            return (z * h + (1 - z) * squash(x_new + carried),)

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
        return described("GRU", **asdict(self))
