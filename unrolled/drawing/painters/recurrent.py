"""Recurrent layers of one direction: of one cell, or of several stacked ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...tracing.records import RecurrentTrace
from .. import parts
from ..grid import ARROW, Place
from ..ink import Font
from ..labels import layer_font, layer_label, name_runs, other_options
from ..parts import Page, Tag
from ..scene import Run
from .lane import (
    Lane,
    Start,
    between,
    cell_arguments,
    lanes_of,
    letter,
    mark_units,
    paint_lane,
    state_at,
)
from .outputs import Vector, row_label, vectors, zeros
from .row import Made, Row

PLACED = ("activation", "use_bias", "return_sequences")  # shown beside the vectors


def paint_recurrent(page: Page, row: Row) -> Made:
    """Draws a SimpleRNN, LSTM, GRU or RNN, and what it returns."""
    layer: RecurrentTrace = row.layer
    start = Start(row.index, row.place, row.read, row.base + ARROW)
    lanes = lanes_of(layer, start, row.colours)
    for position in row.place.positions:
        parts.up(page, row.place.centre(position), row.base, lanes[0].bottom)
    for number, lane in enumerate(lanes):
        paint_lane(page, lane)
        _label(page, layer, lanes, number)
        mark_units(page, lane, str(lane.cell.units), lane.colours.edge)
    between(page, lanes)
    return _outputs(page, row, layer, lanes)


def _label(
    page: Page, layer: RecurrentTrace, lanes: Sequence[Lane], number: int
) -> None:
    lane, theme = lanes[number], page.theme
    edge, cell = lane.colours.edge, lane.cell
    options = other_options(layer.arguments, *PLACED) if number == 0 else []
    reads = "the same at every step"
    if layer.go_backwards or lane.place.flipped:
        reads = "reads right to left" if lane.place.flipped else "reads last to first"
    if page.marked and layer.go_backwards and number == 0:
        reads = ""  # the code says it, and stands among the options
    if layer.stateful and not page.marked:
        reads = "goes on from the batch before"
    if layer.kind != "RNN":
        name = name_runs(page, layer.kind, layer.arguments, [edge])
    else:
        bare = name_runs(page, cell.class_name, cell_arguments(cell), [edge])
        name = [
            Run("RNN(", layer_font(page), theme.ink),
            *bare,
            Run(")", layer_font(page), theme.ink),
        ]
        options = [*options, *other_options(cell.arguments, *PLACED)]
        if len(lanes) > 1:
            name = [Run(f"cell {number + 1}: ", layer_font(page), theme.ink), *bare]
            reads = f"reads cell {number} at the same step" if number else reads
    bias = cell.use_bias or not cell.gates
    layer_label(
        page, name, cell.parameters, reads, lane.middle, options=options, bias=bias
    )


def _outputs(
    page: Page, row: Row, layer: RecurrentTrace, lanes: Sequence[Lane]
) -> Made:
    """The row of outputs, or of the state that the next layer reads."""
    lane = lanes[-1]
    if layer.passes:
        return _passed_state(page, row, layer, lanes)
    top, base = lane.top, lane.top + ARROW
    place, steps = lane.place, lane.place.grid.steps
    above = place
    if not layer.return_sequences:
        above = Place(place.grid, place.flipped, place.index(steps - 1))
    shown = []
    for position in place.grid.shown:
        x, index = place.grid.centre(position), place.index(position)
        returned = position in above.positions
        parts.up(page, x, top, base, dashed=not returned or lane.skips(index))
        if not returned:
            parts.nothing(page, x, base, layer.units, "returned")
            continue
        tag = Tag(row.index, "output", index + 1 if layer.return_sequences else 0)
        values = layer.sequence[page.row, index]
        captions = _captions(page, lane, index, values)
        muted = layer.return_sequences and lane.skips(index)
        shown.append(Vector(x, values, tag, captions, muted))
    if place.grid.elided and layer.return_sequences:
        parts.dots(page, place.grid, base + parts.vector_height(layer.units) / 2)
    high = vectors(page, row, shown, base)
    given = any(a.name == "return_sequences" for a in layer.arguments)
    notes = [(f"return_sequences={layer.return_sequences}", given)]
    if layer.return_state:
        notes.append(("and the last states", False))
    return Made(high, above, row_label(page, row, "output", layer.outputs, notes, base))


def taker(page: Page, layer: object) -> str:
    """Who gets what a layer passes on, with the verb."""
    last = page.trace.layers[-1] is layer
    return "the model returns" if last else "the next layer reads"


def _captions(
    page: Page, lane: Lane, index: int, values: np.ndarray
) -> tuple[tuple[float, list[Run]], ...]:
    """Which state an output is, and at a skipped step that it repeats or is zero."""
    soft, small = page.theme.soft, Font(7.5)
    state = lane.cell.states[0]
    after = state.values[page.row, index + 1]
    equal = np.array_equal(after, values)
    is_state = letter(page, lane, state, index + 1, "= ") if equal else []
    if not lane.skips(index):
        return ((0.0, is_state),) if is_state else ()
    if not values.any():
        return ((0.0, [Run(zeros(page), small, soft)]),)
    again = [Run("as before", small, soft)]
    return ((0.075, is_state), (-0.075, again)) if is_state else ((0.0, again),)


def _passed_state(
    page: Page, row: Row, layer: RecurrentTrace, lanes: Sequence[Lane]
) -> Made:
    """The row where the next layer reads a last state, and no output."""
    lane = lanes[-1]
    owner, state = state_at(lanes, layer.passes - 1)
    place, steps = lane.place, lane.place.grid.steps
    top, base = lane.top, lane.top + ARROW
    end = place.index(steps - 1)
    verb = "read" if layer.return_sequences else "returned"
    values = layer.outputs[page.row]
    for position in place.grid.shown:
        x = place.grid.centre(position)
        parts.up(page, x, top, base, dashed=position != end)
        if position != end:
            parts.nothing(page, x, base, len(values), verb)
    caption = (0.0, letter(page, owner, owner.cell.states[state], steps, "= "))
    tag = Tag(row.index, "output")
    shown = [Vector(place.grid.centre(end), values, tag, (caption,))]
    high = vectors(page, row, shown, base)
    name = f"{owner.prefix}state {owner.cell.states[state].symbol}"
    notes = [(f"{taker(page, layer)} this state", False)]
    label_top = row_label(page, row, name, layer.outputs, notes, base)
    return Made(high, Place(place.grid, place.flipped, end), label_top)
