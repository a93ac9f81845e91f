"""Layers that make or mark a sequence: Embedding, Masking, RepeatVector."""

from __future__ import annotations

from ...tracing.records import EmbeddingTrace, MaskingTrace, RepeatVectorTrace
from .. import parts
from ..blocks import DENSE, NAME, block, words_in_block
from ..grid import ARROW, STATE, Grid, Place
from ..ink import Font, fitted
from ..labels import COUNT, layer_label, name_runs, other_options
from ..parts import NOTE, Page, Tag
from ..scene import Box, Run, line_width
from ..theme import Layer
from .outputs import Vector, row_label, sequence, vectors
from .row import Made, Row


def paint_embedding(page: Page, row: Row) -> Made:
    """Draws which row of the table each id picks."""
    layer: EmbeddingTrace = row.layer
    bottom, edge = row.base + ARROW, row.colours[0].edge
    rows, size = layer.table.shape
    for position in row.place.positions:
        x, index = row.place.centre(position), row.place.index(position)
        parts.up(page, x, row.base, bottom)
        which = int(layer.inputs[page.row, index])
        words = _picked(page, which, rows)
        block(page, layer.kind, words, x, bottom, DENSE, row.colours[0])
    name = name_runs(page, layer.kind, layer.arguments, [page.theme.option, edge])
    options = other_options(layer.arguments)
    reads = "a table of vectors"
    if layer.mask_zero:  # the code says it in its own words
        reads = "" if page.marked else "row 0 is padding: skipped"
    middle = bottom + DENSE / 2
    layer_label(page, name, layer.parameters, reads, middle, options=options)
    shown, base = sequence(page, row, bottom + DENSE, layer.outputs[page.row])
    high = vectors(page, row, shown, base)
    unit = f"number{'s' * (size > 1)}"
    for each in shown:
        if not each.muted:
            height = parts.vector_height(size)
            right = each.centre + STATE / 2
            parts.mark(page, str(size), unit, edge, right, base, height)
            unit = ""
    top = row_label(
        page, row, "output", layer.outputs, [("one row a step", False)], base
    )
    return Made(high, row.place, top)


def _picked(page: Page, which: int, rows: int) -> list[Run]:
    if not page.marked:
        return words_in_block(page, f"row {which:,} of {rows:,}")
    soft, option = page.theme.soft, page.theme.option
    runs = [
        Run(f"row {which:,} of ", NOTE, soft),
        Run(str(rows), NOTE, option, pill=True),
    ]
    if line_width(runs) > page.measures.block - 0.08:
        return words_in_block(page, f"row {which:,} of {rows:,}")
    return runs


def paint_masking(page: Page, row: Row) -> Made:
    """Draws which steps the layer tells the later ones to skip."""
    layer: MaskingTrace = row.layer
    bottom = row.base + ARROW
    for position in row.place.positions:
        x, index = row.place.centre(position), row.place.index(position)
        parts.up(page, x, row.base, bottom)
        masked = row.kept is not None and not row.kept[index]
        words = "marks: skip it" if masked else "keeps it"
        _marking(page, layer.kind, words, x, bottom, row.colours[0], masked)
    name = name_runs(page, layer.kind, layer.arguments, [])
    value = parts.number(layer.mask_value) if layer.mask_value else "0"
    options = other_options(layer.arguments)
    reads = f"steps of {value} only are padding"
    middle = bottom + DENSE / 2
    layer_label(page, name, layer.parameters, reads, middle, options=options)
    shown, base = sequence(page, row, bottom + DENSE, layer.outputs[page.row])
    high = vectors(page, row, shown, base)
    notes = [("padding becomes zeros", False)]
    return Made(
        high, row.place, row_label(page, row, "output", layer.outputs, notes, base)
    )


def _marking(
    page: Page,
    kind: str,
    words: str,
    x: float,
    bottom: float,
    colours: Layer,
    masked: bool,
) -> None:
    if not masked:
        block(page, kind, words_in_block(page, words), x, bottom, DENSE, colours)
        return
    theme, wide = page.theme, page.measures.block
    left = x - wide / 2
    page.scene.add(
        Box(
            left, bottom, wide, DENSE, theme.panel, theme.soft, 1.0, 0.09,
            dashed=True, role="block",
        )
    )  # fmt: skip
    middle = bottom + DENSE / 2
    for string, font, level in ((kind, NAME, 0.105), (words, NOTE, -0.095)):
        run = [Run(string, font, theme.soft)]
        page.scene.text(run, x, middle + level, 0.5, theme.panel, "name")


def paint_repeat(page: Page, row: Row) -> Made:
    """Draws one vector becoming one for each step: the model goes on with these."""
    layer: RepeatVectorTrace = row.layer
    steps = layer.outputs.shape[1]
    place = Place(Grid(steps, page.measures))
    (position,) = row.place.positions
    x = row.place.centre(position)
    bottom = row.base + ARROW
    parts.up(page, x, row.base, bottom)
    ends = [place.grid.centre(p) for p in place.grid.shown]
    half = page.measures.block / 2
    left, right = min([x, *ends]) - half, max([x, *ends]) + half
    fill, edge = row.colours[0].fill, row.colours[0].edge
    page.scene.add(
        Box(left, bottom, right - left, DENSE, fill, edge, 1.5, 0.09, role="block")
    )
    middle, theme = bottom + DENSE / 2, page.theme
    room = right - left - 0.08
    string, font = fitted(layer.kind, Font(page.measures.name[0], bold=True), room, 6.5)
    title = [Run(string, font, theme.ink)]
    times = [
        Run(str(steps), NOTE, theme.steps if page.marked else theme.soft, page.marked),
        Run(f" time{'s' * (steps != 1)} the same", NOTE, theme.soft),
    ]
    if line_width(times) > room:
        times = times[:1]
    for runs, level in ((title, 0.105), (times, -0.095)):
        page.scene.text(runs, (left + right) / 2, middle + level, 0.5, fill, "name")
    name = name_runs(page, layer.kind, layer.arguments, [theme.steps])
    layer_label(page, name, 0, "new steps from here on", middle)
    return _repeated(page, row, layer, place, bottom + DENSE)


def _repeated(
    page: Page, row: Row, layer: RepeatVectorTrace, place: Place, top: float
) -> Made:
    base, steps = top + ARROW, place.grid.steps
    shown = []
    values = layer.outputs[page.row]
    for position in place.positions:
        x = place.centre(position)
        parts.up(page, x, top, base)
        time = [Run(f"t = {position + 1}", COUNT, page.theme.soft)]
        tag = Tag(row.index, "output", position + 1)
        shown.append(Vector(x, values[position], tag, ((0.0, time),)))
    if place.grid.elided:
        parts.dots(page, place.grid, base + parts.vector_height(values.shape[-1]) / 2)
    high = vectors(page, row, shown, base)
    notes = [(f"{steps} step{'s' * (steps != 1)} now", False)]
    label_top = row_label(page, row, "output", layer.outputs, notes, base)
    return Made(high, place, label_top)
