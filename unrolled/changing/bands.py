"""The colour that a number had before training, as a band beside what it is now."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..comparing.differences import unlike
from ..drawing.ink import Font
from ..drawing.parts import MOST_CELLS, Page, Tag
from ..drawing.scene import Box, Line, Placed, Run, Text
from ..drawing.theme import value_colour

BAND = 0.068  # inches: what a number of five characters leaves free
STRIP = 0.19  # the band of a vector without numbers
AIR = 0.02  # between a band and a number
EDGE = 0.008  # half of a vector's outline
LEGEND = Font(9)


def paint_bands(page: Page, before: Mapping[Tag, np.ndarray]) -> int:
    """Puts bands into the cells of all vectors that are no longer what they were.

    Args:
        page: a painted figure of the model as it is now.
        before: the vectors of the model as it was.

    Returns:
        How many vectors got one.
    """
    changed = []
    for placed in page.scene.vectors:
        tag = placed.tag
        if placed.layer >= 0 and unlike(placed.values, before[tag]).any():
            changed.append((placed, before[tag]))
    wide = min([BAND, *(_free(page, placed) for placed, _ in changed)])
    for placed, old in changed:
        _band(page, placed, old, wide if len(old) <= MOST_CELLS else STRIP)
    return len(changed)


def legend(page: Page, left: float, level: float) -> None:
    """Says in one line what the bands mean."""
    theme, high = page.theme, 0.16
    low, wide = level - high / 2, 0.34
    before, after = value_colour(-0.5, theme), value_colour(0.5, theme)
    for x, width, fill in ((left, wide, after), (left, BAND, before)):
        page.scene.add(Box(x, low, width, high, fill, smooth=False))
    page.scene.add(
        Line(((left + BAND, low), (left + BAND, low + high)), theme.ink, 0.6)
    )
    page.scene.add(Box(left, low, wide, high, None, theme.ink, 1.1, role="key"))
    words = (
        "a cell with a band: the number is what it is after training, the band has the "
        "colour of what it was before"
    )
    run = [Run(words, LEGEND, theme.soft)]
    page.scene.text(run, left + wide + 0.1, level, ground=theme.panel, role="legend")


def _band(page: Page, placed: Placed, old: np.ndarray, wide: float) -> None:
    theme, bounds = page.theme, placed.bounds
    each = (bounds.top - bounds.bottom) / len(old)
    left = bounds.left + EDGE
    fills = [value_colour(value, theme) for value in old.tolist()]
    apart = len(old) <= MOST_CELLS
    for place, fill in enumerate(fills):
        top = bounds.top - place * each
        if apart:  # the lines between cells stay
            box = Box(left, top - each + EDGE, wide - EDGE, each - 2 * EDGE, fill,
                      smooth=False, role="band")  # fmt: skip
            page.scene.add(box)
            ends = (
                (left + wide - EDGE, top - EDGE),
                (left + wide - EDGE, top - each + EDGE),
            )
            page.scene.add(Line(ends, theme.ink, 0.6, role="edge"))
        elif place == 0 or fills[place - 1] != fill:
            low = bounds.bottom + EDGE
            box = Box(left, low, wide - EDGE, top - EDGE * (place == 0) - low, fill,
                      smooth=False, role="band")  # fmt: skip
            page.scene.add(box)
    if not apart:
        x = left + wide - EDGE
        ends = ((x, bounds.bottom + EDGE), (x, bounds.top - EDGE))
        page.scene.add(Line(ends, theme.ink, 0.9, role="edge"))


def _free(page: Page, placed: Placed) -> float:
    """How wide the band of a vector can be: what its widest number leaves free."""
    written = [
        item.bounds.left
        for item in page.scene.items
        if isinstance(item, Text)
        and item.role == "number"
        and placed.bounds.holds(item.bounds, 0.01)
    ]
    return min(written, default=placed.bounds.right) - placed.bounds.left - AIR
