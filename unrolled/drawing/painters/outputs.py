"""The row of what a layer returns: vectors, their names, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .. import parts
from ..grid import ARROW, STATE, Place
from ..ink import Font, fitted
from ..labels import ROW, values_label
from ..parts import Page, Tag
from ..scene import Line, Run
from .row import Row

BEST = Font(11, bold=True)
CAPTION = 0.10  # between a vector and what stands beside it
ABOVE = 0.17  # from a vector to the middle of what stands on top


@dataclass(frozen=True)
class Vector:
    """One vector of a row.

    Attributes:
        centre: its middle, in inches.
        values: its numbers.
        tag: which of the trace it is.
        captions: lines at its right; each a height above its middle and its text.
        muted: whether its step is padding.
        parted: after how many numbers a thick line parts it, 0 where none does.
        names_right: whether names of its numbers stand right, for lack of room left.
    """

    centre: float
    values: np.ndarray
    tag: Tag
    captions: tuple[tuple[float, list[Run]], ...] = ()
    muted: bool = False
    parted: int = 0
    names_right: bool = False


def vectors(page: Page, row: Row, shown: Sequence[Vector], base: float) -> float:
    """Draws vectors side by side, with the names of their numbers; returns their top.

    Over the highest one there is more: the name of its largest number, if it has names.
    """
    tops = [_vector(page, row, each, base) for each in shown]
    return max(tops)


def row_label(
    page: Page,
    row: Row,
    name: str,
    values: np.ndarray,
    notes: Sequence[tuple[str, bool]],
    base: float,
) -> float:
    """The label of a row of vectors on ``base``; returns the top of all there is."""
    height = parts.vector_height(values.shape[-1])
    values_label(page, name, values, notes, base + height / 2)
    if len(row.classes) < 2:
        return base + height
    layer = getattr(row.layer, "inner", row.layer)
    sums = getattr(layer, "activation", "") == "softmax"
    words = "most probable" if sums else "largest"
    run = [Run(words, ROW, page.theme.ink)]
    parts.label(page, [run], base + height + ABOVE)
    return base + height + 0.23


def zeros(page: Page) -> str:
    """What stands beside the zeros that are returned for a step of padding."""
    return "skipped: zeros" if page.measures.formulas else "zeros"


def padding_caption(page: Page, place: Place) -> tuple[tuple[float, list[Run]], ...]:
    """Says that a vector belongs to a step that later layers skip.

    Keras turns no mask around, so that above a layer that reads backwards it may hit
    others than the steps of padding.
    """
    word = "masked" if place.flipped else "padding"
    return ((0.0, [Run(word, parts.NOTE, page.theme.soft)]),)


def sequence(
    page: Page, row: Row, top: float, values: np.ndarray, arrows: bool = True
) -> tuple[list[Vector], float]:
    """The vectors of a layer that keeps the places of its inputs, and their bottom."""
    base, shown = top + ARROW, []
    for position in row.place.positions:
        centre = row.place.centre(position)
        if arrows:
            parts.up(page, centre, top, base)
        if values.ndim == 1:
            shown.append(Vector(centre, values, Tag(row.index, "output")))
            continue
        index = row.place.index(position)
        muted = row.kept is not None and not row.kept[index]
        captions = padding_caption(page, row.place) if muted else ()
        tag = Tag(row.index, "output", index + 1)
        shown.append(Vector(centre, values[index], tag, captions, muted))
    if row.place.grid.elided and row.place.only is None:
        middle = base + parts.vector_height(values.shape[-1]) / 2
        parts.dots(page, row.place.grid, middle)
    return shown, base


def _room(page: Page, row: Row, each: Vector) -> float:
    """How wide the names of a vector's numbers can be, in inches."""
    elided = row.place.grid.elided
    if page.measures.formulas:
        return 0.48 if elided or each.captions else 0.86
    if len(each.values) == 1:  # other words stand beside it
        return 0.24
    if each.captions and not (elided and each.centre > row.place.grid.dots):
        return 0.24
    padded = row.kept is not None and not row.kept.all()  # its words stand there too
    return 0.44 if elided or padded else 0.86


def _vector(page: Page, row: Row, each: Vector, base: float) -> float:
    theme, size = page.theme, len(each.values)
    height = parts.vector_height(size)
    best = int(np.argmax(each.values)) if len(row.classes) > 1 else -1
    parts.vector(page, each.values, each.centre, base, each.tag, best, each.muted)
    if 0 < each.parted < size:
        level = base + height * (1 - each.parted / size)
        ends = ((each.centre - STATE / 2, level), (each.centre + STATE / 2, level))
        page.scene.add(Line(ends, theme.ink, 2.0, role="divider"))
    for above, runs in each.captions:
        x = each.centre + STATE / 2 + CAPTION
        page.scene.text(runs, x, base + height / 2 + above, role="symbol")
    names = row.classes if size <= parts.MOST_CELLS else ()
    room = _room(page, row, each)
    for at, name in enumerate(names):
        string, font = fitted(name, Font(8, bold=at == best), room, 6)
        colour = theme.ink if at == best else theme.soft
        level = base + height - (at + 0.5) * parts.CELL
        side = STATE / 2 + 0.09
        x, align = (side, 0.0) if each.names_right else (-side, 1.0)
        run = [Run(string, font, colour)]
        page.scene.text(run, each.centre + x, level, align, role="class")
    if best < 0:
        return base + height
    string, font = fitted(row.classes[best], BEST, page.measures.pitch - 0.24, 8)
    colour = theme.soft if each.muted else theme.ink
    run = [Run(string, font, colour)]
    page.scene.text(run, each.centre, base + height + ABOVE, 0.5, role="best")
    return base + height
