"""What recurrent layers did, in words: their states, what they skip and return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..tracing.records import BidirectionalTrace, CellTrace, RecurrentTrace
from .grid import Place
from .painters.lane import cell_arguments
from .spoken import call_in_words, listed, padding, steps_in_words, vector_in_words

MERGED = {"sum": "the sum", "mul": "the product", "ave": "the mean"}


def recurrent_name(layer: RecurrentTrace) -> str:
    """``LSTM(4)``, ``RNN(LSTMCell(4))``, ``RNN([LSTMCell(4), GRUCell(3)])``."""
    if layer.kind != "RNN":
        return call_in_words(layer.kind, layer.arguments)
    names = [call_in_words(c.class_name, cell_arguments(c)) for c in layer.cells]
    inside = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return f"{layer.kind}({inside})"


def recurrent_in_words(
    layer: RecurrentTrace, row: int, place: Place, shape: str, taker: str
) -> tuple[str, Place]:
    """What a layer of one direction did with a row, and where its outputs stand.

    ``taker`` is who gets what it passes on, with the verb.
    """
    reads = Place(place.grid, place.flipped != layer.go_backwards)
    steps = reads.grid.steps
    last = Place(reads.grid, reads.flipped, reads.index(steps - 1))
    said = ["last to first"] if layer.go_backwards else []
    said += _skips(layer, row)
    said += _cells(layer, row, reads)
    ends = _ends(layer, "", steps)
    if layer.passes:
        said.append(f"{taker} the state {ends[layer.passes - 1]}, {shape}")
    elif layer.return_sequences:
        said += _unlike(layer, row, reads, "y")
        said.append(f"returns all of them, {shape}")
    elif _is_state(layer, row, steps - 1):
        said.append(f"returns {layer.cells[-1].states[0].symbol}{steps}, {shape}")
    else:
        values = vector_in_words(layer.sequence[row, -1])
        said.append(f"returns {values}, {shape}")
    if layer.return_state:
        said.append(f"returns its last states too: {', '.join(ends)}")
    passes_all = layer.return_sequences and not layer.passes
    return "; ".join(said), reads if passes_all else last


def bidirectional_name(layer: BidirectionalTrace) -> str:
    """``Bidirectional(LSTM(3))``, with the backward layer where it is no copy."""
    inside = recurrent_name(layer.forward)
    if layer.backward_layer:
        inside += f", {recurrent_name(layer.backward)}"
    return f"{layer.kind}({inside})"


def both_in_words(
    layer: BidirectionalTrace, row: int, place: Place, shape: str, taker: str
) -> tuple[str, Place]:
    """What a layer of two directions did with a row, and where its outputs stand.

    ``taker`` is who gets what it passes on, with the verb.
    """
    steps = place.grid.steps
    order = Place(place.grid, place.flipped != layer.forward.go_backwards)
    back = Place(place.grid, place.flipped != layer.backward.go_backwards)
    said = _skips(layer.forward, row)
    said += [f"forward: {'; '.join(_cells(layer.forward, row, order, '→'))}"]
    said += [f"backward: {'; '.join(_cells(layer.backward, row, back, '←'))}"]
    ends = [*_ends(layer.forward, "→", steps), *_ends(layer.backward, "←", steps)]
    outputs = 2 if layer.merge_mode is None else 1
    if layer.passes >= outputs:
        state = ends[layer.passes - outputs]
        said.append(f"{taker} the state {state}, {shape}")
    else:
        said += _merged(layer, row, order, back, shape)
    if layer.return_state:
        said.append(f"returns the last states too: {', '.join(ends)}")
    if layer.return_sequences and layer.passes < outputs:
        return "; ".join(said), order
    backward = layer.passes == 1 and outputs == 2
    if layer.passes >= outputs:
        backward = layer.passes - outputs >= len(layer.forward.states)
    end = (back if backward else order).index(steps - 1)
    return "; ".join(said), Place(order.grid, order.flipped, end)


def _merged(
    layer: BidirectionalTrace, row: int, order: Place, back: Place, shape: str
) -> list[str]:
    """What comes out of both halves together."""
    if layer.return_sequences:
        halves = "both at each step"
    else:
        ours, theirs = layer.forward, layer.backward
        steps = order.grid.steps
        both = (_output_name(ours, "→", steps), _output_name(theirs, "←", steps))
        halves = " and ".join(both)
    if layer.merge_mode is None:
        said = _unlike(layer.forward, row, order, "→y")
        said += _unlike(layer.backward, row, back, "←y")
        return [*said, f"returns {halves}, apart, {shape}"]
    if layer.merge_mode == "concat":
        said = _unlike(layer.forward, row, order, "→y")
        said += _unlike(layer.backward, row, back, "←y")
        return [*said, f"returns {halves}, side by side, {shape}"]
    merged = layer.returned[0][row]
    what = f"returns {MERGED[layer.merge_mode]} of {halves}"
    if merged.ndim == 1:
        return [f"{what}: {vector_in_words(merged)}, {shape}"]
    shown = sorted(order.index(position) for position in order.grid.shown)
    made = [(i, f"y{i + 1} = {vector_in_words(merged[i])}") for i in shown]
    return [f"{what}: {listed(made)}, {shape}"]


def _skips(layer: RecurrentTrace, row: int) -> list[str]:
    """Which steps it is told to skip, and which batch it goes on from."""
    said = []
    skipped = padding(None if layer.mask is None else layer.mask[row])
    if skipped:
        said.append(f"skips {steps_in_words(skipped)}, where states stay as they are")
    if layer.stateful:
        said.append("goes on from the batch before")
    return said


def _cells(layer: RecurrentTrace, row: int, reads: Place, over: str = "") -> list[str]:
    """The states of each cell, in the order of reading."""
    said = []
    for number, cell in enumerate(layer.cells, start=1):
        name = call_in_words(cell.class_name, cell_arguments(cell))
        prefix = f"cell {number}, {name}: " if len(layer.cells) > 1 else ""
        said.append(prefix + _states(cell, row, reads, over, layer.go_backwards))
    return said


def _states(cell: CellTrace, row: int, reads: Place, over: str, backwards: bool) -> str:
    falling = bool(over) and backwards
    times = sorted(reads.time(slot) for slot in reads.grid.slots)
    if not any(state.values[row, 0].any() for state in cell.states):
        times = times[1:]  # zeros, as ever
    said = []
    for time in times:
        name = reads.grid.steps + 1 - time if falling else time
        each = [
            f"{_named(state.symbol, name, over)} = "
            f"{vector_in_words(state.values[row, time])}"
            for state in cell.states
        ]
        said.append((time, ", ".join(each)))
    return listed(said)


def _ends(layer: RecurrentTrace, over: str, steps: int) -> list[str]:
    """The names of its last states, as the figure writes them."""
    time = 1 if over and layer.go_backwards else steps
    return [_named(name, time, over) for name in _symbols(layer.cells)]


def _named(symbol: str, time: int, over: str) -> str:
    """``→h3``; where the symbol ends in a digit itself, ``s1 at 3``."""
    return f"{over}{symbol}{' at ' * symbol[-1].isdigit()}{time}"


def _symbols(cells: Sequence[CellTrace]) -> Iterable[str]:
    for number, cell in enumerate(cells, start=1):
        for state in cell.states:
            several = f"cell {number}’s " if len(cells) > 1 else ""
            yield several + state.symbol


def _output_name(layer: RecurrentTrace, over: str, steps: int) -> str:
    time = 1 if over and layer.go_backwards else steps
    return _named(layer.cells[-1].states[0].symbol, time, over)


def _is_state(layer: RecurrentTrace, row: int, index: int) -> bool:
    """Whether an output is the last cell's first state, as in Keras's own cells."""
    after = layer.cells[-1].states[0].values[row, index + 1]
    return bool(np.array_equal(layer.sequence[row, index], after))


def _unlike(layer: RecurrentTrace, row: int, reads: Place, name: str) -> list[str]:
    """The outputs that are not the states just said."""
    steps = reads.grid.steps
    shown = sorted(reads.index(position) for position in reads.grid.shown)
    if not layer.return_sequences:
        shown = [steps - 1]
    falling = len(name) > 1 and layer.go_backwards
    made = [
        (i, f"{name}{steps - i if falling else i + 1} = "
            f"{vector_in_words(layer.sequence[row, i])}")
        for i in shown
        if not _is_state(layer, row, i)
    ]  # fmt: skip
    return [listed(made)] if made else []
