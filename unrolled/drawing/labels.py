"""What stands at the left of a row: the layer, or the values and their shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..tracing.records import Argument
from . import parts
from .ink import Font
from .parts import Page
from .scene import Run, line_width

COUNT = Font(9)
ROW, SHAPE = Font(10, bold=True), Font(parts.MONO_14, mono=True)
GAP = 0.22  # inches
CLOSE = 0.13  # the least between a label and what stands beside it
PITCH, HALF = 0.19, 0.11  # from line to line, and half of one line with its air


def name_runs(
    page: Page, kind: str, arguments: Iterable[Argument], colours: Sequence[str]
) -> list[Run]:
    """``SimpleRNN(4)``: what stands without a keyword, in the colours of the code."""
    font = layer_font(page)
    runs = [Run(f"{kind}(", font, page.theme.ink)]
    bare = [argument for argument in arguments if not argument.name]
    for place, (argument, colour) in enumerate(zip(bare, colours, strict=False)):
        if place:
            runs.append(Run(", ", font, page.theme.ink))
        source = argument.source.strip('"')
        here = colour if page.marked else page.theme.ink
        runs.append(Run(source, font, here, pill=page.marked))
    return [*runs, Run(")", font, page.theme.ink)]


def layer_font(page: Page) -> Font:
    """That of a layer's name at the left."""
    return Font(page.measures.layer, bold=True)


def layer_label(
    page: Page,
    name: Sequence[Run],
    parameters: int,
    reads: str,
    middle: float,
    own: bool = False,
    options: Iterable[str] = (),
    bias: bool = True,
    wrapper: Sequence[Run] = (),
) -> None:
    """The layer's name, its number of parameters, and how it reads.

    ``options`` are those of the code that have no other place on the page; ``own``
    tells that the parameters are not the layer's only ones, ``bias`` whether one is
    among them; ``wrapper`` is the name of the layer around it, on a line above.
    """
    theme = page.theme
    words = f"{parameters:,} parameter{'s' * (parameters != 1)}{' of its own' * own}"
    lines = [list(wrapper), list(name), soft(page, words)]
    if not bias:
        lines[-1] += _no_bias(page)
    if reads:
        lines.append(soft(page, reads))
    if page.marked:
        lines += [[Run(each, COUNT, theme.option, pill=True)] for each in options]
    parts.label(page, lines, middle)


def _no_bias(page: Page) -> list[Run]:
    """Says beside the number of parameters that none of them is a bias."""
    theme = page.theme
    colour = theme.option if page.marked else theme.soft
    return [
        Run(", ", COUNT, theme.soft),
        Run("no bias", COUNT, colour, pill=page.marked),
    ]


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
    return [a.written for a in arguments if a.name not in ("", *placed)]


def paint_labels(page: Page) -> tuple[float, float]:
    """Paints all labels, apart from each other; returns their left end and their top.

    Where two are too close the upper one moves up.
    """
    levels: list[tuple[float, list[Run]]] = []
    top = -float("inf")
    for lines, middle in sorted(page.labels, key=lambda label: label[1]):
        reach = (len(lines) - 1) * PITCH / 2
        level = max(middle, top + reach + HALF) + reach
        top = level + HALF
        for runs in lines:
            levels.append((level, runs))
            level -= PITCH
    left = _left(page, levels)
    for level, runs in levels:
        page.scene.text(runs, left, level, role="label")
    return left, top


def _left(page: Page, levels: Sequence[tuple[float, list[Run]]]) -> float:
    """Where the labels begin: left of everything, or of what each stands beside."""
    if page.measures.label:
        widest = max(line_width(runs) for _, runs in levels)
        return -max(page.measures.label, widest + GAP)
    bounds = [item.bounds for item in page.scene.items]
    ends = [
        min(
            (
                b.left
                for b in bounds
                if b.bottom < level + HALF and b.top > level - HALF
            ),
            default=0.0,
        )
        - CLOSE
        - line_width(runs)
        for level, runs in levels
    ]
    return min(ends)
