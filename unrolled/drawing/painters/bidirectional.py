"""Bidirectional: two recurrent layers over one input, one of them from the end."""

from __future__ import annotations

from dataclasses import replace

from ...tracing.records import BidirectionalTrace, RecurrentTrace
from .. import parts
from ..grid import ARROW
from ..labels import layer_font, layer_label, name_runs, other_options, soft
from ..parts import Page
from ..scene import Run
from .halves import ASIDE, Halves, behind
from .lane import (
    APART,
    Lane,
    Start,
    between,
    cell_arguments,
    lanes_of,
    mark_units,
    paint_lane,
)
from .merge import both_outputs
from .recurrent import PLACED
from .row import Made, Row


def paint_bidirectional(page: Page, row: Row) -> Made:
    """Draws both layers, forward below and backward above, and what they return."""
    layer: BidirectionalTrace = row.layer
    halves = _halves(row, layer)
    _inputs(page, row, halves)
    one_code = not layer.backward_layer  # then one number sets both
    for half, lanes in (
        (layer.forward, halves.forward),
        (layer.backward, halves.backward),
    ):
        for number, lane in enumerate(lanes):
            paint_lane(page, lane)
            edge = (halves.forward if one_code else lanes)[number].colours.edge
            mark_units(page, lane, str(lane.cell.units), edge)
            _label(page, half, lane, number, edge)
        between(page, lanes)
    _own_label(page, layer, halves)
    return both_outputs(page, row, layer, halves)


def _halves(row: Row, layer: BidirectionalTrace) -> Halves:
    start = Start(row.index, row.place, row.read, row.base + ARROW)
    number = len(layer.forward.cells)
    below = lanes_of(
        layer.forward, start, row.colours[:number], "forward ", "→", "forward →"
    )
    start = replace(start, bottom=below[-1].top + APART)
    above = lanes_of(
        layer.backward, start, row.colours[number:], "backward ", "←", "backward ←"
    )
    if below[0].place.flipped:  # its inputs stand from right to left
        below = [replace(lane, second="forward ←") for lane in below]
        above = [replace(lane, second="backward →") for lane in above]
    return Halves(below, above)


def _inputs(page: Page, row: Row, halves: Halves) -> None:
    """Two arrows from each input: one to the lower blocks, one behind them."""
    first = halves.forward[0]
    for position in row.place.positions:
        x, middle = row.place.centre(position), row.place.grid.centre(position)
        half = page.measures.block / 2 - 0.12
        left = _clamped(x - ASIDE, middle, half)
        right = _clamped(x + ASIDE, middle, half)
        parts.up(page, left, row.base, first.bottom)
        parts.up(page, right, row.base, first.bottom, head=False)
        behind(page, halves.forward, position, right, halves.backward[0].bottom)


def _clamped(x: float, middle: float, half: float) -> float:
    return min(max(x, middle - half), middle + half)


def _label(
    page: Page, half: RecurrentTrace, lane: Lane, number: int, edge: str
) -> None:
    ink, cell = page.theme.ink, lane.cell
    if half.kind == "RNN":
        bare = name_runs(page, cell.class_name, cell_arguments(cell), [edge])
        several = f"cell {number + 1}: " if len(half.cells) > 1 else "RNN of "
        name = [Run(several, layer_font(page), ink), *bare]
        options = other_options(cell.arguments, *PLACED)
    else:
        name = name_runs(page, half.kind, half.arguments, [edge])
        options = []
    if number == 0:
        placed = (*PLACED, "go_backwards")
        options = [*other_options(half.arguments, *placed), *options]
    if lane.prefix.startswith("backward"):
        options = []  # it is a copy of the one below, where they stand already
    way = "right to left" if lane.place.flipped else "left to right"
    reads = f"reads {way}" if number == 0 else f"reads cell {number} at the same step"
    layer_label(
        page, name, cell.parameters, reads, lane.middle, own=True, options=options
    )


def _own_label(page: Page, layer: BidirectionalTrace, halves: Halves) -> None:
    """The wrapper's name, between the labels of its two layers."""
    below, above = halves.forward[-1], halves.backward[0]
    name = [Run(layer.kind, layer_font(page), page.theme.ink)]
    count = soft(page, f"{layer.parameters:,} parameters in all")
    parts.label(page, [name, count], (below.middle + above.middle) / 2)
