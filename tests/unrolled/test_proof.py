"""A trace that deviates from Keras is noticed: each break here makes one."""

from __future__ import annotations

import importlib
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    MODELS,
    batch,
    batch_for,
    gru,
    lstm,
    rnn,
    sequential,
    stateful,
)
from unrolled import (
    TraceMismatch,
    trace,
)
from unrolled.tracing import bidirectional, gates, recurrent, sequences
from unrolled.tracing.proof import TOLERANCE, allowed_over, deviation

# The package's attribute `trace` is the function, so the module is asked for by name.
tracing = importlib.import_module("unrolled.tracing.trace")


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


def test_rounding_may_grow_with_the_steps_and_no_faster() -> None:
    assert allowed_over(3) == allowed_over(20) == TOLERANCE
    assert allowed_over(200) == pytest.approx(10 * TOLERANCE)
    zeros = np.zeros(3)
    assert deviation(zeros, zeros + 9e-5, "here", allowed_over(200)) > TOLERANCE
    with pytest.raises(TraceMismatch):
        deviation(zeros, zeros + 1.1e-4, "here", allowed_over(200))


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
