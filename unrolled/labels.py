"""What stands at the left of a row: the layer, or the values and their shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from . import parts
from .ink import Font
from .layers import ElementwiseTrace, LayerTrace
from .parts import Page
from .scene import Run, line_width

LAYER, COUNT = Font(10.5, bold=True), Font(9)
ROW, SHAPE, NOTE = Font(10, bold=True), Font(parts.MONO_14, mono=True), Font(8)
LEAST, GAP = 1.78, 0.22  # inches


def layer_label(
    page: Page, layer: Any, edge: str, middle: float, third: str, option: bool = False
) -> None:
    """The layer's name, its number of parameters, and how it reads.

    ``edge`` marks its first argument; ``option`` says that the code sets the third
    line.
    """
    theme = page.theme
    if isinstance(layer, ElementwiseTrace):
        argument = Run(layer.argument, LAYER, theme.option, pill=page.marked)
    else:
        argument = Run(str(layer.units), LAYER, edge, pill=page.marked)
    if not page.marked:
        argument = Run(argument.string, LAYER, theme.ink)
    name = [
        Run(f"{layer.kind}(", LAYER, theme.ink),
        argument,
        Run(")", LAYER, theme.ink),
    ]
    second = [Run(_parameters(layer), COUNT, theme.soft)]
    if getattr(layer, "bias", 0) is None:
        second.append(Run(" no bias", COUNT, theme.soft))
        if page.marked:
            second[-1:] = [
                Run(" ", COUNT, theme.soft),
                Run("no bias", COUNT, theme.option, pill=True),
            ]
    last = Run(third, COUNT, *_marked(page, page.marked and option))
    parts.label(page, [name, second, [last]], middle)


def values_label(
    page: Page,
    name: str,
    values: np.ndarray,
    note: str,
    middle: float,
    option: bool = False,
) -> None:
    """The name of a row of values, its shape with the batch axis, and a note."""
    lines = [
        [Run(name, ROW, page.theme.ink)],
        [Run(page.trace.shape(values), SHAPE, page.theme.ink)],
    ]
    if note:
        lines.append([Run(note, NOTE, *_marked(page, page.marked and option))])
    parts.label(page, lines, middle)


def label_width(layers: Iterable[LayerTrace]) -> float:
    """As wide as the longest line at the left of a layer needs."""
    lines = []
    for layer in layers:
        known: Any = layer
        pointwise = isinstance(layer, ElementwiseTrace)
        argument = known.argument if pointwise else known.units
        lines.append([Run(f"{layer.kind}({argument})", LAYER, "", pill=True)])
        bias = " no bias" if getattr(layer, "bias", 0) is None else ""
        lines.append([Run(_parameters(layer) + bias, COUNT, "", pill=bool(bias))])
    return max([LEAST, *(line_width(line) + GAP for line in lines)])


def _parameters(layer: Any) -> str:
    comma = "," if getattr(layer, "bias", 0) is None else ""
    return f"{layer.parameters:,} parameter{'s' * (layer.parameters != 1)}{comma}"


def _marked(page: Page, marked: bool) -> tuple[str, bool]:
    return (page.theme.option, True) if marked else (page.theme.soft, False)
