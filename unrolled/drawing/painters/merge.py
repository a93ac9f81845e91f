"""What a Bidirectional layer returns: both halves merged, or each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...tracing.records import BidirectionalTrace
from .. import parts
from ..grid import ARROW, Place
from ..ink import Font
from ..parts import Page, Tag
from ..scene import Run
from .halves import ASIDE, Halves, both_up, letter_of_half, one_up, order_of
from .lane import letter, state_at
from .outputs import Vector, row_label, vectors, zeros
from .recurrent import taker
from .row import Made, Row

SIDE_BY_SIDE = 0.31  # from a block's middle to each of two outputs
BUS = 0.17  # from the upper blocks to the line that brings an output to another column
BRIDGE = 0.05  # half of the gap where that line passes behind another


def both_outputs(
    page: Page, row: Row, layer: BidirectionalTrace, halves: Halves
) -> Made:
    """Draws the row of what the layer returns, or of the state that is read on."""
    outputs = 2 if layer.merge_mode is None else 1
    if layer.passes >= outputs:
        return _passed_state(page, row, layer, halves, layer.passes - outputs)
    if layer.merge_mode is not None:
        if layer.return_sequences:
            return _merged_sequence(page, row, layer, halves)
        return _merged_once(page, row, layer, halves)
    if layer.return_sequences or halves.end(True) == halves.end(False):
        return _two_side_by_side(page, row, layer, halves)
    return _two_apart(page, row, layer, halves)


def _merged_sequence(
    page: Page, row: Row, layer: BidirectionalTrace, halves: Halves
) -> Made:
    place = order_of(halves)
    base = halves.top + ARROW
    shown = []
    for position in place.positions:
        x, index = place.grid.centre(position), place.index(position)
        both_up(page, halves, position, x, base)
        padding = row.kept is not None and not row.kept[index]
        captions = _merge_captions(page, layer, halves, position, padding)
        values = layer.returned[0][page.row, index]
        tag = Tag(row.index, "output", index + 1)
        parted = layer.forward.units if layer.merge_mode == "concat" else 0
        shown.append(Vector(x, values, tag, captions, padding, parted))
    return _finished(page, row, layer, shown, base, place)


def _merged_once(
    page: Page, row: Row, layer: BidirectionalTrace, halves: Halves
) -> Made:
    """One vector from both last steps, which stand at opposite ends."""
    place = order_of(halves)
    ours, theirs = halves.end(True), halves.end(False)
    x, far = place.grid.centre(ours), place.grid.centre(theirs)
    base = halves.top + ARROW
    if ours == theirs:
        both_up(page, halves, ours, x, base)
    else:
        base += BUS + 0.03
        one_up(page, halves, ours, x - ASIDE, base, forward=True)
        _brought(page, halves, far, x, base)
    captions = _merge_captions(page, layer, halves, None, False)
    values = layer.returned[0][page.row]
    parted = layer.forward.units if layer.merge_mode == "concat" else 0
    shown = [Vector(x, values, Tag(row.index, "output"), captions, parted=parted)]
    above = Place(place.grid, place.flipped, ours)
    return _finished(page, row, layer, shown, base, above)


def _brought(page: Page, halves: Halves, far: float, x: float, base: float) -> None:
    """The line from where the backward layer ends to the vector at x."""
    place, level = order_of(halves), halves.top + BUS
    start, end = far + ASIDE, x + ASIDE
    parts.up(page, start, halves.top, level, head=False)
    if start < x:  # a gap where it passes behind the arrow of the forward output
        parts.along(page, start, x - ASIDE - BRIDGE, level, head=False)
        start = x - ASIDE + BRIDGE
    parts.along(page, start, end, level, head=False)
    parts.up(page, end, level, base)
    lane = halves.backward[-1]
    runs = letter(page, lane, lane.cell.states[0], place.grid.steps, "")
    step = place.index(halves.end(False)) + 1
    # Above a layer that reads backwards, steps no longer stand over their words.
    first = f"step {step}" if place.flipped else f"t = {step}"
    words = f" of the backward layer, which reads {first} last"
    if abs(x - far) < 3:  # there are two steps, and less room
        words = f", for {first} is read last"
    if abs(x - far) < 2:
        words = f" of {first}"
    runs.append(Run(words, parts.NOTE, page.theme.soft))
    page.scene.text(runs, (x + far) / 2, level + 0.11, 0.5, role="symbol")


def _two_side_by_side(
    page: Page, row: Row, layer: BidirectionalTrace, halves: Halves
) -> Made:
    """Without a merge, both outputs over the block that made them."""
    if not page.measures.formulas:  # there is no room for names beside two vectors
        row = replace(row, classes=())
    place, base = order_of(halves), halves.top + ARROW
    if not layer.return_sequences:
        place = Place(place.grid, place.flipped, halves.end(True))
    rows: tuple[list[Vector], list[Vector]] = ([], [])
    for position in place.positions:
        middle, index = place.grid.centre(position), place.index(position)
        padding = row.kept is not None and not row.kept[index]
        for which in (0, 1):
            lanes = halves.backward if which else halves.forward
            x = middle + (SIDE_BY_SIDE if which else -SIDE_BY_SIDE)
            one_up(page, halves, position, x, base, forward=not which)
            values = layer.returned[which][page.row]
            values = values[index] if layer.return_sequences else values
            what = f"{'backward' if which else 'forward'} output"
            tag = Tag(row.index, what, index + 1 if layer.return_sequences else 0)
            rows[which].append(
                Vector(x, values, tag, (), padding, names_right=which == 1)
            )
            runs = letter_of_half(page, lanes[-1], position)
            shift, align = (0.07, 0.0) if which else (-0.07, 1.0)
            level = halves.top + ARROW / 2
            page.scene.text(runs, x + shift, level, align, role="symbol")
    shift = SIDE_BY_SIDE if layer.passes else -SIDE_BY_SIDE
    above = replace(place, shift=shift)
    return _pair(page, row, layer, rows, base, above)


def _two_apart(page: Page, row: Row, layer: BidirectionalTrace, halves: Halves) -> Made:
    """Without a merge or sequences, each output over the step that was read last."""
    place, base = order_of(halves), halves.top + ARROW
    rows: tuple[list[Vector], list[Vector]] = ([], [])
    for which in (0, 1):
        lane = (halves.backward if which else halves.forward)[-1]
        position = halves.end(not which)
        x = place.grid.centre(position)
        one_up(page, halves, position, x + (ASIDE if which else -ASIDE), base,
                forward=not which)  # fmt: skip
        caption = (0.0, letter_of_half(page, lane, position, "= "))
        tag = Tag(row.index, f"{'backward' if which else 'forward'} output")
        values = layer.returned[which][page.row]
        rows[which].append(Vector(x, values, tag, (caption,)))
    above = Place(place.grid, place.flipped, halves.end(layer.passes == 0))
    return _pair(page, row, layer, rows, base, above)


def _pair(
    page: Page,
    row: Row,
    layer: BidirectionalTrace,
    rows: tuple[list[Vector], list[Vector]],
    base: float,
    above: Place,
) -> Made:
    """Both rows of vectors, of which the classes name the numbers of one."""
    read, other = rows[layer.passes], rows[1 - layer.passes]
    vectors(page, replace(row, classes=()), other, base)
    high = vectors(page, row, read, base)
    if above.grid.elided and layer.return_sequences:
        middle = base + parts.vector_height(layer.outputs.shape[-1]) / 2
        parts.dots(page, above.grid, middle)
    notes = [(f"return_sequences={layer.return_sequences}", layer.return_sequences)]
    notes.append(("merge_mode=None", True))
    if page.trace.layers[-1] is not layer:
        which = ("forward", "backward")[layer.passes]
        notes.append((f"the next layer reads the {which} one", False))
    size = layer.returned[1 - layer.passes].shape[-1]
    tallest = base + parts.vector_height(size)
    top = row_label(page, row, "two outputs", layer.outputs, notes, base)
    return Made(high, above, max(top, tallest))


def _passed_state(
    page: Page, row: Row, layer: BidirectionalTrace, halves: Halves, number: int
) -> Made:
    """The row where the next layer reads a last state, and no output."""
    ours = number < len(layer.forward.states)
    lanes = halves.forward if ours else halves.backward
    lane, state = state_at(
        lanes, number if ours else number - len(layer.forward.states)
    )
    place, base, position = order_of(halves), halves.top + ARROW, halves.end(ours)
    x = place.grid.centre(position)
    one_up(page, halves, position, x + (-ASIDE if ours else ASIDE), base, ours)
    symbol = lane.cell.states[state]
    caption = (0.0, letter(page, lane, symbol, place.grid.steps, "= "))
    values = layer.outputs[page.row]
    shown = [Vector(x, values, Tag(row.index, "output"), (caption,))]
    high = vectors(page, row, shown, base)
    notes = [(f"{taker(page, layer)} this state", False)]
    name = f"{lane.prefix}state {symbol.symbol}"
    top = row_label(page, row, name, layer.outputs, notes, base)
    return Made(high, Place(place.grid, place.flipped, position), top)


def _finished(
    page: Page,
    row: Row,
    layer: BidirectionalTrace,
    shown: Sequence[Vector],
    base: float,
    above: Place,
) -> Made:
    high = vectors(page, row, shown, base)
    if above.only is None and above.grid.elided:
        height = parts.vector_height(layer.outputs.shape[-1])
        parts.dots(page, above.grid, base + height / 2)
    given = any(a.name == "merge_mode" for a in layer.arguments)
    notes = [(f"return_sequences={layer.return_sequences}", layer.return_sequences)]
    notes.append((f'merge_mode="{layer.merge_mode}"', given))
    top = row_label(page, row, "output", layer.outputs, notes, base)
    return Made(high, above, top)


def _merge_captions(
    page: Page,
    layer: BidirectionalTrace,
    halves: Halves,
    position: int | None,
    padding: bool,
) -> tuple[tuple[float, list[Run]], ...]:
    """What a merged vector is made of, at a position or from both last steps."""
    soft, small = page.theme.soft, Font(7.5)
    if padding:
        return ((0.0, [Run(zeros(page), small, soft)]),)
    ends = [halves.end(True), halves.end(False)]
    if position is not None:
        ends = [position, position]
    one = letter_of_half(page, halves.forward[-1], ends[0])
    other = letter_of_half(page, halves.backward[-1], ends[1])
    sign = Font(9.5)
    if layer.merge_mode == "concat":
        size = layer.returned[0].shape[-1]
        height = parts.vector_height(size)
        first = layer.forward.units / size
        return (
            (height * (0.5 - first / 2), one),
            (-height * first / 2, other),
        )
    if layer.merge_mode == "ave":
        pair = [*one, Run(" and ", small, soft), *other]
        return ((0.085, [Run("mean of", small, soft)]), (-0.105, pair))
    between = " + " if layer.merge_mode == "sum" else " × "
    return ((0.0, [*one, Run(between, sign, soft), *other]),)
