"""The recurrence of SimpleRNN, and every way to get it wrong that we know of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .activations import ACTIVATIONS

_BIASES = {
    "inside": (1, 0),
    "twice": (2, 0),
    "subtracted": (-1, 0),
    "with state": (0, 1),
    "with both": (1, 1),
}
"""How often the bias is added to what is inside first, and to the other summand."""


@dataclass(frozen=True)
class Recurrence:
    """h_t = tanh(x_t·W + h_{t−1}·U + b), from a state of zeros; Elman 1990.

    The defaults are right; each field is one thing that a learner may do otherwise.
    J. L. Elman, Finding structure in time, Cognitive Science 14 (1990); in the form
    that Keras documents for SimpleRNN.

    Attributes:
        activation: name of the function around the sum.
        again: whether that function is applied once more, to what all else has made.
        bias: whether it is added inside the activation, twice there, outside, or not
            at all; or, where word and state have an activation each, inside that of
            the state or of both, or in one of its own.
        recurrent: how the recurrent kernel is used: h·U, h·Uᵀ, its diagonal alone, or
            not at all.
        outside: which part is added outside the activation: none, the whole of h·U or
            of x·W; or word and state have an activation each.
        reads_input: whether x_t·W is in the sum.
        signs: what becomes of the words' negative numbers: they stay, or become 0, or
            lose their minus.
        adds_state: whether h_{t−1} is added to the new state.
        squashes_state: whether h_{t−1} goes through a tanh before it is multiplied.
        keeps: whether the state stays what it was, whatever is read.
        over_batch: whether the loop goes through the sentences, as if they were the
            steps.
        backwards: whether the last step is read first.
        skipped: how many steps are left out at the start and at the end.
        words: what is read at each step: its word, or always the first or the last
            one; or there is one step, for all words added up or for their mean; or as
            many steps as there are sentences, features or units, at most.
        initial: the number that every unit starts from, or the bias.
        resets: whether the state is set back to the initial one before each step.
        after: name of the function that is applied to what is returned.
        result: what is returned: one state or one number for each unit; or all states,
            as they are, in reverse order, steps first, after the initial one, or each
            the one before; or the last one at every step; or all, steps first, and
            then forced into the right shape; or the first step alone; or all of the
            last sentence, or of the last unit.
        carries: whether a sentence begins with the last state of the one before it.
    """

    activation: str = "tanh"
    again: bool = False
    bias: Literal[
        "inside",
        "twice",
        "outside",
        "subtracted",
        "none",
        "with state",
        "with both",
        "alone",
    ] = "inside"
    recurrent: Literal["given", "transposed", "diagonal", "none"] = "given"
    outside: Literal["nothing", "recurrent", "input", "parts"] = "nothing"
    reads_input: bool = True
    signs: Literal["kept", "cut", "lost"] = "kept"
    adds_state: bool = False
    squashes_state: bool = False
    keeps: bool = False
    over_batch: bool = False
    backwards: bool = False
    skipped: tuple[int, int] = (0, 0)
    words: Literal[
        "own",
        "first",
        "last",
        "summed",
        "averaged",
        "as many as sentences",
        "as many as features",
        "as many as units",
    ] = "own"
    initial: float | Literal["bias"] = 0.0
    resets: bool = False
    carries: bool = False
    after: str = "linear"
    result: Literal[
        "last",
        "first",
        "mean",
        "sum",
        "largest",
        "all",
        "all reversed",
        "all steps first",
        "all from initial",
        "all before",
        "last repeated",
        "all flat",
        "all misshaped",
        "one step",
        "last sentence",
        "last unit",
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
        if self.keeps:
            return h
        activation = ACTIVATIONS[self.activation]
        x = self._signed(x)
        given = x @ kernel if self.reads_input else np.zeros_like(h @ recurrent_kernel)
        carried = self._carried(h, recurrent_kernel)
        # what is first stays inside, and the bias with it
        first, second = given, carried
        if self.outside == "input":
            first, second = carried, given
        with_first, with_second = _BIASES.get(self.bias, (0, 0))
        first, second = first + with_first * bias, second + with_second * bias
        if self.outside == "nothing":
            new = activation(first + second)
        elif self.outside == "parts":
            new = activation(first) + activation(second)
        else:
            new = activation(first) + second
        if self.bias == "outside":
            new = new + bias
        elif self.bias == "alone":
            new = new + activation(bias)
        new = activation(new) if self.again else new
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
        if self.over_batch:
            sentences = sentences.swapaxes(0, 1)
        start, end = self.skipped
        order = sentences[:, ::-1] if self.backwards else sentences
        order = self._read_of(order[:, start : order.shape[1] - end], len(bias))
        initial = bias if self.initial == "bias" else self.initial
        first = np.zeros((len(sentences), len(bias))) + initial
        weights = (kernel, recurrent_kernel, bias)
        if self.carries:
            rows: list[np.ndarray] = []
            for sentence in order:
                before = rows[-1][:, -1] if rows else first[:1]
                rows.append(self._states(sentence[np.newaxis], before, *weights))
            states = np.concatenate(rows)
        else:
            states = self._states(order, first, *weights)
        made = self._returned(states)
        return ACTIVATIONS[self.after](made)

    def _states(
        self, sentences: np.ndarray, first: np.ndarray, *weights: np.ndarray
    ) -> np.ndarray:
        """All states, (batch, 1 + steps, units), the initial one first."""
        states = [first]
        for t in range(sentences.shape[1]):
            before = first if self.resets else states[-1]
            states.append(self.step(sentences[:, t], before, *weights))
        return np.stack(states, axis=1)

    def _signed(self, x: np.ndarray) -> np.ndarray:
        """The words as their negative numbers are read."""
        return {"kept": x, "cut": np.maximum(x, 0), "lost": np.abs(x)}[self.signs]

    def _carried(self, h: np.ndarray, recurrent_kernel: np.ndarray) -> np.ndarray:
        """What the state so far adds to the sum."""
        h = np.tanh(h) if self.squashes_state else h
        if self.recurrent == "none":
            return np.zeros_like(h @ recurrent_kernel)
        if self.recurrent == "transposed":
            return h @ recurrent_kernel.T
        if self.recurrent == "diagonal":
            return h * np.diag(recurrent_kernel)
        return h @ recurrent_kernel

    def _read_of(self, sentences: np.ndarray, units: int) -> np.ndarray:
        """What is read of the sentences, (batch, steps, features), step by step."""
        steps = sentences.shape[1]
        if not steps or self.words == "own":
            return sentences
        return {
            "first": lambda: np.repeat(sentences[:, :1], steps, axis=1),
            "last": lambda: np.repeat(sentences[:, -1:], steps, axis=1),
            "summed": lambda: sentences.sum(axis=1, keepdims=True),
            "averaged": lambda: sentences.mean(axis=1, keepdims=True),
            "as many as sentences": lambda: sentences[:, : len(sentences)],
            "as many as features": lambda: sentences[:, : sentences.shape[2]],
            "as many as units": lambda: sentences[:, :units],
        }[self.words]()

    def _returned(self, states: np.ndarray) -> np.ndarray:
        """What is handed out of the states, the initial one first."""
        made = states[:, 1:] if states.shape[1] > 1 else states
        return {
            "last": made[:, -1],
            "first": made[:, 0],
            "mean": made.mean(axis=1),
            "sum": made.sum(axis=1),
            "largest": made.max(axis=1),
            "all": made,
            "all reversed": made[:, ::-1],
            "all steps first": made.swapaxes(0, 1),
            "all from initial": states,
            "all before": states[:, :-1],
            "last repeated": np.repeat(made[:, -1:], made.shape[1], axis=1),
            "all flat": made.reshape(len(made), -1),
            "all misshaped": made.swapaxes(0, 1).reshape(made.shape),
            "one step": made[:, :1],
            "last sentence": made[-1],
            "last unit": made[:, :, -1],
        }[self.result]


RIGHT = Recurrence()
