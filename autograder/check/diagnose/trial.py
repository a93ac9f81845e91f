"""One run of a learner's model on random inputs, and what may explain it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

import numpy as np

from ...observe.seen import Arrays, ModelSeen, Outputs, View
from ...reference.layers import Stack
from ..judge.agree import close
from .memory import Memory
from .orders import MOST, Orders, draw_weights

FEW = 6
"""Orders of weights in which a wrong stack is tried."""


ROUNDING = 1e-6
"""By how much numbers may differ that are the same in single precision."""


@dataclass(frozen=True)
class Trial:
    """What a model made of random inputs.

    Attributes:
        inputs: batches of sentences, several and then one.
        outputs: what it made of them.
        weights: that it had, in its own order; none when they are not known.
        orders: in which those may be a stack's.
    """

    inputs: Arrays
    outputs: Outputs
    weights: Arrays
    orders: Orders

    def order_of(self, stack: Stack, most: int = FEW) -> list[np.ndarray] | None:
        """The model's weights in the stack's order, if it then makes these outputs.

        Args:
            stack: what may explain the outputs.
            most: how many orders are tried.
        """
        places = self.places_of(stack, most)
        return None if places is None else [self.weights[i] for i in places]

    def places_of(self, stack: Stack, most: int = FEW) -> list[int] | None:
        """The same as places in the model's own order."""
        return next(self.fitting(stack, most), None)

    def explained_by(self, stack: Stack, most: int = FEW) -> bool:
        """Whether a stack with the model's weights makes these outputs.

        Args:
            stack: what may explain the outputs.
            most: how many orders of the weights are tried.
        """
        return self._may(stack) and self.order_of(stack, most) is not None

    def given_by(self, stack: Stack, weights: Arrays) -> bool:
        """Whether a stack with these weights, in its own order, makes these outputs."""
        if len(self.outputs.made) != len(self.inputs):
            return False
        pairs = zip(self.inputs, self.outputs.made, strict=True)
        with np.errstate(all="ignore"), suppress(ValueError):  # it may not read these
            return all(
                same_outputs(made, stack(x, weights), self.outputs.form)
                for x, made in pairs
            )
        return False

    def asked(
        self, stack: Stack, given: bool
    ) -> np.ndarray | tuple[np.ndarray, ...] | None:
        """What a stack would make of the first batch; None when the weights are others.

        Args:
            stack: what was asked for.
            given: whether it has weights of its own; else it takes the model's.
        """
        weights = self.weights_for(stack, given)
        with np.errstate(all="ignore"):
            return None if weights is None else stack(self.inputs[0], weights)

    def weights_for(self, stack: Stack, given: bool) -> Arrays | None:
        """The weights that `asked` takes, in the stack's order."""
        if given:
            return stack.weights
        orders = self.orders.of(stack.by_layer(self.inputs[0].shape[1:]), 1)
        return [self.weights[place] for place in orders[0]] if orders else None

    @property
    def constant(self) -> bool:
        """Whether every number that came out is the same one, which proves little.

        A softmax over one number is 1 but for the last digit.
        """
        arrays = [a.ravel() for batch in self.outputs.made for a in batch if a.size]
        with np.errstate(all="ignore"):  # a number may be infinite
            return not arrays or bool(np.ptp(np.concatenate(arrays)) < ROUNDING)

    def fitting(self, stack: Stack, most: int) -> Iterator[list[int]]:
        """All orders in which the model's weights, as the stack's, make these outputs.

        Args:
            stack: what may explain the outputs.
            most: how many orders are tried.
        """
        shapes = stack.by_layer(self.inputs[0].shape[1:])
        for order in self.orders.of(shapes, most):
            weights = [self.weights[place] for place in order]
            # the single sentence first: most of what is wrong shows there
            if self._one_alone(stack, order) and self.given_by(stack, weights):
                yield order

    def _one_alone(self, stack: Stack, order: Sequence[int]) -> bool:
        """Whether a stack makes the outputs of the batch of one sentence."""
        if len(self.outputs.made) != len(self.inputs):
            return False
        with np.errstate(all="ignore"), suppress(ValueError):
            made = self._memory.outputs(stack, order)
            return same_outputs(self.outputs.made[-1], made, self.outputs.form)
        return False

    @cached_property
    def _memory(self) -> Memory:
        return Memory(self.inputs[-1], self.weights)

    def _may(self, stack: Stack) -> bool:
        """Whether the outputs have the shape that the stack's would have."""
        if not self.outputs.made:
            return False
        made = self.outputs.made[0]
        shape = stack.output_shape(self.inputs[0].shape[1:])
        several = bool(shape) and isinstance(shape[0], tuple)
        wanted = list(shape) if several else [shape]
        return len(made) == len(wanted) and sorted(
            array.shape[1:] for array in made
        ) == sorted(wanted)


@dataclass(frozen=True)
class Asker:
    """Runs a learner's model again and again.

    Attributes:
        view: asks the model.
        seen: what it is.
        rng: draws weights.
    """

    view: View
    seen: ModelSeen
    rng: np.random.Generator

    def with_random(self, inputs: Arrays) -> Trial:
        """A run with random weights, put in for the while."""
        weights = draw_weights(self.seen, self.rng)
        outputs = self.view.run(inputs, weights, inside=True)
        return Trial(inputs, outputs, weights, Orders(self.seen))

    def with_own(self, inputs: Arrays) -> Trial:
        """A run with the weights it has."""
        outputs = self.view.run(inputs, inside=True)
        return Trial(inputs, outputs, self.seen.weights, Orders(self.seen))


def whole(trial: Trial, stack: Stack) -> bool:
    """Whether a stack explains a trial in any order of the weights at all.

    Args:
        trial: a run of the model with random weights.
        stack: what was asked for; what equals it does as well.
    """
    return any(trial.order_of(each, MOST) is not None for each in stack.equals())


def same_outputs(
    found: Sequence[np.ndarray],
    right: np.ndarray | tuple[np.ndarray, ...],
    form: str = "tensor",
) -> bool:
    """Whether a model's outputs are the right ones.

    Args:
        found: one array for each output.
        right: one array, or one for each output.
        form: what holds them; the outputs in a dict have no order.
    """
    wanted = right if isinstance(right, tuple) else (right,)
    if len(found) != len(wanted):
        return False
    if form != "dict":
        return all(map(close, found, wanted))
    return any(all(map(close, found, order)) for order in permutations(wanted))
