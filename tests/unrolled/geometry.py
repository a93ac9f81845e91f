"""What overlaps in a scene, or is cut, and should not be."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unrolled.scenes import texts
from unrolled.drawing.render import canvas_of
from unrolled.drawing.scene import Box, Line, Scene, Text

SLACK = 0.004  # inches: less than a pixel
# What text must not touch unless it stands inside.
SOLID = (
    "vector", "nothing", "block", "skipped", "pill", "bracket", "arrow", "through",
    "bar", "dots",
)  # fmt: skip
APART = ("vector", "nothing", "block", "skipped", "bar", "pill")
LINES = ("arrow", "bracket")


def collisions(scene: Scene) -> list[str]:
    """Everything that overlaps and should not, in words."""
    found = []
    written = texts(scene)
    for one, other in _meeting(written, written):
        found.append(f"{one.string!r} meets {other.string!r}")
    solid = [i for i in scene.items if i.role in SOLID and not isinstance(i, Text)]
    for text, item in _meeting(written, solid):
        if not (isinstance(item, Box) and item.bounds.holds(text.bounds, SLACK)):
            found.append(f"{text.string!r} is cut by a {item.role}")
    boxes = [i for i in solid if isinstance(i, Box) and i.role in APART]
    for one, other in _meeting(boxes, boxes):
        if {one.role, other.role} not in ({"block", "pill"}, {"skipped", "pill"}):
            found.append(f"a {one.role} meets a {other.role}")
    lines = [i for i in solid if isinstance(i, Line) and i.role in LINES]
    for line, box in _meeting(lines, boxes):
        through = line.role == "arrow" and box.role == "skipped"
        if not through:  # what a skipped block does not change passes through it
            found.append(f"a {line.role} crosses a {box.role}")
    for one, other in _meeting(lines, lines):
        if _crossing(one, other):
            found.append(f"a {one.role} crosses a {other.role}")
    return found


def _meeting(some: list[Any], others: list[Any]) -> list[tuple[Any, Any]]:
    """The pairs that overlap; of two equal lists each pair once."""
    if not some or not others:
        return []
    one, other = (np.array([_thick(i) for i in items]) for items in (some, others))
    least = np.minimum(one[:, None, 2:], other[None, :, 2:])
    most = np.maximum(one[:, None, :2], other[None, :, :2])
    pairs = np.argwhere((least - most > SLACK).all(axis=2)).tolist()
    same = some is others
    return [(some[i], others[j]) for i, j in pairs if not same or i < j]


def _thick(item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top; of a straight line with its width."""
    b = item.bounds
    if isinstance(item, Line):
        across = 0.012
        x, y = (across * (end - start < 1e-9) for start, end in
                ((b.left, b.right), (b.bottom, b.top)))  # fmt: skip
        return b.left - x, b.bottom - y, b.right + x, b.top + y
    return b.left, b.bottom, b.right, b.top


def _crossing(one: Line, other: Line) -> bool:
    """Whether two straight lines cross, other than at an end."""
    for flat, steep in ((one.bounds, other.bounds), (other.bounds, one.bounds)):
        inside = flat.left + 0.02 < steep.left < flat.right - 0.02
        if inside and steep.bottom + 0.02 < flat.bottom < steep.top - 0.02:
            return True
    return False


def outside(scene: Scene) -> list[str]:
    """Everything that does not lie within the picture."""
    canvas = canvas_of(scene)
    return [
        getattr(item, "string", item.role)
        for item in scene.items
        if not canvas.holds(item.bounds)
    ]
