"""Runs a recurrent layer step by step through its own cells."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .arguments import activation_name, arguments_of
from .gates import gates_of, known_kind, prove_gates
from .proof import allowed_over, deviation
from .records import CellTrace, RecurrentTrace, State
from .tensors import flat, quiet_config, to_numpy, to_tensor

KINDS = ("SimpleRNN", "LSTM", "GRU", "RNN")
GATED = ("LSTM", "GRU")


def trace_recurrent(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> RecurrentTrace:
    """What a SimpleRNN, LSTM, GRU or RNN does with a batch.

    Args:
        layer: the layer; a stateful one starts from its states and keeps them.
        inputs: (batch, steps, features).
        mask: (batch, steps), False at steps to skip, or None.
        passes: which of what it returns the next layer reads.
    """
    from keras import ops

    x = to_tensor(inputs, layer)
    steps = inputs.shape[1]
    order = list(range(steps))[:: -1 if layer.go_backwards else 1]
    cells = _cells(layer.cell)
    start = _initial(layer, cells, inputs.shape[0])
    ran = _run(cells, [x[:, t] for t in order], start, _steps(mask, order))
    outputs = [to_numpy(ops.stack(each, axis=1)) for each in ran.outputs]
    histories = [
        tuple(to_numpy(ops.stack(history, axis=1)) for history in each)
        for each in ran.states
    ]
    read = np.ones(inputs.shape[:2], bool) if mask is None else mask[:, order]
    sequence = _emitted(outputs[-1], read, layer.zero_output_for_mask)
    last = [history[:, -1] for each in histories for history in each]
    where = f"the layer {layer.name!r}"
    error = _prove(layer, x, mask, sequence, last)
    traced: list[CellTrace] = []
    below = inputs[:, order]
    for cell, made, each in zip(cells, outputs, histories, strict=True):
        one, off = _trace_cell(cell, below, made, each, read, where)
        traced.append(one)
        error, below = max(error, off), made
    states = last if layer.return_state else []
    return RecurrentTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        cells=tuple(traced),
        return_sequences=layer.return_sequences,
        return_state=layer.return_state,
        go_backwards=layer.go_backwards,
        stateful=layer.stateful,
        parameters=sum(cell.parameters for cell in traced),
        inputs=inputs,
        mask=mask,
        sequence=sequence,
        returned=(sequence if layer.return_sequences else sequence[:, -1], *states),
        passes=passes,
        error=error,
    )


class _Run:
    """What cells gave at each step: lists of tensors, a list for each cell."""

    def __init__(self, start: list[list[Any]]) -> None:
        self.outputs: list[list[Any]] = [[] for _ in start]
        self.states = [[[state] for state in states] for states in start]


def _run(
    cells: Sequence[Any],
    xs: Sequence[Any],
    start: list[list[Any]],
    read: Sequence[Any],
) -> _Run:
    """Runs the cells over the steps, each on the output of the one before.

    ``read`` holds for each step (batch, 1) booleans, or None where nothing is masked.
    """
    from keras import ops

    ran = _Run(start)
    carried = start
    calls = [_caller(cell) for cell in cells]
    for x, taken in zip(xs, read, strict=True):
        following = []
        for place, (call, states) in enumerate(zip(calls, carried, strict=True)):
            x, after = call(x, states)
            if taken is not None:
                after = [
                    ops.where(taken, new, old)
                    for new, old in zip(after, states, strict=True)
                ]
            ran.outputs[place].append(x)
            for history, state in zip(ran.states[place], after, strict=True):
                history.append(state)
            following.append(after)
        carried = following
    return ran


def _caller(cell: Any) -> Callable[[Any, list[Any]], tuple[Any, list[Any]]]:
    """The cell as a function of its input and states, told that it is not trained."""
    call = cell if callable(cell) else cell.call
    training = "training" in inspect.signature(cell.call).parameters
    options = {"training": False} if training else {}

    def step(x: Any, states: list[Any]) -> tuple[Any, list[Any]]:
        output, after = call(x, list(states), **options)
        return output, flat(after)

    return step


def _cells(cell: Any) -> list[Any]:
    import keras

    stacked = isinstance(cell, keras.layers.StackedRNNCells)
    return list(cell.cells) if stacked else [cell]


def _initial(layer: Any, cells: Sequence[Any], batch: int) -> list[list[Any]]:
    """The states that each cell begins with."""
    if layer.stateful:
        states = [to_tensor(to_numpy(s), layer) for s in flat(layer.states)]
    else:
        states = flat(layer.get_initial_state(batch))
    sizes = [len(flat(cell.state_size)) for cell in cells]
    ends = np.cumsum([0, *sizes])
    return [states[start:end] for start, end in pairwise(ends)]


def _steps(mask: np.ndarray | None, order: Sequence[int]) -> list[Any]:
    """For each step which rows take it, (batch, 1), or None where all do."""
    from keras import ops

    if mask is None or mask.all():
        return [None] * len(order)
    return [ops.convert_to_tensor(mask[:, t, None]) for t in order]


def _emitted(outputs: np.ndarray, read: np.ndarray, zero: bool) -> np.ndarray:
    """The outputs with those of masked steps as Keras gives them.

    That is the output before it once more, zeros where there is none or ``zero`` is
    asked for.
    """
    sequence = outputs.copy()
    before = np.zeros_like(outputs[:, 0])
    for t in range(outputs.shape[1]):
        instead = np.zeros_like(before) if zero else before
        sequence[:, t] = np.where(read[:, t, None], outputs[:, t], instead)
        before = sequence[:, t]
    return sequence


def _trace_cell(
    cell: Any,
    inputs: np.ndarray,
    outputs: np.ndarray,
    histories: tuple[np.ndarray, ...],
    read: np.ndarray,
    where: str,
) -> tuple[CellTrace, float]:
    kind = known_kind(cell)
    before = tuple(history[:, :-1] for history in histories)
    after = tuple(history[:, 1:] for history in histories)
    gates = gates_of(cell, inputs, before)
    error = 0.0
    if kind:
        error = prove_gates(kind, gates, before, after, read, cell, where)
    symbols = "hc" if kind else _symbols(len(histories))
    activation = activation_name(cell.activation) if kind else ""
    gated = activation_name(cell.recurrent_activation) if kind in GATED else ""
    traced = CellTrace(
        kind=kind or type(cell).__name__,
        units=outputs.shape[-1],
        activation=activation,
        recurrent_activation=gated,
        use_bias=bool(kind) and cell.bias is not None,
        reset_after=cell.reset_after if kind == "GRU" else None,
        arguments=arguments_of(cell) if kind else (),
        parameters=sum(int(w.size) for w in getattr(cell, "get_weights", list)()),
        gates=gates,
        states=tuple(State(s, v) for s, v in zip(symbols, histories, strict=False)),
        inputs=inputs,
        outputs=outputs,
    )
    return traced, error


def _symbols(number: int) -> list[str]:
    return ["h"] if number == 1 else [f"s{n + 1}" for n in range(number)]


def _prove(
    layer: Any,
    x: Any,
    mask: np.ndarray | None,
    sequence: np.ndarray,
    last: Sequence[np.ndarray],
) -> float:
    """Compares the loop with the layer's own, made to return everything."""
    import keras

    options: dict[str, Any] = {"training": False}
    if mask is not None:
        options["mask"] = keras.ops.convert_to_tensor(mask)
    if layer.stateful:
        options["initial_state"] = keras.tree.map_structure(
            lambda state: to_tensor(to_numpy(state), layer), layer.states
        )
    own_sequence, *own = flat(_twin(layer, x.shape)(x, **options))
    where = f"the layer {layer.name!r}"
    allowed = allowed_over(sequence.shape[1])
    errors = [deviation(sequence, to_numpy(own_sequence), f"{where}, outputs", allowed)]
    for ours, theirs in zip(last, own, strict=True):
        given = to_numpy(theirs)
        errors.append(deviation(ours, given, f"{where}, last state", allowed))
    return max(errors)


def _twin(layer: Any, shape: Any) -> Any:
    """A layer with the same weights that returns its outputs and states."""
    import keras

    all_of_it = {"return_sequences": True, "return_state": True, "stateful": False}
    if type(layer) is keras.layers.RNN:  # its cell may be of a class Keras cannot name
        return keras.layers.RNN(
            layer.cell,
            go_backwards=layer.go_backwards,
            unroll=layer.unroll,
            zero_output_for_mask=layer.zero_output_for_mask,
            dtype=layer.dtype_policy,
            **all_of_it,
        )
    config = quiet_config(layer) | all_of_it
    for name in ("activation", "recurrent_activation"):
        if name in config:  # the function itself: Keras reads no lambda back
            config[name] = getattr(layer, name)
    twin = type(layer).from_config(config)
    twin.zero_output_for_mask = layer.zero_output_for_mask  # Bidirectional sets it
    twin.build(shape)
    twin.set_weights(layer.get_weights())
    return twin
