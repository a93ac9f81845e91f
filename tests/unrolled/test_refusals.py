"""What cannot be traced is refused in words that say what to do."""

from __future__ import annotations

import importlib
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    SENTENCE,
    MinimalCell,
    batch,
    both_ways,
    functional,
    gru,
    lesson,
    lstm,
    reads_ids,
    rnn,
    sequential,
    stateful,
)
from unrolled import (
    Argument,
    RecurrentTrace,
    UnsupportedLayer,
    trace,
)

# The package's attribute `trace` is the function, so the module is asked for by name.
tracing = importlib.import_module("unrolled.tracing.trace")


@pytest.mark.parametrize(
    ("layer", "name"),
    [
        (lambda: layers.Conv1D(4, 2), "Conv1D"),
        (lambda: layers.ConvLSTM1D(4, 2), "ConvLSTM1D"),
        (lambda: layers.Flatten(), "Flatten"),
        (lambda: layers.GlobalMaxPooling1D(), "GlobalMaxPooling1D"),
    ],
)
def test_an_unknown_layer_is_named(layer: Any, name: str) -> None:
    shape = (3, 4, 2) if name == "ConvLSTM1D" else (3, 2)
    with pytest.raises(UnsupportedLayer) as refused:
        trace(sequential(layer(), shape=shape), batch())
    assert f"is a {name}, which is not supported" in str(refused.value)
    for supported in ("SimpleRNN", "LSTM", "Bidirectional", "Embedding", "Dense"):
        assert supported in str(refused.value)


@pytest.mark.parametrize(
    ("layer", "inner", "words"),
    [
        (lambda: layers.TimeDistributed(layers.Conv1D(2, 1)), "Conv1D", "Activation"),
        (lambda: layers.TimeDistributed(lstm(2)), "LSTM", "Activation"),
    ],
)
def test_an_unknown_layer_inside_a_wrapper_is_named(
    layer: Any, inner: str, words: str
) -> None:
    wrapper = layer()
    with pytest.raises(UnsupportedLayer) as refused:
        tracing.TRACERS["TimeDistributed"](wrapper, batch(), None, 0)
    assert f"is a {inner}, which is not supported" in str(refused.value)
    assert f"{words} inside TimeDistributed" in str(refused.value)


def test_a_subclass_of_a_known_layer_is_not_taken_for_it() -> None:
    class SimpleRNN(layers.SimpleRNN):
        """Has a known name and may do anything."""

    with keras.saving.custom_object_scope({"SimpleRNN": SimpleRNN}):
        models = [sequential(SimpleRNN(4)), sequential(both_ways(SimpleRNN(4)))]
    for model in models:
        with pytest.raises(UnsupportedLayer, match="is a SimpleRNN, which is not"):
            trace(model, batch())


def test_an_activation_without_a_name_is_traced(recwarn: Any) -> None:
    layer = lstm(3, activation=lambda v: v / 2, recurrent_activation="sigmoid")
    found = trace(functional(layer, shape=(3, 2)), batch())
    assert found.error <= 1e-6
    assert found.layers[0].arguments[1] == Argument("activation", "f")
    assert not [w for w in recwarn if "lambda" in str(w.message)]


def test_a_subclass_of_a_known_cell_has_no_known_equations() -> None:
    class GRUCell(layers.GRUCell):
        """Forgets its reset gate."""

        def call(self, x: Any, states: Any, training: bool = False) -> Any:
            output, new = super().call(x, states)
            return 0.5 * output, [0.5 * s for s in new]

    (layer,) = trace(sequential(layers.RNN(GRUCell(3))), batch()).layers
    assert isinstance(layer, RecurrentTrace)
    assert (layer.cells[0].kind, layer.cells[0].gates) == ("GRUCell", ())


