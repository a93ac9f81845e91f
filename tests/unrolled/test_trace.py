"""The trace agrees with Keras, notices when it does not, and refuses in words."""

from __future__ import annotations

import importlib
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import MODELS, SENTENCE, functional, lesson, rnn, sequential
from unrolled import (
    DenseTrace,
    RecurrentTrace,
    TraceMismatch,
    UnsupportedLayer,
    trace,
)


def batch(steps: int = 3, features: int = 2, rows: int = 5) -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.normal(size=(rows, steps, features)).astype("float32")


def recurrence(layer: RecurrentTrace) -> np.ndarray:
    """The states by the equation, in float64, independently of Keras."""
    act = {
        "tanh": np.tanh,
        "relu": lambda v: np.maximum(v, 0),
        "linear": lambda v: v,
    }[layer.activation]
    x = layer.inputs[:, ::-1] if layer.go_backwards else layer.inputs
    states = [np.zeros((len(x), layer.units))]
    for t in range(x.shape[1]):
        total = x[:, t].astype("float64") @ layer.kernel
        total = total + states[-1] @ layer.recurrent_kernel
        states.append(act(total + (0 if layer.bias is None else layer.bias)))
    return np.stack(states, axis=1)


@pytest.mark.parametrize("name", MODELS)
def test_a_trace_is_what_keras_computes(name: str) -> None:
    model, x = MODELS[name](), batch()
    traced = trace(model, x)
    own = keras.ops.convert_to_numpy(model(x, training=False))
    assert np.abs(traced.outputs - own).max() <= 1e-6
    assert traced.error <= 1e-6
    assert traced.outputs.shape == own.shape
    for layer in traced.layers:
        if isinstance(layer, RecurrentTrace):
            (state,) = layer.states
            assert np.abs(state.values - recurrence(layer)).max() <= 1e-6
            assert state.values.shape == (5, 4, layer.units)


def test_the_number_of_steps_may_be_open() -> None:
    traced = trace(MODELS["any number of steps"](), batch(steps=11))
    assert traced.input_shape == (None, None, 2)
    assert traced.layers[0].outputs.shape == (5, 11, 4)
    assert traced.shape(traced.inputs) == "(None, None, 2)"
    assert traced.shape(traced.outputs) == "(None, 2)"


def test_a_trace_tells_what_the_layer_is() -> None:
    traced = trace(lesson(layers.Dense(1, activation="sigmoid")), SENTENCE)
    recurrent, dense = traced.layers
    assert isinstance(recurrent, RecurrentTrace)
    assert isinstance(dense, DenseTrace)
    assert (recurrent.kind, recurrent.units, recurrent.parameters) == (
        "SimpleRNN",
        4,
        28,
    )
    assert (dense.kind, dense.activation, dense.parameters) == ("Dense", "sigmoid", 5)
    np.testing.assert_array_equal(recurrent.outputs, dense.inputs)
    h1 = np.tanh([0.39, 0.02, 0.23, 0.19])
    np.testing.assert_allclose(recurrent.states[0].values[0, 1], h1, atol=1e-6)


def test_tracing_leaves_the_model_as_it_was() -> None:
    model = MODELS["three layers and dropout"]()
    before = [w.copy() for w in model.get_weights()]
    names = [layer.name for layer in model.layers]
    trace(model, batch())
    assert names == [layer.name for layer in model.layers]
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_an_eager_tensor_and_a_list_are_read_as_arrays() -> None:
    model = lesson()
    wanted = trace(model, SENTENCE).outputs
    tensor = keras.ops.convert_to_tensor(SENTENCE)
    np.testing.assert_array_equal(trace(model, tensor).outputs, wanted)
    np.testing.assert_array_equal(trace(model, SENTENCE.tolist()).outputs, wanted)


def test_a_layer_that_other_models_share_is_traced() -> None:
    layer = rnn(4)
    sequential(layer)
    model = functional(layer, layers.Dense(1))
    assert trace(model, batch()).error <= 1e-6


