"""Models that the tests of `unrolled` trace and draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import layers

WORDS = ["I", "am", "Groot"]
SENTENCE = np.array([[[0.5, 0.4], [0.3, 0.1], [0.7, 0.5]]], dtype="float32")
KERNEL = np.array([[0.9, -0.6, 0.3, 0.5], [-0.4, 0.8, 0.7, -0.9]])
RECURRENT_KERNEL = np.array(
    [
        [0.5, -0.3, 0.0, 0.8],
        [-0.7, 0.4, 0.6, 0.0],
        [0.2, 0.0, -0.5, 0.9],
        [0.0, 0.6, -0.8, 0.3],
    ]
)
BIAS = np.array([0.1, 0.0, -0.2, 0.3])


def sequential(*stack: Any, shape: tuple[int | None, int] = (3, 2)) -> Any:
    """A Sequential of the layers, with random biases so that these are tested too."""
    model = keras.Sequential([keras.Input(shape), *stack])
    return randomised(model)


def functional(*stack: Any, shape: tuple[int | None, int] = (3, 2)) -> Any:
    """The same as a functional model."""
    start = tensor = keras.Input(shape)
    for layer in stack:
        tensor = layer(tensor)
    return randomised(keras.Model(start, tensor))


def randomised(model: Any) -> Any:
    """The model with seeded weights, smaller where more of them are added up."""
    rng = np.random.default_rng(7)
    scales = [1.8 / np.sqrt(max(4, w.shape[0])) for w in model.get_weights()]
    weights = zip(model.get_weights(), scales, strict=True)
    model.set_weights([rng.uniform(-scale, scale, w.shape) for w, scale in weights])
    return model


def lesson(*above: Any, return_sequences: bool = False) -> Any:
    """SimpleRNN(4) with the weights of the lesson, and layers on top."""
    layer = layers.SimpleRNN(4, return_sequences=return_sequences)
    model = sequential(layer, *above)
    layer.set_weights([KERNEL, RECURRENT_KERNEL, BIAS])
    return model


def rnn(units: int, sequences: bool = False, **options: Any) -> Any:
    """SimpleRNN, shorter to write."""
    return layers.SimpleRNN(units, return_sequences=sequences, **options)


MODELS: dict[str, Callable[[], Any]] = {
    "last state": lambda: sequential(rnn(4)),
    "every state": lambda: sequential(rnn(4, True)),
    "backwards": lambda: sequential(rnn(4, go_backwards=True)),
    "every state backwards": lambda: sequential(rnn(3, True, go_backwards=True)),
    "no bias": lambda: sequential(rnn(4, use_bias=False)),
    "relu": lambda: sequential(rnn(4, activation="relu")),
    "linear": lambda: sequential(rnn(2, True, activation="linear")),
    "dense on top": lambda: sequential(rnn(4), layers.Dense(1, "sigmoid")),
    "dense at each step": lambda: sequential(
        rnn(4, True), layers.Dense(3, "softmax", use_bias=False)
    ),
    "dense below": lambda: sequential(layers.Dense(5, "relu"), rnn(4), layers.Dense(2)),
    "two layers": lambda: sequential(rnn(4, True), rnn(3)),
    "two layers, both backwards": lambda: sequential(
        rnn(4, True, go_backwards=True), rnn(3, True, go_backwards=True)
    ),
    "three layers and dropout": lambda: sequential(
        rnn(4, True, dropout=0.3, recurrent_dropout=0.2),
        layers.Dropout(0.5),
        rnn(3, True),
        rnn(2),
        layers.Dense(3),
        layers.Activation("softmax"),
    ),
    "functional": lambda: functional(rnn(4), layers.Dense(1, "sigmoid")),
    "functional, two layers": lambda: functional(rnn(4, True), rnn(5)),
    "any number of steps": lambda: functional(rnn(4, True), rnn(2), shape=(None, 2)),
    "many units": lambda: sequential(rnn(64, True), rnn(32)),
    "a single unit": lambda: sequential(rnn(1, True), layers.Dense(1)),
}
