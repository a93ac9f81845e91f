"""Places a trace on the page: data from bottom to top, time from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..changing.bands import paint_bands
from ..changing.changes_panel import changes_panel
from ..changing.earlier import Earlier
from ..comparing.vectors import vectors_of
from ..tracing.records import (
    BidirectionalTrace,
    ElementwiseTrace,
    LayerTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from ..tracing.trace import Trace
from . import parts
from .codeline import code_lines, code_panel
from .grid import ARROW, STATE, Grid, Place
from .heading import heading
from .ink import Font, fitted
from .labels import COUNT, ROW, paint_labels, soft, values_label
from .padding import padded_words, padding_read
from .painters import PAINTERS, Row
from .parts import Page, Tag
from .scene import Run, Scene
from .theme import Layer, Theme

WORD = Font(13, bold=True)
WEIGHTLESS = (ElementwiseTrace, MaskingTrace, RepeatVectorTrace)


@dataclass(frozen=True)
class Rows:
    """What stands on a page, but for its labels.

    Attributes:
        top: its top, in inches.
        owners: for each of the page's labels which layer it is of, −1 for the input.
    """

    top: float
    owners: tuple[int, ...]


def arrange(
    trace: Trace,
    theme: Theme,
    row: int,
    tokens: Sequence[str] | None,
    classes: Sequence[str],
    title: str | None,
    code: bool,
    earlier: Earlier | None = None,
) -> Scene:
    """The scene of a trace, perhaps with what it was before training."""
    page = Page(Scene(theme.card), theme, row, code, trace)
    painted = paint_rows(page, tokens, classes)
    if code:
        _steps_mark(page, trace)
    left, labels_top = paint_labels(page)
    if earlier is not None:
        paint_bands(page, vectors_of(earlier.trace, row))
    heading(page, title, max(painted.top + 0.31, labels_top + 0.14), left)
    if code:
        lines = code_lines(trace, theme, layer_colours(trace, theme))
        code_panel(page, lines, -0.62, left)
    if earlier is not None:
        top = page.scene.bounds().bottom - 0.22
        changes_panel(page, earlier, layer_colours(trace, theme), top, left)
    return page.scene


def paint_rows(
    page: Page, tokens: Sequence[str] | None, classes: Sequence[str]
) -> Rows:
    """Paints the words, the layers and what they make; labels are not yet painted."""
    trace, row = page.trace, page.row
    colours = layer_colours(trace, page.theme)
    read = padding_read(trace, 0)
    place = Place(Grid(trace.inputs.shape[1], page.measures))
    words = padded_words(trace)
    base = _inputs(page, trace, place, tokens, None if words is None else words[row])
    top, owners = base, [-1] * len(page.labels)
    for index, layer in enumerate(trace.layers):
        named = classes if index == len(trace.layers) - 1 else ()
        kept = padding_read(trace, index + 1)
        given = Row(
            layer,
            index,
            base,
            place,
            None if read is None else read[row],
            None if kept is None else kept[row],
            colours[index],
            named,
            _reads(trace.layers[:index]),
        )
        made = PAINTERS[type(layer)](page, given)
        base, place, top, read = made.base, made.place, made.top, kept
        owners += [index] * (len(page.labels) - len(owners))
    return Rows(top, tuple(owners))


def layer_colours(trace: Trace, theme: Theme) -> list[tuple[Layer, ...]]:
    """The colours of each layer, a pair for each lane of its blocks.

    Those with weights take turns, the others are grey.
    """
    colours, turn = [], 0
    for layer in trace.layers:
        lanes = _lanes(layer)
        turns = range(turn, turn + lanes)
        if lanes:
            colours.append(tuple(theme.layers[t % len(theme.layers)] for t in turns))
        else:
            colours.append((Layer(theme.panel, theme.soft),))
        turn += lanes
    return colours


def _lanes(layer: LayerTrace) -> int:
    """How many lanes of blocks a layer has, 0 for one without weights."""
    if isinstance(layer, RecurrentTrace):
        return len(layer.cells)
    if isinstance(layer, BidirectionalTrace):
        return len(layer.forward.cells) + len(layer.backward.cells)
    inner = layer.inner if isinstance(layer, TimeDistributedTrace) else layer
    return 0 if isinstance(inner, WEIGHTLESS) else 1


def _reads(before: Sequence[LayerTrace]) -> str:
    """What a layer of one vector reads, in words."""
    layer = before[-1] if before else None
    if isinstance(layer, RecurrentTrace):
        return "sees the last state only"
    if isinstance(layer, BidirectionalTrace):
        return "sees the last states only"
    return "sees one vector"


def _inputs(
    page: Page,
    trace: Trace,
    place: Place,
    tokens: Sequence[str] | None,
    read: np.ndarray | None,
) -> float:
    """The words and their numbers; returns the top of the numbers."""
    word = 0.25 if tokens else 0.0
    for position in place.positions:
        skipped = read is not None and not read[position]
        _word(page, place, position, tokens, word, skipped)
    start = word + (0.16 if tokens else 0.12)
    base = start + ARROW
    ids = trace.inputs.ndim == 2
    features = 1 if ids else trace.inputs.shape[-1]
    height = parts.vector_height(features)
    for position in place.positions:
        x, skipped = place.centre(position), read is not None and not read[position]
        parts.up(page, x, start, base)
        values, tag = trace.inputs[page.row, position], Tag(-1, "input", position + 1)
        if ids:
            parts.identity(page, int(values), x, base, tag, skipped)
            continue
        parts.vector(page, values, x, base, tag, muted=skipped)
        words = "" if position else f"feature{'s' * (features > 1)}"
        colour, right = page.theme.features, x + STATE / 2
        parts.mark(page, str(features), words, colour, right, base, height)
    if place.grid.elided:
        parts.dots(page, place.grid, word / 2)
        parts.dots(page, place.grid, base + height / 2)
    steps = place.grid.steps
    steps_in_words = soft(page, f"{steps} step{'s' * (steps > 1)}")
    lines = [steps_in_words]
    if tokens:
        lines.insert(0, [Run("input", ROW, page.theme.ink)])
    parts.label(page, lines, word / 2)
    note = "one number a step: an id" if ids else "one vector a step"
    name = "ids" if ids else "x"
    values_label(page, name, trace.inputs, [(note, False)], base + height / 2)
    return base + height


def _word(
    page: Page,
    place: Place,
    position: int,
    tokens: Sequence[str] | None,
    level: float,
    skipped: bool,
) -> None:
    centre, theme = place.centre(position), page.theme
    words = f"t = {position + 1}{', padding' * skipped}"
    page.scene.text([Run(words, COUNT, theme.soft)], centre, 0.0, 0.5, role="time")
    if tokens:
        font = Font(WORD.size, bold=not skipped)
        string, font = fitted(
            f"“{tokens[position]}”", font, page.measures.pitch - 0.24, 9
        )
        if string.endswith("…"):
            string += "”"
        colour = theme.soft if skipped else theme.ink
        run = [Run(string, font, colour)]
        page.scene.text(run, centre, level, 0.5, role="word")


def _steps_mark(page: Page, trace: Trace) -> None:
    """The bracket under the words."""
    grid, green = Grid(trace.inputs.shape[1], page.measures), page.theme.steps
    given, steps = trace.input_shape[1], grid.steps
    words = f" step{'s' * (steps > 1)}"
    if given is None:
        words = f" any number of steps: {steps} here"
    runs = [
        Run(str(given), parts.MARK, green, pill=True),
        Run(words, parts.MARK, green),
    ]
    parts.steps_mark(page, grid, runs, -0.18)
