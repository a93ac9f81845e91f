"""The small parts of a figure: vectors, arrows, letters, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..tracing.trace import Trace
from .grid import ROOMY, STATE, Grid, Measures
from .ink import Font, advance_of, cap_height, fitted
from .scene import Bounds, Box, Line, Placed, Run, Scene, Tag, Text
from .theme import Theme, text_on, value_colour

CELL = 0.27  # height of a cell
MOST_CELLS = 8  # with more numbers than this a vector becomes a strip without numbers
# At these sizes a mono character is 14 and 16 pixels wide, so that equal digits consist
# of equal pixels: the PNG is a quarter smaller for it.
MONO_14, MONO_16 = 8.7202, 9.9659
NUMBER = Font(MONO_14, mono=True)
NOTE = Font(8)
MARK = Font(8.6, bold=True)
GAP = 0.03  # between an arrow's head and what it points at
FIGURE_SPACE, MINUS = "\u2007", "\u2212"


@dataclass(frozen=True)
class Page:
    """What every part needs to know.

    Attributes:
        scene: what the parts are added to.
        theme: the colours.
        row: which sequence of the batch is drawn.
        marked: whether the places that the code sets are marked.
        trace: the numbers.
        labels: what is to stand at the left, and at which height.
        measures: how much room there is from left to right.
    """

    scene: Scene
    theme: Theme
    row: int
    marked: bool
    trace: Trace
    labels: list[tuple[list[list[Run]], float]] = field(default_factory=list)
    measures: Measures = ROOMY


def number(value: float) -> str:
    """A value with two decimals, or as many as six characters hold."""
    size = abs(value)
    if size < 99.995:
        digits = f"{round(value, 2) + 0.0:.2f}"
    elif size < 999.95:
        digits = f"{value:.1f}"
    elif size < 99999.5:
        digits = f"{value:.0f}"
    else:
        digits = f"{value:.0e}".replace("e+0", "e").replace("e+", "e")
    return digits.replace("-", MINUS)


def vector_height(size: int) -> float:
    """The height of a vector of so many numbers, in inches."""
    return CELL * min(size, MOST_CELLS)


def vector(
    page: Page,
    values: np.ndarray,
    centre: float,
    bottom: float,
    tag: Tag,
    winner: int = -1,
    muted: bool = False,
) -> None:
    """A column of cells, the first number on top, the winner framed.

    ``muted`` is for a step that is skipped: its numbers stand there without colours.
    """
    theme, size = page.theme, len(values)
    height, left = vector_height(size), centre - STATE / 2
    _record(page, values, Bounds(left, bottom, left + STATE, bottom + height), tag)
    if muted:
        ground = Box(left, bottom, STATE, height, theme.panel, smooth=False)
        page.scene.add(ground)
    if size <= MOST_CELLS:
        _numbers(page, values, centre, bottom, winner, muted)
    elif not muted:
        _strip(page, values, left, bottom)
    edge = theme.soft if muted else theme.ink
    frame = Box(left, bottom, STATE, height, None, edge, 1.1, role="vector")
    page.scene.add(frame)
    if 0 <= winner < size <= MOST_CELLS:
        low = bottom + height - (winner + 1) * CELL
        page.scene.add(Box(left, low, STATE, CELL, None, theme.ink, 2.4, role="winner"))


def _numbers(
    page: Page,
    values: np.ndarray,
    centre: float,
    bottom: float,
    winner: int,
    muted: bool,
) -> None:
    theme, left, size = page.theme, centre - STATE / 2, len(values)
    for place, value in enumerate(values.tolist()):
        low = bottom + (size - place - 1) * CELL
        fill = theme.panel if muted else value_colour(value, theme)
        if not muted:
            cell = Box(left, low, STATE, CELL, fill, smooth=False, role="cell")
            page.scene.add(cell)
        written = number(value)
        font = Font(NUMBER.size, bold=place == winner, mono=True)
        page.scene.add(
            Text(
                written.rjust(5, FIGURE_SPACE),
                centre - advance_of("0", font) * max(5, len(written)) / 2,
                low + CELL / 2 - cap_height(font) / 2,
                font,
                theme.soft if muted else text_on(fill),
                fill,
                role="number",
            )
        )
    for place in range(1, size):
        level = bottom + place * CELL
        ends = ((left, level), (left + STATE, level))
        page.scene.add(Line(ends, theme.soft, 0.6, role="rule"))


def _strip(page: Page, values: np.ndarray, left: float, bottom: float) -> None:
    """A band of colour for each number; of equal ones side by side one band."""
    band = vector_height(len(values)) / len(values)
    last = ""
    for place, value in enumerate(values.tolist()):
        fill = value_colour(value, page.theme)
        if fill != last:
            # Each band reaches to the bottom, so that no seam shows between two.
            high = (len(values) - place) * band
            page.scene.add(Box(left, bottom, STATE, high, fill, smooth=False))
        last = fill


def identity(
    page: Page, value: int, centre: float, bottom: float, tag: Tag, muted: bool
) -> None:
    """A cell with an id: a name and no amount, so it has no value's colour."""
    theme, left = page.theme, centre - STATE / 2
    fill = theme.panel if muted else theme.card
    edge = theme.soft if muted else theme.ink
    bounds = Bounds(left, bottom, left + STATE, bottom + CELL)
    _record(page, np.array([value]), bounds, tag)
    page.scene.add(Box(left, bottom, STATE, CELL, fill, edge, 1.1, role="vector"))
    string, font = fitted(str(value), NUMBER, STATE - 0.06, 5)
    page.scene.text(
        [Run(string, font, theme.soft if muted else theme.ink)],
        centre,
        bottom + CELL / 2,
        0.5,
        fill,
        "id",
    )


