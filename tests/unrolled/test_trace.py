"""The trace agrees with Keras, notices when it does not, and refuses in words."""

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
    MinimalCell,
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
    UnsupportedLayer,
    trace,
)
from unrolled.tracing import bidirectional, gates, recurrent, sequences

# The package's attribute `trace` is the function, so the module is asked for by name.
tracing = importlib.import_module("unrolled.tracing.trace")


def batch(steps: int = 3, features: int = 2, rows: int = 5) -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.normal(size=(rows, steps, features)).astype("float32")


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


# What the proof must notice: each break makes two ways to a number disagree.


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
    honest = tracing.chain_of(model)
    swapped = type(honest)(honest.links[::-1], honest.returned)
    monkeypatch.setattr(tracing, "chain_of", lambda _: swapped)
    with pytest.raises(TraceMismatch, match="The model"):
        trace(model, batch())


def no_second_bias(patch: pytest.MonkeyPatch) -> Any:
    honest = gates._split
    patch.setattr(gates, "_split", lambda *a: [gate[:3] for gate in honest(*a)])
    return sequential(gru(3))


def gates_in_another_order(patch: pytest.MonkeyPatch) -> Any:
    patch.setattr(
        gates, "LSTM_GATES", (*gates.LSTM_GATES[1::-1], *gates.LSTM_GATES[2:])
    )
    return sequential(lstm(3))


def gates_of_the_state_after(patch: pytest.MonkeyPatch) -> Any:
    honest = recurrent.gates_of
    patch.setattr(
        recurrent,
        "gates_of",
        lambda cell, x, before: honest(
            cell, x, tuple(np.roll(b, -1, 1) for b in before)
        ),
    )
    return sequential(gru(3))


def reset_before_for_after(patch: pytest.MonkeyPatch) -> Any:
    model = sequential(gru(3, use_bias=False, reset_after=True))
    honest = recurrent.gates_of

    def wrong(cell: Any, x: np.ndarray, before: Any) -> Any:
        cell.reset_after = False
        made = honest(cell, x, before)
        cell.reset_after = True
        return made

    patch.setattr(recurrent, "gates_of", wrong)
    return model


def mask_forgotten(patch: pytest.MonkeyPatch) -> Any:
    patch.setattr(recurrent, "_steps", lambda mask, order: [None] * len(order))
    return MODELS["embedding, masked, last"]()


def mask_not_carried_on(patch: pytest.MonkeyPatch) -> Any:
    patch.setattr(tracing, "_mask_after", lambda *_: None)
    return MODELS["embedding, masked"]()


def masked_output_not_repeated(patch: pytest.MonkeyPatch) -> Any:
    patch.setattr(recurrent, "_emitted", lambda outputs, read, zero: outputs)
    return MODELS["embedding, masked"]()


def halves_swapped(patch: pytest.MonkeyPatch) -> Any:
    honest = bidirectional._merged
    patch.setattr(bidirectional, "_merged", lambda f, b, mode: honest(b, f, mode))
    return MODELS["bidirectional"]()


def average_for_sum(patch: pytest.MonkeyPatch) -> Any:
    honest = bidirectional._merged
    patch.setattr(bidirectional, "_merged", lambda f, b, mode: honest(f, b, "ave"))
    return MODELS["bidirectional, sum"]()


def cells_in_another_order(patch: pytest.MonkeyPatch) -> Any:
    honest = recurrent._cells
    patch.setattr(recurrent, "_cells", lambda cell: honest(cell)[::-1])
    return sequential(layers.RNN([layers.SimpleRNNCell(2), layers.SimpleRNNCell(2)]))


def state_from_zero(patch: pytest.MonkeyPatch) -> Any:
    honest = recurrent._initial
    patch.setattr(
        recurrent,
        "_initial",
        lambda *a: [[0 * state for state in each] for each in honest(*a)],
    )
    return stateful(gru(3, stateful=True))


def wrong_row_of_the_table(patch: pytest.MonkeyPatch) -> Any:
    honest = sequences.to_numpy
    patch.setattr(sequences, "to_numpy", lambda t: np.roll(honest(t), 1, axis=0))
    return MODELS["embedding"]()


BREAKS = [
    no_second_bias,
    gates_in_another_order,
    gates_of_the_state_after,
    reset_before_for_after,
    mask_forgotten,
    mask_not_carried_on,
    masked_output_not_repeated,
    halves_swapped,
    average_for_sum,
    cells_in_another_order,
    state_from_zero,
    wrong_row_of_the_table,
]


@pytest.mark.parametrize("broken", BREAKS)
def test_a_break_is_noticed(monkeypatch: pytest.MonkeyPatch, broken: Any) -> None:
    with monkeypatch.context() as patch:
        model = broken(patch)
        with pytest.raises(TraceMismatch, match="not shown"):
            trace(model, batch_for(model, 5))
    trace(model, batch_for(model, 5))  # mended, the same model proves itself


# What is refused, and how.


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
