"""The page's two figures, as SVG that takes its colours from the page.

Places are shares of the width and text has the page's size, so that a figure can be
read on a telephone as well as on a wide screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from ..results import ClassResults, ExerciseResult

_LEFT = 8.0  # percent of the width, for the labels of the vertical axis
_TOP, _FLOOR = 22, 160  # pixels

NAME = 22
"""Characters of an exercise's name that fit beside its numbers on a telephone."""


def score_distribution(results: ClassResults) -> Markup:
    """How many submissions got how many points.

    Returns:
        An `<svg>` element.
    """
    points = results.points or 1
    width = _step(points, 25)
    counts = [0] * (math.ceil(points / width) + 1)  # the last bar: all points
    for student in results.students:
        if student.status not in ("failed", "not graded"):
            # a penalty may go below 0, extra points above all
            place = int(max(0.0, student.score) / width + 1e-9)
            counts[min(place, len(counts) - 1)] += 1
    slot = (100 - _LEFT) / len(counts)
    step = _step(max(counts), 4)
    top = step * max(1, math.ceil(max(counts) / step))
    parts = []
    for value in range(0, top + 1, step):
        y = _FLOOR - (_FLOOR - _TOP) * value / top
        parts += [
            f'<line class="grid" x1="{_LEFT:g}%" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>',
            f'<text x="{_LEFT - 1:g}%" y="{y + 4:.1f}" text-anchor="end">',
            f"{value}</text>",
        ]
    for place, count in enumerate(counts):
        height = (_FLOOR - _TOP) * count / top
        if count:
            parts.append(
                f'<rect class="share" x="{_LEFT + slot * (place + 0.08):.3f}%" '
                f'y="{_FLOOR - height:.1f}" width="{slot * 0.84:.3f}%" '
                f'height="{height:.1f}"/>'
            )
    for place in range(0, len(counts), _step(len(counts) - 1, 6)):
        parts.append(
            f'<text x="{_LEFT + slot * (place + 0.5):.3f}%" y="{_FLOOR + 17}" '
            f'text-anchor="middle">{place * width}</text>'
        )
    parts += [
        '<text x="0" y="11">submissions</text>',
        f'<text x="100%" y="{_FLOOR + 36}" text-anchor="end">'
        f"points, of {results.points:g}</text>",
    ]
    said = ", ".join(
        f"{place * width}: {count}" for place, count in enumerate(counts) if count
    )
    alt = f"Distribution of scores. Submissions by points: {said}."
    return _svg(alt, _FLOOR + 44, parts)


def exercise_shares(exercises: Sequence[ExerciseResult]) -> Markup:
    """How each exercise went: mean share of its points, and how many tried.

    Returns:
        An `<svg>` element.
    """
    row, parts, said = 46, [], []
    for place, one in enumerate(exercises):
        y = row * place
        share, tried = 100 * one.share, 100 * one.attempted
        name = one.exercise
        short = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
        parts += [
            f'<text x="0" y="{y + 14}">{escape(short)} ({one.points:g})</text>',
            f'<text x="100%" y="{y + 14}" text-anchor="end">'
            f"{share:.0f} % · {tried:.0f} % tried</text>",
            *(_bar("empty", y + 21, 100, 14), _bar("tried", y + 21, tried, 14)),
            _bar("share", y + 24, share, 8),
        ]
        said.append(f"{name}: {share:.0f} % of the points, {tried:.0f} % tried")
    return _svg(f"How each exercise went. {'; '.join(said)}.", row * len(said), parts)


def _bar(kind: str, y: int, width: float, height: int) -> str:
    return (
        f'<rect class="{kind}" x="0" y="{y}" width="{width:.2f}%" height="{height}"/>'
    )


def _step(most: float, labels: int) -> int:
    """A round distance at which so many labels at most reach so far."""
    step = 1
    while most / step > labels:
        digit = int(str(step)[0])
        step = step * 2 if digit != 2 else step * 5 // 2
    return step


def _svg(alt: str, height: int, parts: Sequence[str]) -> Markup:
    """An element with an accessible name."""
    return Markup(
        f'<svg role="img" aria-label="{escape(alt)}" width="100%" height="{height}">'
        f"{''.join(parts)}</svg>"
    )
