"""The code under a figure, its arguments tied by colour to the places they set."""

from __future__ import annotations

from collections.abc import Sequence

from .ink import Font
from .layers import ElementwiseTrace, LayerTrace, RecurrentTrace
from .parts import MONO_14, MONO_16, Page
from .scene import Box, Run, line_width
from .theme import Layer, Theme
from .trace import Trace

CODE, CODE_MARK = Font(MONO_16, mono=True), Font(MONO_16, bold=True, mono=True)
COMMENT = Font(MONO_14, mono=True)
PITCH, INSIDE, SWATCH = 0.29, 0.17, 0.12  # inches


def code_lines(
    trace: Trace, theme: Theme, colours: Sequence[Layer]
) -> list[tuple[str | None, list[Run], str]]:
    """For each line its layer's colour, its code, and the shape that comes out."""
    steps, features = trace.input_shape[1:]
    first = [
        Run("keras.Input((", CODE, theme.ink),
        Run(str(steps), CODE_MARK, theme.steps, pill=True),
        Run(", ", CODE, theme.ink),
        Run(str(features), CODE_MARK, theme.features, pill=True),
        Run("))", CODE, theme.ink),
    ]
    lines: list[tuple[str | None, list[Run], str]] = [
        (None, first, trace.shape(trace.inputs))
    ]
    for layer, colour in zip(trace.layers, colours, strict=True):
        code = _call(layer, theme, colour)
        lines.append((colour.edge, code, trace.shape(layer.outputs)))
    return lines


def code_panel(
    page: Page, lines: Sequence[tuple[str | None, list[Run], str]], top: float
) -> None:
    """The lines on a panel as wide as the figure."""
    scene, theme = page.scene, page.theme
    height = PITCH * len(lines) + 2 * INSIDE - 0.06
    text = INSIDE + SWATCH + 0.12
    widest = max(line_width(code) for _, code, _ in lines)
    comments = [[Run(f"# {shape}", COMMENT, theme.soft)] for *_, shape in lines]
    comment_at = text + widest + 0.35
    least = comment_at + max(line_width(c) for c in comments) + INSIDE
    width = max(scene.bounds().right, least)
    scene.add(Box(0.0, top - height, width, height, theme.panel, radius=0.08))
    level = top - INSIDE + 0.03 - PITCH / 2
    for (edge, code, _), comment in zip(lines, comments, strict=True):
        if edge:
            swatch = Box(INSIDE, level - SWATCH / 2, SWATCH, SWATCH, edge, radius=0.025)
            scene.add(swatch)
        scene.text(code, text, level, ground=theme.panel, role="code")
        scene.text(comment, comment_at, level, ground=theme.panel, role="comment")
        level -= PITCH


def _call(layer: LayerTrace, theme: Theme, colour: Layer) -> list[Run]:
    """``layers.SimpleRNN(4, …)``, every argument that is not the default marked."""
    if isinstance(layer, ElementwiseTrace):
        text = layer.argument if layer.kind == "Dropout" else f'"{layer.argument}"'
        arguments = [[Run(text, CODE_MARK, theme.option, pill=True)]]
    else:
        units = str(getattr(layer, "units"))  # noqa: B009
        arguments = [[Run(units, CODE_MARK, colour.edge, pill=True)]]
    arguments += [
        [
            Run(f"{name}={value}", CODE_MARK, theme.option, pill=True),
        ]
        for name, value in _options(layer)
    ]
    runs = [Run(f"layers.{layer.kind}(", CODE, theme.ink)]
    for index, argument in enumerate(arguments):
        if index:
            runs.append(Run(", ", CODE, theme.ink))
        runs += argument
    return [*runs, Run(")", CODE, theme.ink)]


def _options(layer: LayerTrace) -> list[tuple[str, str]]:
    """The keyword arguments that differ from Keras's defaults."""
    if isinstance(layer, ElementwiseTrace):
        return []
    recurrent = isinstance(layer, RecurrentTrace)
    options = []
    activation = getattr(layer, "activation")  # noqa: B009
    if activation != ("tanh" if recurrent else "linear"):
        quoted = '"linear"' if activation == "linear" else f'"{activation}"'
        options.append(("activation", quoted))
    if getattr(layer, "bias") is None:  # noqa: B009
        options.append(("use_bias", "False"))
    if isinstance(layer, RecurrentTrace):
        if layer.return_sequences:
            options.append(("return_sequences", "True"))
        if layer.go_backwards:
            options.append(("go_backwards", "True"))
    return options
