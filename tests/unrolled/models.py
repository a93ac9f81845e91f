"""Models that the tests of `unrolled` trace, draw and step through."""

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


class MinimalCell(layers.Layer):
    """A cell of one's own with two states: an average, and how much was read."""

    def __init__(self, units: int, **options: Any) -> None:
        super().__init__(**options)
        self.units = units
        self.state_size = [units, 1]
        self.output_size = units

    def build(self, shape: Any) -> None:
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")

    def call(self, x: Any, states: Any) -> Any:
        mean, count = states
        count = count + 1
        mean = mean + (x @ self.kernel - mean) / count
        return keras.ops.tanh(mean), [mean, count]


def sequential(*stack: Any, shape: tuple[int | None, ...] = (3, 2)) -> Any:
    """A Sequential of the layers, with random biases so that these are tested too."""
    return randomised(keras.Sequential([keras.Input(shape), *stack]))


def functional(*stack: Any, shape: tuple[int | None, ...] = (3, 2)) -> Any:
    """The same as a functional model."""
    start = tensor = keras.Input(shape)
    for layer in stack:
        tensor = layer(tensor)
    return randomised(keras.Model(start, tensor))


def stateful(*stack: Any, batch: int = 1) -> Any:
    """A Sequential that takes batches of one size and is in the midst of a text."""
    model = keras.Sequential([keras.Input(batch_shape=(batch, 3, 2)), *stack])
    randomised(model)
    model(np.tile(SENTENCE[:, ::-1], (batch, 1, 1)))
    return model


def reads_ids(*stack: Any, steps: int | None = 3, mask_zero: bool = True) -> Any:
    """A Sequential that begins with an Embedding of 8 rows of 2 numbers."""
    embedding = layers.Embedding(8, 2, mask_zero=mask_zero)
    return sequential(embedding, *stack, shape=(steps,))


def passing_a_state(state: int) -> Any:
    """A functional model whose Dense reads a state of the LSTM, not its output."""
    start = keras.Input((3, 2))
    returned = lstm(4, return_state=True)(start)
    return randomised(keras.Model(start, layers.Dense(2)(returned[state])))


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


def lstm(units: int, sequences: bool = False, **options: Any) -> Any:
    """LSTM, shorter to write."""
    return layers.LSTM(units, return_sequences=sequences, **options)


def gru(units: int, sequences: bool = False, **options: Any) -> Any:
    """GRU, shorter to write."""
    return layers.GRU(units, return_sequences=sequences, **options)


def both_ways(layer: Any, merge_mode: str | None = "concat", **options: Any) -> Any:
    """Bidirectional, shorter to write."""
    return layers.Bidirectional(layer, merge_mode=merge_mode, **options)


def each_step(*dense: Any, **options: Any) -> Any:
    """TimeDistributed(Dense), shorter to write."""
    return layers.TimeDistributed(layers.Dense(*dense, **options))


def batch_for(model: Any, rows: int = 1, steps: int = 3, seed: int = 0) -> np.ndarray:
    """A random batch that the model can read; its last step is padding.

    A model of another fixed number of rows or steps gets these.
    """
    rng = np.random.default_rng(seed)
    batch, *axes = model.inputs[0].shape
    size = (batch or rows, axes[0] or steps, *axes[1:])
    if len(size) == 2:
        x = rng.integers(1, 8, size)
    else:
        x = rng.uniform(-1, 1, size).astype("float32")
    if size[1] > 1:
        x[:, -1] = 0
    return x


