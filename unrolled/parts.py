"""The small parts of a figure: vectors, blocks, arrows, labels, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .grid import BLOCK, STATE, Grid
from .ink import Font, advance_of, cap_height, fitted
from .scene import Box, Line, Run, Scene, Text
from .theme import Theme, text_on, value_colour
from .trace import Trace

CELL = 0.27  # height of a cell
MOST_CELLS = 8  # with more numbers than this a vector becomes a strip without numbers
# At these sizes a mono character is 14 and 16 pixels wide, so that equal digits consist
# of equal pixels: the PNG is a quarter smaller for it.
MONO_14, MONO_16 = 8.7202, 9.9659
NUMBER = Font(MONO_14, mono=True)
NAME, SMALL = Font(10.5, bold=True), Font(8)
MARK = Font(8.6, bold=True)
GAP = 0.03  # between an arrow's head and what it points at
FIGURE_SPACE, MINUS = "\u2007", "\u2212"


@dataclass(frozen=True)
class Page:
    """What every part needs to know.

    Attributes:
        scene: what the parts are added to.
        grid: where the steps stand.
        theme: the colours.
        row: which sequence of the batch is drawn.
        marked: whether the places that the code sets are marked.
        trace: the numbers.
    """

    scene: Scene
    grid: Grid
    theme: Theme
    row: int
    marked: bool
    trace: Trace


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
    page: Page, values: np.ndarray, centre: float, bottom: float, winner: int = -1
) -> None:
    """A column of cells, the first number on top, the winner framed."""
    theme, size = page.theme, len(values)
    height, left = vector_height(size), centre - STATE / 2
    cell = height / size
    for place, value in enumerate(values):
        low = bottom + height - (place + 1) * cell
        fill = value_colour(float(value), theme)
        if size > MOST_CELLS:  # each band reaches to the bottom: no seam between two
            below = low + cell - bottom
            page.scene.add(Box(left, bottom, STATE, below, fill, smooth=False))
            continue
        page.scene.add(Box(left, low, STATE, cell, fill, smooth=False, role="cell"))
        written = number(float(value))
        font = Font(NUMBER.size, bold=place == winner, mono=True)
        page.scene.add(
            Text(
                written.rjust(5, FIGURE_SPACE),
                centre - advance_of("0", font) * max(5, len(written)) / 2,
                low + cell / 2 - cap_height(font) / 2,
                font,
                text_on(fill),
                fill,
                role="number",
            )
        )
    if size <= MOST_CELLS:
        for place in range(1, size):
            level = bottom + place * cell
            ends = ((left, level), (left + STATE, level))
            page.scene.add(Line(ends, theme.soft, 0.6, role="rule"))
    frame = Box(left, bottom, STATE, height, None, theme.ink, 1.1, role="vector")
    page.scene.add(frame)
    if 0 <= winner < size <= MOST_CELLS:
        low = bottom + height - (winner + 1) * cell
        page.scene.add(Box(left, low, STATE, cell, None, theme.ink, 2.4, role="winner"))


def nothing(page: Page, centre: float, bottom: float, size: int) -> None:
    """A dashed box for an output that the layer makes and does not return."""
    height = vector_height(size)
    box = Box(
        centre - STATE / 2, bottom, STATE, height, None, page.theme.soft, 1.0, 0.0, True
    )
    page.scene.add(box)
    middle = bottom + height / 2
    if height < 2 * CELL:  # too low for two lines
        run = [Run("not returned", Font(7.5), page.theme.soft)]
        page.scene.text(run, centre + STATE / 2 + 0.08, middle, role="note")
        return
    for word, at in (("not", middle + 0.065), ("returned", middle - 0.065)):
        page.scene.text([Run(word, Font(7.5), page.theme.soft)], centre, at, 0.5)


def block(
    page: Page,
    name: str,
    formula: Sequence[Run],
    centre: float,
    bottom: float,
    height: float,
    fill: str,
    edge: str,
) -> None:
    """A layer at one step: its name, and under it what it computes."""
    box = Box(
        centre - BLOCK / 2, bottom, BLOCK, height, fill, edge, 1.5, 0.09, role="block"
    )
    page.scene.add(box)
    middle = bottom + height / 2
    string, font = fitted(name, NAME, BLOCK - 0.14, 8)
    up = 0.105 if formula else 0.0
    page.scene.text(
        [Run(string, font, page.theme.ink)], centre, middle + up, 0.5, fill, "name"
    )
    if formula:
        page.scene.text(formula, centre, middle - 0.095, 0.5, fill, "formula")


def up(page: Page, centre: float, start: float, end: float, dashed: bool = False):
    """An arrow from one row up to the next."""
    ends = ((centre, start), (centre, end - GAP))
    width = 1.0 if dashed else 1.5
    page.scene.add(Line(ends, page.theme.soft, width, dashed, True, role="arrow"))


def along(page: Page, start: float, end: float, level: float, head: bool = True):
    """An arrow along time, to the right or to the left."""
    gap = (GAP if head else 0.0) * (1 if end > start else -1)
    ends = ((start, level), (end - gap, level))
    page.scene.add(Line(ends, page.theme.soft, 1.5, False, head, role="arrow"))


def dots(page: Page, level: float) -> None:
    """Three dots where steps are left out."""
    for shift in (-0.09, 0.0, 0.09):
        page.scene.add(
            Box(
                page.grid.dots + shift - 0.02,
                level - 0.02,
                0.04,
                0.04,
                page.theme.soft,
                radius=0.0199,
                role="dots",
            )
        )


def symbol(page: Page, letter: str, time: int, before: str = "") -> list[Run]:
    """A letter with its step as a subscript, such as h₃."""
    colour = page.theme.soft
    runs = [Run(before, Font(9.5), colour)] if before else []
    return [
        *runs,
        Run(letter, Font(10, italic=True), colour),
        Run(str(time), Font(7), colour, drop=0.035),
    ]


def label(page: Page, lines: Sequence[Sequence[Run]], middle: float) -> None:
    """The lines at the left of a row."""
    pitch = 0.19
    level = middle + (len(lines) - 1) * pitch / 2
    for runs in lines:
        page.scene.text(runs, 0.0, level, role="label")
        level -= pitch


def mark(
    page: Page, argument: str, words: str, colour: str, right: float, bottom: float,
    height: float,
) -> None:  # fmt: skip
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
