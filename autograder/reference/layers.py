"""Layers and stacks of layers, as the oracle computes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np

from .activations import ACTIVATIONS
from .expected import Mistake, Number, Shape
from .functions import PARAMETERS
from .recurrence import Recurrence, simple_rnn_count
from .shapes import last_state_shape

Shapes = tuple[tuple[int, ...], ...]


class Layer(Protocol):
    """A layer: what it is called, what it weighs, what it makes.

    Shapes are of one sentence, without the batch axis.
    """

    @property
    def name(self) -> str:
        """As one would write it in Keras."""

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Shapes of its weights, in Keras' order, when it reads ``shape``."""

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """What it makes of ``shape``."""

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Its outputs, (batch, …), for inputs (batch, …), in float64."""


@dataclass(frozen=True)
class SimpleRNN:
    """A SimpleRNN by its equation, h_t = tanh(x_t·W + h_{t−1}·U + b).

    See `autograder.reference.recurrence` for the equation's source.

    Attributes:
        units: numbers in the state.
        activation: name of the function around the sum.
        use_bias: whether b is there.
        return_sequences: whether every state is returned, not the last alone.
        go_backwards: whether the last step is read first.
    """

    units: int
    activation: str = "tanh"
    use_bias: bool = True
    return_sequences: bool = False
    go_backwards: bool = False

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"SimpleRNN({self.units})"

    def parameters(self, features: int, steps: int) -> Number:
        """The number of parameters, and what wrong counts of it would be.

        Args:
            features: numbers a word.
            steps: words a sentence; the right number does not depend on it.
        """
        right = simple_rnn_count(features, self.units)
        wrong = [(m, float(count(features, self.units))) for m, count in PARAMETERS]
        wrong.append(
            (
                Mistake(
                    "parameters-per-step",
                    "The parameters are counted once for each word. The layer has one "
                    "set of them, used at every step.",
                ),
                float(steps * right),
            )
        )
        wrong.append(
            (
                Mistake(
                    "steps-for-features",
                    "The number of words stands where the numbers of a word belong.",
                ),
                float(simple_rnn_count(steps, self.units)),
            )
        )
        wrong.append(
            (
                Mistake(
                    "dense-parameters",
                    "This counts a Dense layer on all words of the sentence laid end "
                    "to end.",
                ),
                float((steps * features + 1) * self.units),
            )
        )
        return Number(float(right), tuple(wrong))

    def shape_of_output(self, input_shape: tuple[int, int, int]) -> Shape:
        """The shape that comes out, and what wrong ones would show.

        Args:
            input_shape: (batch, steps, features).
        """
        return last_state_shape(input_shape, self.units)

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, units), (units, units) and, with a bias, (units,)."""
        kernels = ((shape[-1], self.units), (self.units, self.units))
        return (*kernels, (self.units,)) if self.use_bias else kernels

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """(units,), or (steps, units) with return_sequences."""
        return (shape[0], self.units) if self.return_sequences else (self.units,)

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Outputs for x, (batch, steps, features)."""
        kernel, recurrent_kernel, *rest = weights
        recurrence = Recurrence(
            activation=self.activation,
            bias="inside" if rest else "none",
            backwards=self.go_backwards,
            result="all" if self.return_sequences else "last",
        )
        bias = rest[0] if rest else np.zeros(self.units)
        return recurrence.read(x, kernel, recurrent_kernel, bias)


@dataclass(frozen=True)
class Dense:
    """A Dense layer, activation(x·W + b) on the last axis.

    Attributes:
        units: numbers that come out.
        activation: name of the function around the sum.
        use_bias: whether b is there.
    """

    units: int
    activation: str = "linear"
    use_bias: bool = True

    @property
    def name(self) -> str:
        """As one would write it in Keras."""
        return f"Dense({self.units})"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """(features, units) and, with a bias, (units,)."""
        kernel = (shape[-1], self.units)
        return (kernel, (self.units,)) if self.use_bias else (kernel,)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The same but for the last axis."""
        return (*shape[:-1], self.units)

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Outputs for x, (batch, …, features)."""
        kernel, *rest = weights
        return ACTIVATIONS[self.activation](x @ kernel + (rest[0] if rest else 0.0))


@dataclass(frozen=True)
class Flatten:
    """Lays all axes but the batch end to end."""

    name: str = "Flatten()"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """(all numbers,)."""
        return (math.prod(shape),)

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Outputs for x, (batch, …)."""
        return x.reshape(len(x), -1)


