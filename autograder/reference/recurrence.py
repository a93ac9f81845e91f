"""The recurrence of SimpleRNN, and every way to get it wrong that we know of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .activations import ACTIVATIONS


@dataclass(frozen=True)
class Recurrence:
    """h_t = tanh(x_t·W + h_{t−1}·U + b), from a state of zeros; Elman 1990.

    The defaults are right; each field is one thing that a learner may do otherwise.
    J. L. Elman, Finding structure in time, Cognitive Science 14 (1990); in the form
    that Keras documents for SimpleRNN.

    Attributes:
        activation: name of the function around the sum.
        bias: whether it is added inside the activation, outside, or not at all.
        recurrent: how the recurrent kernel is used: h·U, h·Uᵀ, its diagonal alone, or
            not at all.
        outside: which part is added outside the activation: none, the whole of
            h·U, or a tanh of its own for each part.
        reads_input: whether x_t·W is in the sum.
        adds_state: whether h_{t−1} is added to the new state.
        backwards: whether the last step is read first.
        skipped: how many steps are left out at the start and at the end.
        initial: the number that every unit starts from.
        resets: whether the state is set back to the initial one before each step.
        result: what is returned.
    """

    activation: str = "tanh"
    bias: Literal["inside", "outside", "subtracted", "none"] = "inside"
    recurrent: Literal["given", "transposed", "diagonal", "none"] = "given"
    outside: Literal["nothing", "recurrent", "parts"] = "nothing"
    reads_input: bool = True
    adds_state: bool = False
    backwards: bool = False
    skipped: tuple[int, int] = (0, 0)
    initial: float = 0.0
    resets: bool = False
    result: Literal[
        "last", "first", "all", "all steps first", "mean", "sum", "before last"
    ] = "last"

    def step(
        self,
        x: np.ndarray,
        h: np.ndarray,
        kernel: np.ndarray,
        recurrent_kernel: np.ndarray,
        bias: np.ndarray,
    ) -> np.ndarray:
        """The next states.

        Args:
            x: (batch, features), the inputs at this step.
            h: (batch, units), the states so far.
            kernel: (features, units).
            recurrent_kernel: (units, units).
            bias: (units,).

        Returns:
            (batch, units).
        """
        activation = ACTIVATIONS[self.activation]
        given = x @ kernel if self.reads_input else np.zeros_like(h @ recurrent_kernel)
        if self.recurrent == "none":
            carried = np.zeros_like(given)
        elif self.recurrent == "transposed":
            carried = h @ recurrent_kernel.T
        elif self.recurrent == "diagonal":
            carried = h * np.diag(recurrent_kernel)
        else:
            carried = h @ recurrent_kernel
        if self.bias == "inside":
            given = given + bias
        elif self.bias == "subtracted":
            given = given - bias
        if self.outside == "recurrent":
            new = activation(given) + carried
        elif self.outside == "parts":
            new = activation(given) + activation(carried)
        else:
            new = activation(given + carried)
        if self.bias == "outside":
            new = new + bias
        return new + h if self.adds_state else new

    def read(
        self,
        sentences: np.ndarray,
        kernel: np.ndarray,
        recurrent_kernel: np.ndarray,
        bias: np.ndarray,
    ) -> np.ndarray:
        """What comes out for whole sentences.

        Args:
            sentences: (batch, steps, features).
            kernel: (features, units).
            recurrent_kernel: (units, units).
            bias: (units,).

        Returns:
            (batch, units); (batch, steps, units) when all states are returned.
        """
        start, end = self.skipped
        order = sentences[:, ::-1] if self.backwards else sentences
        order = order[:, start : order.shape[1] - end]
        first = np.full((len(sentences), len(bias)), self.initial)
        states = [first]
        for t in range(order.shape[1]):
            before = first if self.resets else states[-1]
            states.append(
                self.step(order[:, t], before, kernel, recurrent_kernel, bias)
            )
        made = states[1:]
        if self.result == "all":
            return np.stack(made, axis=1)
        if self.result == "all steps first":
            return np.stack(made, axis=0)
        if self.result == "mean":
            return np.mean(made, axis=0)
        if self.result == "sum":
            return np.sum(made, axis=0)
        if self.result == "first":
            return made[0]
        return states[-2] if self.result == "before last" else states[-1]


RIGHT = Recurrence()


def simple_rnn_count(features: int, units: int) -> int:
    """units · (features + units + 1): kernel, recurrent kernel and bias.

    >>> simple_rnn_count(features=2, units=4)
    28
    """
    return units * (features + units + 1)
