"""What stands at the left of a row: the layer, or the values and their shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..tracing.records import Argument
from . import parts
from .ink import Font
from .parts import Page
from .scene import Run, line_width

LAYER, COUNT = Font(10.5, bold=True), Font(9)
ROW, SHAPE = Font(10, bold=True), Font(parts.MONO_14, mono=True)
LEAST, GAP = 1.78, 0.22  # inches
PITCH, HALF = 0.19, 0.11  # from line to line, and half of one line with its air


def name_runs(
    page: Page, kind: str, arguments: Iterable[Argument], colours: Sequence[str]
) -> list[Run]:
    """``SimpleRNN(4)``: what stands without a keyword, in the colours of the code."""
    runs = [Run(f"{kind}(", LAYER, page.theme.ink)]
    bare = [argument for argument in arguments if not argument.name]
    for place, (argument, colour) in enumerate(zip(bare, colours, strict=False)):
        if place:
            runs.append(Run(", ", LAYER, page.theme.ink))
        source = argument.source.strip('"')
        here = colour if page.marked else page.theme.ink
        runs.append(Run(source, LAYER, here, pill=page.marked))
    return [*runs, Run(")", LAYER, page.theme.ink)]


def layer_label(
    page: Page,
    name: Sequence[Run],
    parameters: int,
    reads: str,
    middle: float,
    own: bool = False,
    options: Iterable[str] = (),
) -> None:
    """The layer's name, its number of parameters, and how it reads.

    ``options`` are those of the code that have no other place on the page; ``own``
    tells that the parameters are not the layer's only ones.
    """
    theme = page.theme
    words = f"{parameters:,} parameter{'s' * (parameters != 1)}{' of its own' * own}"
    lines = [list(name), soft(page, words)]
    if reads:
        lines.append(soft(page, reads))
    if page.marked:
        lines += [[Run(each, COUNT, theme.option, pill=True)] for each in options]
    parts.label(page, lines, middle)


def values_label(
    page: Page,
    name: str,
    values: np.ndarray,
    notes: Iterable[tuple[str, bool]],
    middle: float,
) -> None:
    """The name of a row of values, its shape with the batch axis, and notes.

    A note is its words and whether the code sets it.
    """
    ink = page.theme.ink
    lines = [[Run(name, ROW, ink)], [Run(page.trace.shape(values), SHAPE, ink)]]
    lines += [note(page, words, option) for words, option in notes]
    parts.label(page, lines, middle)


def soft(page: Page, words: str) -> list[Run]:
    """A line of second rank."""
    return [Run(words, COUNT, page.theme.soft)]


def note(page: Page, words: str, option: bool = False) -> list[Run]:
    """A small line; on a pill where the code sets what it says."""
    marked = page.marked and option
    colour = page.theme.option if marked else page.theme.soft
    return [Run(words, parts.NOTE, colour, pill=marked)]


def other_options(arguments: Iterable[Argument], *placed: str) -> list[str]:
    """The keyword arguments that are not among those shown elsewhere, as written."""
    return [f"{a.name}={a.source}" for a in arguments if a.name not in ("", *placed)]


def paint_labels(page: Page) -> tuple[float, float]:
    """Paints all labels, apart from each other; returns their left end and their top.

    Where two are too close the upper one moves up.
    """
    widest = max(line_width(line) for lines, _ in page.labels for line in lines)
    left = -max(LEAST, widest + GAP)
    top = -float("inf")
    for lines, middle in sorted(page.labels, key=lambda label: label[1]):
        reach = (len(lines) - 1) * PITCH / 2
        level = max(middle, top + reach + HALF) + reach
        top = level + HALF
        for runs in lines:
            page.scene.text(runs, left, level, role="label")
            level -= PITCH
    return left, top
