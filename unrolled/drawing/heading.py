"""The top of a figure: its title, and the bar that explains the colours."""

from __future__ import annotations

import numpy as np

from .ink import Font, fitted
from .parts import Page
from .scene import Box, Run, Scene, line_width
from .theme import LEVELS, value_colour

TITLE = Font(13, bold=True)
ENDS = Font(9)
WIDE, TALL = 1.10, 0.12  # of the bar, in inches


def heading(page: Page, title: str | None, level: float, left: float) -> None:
    """The title, and the colour bar at the right, lower if they would collide."""
    right = page.scene.bounds().right
    lines = wrapped(title, TITLE, right - left) if title else []
    at = level
    room = right - left - bar_width(page.scene) - 0.3
    if lines and line_width([Run(lines[-1], TITLE, "")]) > room:
        level += 0.29  # the bar keeps the lower row to itself
    for index, line in enumerate(reversed(lines)):
        run = [Run(line, TITLE, page.theme.ink)]
        page.scene.text(run, left, level + index * 0.25, role="title")
    colour_bar(page, at, right)


def bar_width(scene: Scene) -> float:
    """The width of the bar of colours with the numbers at its ends."""
    ends = sum(line_width([Run(words, ENDS, "")]) for words in _ends(scene))
    return WIDE + 2 * 0.07 + ends


def colour_bar(page: Page, level: float, right: float) -> None:
    """The bar of colours, which ends at the right."""
    theme, scene = page.theme, page.scene
    low, high = ([Run(words, ENDS, theme.soft)] for words in _ends(scene))
    bar = right - line_width(high) - 0.07 - WIDE
    scene.text(low, bar - 0.07 - line_width(low), level, role="bar")
    scene.text(high, right - line_width(high), level, role="bar")
    shades = 2 * LEVELS + 1
    for index in range(shades):
        value = (index - LEVELS) / LEVELS
        edge = bar + WIDE * index / shades
        fill = value_colour(value, theme)
        # Each band reaches to the end, so that no seam shows between two.
        band = Box(edge, level - TALL / 2, bar + WIDE - edge, TALL, fill, smooth=False)
        scene.add(band)
    frame = Box(bar, level - TALL / 2, WIDE, TALL, None, theme.soft, 0.6, role="bar")
    scene.add(frame)


def wrapped(words: str, font: Font, width: float) -> list[str]:
    """The words in lines that are not too wide; a word that is loses its end."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and line_width([Run(longer, font, "")]) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitted(line, font, width, font.size)[0] for line in lines]


def _ends(scene: Scene) -> tuple[str, str]:
    return ("≤ −1", "≥ +1") if _beyond(scene) else ("−1", "+1")


def _beyond(scene: Scene) -> bool:
    """Whether a value lies outside −1 … +1, where colours end; an id is no value."""
    values = [v.values for v in scene.vectors if v.values.dtype.kind == "f"]
    return max(float(np.abs(each).max()) for each in values) > 1.0 + 1e-6
