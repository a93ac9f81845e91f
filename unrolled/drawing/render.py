"""Paints a scene: as PNG bytes of 64 colours, or as any format of matplotlib."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.patches import BoxStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from .ink import DENSITY, outline, snapped
from .pixels import FAST, SMALL, encoded, quantise
from .scene import Bounds, Box, Line, Scene, Text
from .theme import rgb

PADDING = 0.22  # inches around everything
LIMIT = 60_000  # bytes; a notebook holds each picture twice
COLOURS = (64, 48)  # a figure has up to 40 flat ones
# Text can be read in all of these; at half there is one pixel for each CSS pixel.
DENSITIES = (DENSITY, 160, 144, 120, DENSITY // 2, 80, 72)
HOPELESS = 1.2  # more than so many times the limit, and only fewer pixels help
HEAD_LENGTH, HEAD_WIDTH = 0.095, 0.085  # inches


@dataclass(frozen=True)
class Shape:
    """Something to paint.

    Attributes:
        path: its outline, in inches from the lower left corner of the picture.
        fill: the colour inside, if any.
        edge: the colour of its outline, if any.
        width: of the outline, in points.
        dashes: lengths of ink and of gap in points, if dashed.
        smooth: whether its edges are.
        letters: whether it is text, whose own place on the pixels is to be kept.
    """

    path: Any
    fill: str | None = None
    edge: str | None = None
    width: float = 0.0
    dashes: tuple[float, float] | None = None
    smooth: bool = True
    letters: bool = False


class Picture(Artist):  # type: ignore[misc]
    """A scene as one artist, so that each of matplotlib's formats paints the same."""

    def __init__(self, scene: Scene) -> None:
        """Takes the shapes from the scene."""
        super().__init__()
        self._shapes = shapes(scene, DENSITY)

    def draw(self, renderer: Any) -> None:
        """Paints it on any of matplotlib's renderers."""
        figure = self.get_figure()
        assert figure is not None
        draw_shapes(renderer, self._shapes, figure.dpi)


def canvas_of(scene: Scene) -> Bounds:
    """The rectangle of the picture, in inches."""
    inner = scene.bounds()
    return Bounds(
        snapped(inner.left - PADDING),
        snapped(inner.bottom - PADDING),
        snapped(inner.right + PADDING),
        snapped(inner.top + PADDING),
    )


def png(scene: Scene) -> bytes:
    """The scene as a PNG of at most 64 colours; the same scene gives the same bytes.

    A large figure gets fewer colours, and then fewer pixels, to stay below `LIMIT`; the
    largest may exceed it all the same.
    """
    flat = _flat_colours(scene)
    written, tried = b"", DENSITY
    for density in DENSITIES:
        # Bytes fall no faster than pixels do.
        least = len(written) * (density / tried) ** 2
        if least > HOPELESS * LIMIT and density != DENSITIES[-1]:
            continue
        written, tried = _written(painted(scene, density), flat), density
        if len(written) <= LIMIT:
            break
    return written


def _written(pixels: np.ndarray, flat: list[tuple[int, int, int]]) -> bytes:
    """The pixels as a PNG, with as much effort as it takes to stay below the limit."""
    few = quantise(pixels, flat, COLOURS[0])
    written = encoded(*few, FAST)
    if LIMIT < len(written) <= HOPELESS * LIMIT:
        written = encoded(*few, SMALL)
    for most in COLOURS[1:]:
        if LIMIT < len(written) <= HOPELESS * LIMIT:
            written = encoded(*quantise(pixels, flat, most), SMALL)
    return written


def painted(scene: Scene, density: int) -> np.ndarray:
    """The scene as pixels, (height, width, 4), so many to an inch."""
    canvas = canvas_of(scene)
    width = round((canvas.right - canvas.left) * density)
    height = round((canvas.top - canvas.bottom) * density)
    agg = RendererAgg(width, height, density)
    draw_shapes(agg, shapes(scene, density), density)
    return np.asarray(agg.buffer_rgba())


def save(scene: Scene, path: str, form: str) -> None:
    """Writes the scene as ``"svg"`` or ``"pdf"``, undated."""
    canvas = canvas_of(scene)
    size = (canvas.right - canvas.left, canvas.top - canvas.bottom)
    figure = Figure(figsize=size, frameon=False)
    figure.set_layout_engine("none")
    figure.add_artist(Picture(scene))
    dated = {"svg": "Date", "pdf": "CreationDate"}
    # No argument of savefig says "the whole page": None asks the reader's settings.
    with rc_context({"savefig.bbox": None}):
        figure.savefig(path, format=form, metadata={dated[form]: None})


