"""A scene becomes a small and sharp PNG, the same one every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import matplotlib
import numpy as np
import pytest
from keras import layers
from PIL import Image

from tests.unrolled.models import SENTENCE, WORDS, lesson, rnn, sequential
from unrolled import Drawing, draw
from unrolled.drawing import render
from unrolled.drawing.ink import DENSITY, Font, outline, snapped
from unrolled.drawing.pixels import SMALL, encoded, quantise
from unrolled.drawing.scene import Box, Line, Scene, Text

LARGE: dict[str, Callable[[], Any]] = {
    "a stack of two": lambda: sequential(rnn(4, True), rnn(4)),
    "a stack of three and a Dense": lambda: sequential(
        rnn(4, True), rnn(4, True), rnn(4, True), layers.Dense(8)
    ),
    "four of 8 units": lambda: sequential(*(rnn(8, True) for _ in range(3)), rnn(8)),
    "six of 4 units": lambda: sequential(*(rnn(4, True) for _ in range(6))),
    "six of 8 units": lambda: sequential(*(rnn(8, True) for _ in range(6))),
}


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def scene(*items: Text | Box | Line, ground: str = "#FFFFFF") -> Scene:
    return Scene(ground, list(items))


def word(string: str, x: float = 0.0, y: float = 0.0, colour: str = "#000000") -> Text:
    return Text(string, x, y, Font(9), colour, "#FFFFFF")


# The palette.


def test_flat_colours_stay_exactly_what_they_are() -> None:
    rng = np.random.default_rng(1)
    flat = [tuple(c) for c in rng.integers(0, 256, (40, 3)).tolist()]
    pixels = rng.integers(0, 256, (90, 70, 3), dtype=np.uint8)
    where = {colour: (10 + at, 3 * at % 70) for at, colour in enumerate(flat)}
    for colour, place in where.items():
        pixels[place] = colour
    palette, indices = quantise(pixels, flat)
    assert len(palette) == 64
    for colour, place in where.items():
        assert tuple(palette[indices[place]].tolist()) == colour


@pytest.mark.parametrize("channels", [3, 4])
def test_every_pixel_gets_the_nearest_colour_of_the_palette(channels: int) -> None:
    rng = np.random.default_rng(2)
    pixels = rng.integers(0, 256, (60, 50, channels), dtype=np.uint8)
    pixels[20:40, 5:45] = 200  # runs, as pictures have them
    palette, indices = quantise(pixels, [(1, 2, 3)], 16)
    apart = pixels[:, :, None, :3].astype(int) - palette.astype(int)
    distance = (apart**2).sum(axis=-1)
    chosen = np.take_along_axis(distance, indices[..., None].astype(int), axis=-1)
    assert (chosen[..., 0] == distance.min(axis=-1)).all()


def test_a_picture_of_few_colours_is_kept_whole() -> None:
    pixels = np.random.default_rng(3).integers(0, 4, (30, 40, 3), dtype=np.uint8) * 80
    palette, indices = quantise(pixels, [])
    assert len(palette) == len(np.unique(pixels.reshape(-1, 3), axis=0)) == 64
    assert (palette[indices] == pixels).all()
    assert (
        np.asarray(opened(encoded(palette, indices)).convert("RGB")) == pixels
    ).all()


def test_a_colour_that_is_not_in_the_picture_takes_no_place() -> None:
    palette, _ = quantise(np.zeros((4, 4, 3), dtype=np.uint8), [(9, 9, 9)])
    assert palette.tolist() == [[0, 0, 0]]


# How it looks.


def test_boxes_have_hard_edges_where_they_are_said_to_be() -> None:
    box = Box(0.0, 0.0, 1.003, 0.5, "#336699", smooth=False)
    pixels = render.painted(scene(box), DENSITY)[..., :3]
    blue = (pixels == (0x33, 0x66, 0x99)).all(axis=-1)
    assert (blue | (pixels == 255).all(axis=-1)).all()
    padding = round(render.PADDING * DENSITY)
    rows, columns = (np.flatnonzero(blue.any(axis=axis)) for axis in (1, 0))
    assert (rows[0], len(rows)) == (padding, DENSITY // 2)
    assert (columns[0], len(columns)) == (padding, round(1.003 * DENSITY))


@pytest.mark.parametrize("density", [DENSITY, DENSITY // 2])
def test_equal_letters_consist_of_equal_pixels(density: int) -> None:
    page = scene(word("0", 0.001, 0.002), word("0", 1.0037, 0.0), word("0", 1.9, 0.0))
    pixels = render.painted(page, density)[..., 0]
    inked = np.flatnonzero((pixels < 255).any(axis=0))
    glyphs = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    first, *others = [pixels[:, glyph] for glyph in glyphs]
    assert len(others) == 2
    assert all(np.array_equal(other, first) for other in others)


@pytest.mark.parametrize("density", render.DENSITIES)
def test_letters_of_a_word_start_at_the_edge_of_a_pixel(density: int) -> None:
    first = outline("e", Font(8), density).vertices
    word_of_three = outline("eee", Font(8), density).vertices
    for at in (1, 2):
        shift = (word_of_three[at * len(first) : (at + 1) * len(first)] - first)[:, 0]
        pixels = shift * density
        assert pixels == pytest.approx(round(pixels[0]), abs=1e-6)
        assert pixels[0] > 2 * at


def test_a_letter_that_the_font_lacks_is_a_box_and_warns_nobody(
    recwarn: pytest.WarningsRecorder,
) -> None:
    assert len(outline("\u20c0", Font(9)).vertices)  # a currency sign of 2021
    assert not [w for w in recwarn if "lyph" in str(w.message)]


def test_a_letter_looks_the_same_whatever_follows() -> None:
    alone, followed = (render.painted(scene(word(w)), DENSITY) for w in ("H", "HO"))
    start = round(render.PADDING * DENSITY)
    tall = min(len(alone), len(followed))  # an O hangs below the line, and sets a row
    width = alone.shape[1] - start  # up to the end of the letter
    ink = [picture[:tall, start:width, 0] for picture in (alone, followed)]
    shown = [picture[(picture < 255).any(axis=1)] for picture in ink]
    assert len(shown[0]) > 10
    assert np.array_equal(*shown)


@pytest.mark.parametrize("density", [DENSITY, 120, DENSITY // 2, 72])
def test_the_bar_of_a_letter_lies_on_whole_pixels(density: int) -> None:
    letter = outline("T", Font(9), density).vertices[:, 1] * density
    assert letter.max() == pytest.approx(round(letter.max()), abs=0.02)
    assert letter.min() == pytest.approx(0.0, abs=0.02)
    assert outline("T", Font(9), density) is outline("T", Font(9), density)


def test_hinting_moves_no_letter() -> None:
    full, half = (outline("xHx", Font(10), d) for d in (DENSITY, DENSITY // 2))
    assert full.get_extents().x1 == pytest.approx(half.get_extents().x1, abs=2 / 96)
    assert snapped(0.3, 10) == 0.3
    assert snapped(0.34, 10) == 0.3


def test_letters_of_other_scripts_and_blanks_are_painted_too() -> None:
    page = scene(word("我é−½"), word("\u2007 "), word("a\u2007b", 1.0))
    assert (render.painted(page, 96)[..., 0] < 128).sum() > 20


def test_text_stands_on_top_of_boxes_added_later() -> None:
    page = scene(word("HHH"), Box(-0.1, -0.1, 0.6, 0.4, "#FFCC00"))
    assert (render.painted(page, 96)[..., :3] == 0).all(axis=-1).any()


# How large it is.


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", LARGE)
def test_a_large_figure_stays_below_the_limit(name: str, theme: str) -> None:
    drawing = draw(LARGE[name](), SENTENCE, tokens=WORDS, theme=theme, code=True)
    assert len(drawing.png) <= render.LIMIT
    assert len(opened(drawing.png).getcolors() or range(257)) <= 64


def test_a_stack_of_two_keeps_all_its_pixels() -> None:
    drawing = draw(LARGE["a stack of two"](), SENTENCE, tokens=WORDS, code=True)
    assert opened(drawing.png).width == pytest.approx(2 * drawing.width, abs=2)


def test_long_sequences_of_many_units_are_small_too() -> None:
    x = np.random.default_rng(0).normal(size=(1, 100, 50))
    model = sequential(rnn(64, True), rnn(64), shape=(100, 50))
    assert len(draw(model, x, code=True).png) <= render.LIMIT


def test_effort_comes_before_fewer_colours_and_these_before_fewer_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = lesson_drawing()._scene
    pixels = render.painted(page, DENSITY)
    few = quantise(pixels, render._flat_colours(page))
    least = quantise(pixels, render._flat_colours(page), render.COLOURS[-1])
    fast = len(encoded(*few))
    small = len(encoded(*few, SMALL))
    fewer = len(encoded(*least, SMALL))
    assert fewer < small < fast
    wide = opened(render.png(page)).width
    for limit, length in ((fast, fast), (fast - 1, small), (small - 1, fewer)):
        monkeypatch.setattr(render, "LIMIT", limit)
        assert len(render.png(page)) == length
        assert opened(render.png(page)).width == wide
    monkeypatch.setattr(render, "LIMIT", fewer - 1)
    assert len(render.png(page)) < fewer
    assert opened(render.png(page)).width < wide


def test_what_cannot_be_small_enough_is_painted_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(render, "LIMIT", 100)
    drawing = lesson_drawing()
    width = opened(render.png(drawing._scene)).width
    assert width == pytest.approx(drawing.width * render.DENSITIES[-1] / 96, abs=1)


# The same every time.


def lesson_drawing(theme: str = "light") -> Drawing:
    model = lesson(layers.Dense(1, activation="sigmoid"))
    return draw(model, SENTENCE, tokens=WORDS, theme=theme, title="One", code=True)


SETTINGS = {
    "agg.path.chunksize": 101,
    "figure.autolayout": True,
    "figure.facecolor": "red",
    "figure.frameon": False,
    "font.family": "serif",
    "lines.antialiased": False,
    "lines.linewidth": 9,
    "lines.scale_dashes": False,
    "patch.antialiased": False,
    "patch.linewidth": 7,
    "path.simplify_threshold": 1.0,
    "path.sketch": (1, 100, 2),
    "path.snap": False,
    "savefig.bbox": "tight",
    "savefig.dpi": 30,
    "savefig.facecolor": "red",
    "savefig.transparent": True,
    "text.antialiased": False,
    "text.hinting": "none",
}


@pytest.mark.parametrize("density", render.DENSITIES)
def test_a_readers_settings_change_no_pixel(density: int) -> None:
    page = lesson_drawing()._scene
    wanted = render.painted(page, density)
    outline.cache_clear()
    with matplotlib.rc_context(SETTINGS):
        assert np.array_equal(render.painted(page, density), wanted)


@pytest.mark.parametrize("density", render.DENSITIES)
def test_the_ground_reaches_every_edge(density: int) -> None:
    page = scene(Box(0.0, 0.0, 1.0 + 1 / DENSITY, 1.0 + 2 / DENSITY, "#777777"))
    pixels = render.painted(page, density)
    assert (pixels[..., 3] == 255).all()
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert (edge == 255).all()


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_a_file_has_the_same_bytes_every_time(tmp_path: Any, form: str) -> None:
    page = lesson_drawing()._scene
    written = []
    for settings in ({}, SETTINGS):
        with matplotlib.rc_context(settings):
            render.save(page, str(tmp_path / "figure"), form)
        written.append((tmp_path / "figure").read_bytes())
    assert written[0] == written[1]


def test_the_svg_has_the_colours_of_the_scene(tmp_path: Any) -> None:
    page = lesson_drawing("dark")._scene
    render.save(page, str(tmp_path / "figure.svg"), "svg")
    svg = (tmp_path / "figure.svg").read_text().lower()
    shown = {item.fill for item in page.items if isinstance(item, Box) and item.fill}
    assert len(shown) > 20
    assert all(colour.lower() in svg for colour in {*shown, page.ground})


def test_a_shape_of_the_same_place_and_size_is_the_same_in_every_figure() -> None:
    box = Box(0.0, 0.0, 1.0, 0.3, "#ECE7F7", "#6A51A3", 1.5, 0.09)
    first = render.painted(scene(box), DENSITY)
    moved = replace(box, left=3.0 + 1 / DENSITY, bottom=-2.0)
    assert np.array_equal(render.painted(scene(moved), DENSITY), first)
