"""Layers around a layer: Bidirectional and TimeDistributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from .gru import GRU
from .layer import Config, InPlace, Layer, Made, Shapes, described
from .lstm import LSTM
from .simple_rnn import SimpleRNN

MergeMode = Literal["concat", "sum", "ave", "mul"]


@dataclass(frozen=True)
class Bidirectional:
    """Two layers of one kind: one reads forwards, the other backwards.

    M. Schuster, K. K. Paliwal, Bidirectional recurrent neural networks, IEEE
    Transactions on Signal Processing 45 (1997). With return_sequences the outputs of
    the backward layer are turned round, so that both speak of the same word; a masked
    step then puts out zeros, as Keras has it in a Bidirectional.

    The last two attributes are what two layers put together by hand may do otherwise.

    Attributes:
        layer: the one that reads forwards; the other is its twin, turned round.
        merge_mode: how the two outputs become one: side by side, their sum, their
            mean, or their product, number by number.
        first: whose outputs come first, side by side.
        turned: whether the backward layer's sequence is turned round again.
    """

    layer: SimpleRNN | LSTM | GRU
    merge_mode: MergeMode = "concat"
    first: Literal["forward", "backward"] = "forward"
    turned: bool = True

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Bidirectional({self.layer.name})"

    @property
    def units(self) -> int:
        """Of each of the two layers."""
        return self.layer.units

    @property
    def return_sequences(self) -> bool:
        """Whether there is one vector for each word."""
        return self.layer.return_sequences

    @property
    def return_state(self) -> bool:
        """Whether the last states of both layers follow the outputs."""
        return self.layer.return_state

    @property
    def backward(self) -> SimpleRNN | LSTM | GRU:
        """The layer that reads the other way round.

        Raises:
            ValueError: the forward one does so already, which Keras refuses.
        """
        if self.layer.go_backwards:
            raise ValueError(f"{self.name} needs a layer that reads forwards.")
        return replace(self.layer, go_backwards=True)

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Those of the forward layer, then those of the backward layer."""
        return (*self.layer.weight_shapes(shape), *self.backward.weight_shapes(shape))

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """The layer's, twice as wide with "concat"; then all states, forward first."""
        found = self.layer.output_shape(shape)
        output, *states = found if self.backward.return_state else (found,)
        wide = 2 if self.merge_mode == "concat" else 1
        output = (*output[:-1], wide * output[-1])
        return (output, *states, *states) if states else output

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, steps, features)."""
        half = len(weights) // 2
        zero = self.return_sequences and self.turned
        there = self.layer.read(x, weights[:half], mask, zero_masked=zero)
        back = self.backward.read(x, weights[half:], mask, zero_masked=zero)
        if self.return_sequences:
            one, other = there.outputs, back.outputs[:, :: -1 if self.turned else 1]
        else:
            one, other = there.outputs[:, -1], back.outputs[:, -1]
        output = self._merged(one, other)
        if self.return_state:
            return (output, *there.states, *back.states)
        return output

    def _merged(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        if self.merge_mode == "concat":
            pair = [one, other] if self.first == "forward" else [other, one]
            return np.concatenate(pair, axis=-1)
        if self.merge_mode == "mul":
            return one * other
        return (one + other) / (2 if self.merge_mode == "ave" else 1)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The same, when there is an output for each step."""
        return mask if self.return_sequences else None

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.wrapped import of_bidirectional  # it is made of layers itself

        return of_bidirectional(self, shape)

    def config(self) -> Config | None:
        """Keras' plain description; None where Keras does otherwise."""
        if self.first == "backward" or not self.turned:
            return None
        return described(
            "Bidirectional", layer=self.layer.config(), merge_mode=self.merge_mode
        )


@dataclass(frozen=True)
class TimeDistributed:
    """The same layer, with the same weights, on every step for itself.

    As Keras has it, the layer inside gets no mask and makes none.

    Attributes:
        layer: reads what stands at one step, without the axis of the steps.
    """

    layer: Layer

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"TimeDistributed({self.layer.name})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Those of the layer inside."""
        return self.layer.weight_shapes(self._step(shape))

    def output_shape(self, shape: tuple[int, ...]) -> tuple[Any, ...]:
        """(steps, …), the rest as the layer inside makes it."""
        return (shape[0], *self.layer.output_shape(self._step(shape)))

    def _step(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """What the layer inside reads."""
        if len(shape) < 2:
            raise ValueError(f"{self.name} reads (steps, …), not {shape}.")
        return shape[1:]

    def __call__(
        self,
        x: np.ndarray,
        weights: Sequence[np.ndarray],
        mask: np.ndarray | None = None,
    ) -> Made:
        """Outputs for x, (batch, steps, …)."""
        made = [np.asarray(self.layer(x[:, t], weights)) for t in range(x.shape[1])]
        return np.stack(made, axis=1)

    def mask(self, x: np.ndarray, mask: np.ndarray | None) -> np.ndarray | None:
        """The same."""
        return mask

    def mistakes(self, shape: tuple[int, ...]) -> InPlace:
        """What learners build in its place."""
        from ..mistakes.wrapped import of_time_distributed  # made of layers itself

        return of_time_distributed(self, shape)

    def config(self) -> Config | None:
        """Keras' plain description; None when the layer inside has none."""
        inner = self.layer.config()
        return None if inner is None else described("TimeDistributed", layer=inner)
