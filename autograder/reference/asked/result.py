"""What a layer with given weights makes of given sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from ..expected import Mistake
from ..layers.layer import Layer, Made
from ..layers.lstm import LSTM
from ..layers.reading import returned
from ..layers.stack import Stack
from ..layers.wrappers import Bidirectional
from ..mistakes.order import reads
from .cells import of_cells
from .rows import of_outputs, of_states

Part = Literal["outputs", "states"]
Pair = tuple[Mistake, Mistake]


@dataclass(frozen=True)
class Result:
    """Arrays that a layer or a stack makes, and what known mistakes would make.

    Attributes:
        stack: the layers, with their weights.
        inputs: (batch, …) that they read.
        part: the outputs, one array; or the last states of the uppermost layer, a
            tuple with an array for each.
    """

    stack: Stack
    inputs: np.ndarray
    part: Part

    def __init__(
        self,
        like: Layer | Stack,
        inputs: np.ndarray,
        weights: Sequence[np.ndarray] = (),
        part: Part = "outputs",
    ) -> None:
        """A layer or stack, what it reads, its weights, and what is asked for.

        Args:
            like: the layer or stack.
            inputs: (batch, …).
            weights: in Keras' order; those of the stack when none are given.
            part: "outputs" or "states".
        """
        stack = Stack.of(like)
        if len(weights):
            stack = Stack(stack.layers, weights)
        object.__setattr__(self, "stack", stack)
        object.__setattr__(self, "inputs", np.asarray(inputs, "float64"))
        object.__setattr__(self, "part", part)

    @cached_property
    def value(self) -> Made:
        """What is right: an array, or a tuple of them."""
        made = self._made(self.stack, self.stack.weights)
        if made is None:
            raise ValueError(f"{self.stack.name} has no states to be asked for.")
        return made

    @cached_property
    def mistakes(self) -> tuple[tuple[Mistake, Made], ...]:
        """What known mistakes would make; not those that do not show in it."""
        if isinstance(self.value, tuple):
            found = list(of_states(self.value, self._outputs(), self._first_states()))
        else:
            found = list(of_outputs(self.value))
            cells = self._cells()
            if cells is not None:
                text = "These are the numbers of c, the cell state. Outputs are h."
                found.append((Mistake("c-for-h", text), cells))
        for mistake, wrong in self.stack.mistakes(self.inputs.shape[1:]):
            made = self._wrongly_made(wrong)
            if made is not None and _key(made) != _key(self.value):
                found.append((mistake, made))
        found += [
            (mistake, made)
            for mistake, made in self._wrong_cells()
            if _key(made) != _key(self.value)
        ]
        return tuple(found)

    def _wrong_cells(self) -> Iterator[tuple[Mistake, Made]]:
        """What an LSTM alone makes whose gates or cell are computed wrongly."""
        alone = self.stack.layers[0]
        if len(self.stack.layers) > 1 or not isinstance(alone, LSTM):
            return
        for mistake, read in of_cells(alone, self.inputs, self.stack.weights):
            if self.part == "states":
                yield mistake, read.states
            else:
                outputs = returned(read, alone.return_sequences, return_state=False)
                assert isinstance(outputs, np.ndarray)
                yield mistake, outputs

    @property
    def pairs(self) -> Iterator[tuple[Pair, Made]]:
        """What two mistakes at once would make, computed as they are asked for.

        Those are left out that make what is right, or what one mistake alone makes.
        """
        seen = {_key(self.value), *(_key(made) for _, made in self.mistakes)}
        for both, wrong in self.stack.pairs(self.inputs.shape[1:]):
            made = self._wrongly_made(wrong)
            if made is not None and _key(made) not in seen:
                yield both, made

    def _wrongly_made(self, wrong: Stack) -> Made | None:
        """What a wrong stack makes with those of the weights that it has."""
        given = iter(self.stack.weights)
        shapes = wrong.weight_shapes(self.inputs.shape[1:])
        own = [next((w for w in given if w.shape == s), None) for s in shapes]
        fitting = [w for w in own if w is not None]
        return self._made(wrong, fitting) if len(fitting) == len(own) else None

    def _made(self, stack: Stack, weights: Sequence[np.ndarray]) -> Made | None:
        if self.part == "outputs":
            made = stack(self.inputs, weights)
            return made[0] if isinstance(made, tuple) else made
        top = _with_states(stack.layers[-1])
        if top is None:
            return None
        made = Stack([*stack.layers[:-1], top])(self.inputs, weights)
        return made[1:] if isinstance(made, tuple) else None

    def _outputs(self) -> np.ndarray:
        made = self.stack(self.inputs, self.stack.weights)
        return made[0] if isinstance(made, tuple) else made

    def _first_states(self) -> Made | None:
        """The states after the first step, where the inputs are read by one layer."""
        if len(self.stack.layers) > 1:
            return None
        first = Result(self.stack, self.inputs[:, :1], part="states")
        return first.value

    def _cells(self) -> np.ndarray | None:
        """c of every step, where an LSTM alone is asked for all its outputs."""
        top = self.stack.layers[0]
        if len(self.stack.layers) > 1 or not isinstance(top, LSTM):
            return None
        if not top.return_sequences:
            states = Result(self.stack, self.inputs, part="states").value
            return states[1]
        if top.go_backwards:
            return None
        read = [
            Result(self.stack, self.inputs[:, : t + 1], part="states").value[1]
            for t in range(self.inputs.shape[1])
        ]
        return np.stack(read, axis=1)


def _with_states(layer: Layer) -> Layer | None:
    """A layer that returns its states; None when it has none."""
    if not reads(layer):
        return None
    if isinstance(layer, Bidirectional):
        return replace(layer, layer=replace(layer.layer, return_state=True))
    return replace(layer, return_state=True)


def _key(made: Made) -> str:
    """What was made as something to look up; what differs by little is the same."""
    arrays = made if isinstance(made, tuple) else (made,)
    # + 0.0 makes −0 a 0
    return repr([(np.round(array, 8) + 0.0).tolist() for array in arrays])