def _record(page: Page, values: np.ndarray, bounds: Bounds, tag: Tag) -> None:
    placed = Placed(tag.layer, tag.what, tag.time, values, bounds)
    page.scene.vectors.append(placed)


def nothing(page: Page, centre: float, bottom: float, size: int, verb: str) -> None:
    """A dashed box for an output that nobody gets: it is not returned, or not read."""
    height = vector_height(size)
    left, soft, font = centre - STATE / 2, page.theme.soft, Font(7.5)
    page.scene.add(
        Box(
            left,
            bottom,
            STATE,
            height,
            None,
            soft,
            1.0,
            dashed=True,
            role="nothing",
        )
    )
    middle = bottom + height / 2
    if height < 2 * CELL:  # too low for two lines
        run = [Run(f"not {verb}", font, soft)]
        page.scene.text(run, centre + STATE / 2 + 0.08, middle, role="note")
        return
    for word, at in (("not", middle + 0.065), (verb, middle - 0.065)):
        page.scene.text([Run(word, font, soft)], centre, at, 0.5, role="note")


def up(
    page: Page,
    centre: float,
    start: float,
    end: float,
    dashed: bool = False,
    head: bool = True,
) -> None:
    """An arrow from one row up to the next."""
    ends = ((centre, start), (centre, end - (GAP if head else 0.0)))
    width = 1.0 if dashed else 1.5
    page.scene.add(Line(ends, page.theme.soft, width, dashed, head, role="arrow"))


def along(
    page: Page, start: float, end: float, level: float, head: bool = True
) -> None:
    """An arrow along time, to the right or to the left."""
    gap = (GAP if head else 0.0) * (1 if end > start else -1)
    ends = ((start, level), (end - gap, level))
    page.scene.add(Line(ends, page.theme.soft, 1.5, False, head, role="arrow"))


def dots(page: Page, grid: Grid, level: float) -> None:
    """Three dots where steps are left out."""
    for shift in (-0.09, 0.0, 0.09):
        page.scene.add(
            Box(
                grid.dots + shift - 0.02,
                level - 0.02,
                0.04,
                0.04,
                page.theme.soft,
                radius=0.0199,
                role="dots",
            )
        )


def symbol(
    page: Page, letter: str, time: int, before: str = "", over: str = ""
) -> list[Run]:
    """A letter with its step as a subscript, such as h₃, perhaps with an arrow."""
    colour = page.theme.soft
    runs = [Run(before, Font(9.5), colour)] if before else []
    return [
        *runs,
        Run(letter, Font(10, italic=True), colour, over=over),
        Run(str(time), Font(7), colour, drop=0.035),
    ]


def label(page: Page, lines: Sequence[Sequence[Run]], middle: float) -> None:
    """The lines at the left of a row, which are painted when all are known."""
    page.labels.append(([list(line) for line in lines if line], middle))


def mark(
    page: Page,
    argument: str,
    words: str,
    colour: str,
    right: float,
    bottom: float,
    height: float,
) -> None:
    """A bracket at the right of something, with the argument that set its size."""
    if not page.marked:
        return
    tick, x = 0.06, right + 0.13
    top = bottom + height
    points = ((x - tick, top), (x, top), (x, bottom), (x - tick, bottom))
    page.scene.add(Line(points, colour, 1.8, role="bracket"))
    runs = [Run(argument, MARK, colour, pill=True)]
    if words:
        runs.append(Run(" " + words, MARK, colour))
    page.scene.text(runs, x + 0.08, bottom + height / 2, role="mark")


def steps_mark(page: Page, grid: Grid, runs: Sequence[Run], level: float) -> None:
    """A bracket under all the steps, with the argument that sets their number."""
    half = grid.measures.block / 2
    left = grid.centre(grid.shown[0]) - half
    right = grid.centre(grid.shown[-1]) + half
    tick = level + 0.06
    points = ((left, tick), (left, level), (right, level), (right, tick))
    page.scene.add(Line(points, page.theme.steps, 1.8, role="bracket"))
    page.scene.text(runs, (left + right) / 2, level - 0.16, 0.5, role="mark")
