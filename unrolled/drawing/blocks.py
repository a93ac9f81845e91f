"""The blocks of a figure: a layer at one step, what it computes, or that it skips."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..tracing.records import CellTrace, DenseTrace
from .ink import Font, fitted
from .parts import NOTE, Page, along
from .scene import Box, Run, line_width
from .theme import Layer

NAME = Font(10.5, bold=True)
DENSE = 0.52  # height of a block that holds its two lines and no more


def block(
    page: Page,
    name: str,
    formula: Sequence[Run],
    centre: float,
    bottom: float,
    height: float,
    colours: Layer,
) -> None:
    """A layer at one step: its name, and under it what it computes."""
    wide = page.measures.block
    left, fill, edge = centre - wide / 2, colours.fill, colours.edge
    box = Box(left, bottom, wide, height, fill, edge, 1.5, 0.09, role="block")
    page.scene.add(box)
    _two_lines(page, name, formula, centre, bottom + height / 2, page.theme.ink, fill)


def skipped(
    page: Page,
    name: str,
    centre: float,
    bottom: float,
    height: float,
    levels: Sequence[float],
    leftwards: bool,
) -> None:
    """A layer at a step that it skips: its states pass through at their levels."""
    theme, room = page.theme, page.measures
    left = centre - room.block / 2
    page.scene.add(
        Box(
            left, bottom, room.block, height, theme.panel, theme.soft, 1.0, 0.09,
            dashed=True, role="skipped",
        )
    )  # fmt: skip
    ends = (left - room.arrow, left + room.block + room.arrow)
    start, end = reversed(ends) if leftwards else ends
    for level in levels:
        along(page, start, end, level)
    free = sorted([bottom, *levels, bottom + height])
    low, high = max(pairwise(free), key=lambda pair: round(pair[1] - pair[0], 3))
    words = [Run("skipped", NOTE, theme.soft)]
    middle = (low + high) / 2
    _two_lines(page, name, words, centre, middle, theme.soft, theme.panel)


def _two_lines(
    page: Page,
    name: str,
    second: Sequence[Run],
    centre: float,
    middle: float,
    colour: str,
    ground: str,
) -> None:
    size, least = page.measures.name
    room = page.measures.block - (0.14 if page.measures.formulas else 0.08)
    string, font = fitted(name, Font(size, bold=True), room, least)
    above = 0.105 if second else 0.0
    run = [Run(string, font, colour)]
    page.scene.text(run, centre, middle + above, 0.5, ground, "name")
    if second:
        page.scene.text(second, centre, middle - 0.095, 0.5, ground, "formula")


def dense_formula(page: Page, layer: DenseTrace) -> list[Run]:
    """What a Dense layer computes of each vector."""
    if not page.measures.formulas:
        return _activation(page, layer.activation)
    total = "xW" if layer.bias is None else "xW + b"
    marked = page.marked and _given(layer.arguments, "activation")
    return _applied(page, layer.activation, total, marked)


def cell_formula(page: Page, cell: CellTrace) -> list[Run]:
    """What a cell computes at a step, as far as a block has room; or its gates."""
    if not page.measures.formulas:
        return _activation(page, cell.activation)
    gates = [g.symbol for g in cell.gates if g.role.endswith("gate")]
    if gates:
        return _gates(page, cell, f"gates {', '.join(gates)}")
    if not cell.gates:  # a cell of one's own: its equations are not known
        return []
    total = "xW + hU + b" if cell.use_bias else "xW + hU"
    marked = page.marked and _given(cell.arguments, "activation")
    return _applied(page, cell.activation, total, marked)


def _gates(page: Page, cell: CellTrace, words: str) -> list[Run]:
    """The names of a cell's gates, and its activation where it is another than tanh."""
    marked = page.marked and _given(cell.arguments, "activation")
    if cell.activation == "tanh" and not marked:
        return [Run(words, NOTE, page.theme.soft)]
    return _around(page, f"{words}, ", cell.activation, "", marked, 6)


def words_in_block(page: Page, words: str) -> list[Run]:
    """Words as a block's second line, small enough for it."""
    string, font = fitted(words, NOTE, page.measures.block - 0.08, 6)
    return [Run(string, font, page.theme.soft)]


def _activation(page: Page, activation: str) -> list[Run]:
    """The activation alone, where there is no room for more."""
    return [] if activation in ("", "linear") else words_in_block(page, activation)


def _applied(page: Page, activation: str, total: str, marked: bool) -> list[Run]:
    """activation(total), small enough for a block; the activation may be marked."""
    if activation == "linear" and not marked:
        return words_in_block(page, total)
    return _around(page, "", activation, f"({total})", marked, 6.5)


def _around(
    page: Page, before: str, activation: str, after: str, marked: bool, least: float
) -> list[Run]:
    """The activation in words, at least ``least`` large; alone if they do not fit."""
    soft = page.theme.soft
    colour = page.theme.option if marked else soft
    for size in (8, 7.5, 7, 6.5, 6):
        font = Font(size)
        name = Run(activation, font, colour, pill=marked)
        runs = [Run(before, font, soft), name, Run(after, font, soft)]
        runs = [run for run in runs if run.string]
        if size >= least and line_width(runs) <= page.measures.block - 0.10:
            return runs
    string, font = fitted(activation, NOTE, page.measures.block - 0.2, 6)
    return [Run(string, font, colour, pill=marked)]


def _given(arguments: Sequence[object], name: str) -> bool:
    return any(getattr(argument, "name", "") == name for argument in arguments)
