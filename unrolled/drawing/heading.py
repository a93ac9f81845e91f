"""The top of a figure: its title, and the bar that explains the colours."""

from __future__ import annotations

from .ink import Font, fitted
from .parts import Page
from .scene import Box, Run, line_width
from .theme import LEVELS, value_colour

TITLE = Font(13, bold=True)


def heading(
    page: Page, title: str | None, level: float, left: float, beyond: bool
) -> None:
    """The title, and the colour bar at the right, lower if they would collide."""
    theme, scene = page.theme, page.scene
    right = scene.bounds().right
    low, high = ("≤ −1", "≥ +1") if beyond else ("−1", "+1")
    font = Font(9)
    ends = [[Run(words, font, theme.soft)] for words in (low, high)]
    wide, tall = 1.10, 0.12
    bar = right - line_width(ends[1]) - 0.07 - wide
    start = bar - 0.07 - line_width(ends[0])
    lines = _wrapped(title, right - left) if title else []
    at = level
    if lines and left + line_width([Run(lines[-1], TITLE, "")]) > start - 0.3:
        level += 0.29  # the bar keeps the lower row to itself
    for index, line in enumerate(reversed(lines)):
        run = [Run(line, TITLE, theme.ink)]
        scene.text(run, left, level + index * 0.25, role="title")
    scene.text(ends[0], start, at, role="bar")
    scene.text(ends[1], right - line_width(ends[1]), at, role="bar")
    shades = 2 * LEVELS + 1
    for index in range(shades):
        value = (index - LEVELS) / LEVELS
        edge = bar + wide * index / shades
        fill = value_colour(value, theme)
        # Each band reaches to the end, so that no seam shows between two.
        band = Box(edge, at - tall / 2, bar + wide - edge, tall, fill, smooth=False)
        scene.add(band)
    frame = Box(bar, at - tall / 2, wide, tall, None, theme.soft, 0.6, role="bar")
    scene.add(frame)


def _wrapped(title: str, width: float) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and line_width([Run(longer, TITLE, "")]) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitted(line, TITLE, width, TITLE.size)[0] for line in lines]