@dataclass(frozen=True)
class Pool:
    """Makes one vector of the vectors of all steps.

    Attributes:
        how: their mean, or the one of the first step.
    """

    how: Literal["mean", "first"]

    @property
    def name(self) -> str:
        """What it does."""
        return f"the {self.how} of all steps"

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """None."""
        return ()

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The same without the steps."""
        return shape[1:]

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Outputs for x, (batch, steps, features)."""
        return x.mean(axis=1) if self.how == "mean" else x[:, 0]


@dataclass(frozen=True)
class Stack:
    """Layers on top of each other.

    Attributes:
        layers: from the input up.
        weights: given weights in Keras' order; none for a model of any weights.
    """

    layers: tuple[Layer, ...]
    weights: tuple[np.ndarray, ...] = ()

    def __init__(
        self, layers: Sequence[Layer], weights: Sequence[np.ndarray] = ()
    ) -> None:
        """Layers from the input up, and weights in Keras' order."""
        object.__setattr__(self, "layers", tuple(layers))
        arrays = tuple(np.asarray(array, dtype="float64") for array in weights)
        object.__setattr__(self, "weights", arrays)

    def weight_shapes(self, shape: tuple[int, ...]) -> Shapes:
        """Shapes of all weights, in Keras' order, for inputs of ``shape``."""
        return tuple(s for shapes in self.by_layer(shape) for s in shapes)

    def by_layer(self, shape: tuple[int, ...]) -> tuple[Shapes, ...]:
        """Shapes of each layer's weights, for inputs of ``shape``."""
        found = []
        for layer in self.layers:
            found.append(layer.weight_shapes(shape))
            shape = layer.output_shape(shape)
        return tuple(found)

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """What comes out for ``shape``; both without the batch axis."""
        for layer in self.layers:
            shape = layer.output_shape(shape)
        return shape

    def parameters(self, shape: tuple[int, ...]) -> int:
        """How many numbers training would change, for inputs of ``shape``."""
        return sum(math.prod(s) for s in self.weight_shapes(shape))

    def __call__(self, x: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
        """Outputs, (batch, …), for inputs (batch, …) and weights in Keras' order."""
        x, place = np.asarray(x, dtype="float64"), 0
        for layer, shapes in zip(self.layers, self.by_layer(x.shape[1:]), strict=True):
            own = [np.asarray(w, "float64") for w in weights[place:][: len(shapes)]]
            x, place = layer(x, own), place + len(shapes)
        return x

    def mistakes(self, shape: tuple[int, ...]) -> tuple[tuple[Mistake, Stack], ...]:
        """Stacks that learners build instead, for inputs of ``shape``."""
        found: list[tuple[Mistake, Stack]] = []
        for place, layer in enumerate(self.layers):
            before = Stack(self.layers[:place]).output_shape(shape)
            wrong: list[tuple[Mistake, list[Layer]]] = []
            if isinstance(layer, SimpleRNN):
                wrong = _wrong_recurrent(layer, before)
            elif isinstance(layer, Dense):
                wrong = _wrong_dense(layer)
            for mistake, others in wrong:
                layers = [*self.layers[:place], *others, *self.layers[place + 1 :]]
                found.append((mistake, Stack(layers, self.weights)))
        width = getattr(self.layers[-1], "units", 1)
        if len(shape) > 1:
            found += [
                (FLAT, Stack([Flatten(), Dense(width, activation)]))
                for activation in ("tanh", "linear", "sigmoid", "relu")
            ]
        return tuple(found)


FLAT = Mistake(
    "flattened",
    "These are the numbers of a Dense layer that reads all words at once, laid end to "
    "end. A recurrent layer reads them one after another.",
)


def _wrong_recurrent(
    layer: SimpleRNN, shape: tuple[int, ...]
) -> list[tuple[Mistake, list[Layer]]]:
    """What is built in place of a SimpleRNN that reads ``shape``."""
    steps, features = shape
    name = layer.name
    every = replace(layer, return_sequences=True)
    wrong: list[tuple[Mistake, list[Layer]]] = [
        (
            Mistake(
                "every-step-returned",
                f"{name} returns a vector for each word here, by return_sequences=True;"
                " one for the sentence was asked for.",
            ),
            [every],
        ),
        (
            Mistake(
                "flattened",
                "The states of all words are laid end to end here. The last one alone "
                "was asked for: leave return_sequences at its default.",
            ),
            [every, Flatten()],
        ),
        (
            Mistake(
                "mean-of-states",
                "This is made of the mean of all states; the last one alone was asked "
                "for.",
            ),
            [every, Pool("mean")],
        ),
        (
            Mistake(
                "returned-first-state",
                "This is made of the state after the first word; the last one was "
                "asked for.",
            ),
            [every, Pool("first")],
        ),
        (
            Mistake(
                "reads-backwards",
                "These are the outputs of a layer that reads the sentence backwards: "
                "look for go_backwards.",
            ),
            [replace(layer, go_backwards=True)],
        ),
        (
            Mistake(
                "no-bias", f"{name} has no bias here: leave use_bias at its default."
            ),
            [replace(layer, use_bias=False)],
        ),
    ]
    for units, mistake, text in (
        (steps, "steps-for-units", "as many units as the sentence has words"),
        (features, "features-for-units", "as many units as a word has numbers"),
    ):
        if units != layer.units:
            wrong.append(
                (
                    Mistake(
                        mistake,
                        f"The recurrent layer has {text}. The two have nothing to do "
                        f"with each other; the task asks for {layer.units} units.",
                    ),
                    [replace(layer, units=units)],
                )
            )
    wrong += [
        (
            Mistake(
                "other-activation",
                f"{name} has the activation {activation} here. Its own is tanh, and "
                "the task names no other.",
            ),
            [replace(layer, activation=activation)],
        )
        for activation in ("relu", "sigmoid")
    ]
    wrong.append(
        (
            Mistake(
                "no-activation",
                f"{name} has no activation here: its sums come out as they are. Its "
                "own is tanh, and the task names no other.",
            ),
            [replace(layer, activation="linear")],
        )
    )
    return wrong


def _wrong_dense(layer: Dense) -> list[tuple[Mistake, list[Layer]]]:
    """What is built in place of a Dense layer."""
    wrong: list[tuple[Mistake, list[Layer]]] = [
        (
            Mistake(
                "no-bias", f"{layer.name} has no bias here: leave use_bias as it is."
            ),
            [replace(layer, use_bias=False)],
        )
    ]
    if layer.activation != "linear":
        wrong.append(
            (
                Mistake(
                    "no-activation",
                    f"{layer.name} has no activation here: its sums come out as they "
                    f"are. The task asks for a {layer.activation}.",
                ),
                [replace(layer, activation="linear")],
            )
        )
    if layer.units == 1 and layer.activation != "softmax":
        wrong.append(
            (
                Mistake(
                    "softmax-over-one",
                    "A softmax over a single number is always 1. One probability "
                    "takes a sigmoid.",
                ),
                [replace(layer, activation="softmax")],
            )
        )
    wrong += [
        (
            Mistake(
                "other-activation",
                f"{layer.name} has the activation {activation} here; the task asks "
                f"for a {layer.activation}.",
            ),
            [replace(layer, activation=activation)],
        )
        for activation in ("relu", "tanh", "sigmoid", "softmax")
        if activation != layer.activation
        and (activation, layer.units) != ("softmax", 1)
    ]
    return wrong
