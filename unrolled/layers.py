"""What a trace holds of each kind of layer, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np


class LayerTrace(Protocol):
    """What the traces of all kinds of layers have in common."""

    @property
    def name(self) -> str:
        """The layer's own name in the model."""

    @property
    def kind(self) -> str:
        """The layer's class, such as ``"SimpleRNN"``."""

    @property
    def parameters(self) -> int:
        """How many numbers the layer has learned or can learn."""

    @property
    def inputs(self) -> np.ndarray:
        """What the layer reads, batch first."""

    @property
    def outputs(self) -> np.ndarray:
        """What the layer returns, batch first."""

    @property
    def error(self) -> float:
        """The largest deviation from what the layer itself returns."""


@dataclass(frozen=True)
class State:
    """One state of a recurrent layer, from before the first step to after the last.

    Attributes:
        symbol: the letter of the equations, such as ``"h"``.
        values: (batch, steps + 1, units), in the order of reading; ``values[:, 0]`` is
            the initial state, ``values[:, t]`` the one after t steps.
    """

    symbol: str
    values: np.ndarray


@dataclass(frozen=True)
class RecurrentTrace:
    """What one recurrent layer did with one batch.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        units: the size of its state.
        activation: the activation's name, ``"linear"`` where there is none.
        return_sequences: whether it returns the output of every step.
        go_backwards: whether it reads its inputs last to first.
        parameters: the number of its weights, biases included.
        kernel: (features, units), W in the equations.
        recurrent_kernel: (units, units), U in the equations.
        bias: (units,), b in the equations, or None.
        inputs: (batch, steps, features), in the order in which they came.
        states: the layer's states; a SimpleRNN has one, h.
        outputs: (batch, steps, units) in the order of reading, or (batch, units).
        error: the largest deviation from the layer's own outputs and states.
    """

    name: str
    kind: str
    units: int
    activation: str
    return_sequences: bool
    go_backwards: bool
    parameters: int
    kernel: np.ndarray
    recurrent_kernel: np.ndarray
    bias: np.ndarray | None
    inputs: np.ndarray
    states: tuple[State, ...]
    outputs: np.ndarray
    error: float


@dataclass(frozen=True)
class DenseTrace:
    """What a Dense layer did with one batch: activation(x W + b), at each step alike.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        units: the number of outputs for each vector.
        activation: the activation's name, ``"linear"`` where there is none.
        parameters: the number of its weights, biases included.
        kernel: (features, units), W.
        bias: (units,), b, or None.
        inputs: (batch, features), or (batch, steps, features).
        outputs: (batch, units), or (batch, steps, units).
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    units: int
    activation: str
    parameters: int
    kernel: np.ndarray
    bias: np.ndarray | None
    inputs: np.ndarray
    outputs: np.ndarray
    error: float


@dataclass(frozen=True)
class ElementwiseTrace:
    """What a layer without weights did with one batch: Dropout or Activation.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        argument: what it was made with: the rate, or the activation's name.
        parameters: 0.
        inputs: (batch, features), or (batch, steps, features).
        outputs: of the same shape as the inputs.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    argument: str
    parameters: int
    inputs: np.ndarray
    outputs: np.ndarray
    error: float
