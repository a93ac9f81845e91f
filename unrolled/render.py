"""Paints a scene: as PNG bytes of 64 colours, or as any format of matplotlib."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from PIL import Image

from .ink import DENSITY, outline, snapped
from .scene import Bounds, Box, Line, Scene, Text
from .theme import rgb

PADDING = 0.22  # inches around everything
LIMIT = 60_000  # bytes; a notebook holds each picture twice
COLOURS = (64, 48)
DENSITIES = (DENSITY, DENSITY * 3 // 4, DENSITY // 2)
HEAD_LENGTH, HEAD_WIDTH = 0.095, 0.085  # inches


def canvas_of(scene: Scene) -> Bounds:
    """The rectangle of the picture, in inches."""
    inner = scene.bounds()
    return Bounds(
        snapped(inner.left - PADDING),
        snapped(inner.bottom - PADDING),
        snapped(inner.right + PADDING),
        snapped(inner.top + PADDING),
    )


def paint(scene: Scene) -> Figure:
    """The scene as a matplotlib figure, one data unit an inch.

    The reader's own matplotlib settings do not show: every property is given here, and
    dashed lines are 1 pt wide, so that a setting cannot scale their dashes.
    """
    canvas = canvas_of(scene)
    figure = Figure(
        figsize=(canvas.right - canvas.left, canvas.top - canvas.bottom),
        dpi=DENSITY,
        facecolor=scene.ground,
        frameon=True,
    )
    figure.set_layout_engine("none")
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(canvas.left, canvas.right)
    axes.set_ylim(canvas.bottom, canvas.top)
    artists = [a for i in scene.items if not isinstance(i, Text) for a in _artists(i)]
    artists += _letters([item for item in scene.items if isinstance(item, Text)])
    for order, artist in enumerate(artists):
        artist.set_zorder(order)
        artist.set_path_effects([])
        artist.set_sketch_params(None)
        artist.set_clip_on(False)
        axes.add_artist(artist)
    return figure


def png(scene: Scene) -> bytes:
    """The scene as a PNG of at most 64 colours; the same scene gives the same bytes.

    A large figure gets fewer colours, and then fewer pixels, to stay below `LIMIT`; the
    largest may exceed it all the same.
    """
    flat = _flat_colours(scene)
    figure = paint(scene)
    written = b""
    for density in DENSITIES:
        figure.set_dpi(density)
        agg = FigureCanvasAgg(figure)
        agg.draw()
        pixels = np.asarray(agg.buffer_rgba())[..., :3]
        for colours in COLOURS:
            written = _encoded(*quantise(pixels, flat, colours))
            if len(written) <= LIMIT:
                return written
            if len(written) > 1.1 * LIMIT:
                break  # fewer colours save less than that
    return written


def _encoded(palette: np.ndarray, indices: np.ndarray) -> bytes:
    image = Image.fromarray(indices)
    image.putpalette(palette.tobytes())
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()


def save(scene: Scene, path: str, form: str) -> None:
    """Writes the scene as ``"svg"`` or ``"pdf"``, undated."""
    dated = {"svg": "Date", "pdf": "CreationDate"}
    paint(scene).savefig(
        path, format=form, facecolor=scene.ground, metadata={dated[form]: None}
    )


def quantise(
    pixels: np.ndarray, flat: list[tuple[int, int, int]], most: int = 64
) -> tuple[np.ndarray, np.ndarray]:
    """The picture in few colours, of which the flat ones stay exactly what they are.

    Flat colours carry the meaning (a value's colour, a layer's); what is left of the
    palette goes to the shades at the edges of letters, worst served first. The usual
    median cut has no such order and bends the flat colours.

    Args:
        pixels: (height, width, 3), 0 to 255.
        flat: the colours that must stay, most important first.
        most: the size of the palette.

    Returns:
        The palette, (colours, 3), and each pixel's place in it, (height, width).
    """
    image = Image.fromarray(np.ascontiguousarray(pixels))
    found = image.getcolors(pixels.shape[0] * pixels.shape[1]) or []
    tally = {_pack(colour): count for count, colour in found}  # type: ignore[arg-type]
    shades = np.array(sorted(tally))
    counts = np.array([tally[shade] for shade in shades.tolist()])
    packed = pixels.astype(np.int32) @ np.array([65536, 256, 1], dtype=np.int32)
    kept = [c for c in dict.fromkeys(_pack(c) for c in flat) if c in tally]
    chosen = list(dict.fromkeys([int(packed[0, 0]), *kept]))[:most]
    colours = _unpack(shades)
    distance = np.full(len(shades), np.inf)
    for colour in chosen:
        distance = np.minimum(distance, _distance(colours, colour))
    while len(chosen) < most and distance.max() > 0:
        worst = int(np.argmax(distance * counts))
        chosen.append(int(shades[worst]))
        distance = np.minimum(distance, _distance(colours, chosen[-1]))
    palette = _unpack(np.array(chosen))
    nearest = np.argmin([_distance(colours, colour) for colour in chosen], axis=0)
    place_of = np.zeros(1 << 24, dtype=np.uint8)
    place_of[shades] = nearest
    return palette.astype(np.uint8), place_of[packed]


def _pack(colour: tuple[int, int, int]) -> int:
    return colour[0] * 65536 + colour[1] * 256 + colour[2]


def _unpack(packed: np.ndarray) -> np.ndarray:
    parts = (packed >> 16, packed >> 8 & 255, packed & 255)
    return np.stack(parts, axis=-1).astype(np.int32)


def _distance(colours: np.ndarray, packed: int) -> np.ndarray:
    return ((colours - _unpack(np.array(packed))) ** 2).sum(axis=1).astype(float)


def _flat_colours(scene: Scene) -> list[tuple[int, int, int]]:
    """Every colour of the scene, those of large things first."""
    boxes = [i for i in scene.items if isinstance(i, Box)]
    boxes.sort(key=lambda box: -box.width * box.height)
    named = [box.fill for box in boxes] + [box.edge for box in boxes]
    named += [i.colour for i in scene.items if not isinstance(i, Box)]
    return [rgb(colour) for colour in dict.fromkeys(named) if colour]


def _letters(texts: list[Text]) -> list[Any]:
    """All the text of each colour as one artist: ten times faster than one a word."""
    words: dict[str, list[Path]] = {}
    for text in texts:
        path = outline(text.string, text.font)
        origin = np.array([snapped(text.x), snapped(text.y)])
        moved = Path(path.vertices + origin, path.codes)
        words.setdefault(text.colour, []).append(moved)
    return [
        PathPatch(
            Path.make_compound_path(*paths),
            facecolor=colour,
            edgecolor="none",
            linewidth=0,
            antialiased=True,
            snap=False,
        )
        for colour, paths in words.items()
    ]


def _artists(item: Box | Line) -> list[Any]:
    return [_box(item)] if isinstance(item, Box) else _line(item)


def _box(box: Box) -> Any:
    left, bottom = snapped(box.left), snapped(box.bottom)
    width = snapped(box.left + box.width) - left
    height = snapped(box.bottom + box.height) - bottom
    style: dict[str, Any] = {
        "facecolor": box.fill or "none",
        "edgecolor": box.edge if box.edge and box.line else "none",
        "linewidth": box.line,
        "linestyle": (0, (4, 3)) if box.dashed else "solid",
        "antialiased": box.smooth,
    }
    if box.radius:
        return FancyBboxPatch(
            (left, bottom),
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={box.radius}",
            mutation_aspect=1,
            **style,
        )
    return Rectangle((left, bottom), width, height, **style)


def _line(line: Line) -> list[Any]:
    points = np.array([[snapped(x), snapped(y)] for x, y in line.points])
    artists: list[Any] = []
    if line.head:
        along = points[-1] - points[-2]
        along = along / np.hypot(*along)
        across = np.array([-along[1], along[0]]) * HEAD_WIDTH / 2
        base = points[-1] - along * HEAD_LENGTH
        head = [points[-1], base + across, base - across]
        artists.append(
            PathPatch(
                Path(np.array([*head, head[0]]), closed=True),
                facecolor=line.colour,
                edgecolor="none",
                linewidth=0,
                antialiased=True,
            )
        )
        points = np.vstack([points[:-1], base])
    artists.append(
        PathPatch(
            Path(points),
            facecolor="none",
            edgecolor=line.colour,
            linewidth=line.width,
            linestyle=(0, (3, 2)) if line.dashed else "solid",
            capstyle="butt",
            joinstyle="miter",
            antialiased=True,
        )
    )
    return artists