def batch(steps: int = 3, features: int = 2, rows: int = 5) -> np.ndarray:
    """Random sequences, always the same."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(rows, steps, features)).astype("float32")


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
    "a model inside the model": lambda: sequential(
        sequential(lstm(4, True), layers.Dense(2)), gru(3)
    ),
    "LSTM": lambda: sequential(lstm(4), layers.Dense(1, "sigmoid")),
    "LSTM, sequences": lambda: sequential(lstm(3, True)),
    "LSTM, states returned": lambda: sequential(lstm(3, True, return_state=True)),
    "LSTM, last and states returned": lambda: functional(lstm(3, return_state=True)),
    "LSTM, other activations": lambda: sequential(
        lstm(3, activation="relu", recurrent_activation="hard_sigmoid", use_bias=False)
    ),
    "LSTM backwards": lambda: sequential(lstm(3, True, go_backwards=True)),
    "LSTM, stateful": lambda: stateful(lstm(3, stateful=True), layers.Dense(1)),
    "LSTM, its h goes on": lambda: passing_a_state(1),
    "LSTM, its c goes on": lambda: passing_a_state(2),
    "GRU": lambda: sequential(gru(4, True)),
    "GRU, last state": lambda: sequential(gru(4, return_state=True)),
    "GRU, reset before": lambda: sequential(gru(4, True, reset_after=False)),
    "GRU, no bias": lambda: sequential(gru(4, use_bias=False)),
    "GRU, reset before, no bias": lambda: sequential(
        gru(3, use_bias=False, reset_after=False, go_backwards=True)
    ),
    "GRU, stateful, stacked": lambda: stateful(
        gru(4, True, stateful=True), gru(2, stateful=True)
    ),
    "bidirectional": lambda: sequential(both_ways(rnn(3, True))),
    "bidirectional, last states": lambda: sequential(both_ways(lstm(3))),
    "bidirectional, sum": lambda: sequential(both_ways(gru(3, True), "sum")),
    "bidirectional, mul": lambda: sequential(both_ways(rnn(3, True), "mul")),
    "bidirectional, ave": lambda: sequential(both_ways(rnn(3), "ave")),
    "bidirectional, two outputs": lambda: sequential(both_ways(rnn(3, True), None)),
    "bidirectional, two last outputs": lambda: sequential(both_ways(rnn(3), None)),
    "bidirectional, states returned": lambda: sequential(
        both_ways(lstm(3, True, return_state=True))
    ),
    "bidirectional, two kinds": lambda: sequential(
        both_ways(gru(3, True), backward_layer=lstm(2, True, go_backwards=True))
    ),
    "bidirectional, stateful": lambda: stateful(both_ways(gru(3, stateful=True))),
    "bidirectional, stacked": lambda: sequential(
        both_ways(lstm(3, True)), both_ways(gru(2)), layers.Dense(1)
    ),
    "time distributed": lambda: sequential(rnn(4, True), each_step(4, "softmax")),
    "time distributed activation": lambda: sequential(
        gru(3, True),
        layers.TimeDistributed(layers.Dropout(0.2)),
        layers.TimeDistributed(layers.Activation("relu")),
    ),
    "LSTM cell": lambda: sequential(layers.RNN(layers.LSTMCell(3), True)),
    "GRU cell, states returned": lambda: sequential(
        layers.RNN(layers.GRUCell(3), return_state=True, go_backwards=True)
    ),
    "stacked cells": lambda: sequential(
        layers.RNN(
            [layers.LSTMCell(4), layers.GRUCell(3), layers.SimpleRNNCell(2)],
            return_sequences=True,
            return_state=True,
        )
    ),
    "a cell of one's own": lambda: sequential(layers.RNN(MinimalCell(3), True)),
    "a cell of one's own, stacked": lambda: sequential(
        layers.RNN([MinimalCell(3), layers.GRUCell(2)])
    ),
    "embedding": lambda: reads_ids(gru(3), layers.Dense(1), mask_zero=False),
    "embedding, masked": lambda: reads_ids(
        lstm(3, True), rnn(2, True), each_step(3, "softmax"), steps=None
    ),
    "embedding, masked, last": lambda: reads_ids(gru(3), layers.Dense(1, "sigmoid")),
    "embedding, masked, backwards": lambda: reads_ids(
        gru(3, True, go_backwards=True), layers.Dense(2)
    ),
    "embedding, masked, bidirectional": lambda: reads_ids(
        both_ways(lstm(2, True)), both_ways(rnn(2)), layers.Dense(1)
    ),
    "masking": lambda: sequential(layers.Masking(), lstm(3, True), lstm(2)),
    "masking, stacked cells": lambda: sequential(
        layers.Masking(0.0), layers.RNN([layers.GRUCell(3), layers.LSTMCell(2)], True)
    ),
    "encoder and decoder": lambda: sequential(
        lstm(4), layers.RepeatVector(2), lstm(3, True), each_step(2)
    ),
    "a longer decoder": lambda: sequential(
        gru(3), layers.RepeatVector(6), rnn(2, True), shape=(None, 2)
    ),
}
