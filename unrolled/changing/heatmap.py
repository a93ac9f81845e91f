"""A matrix as a small map of colours, whatever its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..drawing.parts import Page
from ..drawing.scene import Box, Line
from ..drawing.theme import value_colour

SQUARE = 0.135  # inches, unless there are too many
WIDEST, HIGHEST = 1.4, 0.95  # inches
MOST_ROWS, MOST_COLUMNS = 16, 32  # beyond these, neighbours share a square


@dataclass(frozen=True)
class Map:
    """What is painted of a matrix.

    Attributes:
        values: (rows, columns): a number of the matrix for each square, that of the
            largest size where a square stands for several.
        parts: how many equal parts its columns have.
        whole: whether each number has a square of its own.
    """

    values: np.ndarray
    parts: int
    whole: bool

    @property
    def width(self) -> float:
        """In inches."""
        return min(SQUARE * self.values.shape[1], WIDEST)

    @property
    def height(self) -> float:
        """In inches."""
        return min(SQUARE * self.values.shape[0], HIGHEST)


def map_of(values: np.ndarray, parts: int = 1) -> Map:
    """The map of a matrix, or of a vector as its one row.

    Neighbours share a square where there are too many, but not across two parts.
    """
    matrix = values.reshape(-1, values.shape[-1]) if values.ndim else values[None, None]
    columns = [
        each
        for part in np.split(np.arange(matrix.shape[1]), parts)
        for each in _groups(part, max(1, MOST_COLUMNS // parts))
    ]
    rows = _groups(np.arange(matrix.shape[0]), MOST_ROWS)
    binned = np.array([[_largest(matrix[np.ix_(r, c)]) for c in columns] for r in rows])
    return Map(binned, parts, binned.shape == matrix.shape)


def paint_map(
    page: Page, shown: Map, left: float, top: float, most: float, role: str
) -> None:
    """Paints a map whose darkest colours are −most and +most."""
    theme, (rows, columns) = page.theme, shown.values.shape
    wide, tall = shown.width / columns, shown.height / rows
    for row, values in enumerate(shown.values.tolist()):
        fills = [value_colour(each / most, theme) for each in values]
        for column, fill in enumerate(fills):
            if column and fills[column - 1] == fill:
                continue
            # Each reaches to the right end, so that no seam shows between two.
            x, y = left + column * wide, top - (row + 1) * tall
            width = left + shown.width - x
            page.scene.add(Box(x, y, width, tall, fill, smooth=False, role="square"))
    low = top - shown.height
    for part in range(1, shown.parts):
        x = left + shown.width * part / shown.parts
        page.scene.add(Line(((x, low), (x, top)), theme.ink, 0.9, role="rule"))
    frame = Box(left, low, shown.width, shown.height, None, theme.ink, 0.9, role=role)
    page.scene.add(frame)


def _groups(places: np.ndarray, most: int) -> Sequence[np.ndarray]:
    return np.array_split(places, min(most, len(places)))


def _largest(values: np.ndarray) -> float:
    """The number of the largest size, with its sign."""
    return float(values.flat[int(np.abs(values).argmax())])