def test_a_cell_of_ones_own_is_followed_by_its_states() -> None:
    (layer,) = trace(sequential(layers.RNN(MinimalCell(3), True)), batch()).layers
    assert isinstance(layer, RecurrentTrace)
    assert [state.symbol for state in layer.states] == ["s1", "s2"]
    assert layer.states[1].values[0, :, 0].tolist() == [0, 1, 2, 3]


def test_a_quantized_layer_is_refused() -> None:
    model = sequential(rnn(4), layers.Dense(8))
    model.quantize("int8")
    with pytest.raises(UnsupportedLayer, match="quantized to int8"):
        trace(model, batch())


def test_half_precision_is_refused() -> None:
    model = keras.Sequential([keras.Input((3, 2)), lstm(2, dtype="mixed_bfloat16")])
    with pytest.raises(UnsupportedLayer, match="computes in bfloat16"):
        trace(model, batch())


def test_a_branching_model_is_refused() -> None:
    start = keras.Input((3, 2))
    hidden = rnn(4, True)(start)
    joined = layers.Add()([hidden, layers.Dense(4)(hidden)])
    with pytest.raises(UnsupportedLayer, match="one path"):
        trace(keras.Model(start, joined), batch())


def test_states_of_another_layer_are_a_second_path() -> None:
    start = keras.Input((3, 2))
    output, *states = lstm(4, True, return_state=True)(start)
    model = keras.Model(start, lstm(4)(output, initial_state=states))
    with pytest.raises(UnsupportedLayer, match="does not simply read the output"):
        trace(model, batch())


def test_an_operation_between_layers_is_named() -> None:
    start = keras.Input((3, 2))
    last = lstm(3, True)(start)[:, -1]
    with pytest.raises(UnsupportedLayer, match=r"GetItem.*no slices"):
        trace(keras.Model(start, layers.Dense(1)(last)), batch())


def test_an_input_in_a_dict_or_a_list_is_asked_for_alone() -> None:
    with pytest.raises(TypeError, match=r"x is a dict\. The model has one input"):
        trace(lesson(), {"x": SENTENCE})
    with pytest.raises(ValueError, match="alone, not in a list"):
        trace(lesson(), [SENTENCE])


def test_a_layer_used_twice_is_refused() -> None:
    start = keras.Input((3, 2))
    layer = rnn(2, True)
    with pytest.raises(UnsupportedLayer, match="used once"):
        trace(keras.Model(start, layer(layer(start))), batch())


def test_a_model_with_two_outputs_is_refused() -> None:
    start = keras.Input((3, 2))
    hidden = rnn(4, True)(start)
    with pytest.raises(UnsupportedLayer, match="its outputs are not those"):
        trace(keras.Model(start, [hidden, rnn(2)(hidden)]), batch())


def test_a_stateful_model_says_how_many_rows_it_takes() -> None:
    with pytest.raises(ValueError, match="A stateful model takes batches of 1"):
        trace(stateful(rnn(2, stateful=True)), batch(rows=5))


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


def empty() -> Any:
    start = keras.Input((3, 2))
    return keras.Model(start, start)


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
        (lambda: empty(), UnsupportedLayer, "has no layer beyond its input"),
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


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        ([3, 1, 0], ValueError, r"batch axis is missing"),
        (SENTENCE, ValueError, r"\(batch, 3\), that is \(batch, steps\)"),
        ([[0.5, 1, 2]], TypeError, "whole numbers"),
        ([[3, 1, 8]], ValueError, "holds the id 8; .* rows 0 to 7"),
        ([[3, -1, 2]], ValueError, "holds the id -1"),
        ([["I", "am", "Groot"]], TypeError, "holds no numbers"),
    ],
)
def test_wrong_ids_are_answered(x: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        trace(reads_ids(gru(2)), x)


def test_ids_may_be_floats_that_are_whole() -> None:
    model = reads_ids(gru(2))
    whole, floats = trace(model, [[1, 2, 3]]), trace(model, [[1.0, 2.0, 3.0]])
    np.testing.assert_array_equal(whole.outputs, floats.outputs)
