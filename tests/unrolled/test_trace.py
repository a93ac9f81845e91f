"""The trace agrees with Keras and with the equations."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled import equations
from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    batch,
    batch_for,
    both_ways,
    each_step,
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
    BidirectionalTrace,
    CellTrace,
    DenseTrace,
    EmbeddingTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
    Trace,
    TraceMismatch,
    trace,
)

# The package's attribute `trace` is the function, so the module is asked for by name.
tracing = importlib.import_module("unrolled.tracing.trace")


@cache
def traced(name: str) -> tuple[Any, Trace]:
    """A model of the list and its trace over five sequences."""
    model = MODELS[name]()
    return model, trace(model, batch_for(model, 5))


def recurrent_layers(found: Trace) -> list[RecurrentTrace]:
    """Every recurrent layer of a trace, both halves of a bidirectional one."""
    every: list[RecurrentTrace] = []
    for layer in found.layers:
        if isinstance(layer, RecurrentTrace):
            every.append(layer)
        elif isinstance(layer, BidirectionalTrace):
            every += [layer.forward, layer.backward]
    return every


def keras_cells(layer: Any) -> list[Any]:
    """The cells of a model or a layer, in the order of `recurrent_layers`."""
    if isinstance(layer, keras.Model):
        return [cell for each in layer.layers for cell in keras_cells(each)]
    if isinstance(layer, layers.Bidirectional):
        return keras_cells(layer.forward_layer) + keras_cells(layer.backward_layer)
    if not isinstance(layer, layers.RNN):
        return []
    stacked = isinstance(layer.cell, layers.StackedRNNCells)
    return list(layer.cell.cells) if stacked else [layer.cell]


@dataclass
class Cell:
    """What `equations` asks of a cell."""

    keras: Any
    activation: str
    recurrent_activation: str
    reset_after: bool | None


@pytest.mark.parametrize("name", MODELS)
def test_a_trace_is_what_keras_computes(name: str) -> None:
    model, found = traced(name)
    own = keras.tree.flatten(model(found.inputs, training=False))
    if not any(layer.stateful for layer in recurrent_layers(found)):
        for ours, theirs in zip(found.returned, own, strict=True):
            difference = ours - keras.ops.convert_to_numpy(theirs)
            assert np.abs(difference).max() <= 1e-6
    assert found.error <= 1e-6
    assert found.outputs is found.returned[0]
    for layer in recurrent_layers(found):
        for state in layer.states:
            rows, steps, _ = layer.inputs.shape
            assert state.values.shape[:2] == (rows, steps + 1)


@pytest.mark.parametrize("name", MODELS)
def test_a_trace_is_what_the_equations_say(name: str) -> None:
    model, found = traced(name)
    cells = keras_cells(model)
    every = [(layer, cell) for layer in recurrent_layers(found) for cell in layer.cells]
    assert len(cells) == len(every)
    for own, (layer, cell) in zip(cells, every, strict=True):
        if cell.kind not in equations.STEPS:
            assert cell.gates == ()
            continue
        compare_with_equations(own, layer, cell)


def compare_with_equations(own: Any, layer: RecurrentTrace, cell: CellTrace) -> None:
    """Walks through the steps by the equations, masks included."""
    named = Cell(own, cell.activation, cell.recurrent_activation, cell.reset_after)
    steps = layer.inputs.shape[1]
    read = np.ones(layer.inputs.shape[:2], bool) if layer.mask is None else layer.mask
    read = read[:, ::-1] if layer.go_backwards else read
    states = {s.symbol: s.values[:, 0].astype("float64") for s in cell.states}
    for t in range(steps):
        x = cell.inputs[:, t].astype("float64")
        made, new = equations.STEPS[cell.kind](named, x, states)
        taken = read[:, t, None]
        states = {s: np.where(taken, new[s], states[s]) for s in states}
        for state in cell.states:
            difference = state.values[:, t + 1] - states[state.symbol]
            assert np.abs(difference).max() <= 1e-6
        for gate in cell.gates:
            assert np.abs(gate.values[:, t] - made[gate.symbol]).max() <= 1e-6


@pytest.mark.parametrize("name", MODELS)
def test_the_terms_of_a_gate_add_up_to_it(name: str) -> None:
    _, found = traced(name)
    for layer in recurrent_layers(found):
        for gate in (gate for cell in layer.cells for gate in cell.gates):
            total = np.zeros_like(gate.sums)
            for term in gate.terms:
                product = (
                    term.matrix if term.reads is None else term.reads @ term.matrix
                )
                one = product if term.factor is None else term.factor * product
                assert np.abs(one - term.values).max() <= 1e-6
                assert term.values.shape == gate.sums.shape
                total = total + one
            assert np.abs(total - gate.sums).max() <= 1e-6
            activated = equations.FUNCTIONS[gate.activation](gate.sums)
            assert np.abs(activated - gate.values).max() <= 1e-6


def test_the_terms_are_named_as_the_equations_have_them() -> None:
    def terms(layer: Any) -> dict[str, list[str]]:
        (found,) = recurrent_layers(trace(sequential(layer), batch()))
        return {
            gate.symbol: [
                t.factor_symbol + t.reads_symbol + t.matrix_symbol for t in gate.terms
            ]
            for gate in found.cells[0].gates
        }

    assert terms(rnn(2)) == {"h": ["xW", "hU", "b"]}
    assert terms(lstm(2)) == {gate: ["xW", "hU", "b"] for gate in ("i", "f", "c̃", "o")}
    both = ["xW", "hU", "b", "bU"]
    assert terms(gru(2)) == {"z": both, "r": both, "h̃": ["xW", "b", "rhU", "rbU"]}
    assert terms(gru(2, reset_after=False)) == {
        "z": ["xW", "hU", "b"],
        "r": ["xW", "hU", "b"],
        "h̃": ["xW", "r∘hU", "b"],
    }


def test_the_number_of_steps_may_be_open() -> None:
    found = trace(MODELS["any number of steps"](), batch(steps=11))
    assert found.input_shape == (None, None, 2)
    assert found.layers[0].outputs.shape == (5, 11, 4)
    assert found.shape(found.inputs) == "(None, None, 2)"
    assert found.shape(found.outputs) == "(None, 2)"


def test_a_repeated_vector_has_its_own_number_of_steps() -> None:
    _, found = traced("a longer decoder")
    shapes = [found.shape(layer.outputs) for layer in found.layers]
    assert shapes == ["(None, 3)", "(None, 6, 3)", "(None, 6, 2)"]
    assert found.shape(found.inputs) == "(None, None, 2)"
    assert isinstance(found.layers[1], RepeatVectorTrace)
    assert (found.layers[1].outputs == found.layers[0].outputs[:, None]).all()


def test_a_trace_tells_what_the_layer_is() -> None:
    found = trace(lesson(layers.Dense(1, activation="sigmoid")), SENTENCE)
    layer, dense = found.layers
    assert isinstance(layer, RecurrentTrace)
    assert isinstance(dense, DenseTrace)
    assert (layer.kind, layer.units, layer.parameters) == ("SimpleRNN", 4, 28)
    assert (dense.kind, dense.activation, dense.parameters) == ("Dense", "sigmoid", 5)
    np.testing.assert_array_equal(layer.outputs, dense.inputs)
    h1 = np.tanh([0.39, 0.02, 0.23, 0.19])
    np.testing.assert_allclose(layer.states[0].values[0, 1], h1, atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_the_parameters_are_those_of_the_model(name: str) -> None:
    model, found = traced(name)
    assert sum(layer.parameters for layer in found.layers) == model.count_params()


def test_a_trace_tells_what_must_be_written_to_make_the_layer() -> None:
    made = functional(
        gru(3, True, activation="relu", reset_after=False, go_backwards=True),
        layers.TimeDistributed(layers.Dense(2, "softmax", use_bias=False)),
        layers.Dropout(0.25),
        both_ways(lstm(2), "ave"),
        layers.Dense(1, activation=lambda v: v),
    )
    gru_, timed, dropout, both, dense = trace(made, batch()).layers
    assert gru_.arguments == (
        Argument("", "3"),
        Argument("activation", '"relu"'),
        Argument("return_sequences", "True"),
        Argument("go_backwards", "True"),
        Argument("reset_after", "False"),
    )
    assert isinstance(timed, TimeDistributedTrace)
    assert timed.inner.arguments == (
        Argument("", "2"),
        Argument("activation", '"softmax"'),
        Argument("use_bias", "False"),
    )
    assert dropout.arguments == (Argument("", "0.25"),)
    assert both.arguments == (Argument("merge_mode", '"ave"'),)
    assert isinstance(both, BidirectionalTrace)
    assert both.forward.arguments == (Argument("", "2"),)
    assert not both.backward_layer
    assert dense.arguments == (Argument("", "1"), Argument("activation", "f"))


def test_written_arguments_make_the_same_layer() -> None:
    for kind, options in (
        ("SimpleRNN", {"activation": "linear", "dropout": 0.5}),
        ("LSTM", {"recurrent_activation": "tanh", "stateful": False}),
        ("GRU", {"recurrent_dropout": 0.125, "return_state": True}),
    ):
        layer = getattr(layers, kind)(2, **options)
        (found,) = trace(sequential(layer), batch()).layers
        source = ", ".join(
            f"{a.name}={a.source}" if a.name else a.source for a in found.arguments
        )
        again = eval(f"layers.{kind}({source}, name={layer.name!r})")
        assert again.get_config() == layer.get_config()


# Masks.


def test_a_masked_step_leaves_the_states_as_they_were() -> None:
    model, found = traced("embedding, masked")
    embedding, first, second, timed = found.layers
    assert isinstance(embedding, EmbeddingTrace)
    for layer in (first, second):
        assert isinstance(layer, RecurrentTrace)
        assert layer.mask is not None
        assert layer.mask.tolist() == [[True, True, False]] * 5
        for state in layer.states:
            np.testing.assert_array_equal(state.values[:, 2], state.values[:, 3])
        np.testing.assert_array_equal(layer.outputs[:, 2], layer.outputs[:, 1])
    assert timed.mask is not None
    assert model.inputs[0].shape == (None, None)


def test_a_step_masked_before_any_other_gives_zeros() -> None:
    model = reads_ids(gru(3, True))
    (_, layer) = trace(model, [[0, 4, 0]]).layers
    assert (layer.outputs[0, 0] == 0).all()
    assert (layer.outputs[0, 2] == layer.outputs[0, 1]).all()
    assert (layer.outputs[0, 1] != 0).any()


def test_inside_bidirectional_a_masked_step_gives_zeros() -> None:
    found = traced("embedding, masked, bidirectional")[1]
    both = found.layers[1]
    assert isinstance(both, BidirectionalTrace)
    assert (both.outputs[:, 2] == 0).all()
    assert (both.outputs[:, 1] != 0).all()
    assert both.mask is not None


def test_a_mask_ends_where_the_sequence_does() -> None:
    _, layer, dense = traced("embedding, masked, last")[1].layers
    assert layer.mask is not None
    assert dense.mask is None


def test_masking_masks_the_steps_that_hold_its_value() -> None:
    x = batch()
    x[:, 1] = -1.5
    x[:, 2, 0] = -1.5
    masking, layer = trace(sequential(layers.Masking(-1.5), rnn(2)), x).layers
    assert isinstance(masking, MaskingTrace)
    assert (masking.outputs[:, 1] == 0).all()
    assert layer.mask is not None
    assert layer.mask.tolist() == [[True, False, True]] * 5


@pytest.mark.parametrize("first", ["embedding", "masking"])
def test_a_functional_model_with_masks_is_one_path(first: str) -> None:
    ids = first == "embedding"
    below = layers.Embedding(8, 2, mask_zero=True) if ids else layers.Masking()
    model = functional(
        below,
        both_ways(lstm(3, True)),
        gru(2, True),
        each_step(2),
        shape=(4,) if ids else (4, 2),
    )
    found = trace(model, batch_for(model, 5))
    assert [layer.kind for layer in found.layers[1:]] == [
        "Bidirectional",
        "GRU",
        "TimeDistributed",
    ]
    assert all(layer.mask is not None for layer in found.layers[1:])
    assert found.error <= 1e-6


def test_a_mask_of_ones_own_is_not_taken_for_keras_own() -> None:
    start = keras.Input((3, 2))
    mask = keras.ops.greater(start[:, :, 0], 0.0)
    model = keras.Model(start, lstm(3)(start, mask=mask))
    with pytest.raises(TraceMismatch):
        trace(model, batch())


def test_two_outputs_carry_a_mask_on() -> None:
    start = keras.Input((3,))
    embedded = layers.Embedding(8, 2, mask_zero=True)(start)
    forward, _ = both_ways(rnn(2, True), None)(embedded)
    model = keras.Model(start, layers.Dense(1)(forward))
    found = trace(model, batch_for(model, 5))
    assert found.layers[2].mask is not None


def test_large_numbers_that_cancel_are_no_mismatch() -> None:
    model = sequential(both_ways(gru(8, True)), shape=(3, 40))
    found = trace(model, 500 * batch(features=40))
    assert found.error <= 1e-3


# The model stays as it was.


def test_tracing_leaves_the_model_as_it_was() -> None:
    model = MODELS["three layers and dropout"]()
    before = [keras.ops.convert_to_numpy(v).copy() for v in model.variables]
    assert len(before) > len(model.weights)  # the seeds of dropout are among them
    names = [layer.name for layer in model.layers]
    trace(model, batch())
    assert names == [layer.name for layer in model.layers]
    for old, new in zip(before, model.variables, strict=True):
        np.testing.assert_array_equal(old, keras.ops.convert_to_numpy(new))


def test_tracing_leaves_the_readers_next_layer_as_it_was() -> None:
    def next_layer(traced: bool) -> np.ndarray:
        keras.utils.set_random_seed(3)
        model = keras.Sequential([keras.Input((3, 2)), lstm(3, dropout=0.5)])
        if traced:
            trace(model, batch())
        later = layers.Dense(2)
        later.build((None, 4))
        return later.get_weights()[0]

    np.testing.assert_array_equal(next_layer(True), next_layer(False))


@pytest.mark.parametrize(
    "name",
    ["LSTM, stateful", "GRU, stateful, stacked", "bidirectional, stateful"],
)
def test_tracing_does_not_advance_a_stateful_layer(name: str) -> None:
    model = MODELS[name]()
    first, second = trace(model, SENTENCE), trace(model, SENTENCE)
    own = keras.ops.convert_to_numpy(model(SENTENCE))
    np.testing.assert_array_equal(first.outputs, second.outputs)
    np.testing.assert_allclose(first.outputs, own, atol=1e-6)
    layer = recurrent_layers(first)[0]
    assert layer.stateful
    assert np.abs(layer.states[0].values[:, 0]).min() > 0  # it had read something
    assert np.abs(trace(model, SENTENCE).outputs - own).max() > 1e-4  # now it has moved


def test_a_stateful_layer_is_not_advanced_by_a_trace_that_fails() -> None:
    model = stateful(rnn(3, activation="linear", stateful=True))
    before = [keras.ops.convert_to_numpy(s).copy() for s in model.layers[0].states]
    with pytest.raises(ValueError, match="NaN or infinity"):
        trace(model, np.full((1, 3, 2), np.nan))
    model.layers[0].set_weights([w * 1e38 for w in model.layers[0].get_weights()])
    with pytest.raises(ValueError, match="NaN or infinity came out"):
        trace(model, SENTENCE * 1e38)
    for old, new in zip(before, model.layers[0].states, strict=True):
        np.testing.assert_array_equal(old, keras.ops.convert_to_numpy(new))


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


def test_a_model_inside_a_model_is_read_layer_by_layer() -> None:
    found = traced("a model inside the model")[1]
    assert [layer.kind for layer in found.layers] == ["LSTM", "Dense", "GRU"]
    inner = functional(lstm(3, True), layers.Dense(2))
    outer = functional(rnn(2, True), inner, gru(3))
    kinds = [layer.kind for layer in trace(outer, batch()).layers]
    assert kinds == ["SimpleRNN", "LSTM", "Dense", "GRU"]


def test_a_state_that_goes_on_is_what_the_next_layer_reads() -> None:
    for state, name in ((1, "LSTM, its h goes on"), (2, "LSTM, its c goes on")):
        layer, dense = traced(name)[1].layers
        assert isinstance(layer, RecurrentTrace)
        assert layer.passes == state
        last = layer.states[state - 1].values[:, -1]
        np.testing.assert_array_equal(dense.inputs, last)


def test_everything_returned_is_in_the_models_order() -> None:
    start = keras.Input((3, 2))
    output, h, c = lstm(4, True, return_state=True)(start)
    found = trace(keras.Model(start, [c, output, h]), batch())
    assert [r.shape for r in found.returned] == [(5, 4), (5, 3, 4), (5, 4)]
    assert found.outputs is found.layers[0].returned[2]