def draw_shapes(renderer: Any, every: list[Shape], density: float) -> None:
    """Paints the shapes, later ones on top.

    Straight to the renderer, because an axes and an artist for each shape take as long
    as all the rest of a figure. So the reader's own settings, which matplotlib's
    artists look up, do not show either.
    """
    scale = Affine2D().scale(density)
    for shape in every:
        context = renderer.new_gc()
        context.set_antialiased(shape.smooth)
        context.set_capstyle("butt")
        context.set_joinstyle("miter")
        context.set_snap(False if shape.letters else None)
        context.set_linewidth(shape.width if shape.edge else 0.0)
        context.set_foreground(_rgba(shape.edge or "#000000"), isRGBA=True)
        if shape.dashes:
            context.set_dashes(0, shape.dashes)
        fill = _rgba(shape.fill) if shape.fill else None
        renderer.draw_path(context, shape.path, scale, fill)
        context.restore()


def shapes(scene: Scene, density: int) -> list[Shape]:
    """What is to be painted, its corners on the edges of pixels; text comes last."""
    canvas = canvas_of(scene)
    grid = _Grid(canvas.left, canvas.bottom, density)
    size = np.array([canvas.right - canvas.left, canvas.top - canvas.bottom])
    ground = Path.unit_rectangle().transformed(Affine2D().scale(*size))
    every = [Shape(ground, scene.ground, smooth=False)]
    for item in scene.items:
        if isinstance(item, Box):
            every.append(_box(item, grid))
        elif isinstance(item, Line):
            every += _line(item, grid)
    every += _letters([item for item in scene.items if isinstance(item, Text)], grid)
    return every


@dataclass(frozen=True)
class _Grid:
    """The edges of the pixels; ``left``, ``bottom`` is the corner of the picture."""

    left: float
    bottom: float
    density: int

    def at(self, x: float, y: float) -> np.ndarray:
        """The nearest corner of a pixel, in inches from the corner of the picture."""
        return np.array(
            [
                snapped(x - self.left, self.density),
                snapped(y - self.bottom, self.density),
            ]
        )


def _rgba(colour: str) -> tuple[float, ...]:
    return (*(part / 255 for part in rgb(colour)), 1.0)


def _flat_colours(scene: Scene) -> list[tuple[int, int, int]]:
    """Every colour of the scene, those of large things first."""
    boxes = [i for i in scene.items if isinstance(i, Box)]
    boxes.sort(key=lambda box: -box.width * box.height)
    named = [box.fill for box in boxes] + [box.edge for box in boxes]
    named += [i.colour for i in scene.items if not isinstance(i, Box)]
    return [rgb(colour) for colour in dict.fromkeys(named) if colour]


def _letters(texts: list[Text], grid: _Grid) -> list[Shape]:
    """All the text of each colour as one shape: ten times faster than one a word."""
    words: dict[str, list[Text]] = {}
    for text in texts:
        words.setdefault(text.colour, []).append(text)
    every = []
    for colour, parts in words.items():
        outlines = [outline(p.string, p.font, grid.density) for p in parts]
        placed = zip(parts, outlines, strict=True)
        inked = [(p, o) for p, o in placed if len(o.vertices)]
        if not inked:
            continue
        moved = [o.vertices + grid.at(p.x, p.y) for p, o in inked]
        codes = [o.codes for _, o in inked]
        path = Path(np.concatenate(moved), np.concatenate(codes))
        every.append(Shape(path, fill=colour, letters=True))
    return every


def _box(box: Box, grid: _Grid) -> Shape:
    low = grid.at(box.left, box.bottom)
    size = grid.at(box.left + box.width, box.bottom + box.height) - low
    if box.radius:
        rounded = BoxStyle.Round(pad=0, rounding_size=box.radius)
        path = rounded(low[0], low[1], size[0], size[1], 1)
    else:
        path = Path.unit_rectangle().transformed(
            Affine2D().scale(*size).translate(*low)
        )
    edge = box.edge if box.line else None
    dashes = (4.0, 3.0) if box.dashed else None
    return Shape(path, box.fill, edge, box.line, dashes, box.smooth)


def _line(line: Line, grid: _Grid) -> Iterator[Shape]:
    points = np.array([grid.at(x, y) for x, y in line.points])
    if line.head:
        along = points[-1] - points[-2]
        along = along / np.hypot(*along)
        across = np.array([-along[1], along[0]]) * HEAD_WIDTH / 2
        base = points[-1] - along * HEAD_LENGTH
        head = [points[-1], base + across, base - across, points[-1]]
        yield Shape(Path(np.array(head), closed=True), fill=line.colour)
        points = np.vstack([points[:-1], base])
    dashes = (3.0, 2.0) if line.dashed else None
    yield Shape(Path(points), None, line.colour, line.width, dashes)
