"""How each kind of layer is drawn above its inputs.

A further kind of layer is one more painter in `PAINTERS`: a function that draws the
layer and what it returns, and says where the next row begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import parts
from .grid import ARROW, BLOCK, STATE, Place
from .ink import Font, fitted
from .labels import ROW, layer_label, values_label
from .layers import DenseTrace, ElementwiseTrace, RecurrentTrace
from .parts import SMALL, Page
from .scene import Run, line_width
from .theme import Layer

BEST = Font(11, bold=True)


@dataclass(frozen=True)
class Row:
    """What a painter is given beside the page.

    Attributes:
        layer: the layer's trace.
        base: the top of the layer's inputs, in inches.
        place: where these stand.
        colours: of the layer's blocks.
        classes: names of the outputs, for the last layer.
        after_recurrent: whether the layer before is a recurrent one.
    """

    layer: Any
    base: float
    place: Place
    colours: Layer
    classes: Sequence[str]
    after_recurrent: bool


def _recurrent(page: Page, row: Row) -> tuple[float, Place]:
    layer, grid = row.layer, page.grid
    steps = grid.steps
    place = Place(row.place.flipped != layer.go_backwards)
    (state,) = layer.states
    tall = parts.vector_height(layer.units)
    height = max(0.95, tall + 0.10)
    bottom = row.base + ARROW
    middle = bottom + height / 2
    top = bottom + height
    for slot in grid.slots:
        time, x = place.time(slot, steps), grid.slot(slot)
        parts.vector(page, state.values[page.row, time], x, middle - tall / 2)
        runs = parts.symbol(page, state.symbol, time)
        page.scene.text(runs, x, middle - tall / 2 - 0.125, 0.5, role="symbol")
    _time_arrows(page, place, middle)
    formula = _formula(page, row, f"{'xW'} + {state.symbol}U")
    for position in grid.shown:
        x = grid.centre(position)
        parts.up(page, x, row.base, bottom)
        colours = row.colours.fill, row.colours.edge
        parts.block(page, layer.kind, formula, x, bottom, height, *colours)
    reads = "reads right to left" if place.flipped else "the same at every step"
    option = layer.go_backwards and page.marked
    layer_label(
        page,
        layer,
        row.colours.edge,
        middle,
        "go_backwards=True" if option else reads,
        option,
    )
    units = f"unit{'s' * (layer.units > 1)}"
    parts.mark(
        page, str(layer.units), units, row.colours.edge, grid.right,
        middle - tall / 2, tall,
    )  # fmt: skip
    end = place.index(steps - 1, steps)  # the position of the last step
    above = place if layer.return_sequences else Place(place.flipped, end)
    base = top + ARROW
    for position in grid.shown:
        x = grid.centre(position)
        if position not in above.positions(grid):
            parts.up(page, x, top, base, dashed=True)
            parts.nothing(page, x, base, layer.units)
    time_of = {p: place.index(p, steps) + 1 for p in above.positions(grid)}
    return _outputs(page, row, top, above, time_of), above


def _pointwise(page: Page, row: Row) -> tuple[float, Place]:
    layer, grid = row.layer, page.grid
    bottom = row.base + ARROW
    height = 0.52
    dense = isinstance(layer, DenseTrace)
    name = f"{layer.kind}({layer.units})" if dense else layer.kind
    if dense:
        formula = _formula(page, row, "xW")
    else:
        passing = "off when predicting"
        words = passing if layer.kind == "Dropout" else layer.argument
        string, font = fitted(words, SMALL, BLOCK - 0.08, 6)
        formula = [Run(string, font, page.theme.soft)]
    for position in row.place.positions(grid):
        x = grid.centre(position)
        parts.up(page, x, row.base, bottom)
        colours = row.colours.fill, row.colours.edge
        parts.block(page, name, formula, x, bottom, height, *colours)
    reads = "the same at every step"
    if row.place.only is not None:
        reads = "sees the last state only" if row.after_recurrent else "sees one vector"
    layer_label(page, layer, row.colours.edge, bottom + height / 2, reads)
    return _outputs(page, row, bottom + height, row.place, {}), row.place


PAINTERS: dict[type, Callable[[Page, Row], tuple[float, Place]]] = {
    RecurrentTrace: _recurrent,
    DenseTrace: _pointwise,
    ElementwiseTrace: _pointwise,
}


def _outputs(
    page: Page, row: Row, top: float, place: Place, time_of: dict[int, int]
) -> float:
    """The row of what a layer returns; gives its top."""
    grid, theme, layer = page.grid, page.theme, row.layer
    values = layer.outputs[page.row]
    size = values.shape[-1]
    base, height = top + ARROW, parts.vector_height(size)
    names = row.classes if size <= parts.MOST_CELLS else ()
    best_on_top = len(row.classes) > 1
    dense = isinstance(layer, DenseTrace)
    first = True
    for position in place.positions(grid):
        x = grid.centre(position)
        here = values[place.index(position, grid.steps)] if values.ndim > 1 else values
        best = int(np.argmax(here)) if best_on_top else -1
        parts.up(page, x, top, base)
        parts.vector(page, here, x, base, best)
        if position in time_of:
            runs = parts.symbol(page, layer.states[0].symbol, time_of[position], "= ")
            page.scene.text(
                runs, x + STATE / 2 + 0.10, base + height / 2, role="symbol"
            )
        for at, name in enumerate(names):
            room = (
                0.48 if grid.elided else 0.86
            )  # up to the dots, or to what is left of it
            string, font = fitted(name, Font(8, bold=at == best), room, 6)
            colour = theme.ink if at == best else theme.soft
            level = base + height - (at + 0.5) * parts.CELL
            run = [Run(string, font, colour)]
            page.scene.text(run, x - STATE / 2 - 0.09, level, 1.0, role="class")
        if best_on_top:
            string, font = fitted(row.classes[best], BEST, 2.1, 8)
            run = [Run(string, font, theme.ink)]
            page.scene.text(run, x, base + height + 0.17, 0.5, role="best")
        if dense:
            words = f"unit{'s' * (size > 1)}" if first else ""
            parts.mark(
                page, str(size), words, row.colours.edge, x + STATE / 2, base, height
            )
        first = False
    if grid.elided and place.only is None:
        parts.dots(page, base + height / 2)
    note, marked = _note(layer)
    values_label(page, "output", layer.outputs, note, base + height / 2, marked)
    if not best_on_top:
        return base + height
    sums = getattr(layer, "activation", "") == "softmax"
    words = "most probable" if sums else "largest"
    parts.label(page, [[Run(words, ROW, theme.ink)]], base + height + 0.17)
    return base + height + 0.23


def _note(layer: Any) -> tuple[str, bool]:
    """The third line beside a row of outputs, and whether the code sets it."""
    if isinstance(layer, RecurrentTrace):
        return f"return_sequences={layer.return_sequences}", layer.return_sequences
    if isinstance(layer, DenseTrace) and layer.activation == "softmax":
        a_step = " at each step" if layer.outputs.ndim > 2 else ""
        return f"sums to 1{a_step}", False
    return "", False


def _time_arrows(page: Page, place: Place, level: float) -> None:
    """The arrows between states and blocks, in the direction of reading."""
    grid = page.grid
    for position in grid.shown:
        centre = grid.centre(position)
        ends = [(centre - BLOCK / 2 - ARROW, centre - BLOCK / 2)]
        ends += [(centre + BLOCK / 2, centre + BLOCK / 2 + ARROW)]
        for left, right in ends:
            start, end = (right, left) if place.flipped else (left, right)
            parts.along(page, start, end, level)
    if grid.elided:
        left = grid.slot(2) + STATE / 2
        start, end = (left + ARROW, left) if place.flipped else (left, left + ARROW)
        parts.along(page, start, end, level, head=place.flipped)
        parts.dots(page, level)


def _formula(page: Page, row: Row, total: str) -> list[Run]:
    """activation(total + b), small enough for a block; the activation may be marked."""
    layer, soft = row.layer, page.theme.soft
    if layer.bias is not None:
        total += " + b"
    default = "tanh" if isinstance(layer, RecurrentTrace) else "linear"
    marked = page.marked and layer.activation != default
    for size in (8, 7.5, 7, 6.5):
        font = Font(size)
        if layer.activation == "linear" and not marked:
            runs = [Run(total, font, soft)]
        else:
            colour = page.theme.option if marked else soft
            name = Run(layer.activation, font, colour, pill=marked)
            runs = [name, Run(f"({total})", font, soft)]
        if line_width(runs) <= BLOCK - 0.10:
            return runs
    string, font = fitted(layer.activation, SMALL, BLOCK - 0.2, 6)
    colour = page.theme.option if marked else soft
    return [Run(string, font, colour, pill=marked)]
