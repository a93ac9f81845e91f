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


@lru_cache(maxsize=4096)
def outline(string: str, font: Font) -> Any:
    """The outline of a string as a matplotlib path, in inches from its origin.

    Each letter starts at the edge of a pixel, so that equal letters consist of equal
    pixels; the PNG is a quarter smaller for it.
    """
    from matplotlib.path import Path

    if not _by_letters(string):
        return _shaped(string, font)
    letters, pen = [], 0.0
    for letter, following in zip(string, [*string[1:], ""], strict=True):
        path = _shaped(letter, font)
        if len(path.vertices):
            letters.append(
                Path(path.vertices + np.array([snapped(pen), 0.0]), path.codes)
            )
        pen += _step(letter, following, font)
    return Path.make_compound_path(*letters) if letters else _shaped("", font)


@lru_cache(maxsize=4096)
def advance_of(string: str, font: Font) -> float:
    """How far a string moves the pen, in inches, its spaces counted."""
    if not _by_letters(string):
        return _pen(string, font)
    pairs = zip(string, [*string[1:], ""], strict=True)
    return sum(_step(letter, following, font) for letter, following in pairs)


def snapped(inches: float) -> float:
    """The nearest edge of a pixel, in inches."""
    return round(inches * DENSITY) / DENSITY


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
    ends = [_shaped(each, font).get_extents().x1 for each in (string + "|", "|")]
    return float(ends[0] - ends[1])


@lru_cache(maxsize=4096)
def _shaped(string: str, font: Font) -> Any:
    import warnings

    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    if not string.strip():  # TextPath fails on a string without ink
        return Path(np.empty((0, 2)))
    face = FontProperties(
        family="DejaVu Sans Mono" if font.mono else "DejaVu Sans",
        weight="bold" if font.bold else "normal",
        style="italic" if font.italic else "normal",
    )
    with warnings.catch_warnings():
        # A word may hold a letter that the font lacks. It is painted as an empty box,
        # and the alternative text has it; a warning would stand in red on the page.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        path = TextPath(
            (0, 0), string.replace("$", r"\$"), size=font.size, prop=face, usetex=False
        )
    return path.transformed(Affine2D().scale(POINT))


@lru_cache(maxsize=4096)
def ink(string: str, font: Font) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a string's ink, in inches from its origin."""
    path = outline(string, font)
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