# What the proof must notice: each break makes the cell's loop and the layer disagree.


def twisted(monkeypatch: pytest.MonkeyPatch, twist: Any) -> Any:
    """A model whose cell, as the loop calls it, computes something else."""
    model = sequential(rnn(4, True))
    cell = model.layers[0].cell
    honest = type(cell).call

    def call(self: Any, x: Any, states: Any, training: bool = False) -> Any:
        if self is not cell:  # the rebuilt layer stays honest
            return honest(self, x, states, training=training)
        return twist(honest, self, x, states)

    monkeypatch.setattr(type(cell), "call", call)
    return model


def scaled_input(honest: Any, cell: Any, x: Any, states: Any) -> Any:
    return honest(cell, 1.01 * x, states)


def forgotten_state(honest: Any, cell: Any, x: Any, states: Any) -> Any:
    return honest(cell, x, [0.0 * s for s in states])


def swapped_units(honest: Any, cell: Any, x: Any, states: Any) -> Any:
    output, new = honest(cell, x, states)
    return keras.ops.flip(output, axis=-1), new


def shifted_output(honest: Any, cell: Any, x: Any, states: Any) -> Any:
    output, new = honest(cell, x, states)
    return output + 2e-5, new


def wrong_last_state(honest: Any, cell: Any, x: Any, states: Any) -> Any:
    output, new = honest(cell, x, states)
    last = bool(keras.ops.all(x == batch()[:, -1]))  # it shows in no output
    return output, [s + 1e-3 * last for s in new]


@pytest.mark.parametrize(
    "twist",
    [scaled_input, forgotten_state, swapped_units, shifted_output, wrong_last_state],
)
def test_a_cell_that_deviates_is_noticed(
    monkeypatch: pytest.MonkeyPatch, twist: Any
) -> None:
    model = twisted(monkeypatch, twist)
    with pytest.raises(TraceMismatch, match=r"deviates from Keras by .* not shown"):
        trace(model, batch())


def test_wrong_weights_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = sequential(rnn(4))
    wrong = [w + 0.01 for w in model.layers[0].get_weights()]
    monkeypatch.setattr(model.layers[0], "get_weights", lambda: wrong)
    with pytest.raises(TraceMismatch, match="simple_rnn"):
        trace(model, batch())


def test_a_wrong_order_of_reading_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = sequential(rnn(4))
    honest = model.layers[0].get_config()
    monkeypatch.setattr(
        model.layers[0], "get_config", lambda: honest | {"go_backwards": True}
    )
    with pytest.raises(TraceMismatch):
        trace(model, batch())


def test_a_wrong_dense_activation_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = sequential(rnn(4), layers.Dense(2, activation="sigmoid"))
    monkeypatch.setattr(type(model.layers[1]), "call", lambda self, x: x[:, :2])
    with pytest.raises(TraceMismatch, match="dense"):
        trace(model, batch())


def test_a_wrong_order_of_layers_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = sequential(rnn(2, True), rnn(2, True))
    chain = list(reversed(model.layers))
    # The package's attribute `trace` is the function, so the module is asked for.
    module = importlib.import_module("unrolled.trace")
    monkeypatch.setattr(module, "layers_in_order", lambda _: chain)
    with pytest.raises(TraceMismatch, match="The model"):
        trace(model, batch())


# What is refused, and how.


@pytest.mark.parametrize(
    ("layer", "name"),
    [
        (lambda: layers.LSTM(4), "LSTM"),
        (lambda: layers.GRU(4), "GRU"),
        (lambda: layers.Bidirectional(rnn(4)), "Bidirectional"),
        (lambda: layers.Flatten(), "Flatten"),
    ],
)
def test_an_unknown_layer_is_named(layer: Any, name: str) -> None:
    with pytest.raises(UnsupportedLayer) as refused:
        trace(sequential(layer()), batch())
    assert f"is a {name}, which is not supported" in str(refused.value)
    assert "Supported are SimpleRNN, Dense" in str(refused.value)


