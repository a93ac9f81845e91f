"""Text as outlines: what is measured here is what is painted later.

So what fits on the page as it was laid out fits in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

POINT = 1 / 72  # inches
DENSITY = 192  # pixels an inch: two for each CSS pixel, so that it is sharp anywhere


@dataclass(frozen=True)
class Font:
    """A face of DejaVu, which matplotlib brings along, and its size in points."""

    size: float
    bold: bool = False
    italic: bool = False
    mono: bool = False


@lru_cache(maxsize=8192)
def outline(string: str, font: Font, density: int = DENSITY) -> Any:
    """The outline of a string as a matplotlib path, in inches from its origin.

    Letters are hinted, and each starts at the edge of a pixel: their bars lie on whole
    pixels, and equal letters consist of equal pixels. So they are sharp, and the PNG is
    a third smaller.
    """
    from matplotlib.path import Path

    if not _by_letters(string):
        return _shaped(string, font)
    vertices, codes, pen = [], [], 0.0
    for letter, following in _pairs(string):
        path = _hinted(letter, font, density)
        if len(path.vertices):
            vertices.append(path.vertices + np.array([snapped(pen, density), 0.0]))
            codes.append(path.codes)
        pen += _step(letter, following, font)
    if not vertices:
        return _shaped("", font)
    return Path(np.concatenate(vertices), np.concatenate(codes))


@lru_cache(maxsize=4096)
def advance_of(string: str, font: Font) -> float:
    """How far a string moves the pen, in inches, its spaces counted."""
    if not _by_letters(string):
        return _pen(string, font)
    return sum(_step(letter, then, font) for letter, then in _pairs(string))


def snapped(inches: float, density: int = DENSITY) -> float:
    """The nearest edge of a pixel, in inches."""
    return round(inches * density) / density


def _pairs(string: str) -> list[tuple[str, str]]:
    """Each letter with the one after it, which the last does not have."""
    return [(letter, string[n + 1 : n + 2]) for n, letter in enumerate(string)]


def _by_letters(string: str) -> bool:
    """Whether its letters stand one after the other and do not change each other."""
    return all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2300 for c in string)


@lru_cache(maxsize=4096)
def _step(letter: str, following: str, font: Font) -> float:
    """From one letter to the next, kerning counted."""
    if not following:
        return _pen(letter, font)
    return _pen(letter + following, font) - _pen(following, font)


def _pen(string: str, font: Font) -> float:
    return _right(string + "|", font) - _right("|", font)


@lru_cache(maxsize=8192)
def _right(string: str, font: Font) -> float:
    return float(_shaped(string, font).get_extents().x1)


@lru_cache(maxsize=4096)
def _hinted(letter: str, font: Font, density: int) -> Any:
    """The outline of a letter as the font itself fits it to the pixels."""
    from matplotlib.font_manager import findfont, get_font
    from matplotlib.ft2font import LoadFlags
    from matplotlib.path import Path

    face = get_font(findfont(_face(font)))
    if not letter.strip() or not face.get_char_index(ord(letter)):
        return _shaped(letter, font)
    face.set_size(font.size, density)
    face.load_char(ord(letter), flags=LoadFlags.DEFAULT)
    vertices, codes = face.get_path()
    return Path(vertices / density, codes)


@lru_cache(maxsize=4096)
def _shaped(string: str, font: Font) -> Any:
    import warnings

    from matplotlib.path import Path
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    if not string.strip():  # TextPath fails on a string without ink
        return Path(np.empty((0, 2)))
    with warnings.catch_warnings():
        # A word may hold a letter that the font lacks. It is painted as an empty box,
        # and the alternative text has it; a warning would stand in red on the page.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        path = TextPath(
            (0, 0),
            string.replace("$", r"\$"),
            size=font.size,
            prop=_face(font),
            usetex=False,
        )
    return path.transformed(Affine2D().scale(POINT))


def _face(font: Font) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family="DejaVu Sans Mono" if font.mono else "DejaVu Sans",
        weight="bold" if font.bold else "normal",
        style="italic" if font.italic else "normal",
    )


@lru_cache(maxsize=4096)
def ink(string: str, font: Font) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a string's ink, in inches from its origin."""
    if not _by_letters(string):
        return _extents(_shaped(string, font))
    boxes, pen = [], 0.0
    for letter, following in _pairs(string):
        if letter.strip():
            left, bottom, right, top = _letter_ink(letter, font)
            start = snapped(pen)
            boxes.append((start + left, bottom, start + right, top))
        pen += _step(letter, following, font)
    if not boxes:
        return 0.0, 0.0, 0.0, 0.0
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@lru_cache(maxsize=4096)
def _letter_ink(letter: str, font: Font) -> tuple[float, float, float, float]:
    return _extents(_hinted(letter, font, DENSITY))


def _extents(path: Any) -> tuple[float, float, float, float]:
    if not len(path.vertices):
        return 0.0, 0.0, 0.0, 0.0
    box = path.get_extents()
    return float(box.x0), float(box.y0), float(box.x1), float(box.y1)


def cap_height(font: Font) -> float:
    """The height of a capital letter, in inches."""
    return ink("H", font)[3]


def fitted(string: str, font: Font, width: float, least: float) -> tuple[str, Font]:
    """The string and a font in which it is no wider than ``width`` inches.

    The font shrinks first, to ``least`` points; then the string loses its end.
    """
    size = font.size
    while size > least and advance_of(string, _sized(font, size)) > width:
        size = max(least, size - 0.5)
    font = _sized(font, size)
    if advance_of(string, font) <= width:
        return string, font
    while string and advance_of(string + "…", font) > width:
        string = string[:-1]
    return string.rstrip() + "…", font


def _sized(font: Font, size: float) -> Font:
    return Font(size, font.bold, font.italic, font.mono)
