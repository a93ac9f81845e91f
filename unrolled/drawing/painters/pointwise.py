"""Layers that treat each vector alike: Dense, Dropout, Activation, TimeDistributed."""

from __future__ import annotations

from collections.abc import Sequence

from ...tracing.records import DenseTrace, ElementwiseTrace
from .. import parts
from ..blocks import DENSE, block, dense_formula, words_in_block
from ..grid import ARROW, STATE
from ..labels import layer_font, layer_label, name_runs
from ..parts import Page
from ..scene import Run
from .outputs import row_label, sequence, vectors
from .row import Made, Row

Pointwise = DenseTrace | ElementwiseTrace


def paint_pointwise(page: Page, row: Row) -> Made:
    """Draws a Dense layer, or one without weights, at each step or at the one."""
    return _paint(page, row, row.layer, [])


def paint_time_distributed(page: Page, row: Row) -> Made:
    """Draws the wrapped layer at each step; the label names the wrapper too."""
    wrapper = [Run(row.layer.kind, layer_font(page), page.theme.ink)]
    return _paint(page, row, row.layer.inner, wrapper)


def _paint(page: Page, row: Row, layer: Pointwise, wrapper: list[Run]) -> Made:
    bottom = row.base + ARROW
    top = bottom + DENSE
    name, formula = layer.kind, _formula(page, layer)
    if isinstance(layer, DenseTrace):
        name = f"{layer.kind}({layer.units})"
    for position in row.place.positions:
        x = row.place.centre(position)
        parts.up(page, x, row.base, bottom)
        block(page, name, formula, x, bottom, DENSE, row.colours[0])
    _label(page, row, layer, wrapper, bottom + DENSE / 2)
    shown, base = sequence(page, row, top, layer.outputs[page.row])
    high = vectors(page, row, shown, base)
    if isinstance(layer, DenseTrace):
        _units(page, row, [each.centre for each in shown if not each.muted], base)
    notes = _notes(row, layer)
    above_all = row_label(page, row, "output", layer.outputs, notes, base)
    return Made(high, row.place, above_all)


def _formula(page: Page, layer: Pointwise) -> list[Run]:
    if isinstance(layer, DenseTrace):
        return dense_formula(page, layer)
    if layer.kind != "Activation":  # it acts in training alone
        return words_in_block(page, "off when predicting")
    return words_in_block(page, layer.arguments[0].source.strip('"'))


def _label(
    page: Page, row: Row, layer: Pointwise, wrapper: list[Run], middle: float
) -> None:
    dense = isinstance(layer, DenseTrace)
    colour = row.colours[0].edge if dense else page.theme.option
    name = name_runs(page, layer.kind, layer.arguments, [colour])
    reads = "the same at every step" if row.place.only is None else row.reads
    bias = not isinstance(layer, DenseTrace) or layer.bias is not None
    layer_label(page, name, layer.parameters, reads, middle, bias=bias, wrapper=wrapper)


def _units(page: Page, row: Row, centres: Sequence[float], base: float) -> None:
    """Marks at each vector what the argument has set."""
    layer = getattr(row.layer, "inner", row.layer)
    height, edge = parts.vector_height(layer.units), row.colours[0].edge
    words = f"unit{'s' * (layer.units > 1)}"
    for centre in centres:
        right = centre + STATE / 2
        parts.mark(page, str(layer.units), words, edge, right, base, height)
        words = ""


def _notes(row: Row, layer: Pointwise) -> list[tuple[str, bool]]:
    notes = []
    dense = isinstance(layer, DenseTrace)
    if isinstance(layer, DenseTrace) and layer.activation == "softmax":
        a_step = " at each step" if layer.outputs.ndim > 2 else ""
        notes.append((f"sums to 1{a_step}", False))
    if dense and row.read is not None and not row.read.all():
        notes.append(("computed for padding too", False))
    return notes
