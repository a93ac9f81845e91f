"""From a trace to what the page is told of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..tracing.records import (
    BidirectionalTrace,
    CellTrace,
    DenseTrace,
    EmbeddingTrace,
    Gate,
    LayerTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from ..tracing.trace import Trace
from .views import (
    EquationView,
    FigureView,
    GateView,
    LaneView,
    LayerView,
    TermView,
)
from .words import detail_of, name_of, note_of, role_of

DECIMALS = 7  # what float32 holds below one: with fewer, rounding twice would show
DIGITS = 7  # of numbers of 10 and more: about what float32 holds
COLOURS = 4


def content_of(
    trace: Trace,
    row: int,
    tokens: Sequence[str] | None,
    classes: Sequence[str] | None,
    title: str | None,
) -> FigureView:
    """What one page shows of one sequence of the batch.

    Args:
        trace: of the model.
        row: which sequence of the batch.
        tokens: the word at each of its steps.
        classes: the name of each of the last layer's outputs.
        title: stands on top.
    """
    words = list(tokens or [])
    ids: list[int] = []
    if isinstance(trace.layers[0], EmbeddingTrace):
        ids = [int(each) for each in trace.inputs[row].ravel()]
    layers = []
    for place, layer in enumerate(trace.layers):
        names = list(classes or []) if layer is trace.layers[-1] else []
        layers.append(_layer(layer, place, row, words, ids, names))
        if _order_changes(layer):
            words, ids = words[::-1], ids[::-1]
        elif _steps_change(layer):
            words, ids = [], []
    recurrent = [n for n, layer in enumerate(layers) if layer.lanes[0].states]
    return FigureView(
        title=title or "", first=recurrent[0] if recurrent else 0, layers=layers
    )


def _order_changes(layer: LayerTrace) -> bool:
    return (
        isinstance(layer, RecurrentTrace)
        and layer.go_backwards
        and layer.outputs.ndim == 3
    )


def _steps_change(layer: LayerTrace) -> bool:
    return layer.outputs.ndim < 3 or isinstance(layer, RepeatVectorTrace)


def _layer(
    layer: LayerTrace,
    place: int,
    row: int,
    words: list[str],
    ids: list[int],
    classes: list[str],
) -> LayerView:
    if isinstance(layer, BidirectionalTrace):
        lanes = [
            *_recurrent(layer.forward, row, place, "forward"),
            *_recurrent(layer.backward, row, place + 1, "backward"),
        ]
        steps, whole = layer.inputs.shape[1], False
    elif isinstance(layer, RecurrentTrace):
        lanes = _recurrent(layer, row, place, "")
        steps, whole = layer.inputs.shape[1], False
    else:
        whole = layer.outputs.ndim < 3
        steps = 1 if whole else layer.outputs.shape[1]
        lanes = [_pointwise(layer, row, place, steps)]
    return LayerView(
        name=name_of(layer),
        detail=detail_of(layer),
        note=note_of(layer),
        steps=steps,
        whole=whole,
        words=words,
        ids=ids,
        classes=classes,
        lanes=lanes,
    )


def _recurrent(
    layer: RecurrentTrace, row: int, colour: int, direction: str
) -> list[LaneView]:
    """A lane for each cell, the one that reads x first."""
    steps = layer.inputs.shape[1]
    masked: list[int] = []
    if layer.mask is not None:
        read = layer.mask[row][::-1] if layer.go_backwards else layer.mask[row]
        masked = [int(t) + 1 for t in np.flatnonzero(~read.astype(bool))]
    returned = list(range(1, steps + 1)) if layer.return_sequences else [steps]
    lanes = []
    for number, cell in enumerate(layer.cells):
        several = len(layer.cells) > 1
        named = [direction, f"cell {number + 1}" if several else ""]
        last = number == len(layer.cells) - 1
        lanes.append(
            LaneView(
                label=" ".join(filter(None, named)),
                block=cell.kind,
                colour=(colour + number) % COLOURS,
                backwards=layer.go_backwards,
                reads_below=number > 0,
                units=cell.units,
                features=cell.inputs.shape[-1],
                masked=masked,
                returned=returned if last else [],
                states={s.symbol: numbers(s.values[row]) for s in cell.states},
                reads=_reads(cell, row),
                derived=_derived(cell, row),
                outputs=[] if cell.gates else numbers(cell.outputs[row]),
                gates=[_gate(cell, gate, row) for gate in cell.gates],
                equations=_equations(cell),
            )
        )
    return lanes


def _reads(cell: CellTrace, row: int) -> dict[str, list[float]]:
    """What the sums read, but for the states, which the page has anyway."""
    reads = {"x": numbers(cell.inputs[row])}
    states = {state.symbol for state in cell.states}
    for gate in cell.gates:
        for term in gate.terms:
            known = term.reads_symbol in states or term.reads_symbol in reads
            if term.reads is not None and not known:
                reads[term.reads_symbol] = numbers(term.reads[row])
    return reads


def _gate(cell: CellTrace, gate: Gate, row: int) -> GateView:
    return GateView(
        symbol=gate.symbol,
        role=role_of(cell, gate.symbol, gate.role),
        activation=gate.activation,
        terms=[
            TermView(
                reads=term.reads_symbol,
                matrix=term.matrix_symbol,
                factor=term.factor_symbol,
                weights=numbers(term.matrix),
            )
            for term in gate.terms
        ],
        sums=numbers(gate.sums[row]),
        values=numbers(gate.values[row]),
    )


def _equations(cell: CellTrace) -> list[EquationView]:
    if not cell.gates:
        return []
    if cell.kind == "LSTM":
        return [
            EquationView("c", [["f", "c⁻"], ["i", "c̃"]]),
            EquationView("h", [["o", f"{cell.activation}(c)"]]),
        ]
    if cell.kind == "GRU":
        return [EquationView("h", [["z", "h⁻"], ["1−z", "h̃"]])]
    return []


def _derived(cell: CellTrace, row: int) -> dict[str, list[float | None]]:
    """What the equations need beside gates and states."""
    gates = {gate.symbol: gate.values[row] for gate in cell.gates}
    states = {state.symbol: state.values[row] for state in cell.states}
    if "z" in gates:
        return {"1−z": [*numbers(1 - gates["z"])]}
    if "o" not in gates:
        return {}
    if cell.activation == "tanh":
        shown = np.tanh(states["c"][1:])
        return {"tanh(c)": [*numbers(shown)]}
    # Any other function is known by its name only, but o times its value is h.
    pairs = zip(gates["o"].ravel(), states["h"][1:].ravel(), strict=True)
    return {
        f"{cell.activation}(c)": [
            rounded(float(h / o)) if abs(o) > 1e-3 else None for o, h in pairs
        ]
    }


def _pointwise(layer: LayerTrace, row: int, colour: int, steps: int) -> LaneView:
    """The one lane of a layer that carries nothing from step to step."""
    inner = layer.inner if isinstance(layer, TimeDistributedTrace) else layer
    read, made = inner.inputs[row], inner.outputs[row]
    if isinstance(inner, EmbeddingTrace):
        read = read[:, np.newaxis]
    if isinstance(inner, RepeatVectorTrace):
        read = np.tile(read, (steps, 1))
    return LaneView(
        label="",
        block=inner.kind,
        colour=colour % COLOURS,
        backwards=False,
        reads_below=False,
        units=made.shape[-1],
        features=read.shape[-1],
        masked=[],
        returned=[],
        states={},
        reads={"x": numbers(read)},
        derived={},
        outputs=numbers(made),
        gates=[_dense(inner, row)] if isinstance(inner, DenseTrace) else [],
        equations=[],
    )


def _dense(layer: DenseTrace, row: int) -> GateView:
    terms = [TermView("x", "W", "", numbers(layer.kernel))]
    if layer.bias is not None:
        terms.append(TermView("", "b", "", numbers(layer.bias)))
    return GateView(
        symbol="y",
        role="the output",
        activation=layer.activation,
        terms=terms,
        sums=numbers(layer.sums[row]),
        values=numbers(layer.outputs[row]),
    )


def numbers(values: np.ndarray) -> list[float]:
    """An array as one flat list of short numbers."""
    return [rounded(float(value)) for value in np.ravel(values)]


def rounded(value: float) -> float:
    """A number as short as the page needs it; a whole number as an int."""
    short = round(value, DECIMALS) if abs(value) < 10 else float(f"{value:.{DIGITS}g}")
    return int(short) if short == int(short) else short