def test_a_subclass_of_a_known_layer_is_not_taken_for_it() -> None:
    class SimpleRNN(layers.SimpleRNN):
        """Has a known name and may do anything."""

    with pytest.raises(UnsupportedLayer):
        trace(sequential(SimpleRNN(4)), batch())


def test_a_branching_model_is_refused() -> None:
    start = keras.Input((3, 2))
    hidden = rnn(4, True)(start)
    joined = layers.Add()([hidden, layers.Dense(4)(hidden)])
    with pytest.raises(UnsupportedLayer, match="one path"):
        trace(keras.Model(start, joined), batch())


def test_a_model_with_two_outputs_is_refused() -> None:
    start = keras.Input((3, 2))
    hidden = rnn(4, True)(start)
    with pytest.raises(UnsupportedLayer, match="more than one input or output"):
        trace(keras.Model(start, [hidden, rnn(2)(hidden)]), batch())


def test_a_stateful_layer_is_refused() -> None:
    start = keras.Input(batch_shape=(5, 3, 2))
    model = keras.Model(start, rnn(4, stateful=True)(start))
    with pytest.raises(UnsupportedLayer, match="stateful"):
        trace(model, batch())


def test_a_model_of_its_own_class_is_refused() -> None:
    class Mine(keras.Model):
        """A subclassed model."""

        def __init__(self) -> None:
            super().__init__()
            self.rnn = rnn(4)

        def call(self, x: Any) -> Any:
            return self.rnn(x)

    model = Mine()
    model(SENTENCE)
    with pytest.raises(UnsupportedLayer, match="Mine"):
        trace(model, SENTENCE)


@pytest.mark.parametrize(
    ("model", "error", "words"),
    [
        (lambda: None, TypeError, "not a NoneType"),
        (lambda: SENTENCE, TypeError, "A Keras model is needed, not a ndarray"),
        (lambda: rnn(4), TypeError, "SimpleRNN is a layer; a model is needed"),
        (lambda: keras.Sequential([rnn(4)]), ValueError, "has no input shape yet"),
        (
            lambda: keras.Sequential([keras.Input((2,)), layers.Dense(1)]),
            ValueError,
            r"supported are sequences, \(batch, steps, features\)",
        ),
    ],
)
def test_what_is_no_model_is_answered(model: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        trace(model(), SENTENCE)


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        (SENTENCE[0], ValueError, r"batch axis is missing: write x\[np.newaxis\]"),
        (SENTENCE[0, 0], ValueError, r"x has shape \(2,\); the model reads"),
        (SENTENCE[:, :2], ValueError, r"reads \(batch, 3, 2\)"),
        (SENTENCE[:, :, :1], ValueError, r"reads \(batch, 3, 2\)"),
        (np.zeros((0, 3, 2)), ValueError, "nothing to read"),
        (SENTENCE * np.nan, ValueError, "NaN or infinity"),
        (np.where(SENTENCE > 0.4, np.inf, 0.0), ValueError, "NaN or infinity"),
        (np.array([[["a", "b"]] * 3]), TypeError, "holds no numbers"),
        ([[[1.0], [2.0, 3.0]]], TypeError, "differ in length"),
        (keras.Input((3, 2)), TypeError, "symbolic tensor"),
        (None, TypeError, "holds no numbers"),
    ],
)
def test_a_wrong_input_is_answered(x: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        trace(lesson(), x)


def test_a_model_that_overflows_is_answered() -> None:
    model = sequential(rnn(2, activation="linear"), shape=(None, 2))
    model.set_weights([np.full(w.shape, 1e30) for w in model.get_weights()])
    with pytest.raises(ValueError, match="NaN or infinity came out"):
        trace(model, batch(steps=4))
