"""The code under a figure, its arguments tied by colour to the places they set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..tracing.records import (
    Argument,
    BidirectionalTrace,
    CellTrace,
    DenseTrace,
    EmbeddingTrace,
    LayerTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from ..tracing.trace import Trace
from .ink import Font
from .painters.lane import cell_arguments
from .parts import MONO_14, MONO_16, Page
from .scene import Box, Run, line_width
from .theme import Layer, Theme

CODE, CODE_MARK = Font(MONO_16, mono=True), Font(MONO_16, bold=True, mono=True)
COMMENT = Font(MONO_14, mono=True)
PITCH, INSIDE, SWATCH = 0.29, 0.17, 0.12  # inches

Piece = list[Run]  # what stays in one line


@dataclass(frozen=True)
class Line:
    """One call of the code.

    Attributes:
        edge: its layer's colour, None for the input.
        pieces: the code; a line may break before each but the first.
        shape: of what comes out.
    """

    edge: str | None
    pieces: list[Piece]
    shape: str


def code_lines(
    trace: Trace, theme: Theme, colours: Sequence[Sequence[Layer]]
) -> list[Line]:
    """A line for the input, and one for each layer."""
    lines = [Line(None, [_input(trace, theme)], trace.shape(trace.inputs))]
    for layer, own in zip(trace.layers, colours, strict=True):
        edges = [colour.edge for colour in own]
        call = _call(layer, theme, edges)
        lines.append(Line(edges[0], call, trace.shape(layer.outputs)))
    return lines


def _input(trace: Trace, theme: Theme) -> Piece:
    batch, *axes = trace.input_shape
    colours = (theme.steps, theme.features)
    sizes = [
        [Run(str(size), CODE_MARK, colour, pill=True)]
        for size, colour in zip(axes, colours, strict=False)
    ]
    if batch is not None:  # a stateful layer needs to know it
        sizes.insert(0, [Run(str(batch), CODE, theme.ink)])
    start = "keras.Input((" if batch is None else "keras.Input(batch_shape=("
    return _one(_joined(start, sizes, ",))" if len(sizes) == 1 else "))", theme))


def code_panel(page: Page, lines: Sequence[Line], top: float, left: float) -> None:
    """The lines on a panel as wide as the figure."""
    scene, theme = page.scene, page.theme
    text = left + INSIDE + SWATCH + 0.12
    broken = [_broken(line.pieces, theme, page.measures.code) for line in lines]
    height = PITCH * sum(map(len, broken)) + 2 * INSIDE - 0.06
    widest = max(line_width(each) for rows in broken for each in rows)
    comments = [[Run(f"# {line.shape}", COMMENT, theme.soft)] for line in lines]
    comment_at = text + widest + 0.35
    least = comment_at + max(line_width(c) for c in comments) + INSIDE
    right = max(scene.bounds().right, least)
    scene.add(Box(left, top - height, right - left, height, theme.panel, radius=0.08))
    level = top - INSIDE + 0.03 - PITCH / 2
    for line, rows, comment in zip(lines, broken, comments, strict=True):
        if line.edge:
            low = level - SWATCH / 2
            swatch = Box(left + INSIDE, low, SWATCH, SWATCH, line.edge, radius=0.025)
            scene.add(swatch)
        scene.text(comment, comment_at, level, ground=theme.panel, role="comment")
        for runs in rows:
            scene.text(runs, text, level, ground=theme.panel, role="code")
            level -= PITCH


def _broken(pieces: Iterable[Piece], theme: Theme, wide: float) -> list[list[Run]]:
    """The pieces in lines that are not too wide.

    A longer one goes on in the next, between two arguments.
    """
    rows: list[list[Run]] = [[]]
    for piece in pieces:
        if rows[-1] and line_width([*rows[-1], *piece]) > wide:
            rows.append([Run("    ", CODE, theme.ink)])
        rows[-1] += piece
    return rows


def _call(layer: LayerTrace, theme: Theme, edges: Sequence[str]) -> list[Piece]:
    """``layers.SimpleRNN(4, …)``, every argument that is not the default marked."""
    arguments = _marked(layer.arguments, theme, _bare_colours(layer, theme, edges))
    if isinstance(layer, TimeDistributedTrace):
        arguments = [_one(_call(layer.inner, theme, edges)), *arguments]
    elif isinstance(layer, BidirectionalTrace):
        number = len(layer.forward.cells)
        wrapped = [_one(_call(layer.forward, theme, edges[:number]))]
        if layer.backward_layer:
            call = _one(_call(layer.backward, theme, edges[number:]))
            wrapped.append([Run("backward_layer=", CODE, theme.ink), *call])
        arguments = [*wrapped, *arguments]
    elif isinstance(layer, RecurrentTrace) and layer.kind == "RNN":
        arguments = [_cells(layer.cells, theme, edges), *arguments]
    return _joined(f"layers.{layer.kind}(", arguments, ")", theme)


def _cells(cells: Sequence[CellTrace], theme: Theme, edges: Sequence[str]) -> Piece:
    calls = []
    for cell, edge in zip(cells, edges, strict=True):
        start = f"{'layers.' if cell.gates else ''}{cell.class_name}("
        arguments = _marked(cell_arguments(cell), theme, [edge])
        calls.append(_one(_joined(start, arguments, ")", theme)))
    if len(calls) == 1:
        return calls[0]
    return _one(_joined("[", calls, "]", theme))


def _bare_colours(
    layer: LayerTrace, theme: Theme, edges: Sequence[str]
) -> Sequence[str]:
    """The colours of the arguments that stand without a keyword."""
    if isinstance(layer, EmbeddingTrace):
        return theme.option, edges[0]
    if isinstance(layer, RepeatVectorTrace):
        return (theme.steps,)
    if isinstance(layer, DenseTrace | RecurrentTrace):
        return (edges[0],)
    return (theme.option,)


def _marked(
    arguments: Iterable[Argument], theme: Theme, bare: Sequence[str]
) -> list[Piece]:
    colours = list(bare)
    pieces = []
    for argument in arguments:
        free = not argument.name and colours
        colour = colours.pop(0) if free else theme.option
        pieces.append([Run(argument.written, CODE_MARK, colour, pill=True)])
    return pieces


def _joined(start: str, arguments: list[Piece], end: str, theme: Theme) -> list[Piece]:
    """A call, in pieces between which a line may break."""
    comma, close = Run(", ", CODE, theme.ink), Run(end, CODE, theme.ink)
    pieces = [[*each, comma] for each in arguments[:-1]] + arguments[-1:]
    if not pieces:
        return [[Run(start + end, CODE, theme.ink)]]
    pieces[0] = [Run(start, CODE, theme.ink), *pieces[0]]
    pieces[-1] = [*pieces[-1], close]
    return pieces


def _one(pieces: Iterable[Piece]) -> Piece:
    return [run for piece in pieces for run in piece]
