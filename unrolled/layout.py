"""Places a trace on the page: data from bottom to top, time from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from . import parts
from .codeline import code_lines, code_panel
from .grid import ARROW, BLOCK, STATE, Grid, Place
from .heading import heading
from .ink import Font, fitted
from .labels import COUNT, ROW, label_width, values_label
from .layers import ElementwiseTrace, RecurrentTrace
from .painters import PAINTERS, Row
from .parts import Page
from .scene import Line, Run, Scene
from .theme import Layer, Theme
from .trace import Trace

WORD = Font(13, bold=True)


def arrange(
    trace: Trace,
    theme: Theme,
    row: int,
    tokens: Sequence[str] | None,
    classes: Sequence[str],
    title: str | None,
    code: bool,
) -> Scene:
    """The scene of a trace."""
    scene = Scene(theme.card)
    colours = layer_colours(trace, theme)
    grid = Grid(trace.inputs.shape[1], label_width(trace.layers))
    page = Page(scene, grid, theme, row, code, trace)
    base = _inputs(page, trace, tokens)
    place = Place()
    before: Any = None
    for layer, colour in zip(trace.layers, colours, strict=True):
        named = classes if layer is trace.layers[-1] else ()
        follows = isinstance(before, RecurrentTrace)
        given = Row(layer, base, place, colour, named, follows)
        base, place = PAINTERS[type(layer)](page, given)
        before = layer
    heading(page, title, base + 0.31, _beyond(trace, row))
    if code:
        _steps_mark(page, trace)
        code_panel(page, code_lines(trace, theme, colours), -0.62)
    return scene


def layer_colours(trace: Trace, theme: Theme) -> list[Layer]:
    """The colours of each layer: those with weights take turns, the others are grey."""
    colours, turn = [], 0
    for layer in trace.layers:
        if isinstance(layer, ElementwiseTrace):
            colours.append(Layer(theme.panel, theme.soft))
        else:
            colours.append(theme.layers[turn % len(theme.layers)])
            turn += 1
    return colours


def _inputs(page: Page, trace: Trace, tokens: Sequence[str] | None) -> float:
    """The words and their numbers; returns the top of the numbers."""
    grid, theme, scene = page.grid, page.theme, page.scene
    values = trace.inputs[page.row]
    steps, features = values.shape
    word = 0.25 if tokens else 0.0
    for position in grid.shown:
        centre = grid.centre(position)
        time = [Run(f"t = {position + 1}", COUNT, theme.soft)]
        scene.text(time, centre, 0.0, 0.5, role="time")
        if tokens:
            string, font = fitted(f"“{tokens[position]}”", WORD, 2.1, 9)
            if string.endswith("…"):
                string += "”"
            scene.text([Run(string, font, theme.ink)], centre, word, 0.5, role="word")
    start = word + (0.16 if tokens else 0.12)
    base = start + ARROW
    height = parts.vector_height(features)
    for position in grid.shown:
        parts.up(page, grid.centre(position), start, base)
        parts.vector(page, values[position], grid.centre(position), base)
        parts.mark(
            page,
            str(features),
            "" if position else f"feature{'s' * (features > 1)}",
            theme.features,
            grid.centre(position) + STATE / 2,
            base,
            height,
        )
    if grid.elided:
        parts.dots(page, word / 2)
        parts.dots(page, base + height / 2)
    steps_in_words = f"{steps} step{'s' * (steps > 1)}"
    parts.label(
        page,
        [
            [Run("input", ROW, theme.ink)],
            [Run(steps_in_words, COUNT, theme.soft)],
        ]
        if tokens
        else [[Run(steps_in_words, COUNT, theme.soft)]],
        word / 2,
    )
    values_label(page, "x", trace.inputs, "one vector a step", base + height / 2)
    return base + height


def _steps_mark(page: Page, trace: Trace) -> None:
    grid, theme, steps = page.grid, page.theme, page.grid.steps
    left = grid.centre(grid.shown[0]) - BLOCK / 2
    right = grid.centre(grid.shown[-1]) + BLOCK / 2
    level, tick = -0.18, 0.06
    points = (
        (left, level + tick), (left, level), (right, level), (right, level + tick),
    )  # fmt: skip
    page.scene.add(Line(points, theme.steps, 1.8, role="bracket"))
    given = trace.input_shape[1]
    words = f" step{'s' * (steps > 1)}"
    if given is None:
        words = f" any number of steps: {steps} here"
    runs = [
        Run(str(given), parts.MARK, theme.steps, pill=True),
        Run(words, parts.MARK, theme.steps),
    ]
    page.scene.text(runs, (left + right) / 2, level - 0.16, 0.5, role="mark")


def _beyond(trace: Trace, row: int) -> bool:
    """Whether a value lies outside −1 … +1, where colours end."""
    shown = [trace.inputs, *(layer.outputs for layer in trace.layers)]
    return max(float(np.abs(values[row]).max()) for values in shown) > 1.0 + 1e-6
