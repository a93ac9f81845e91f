"""How a figure marks what is different in another model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..drawing.labels import COUNT
from ..drawing.parts import Page
from ..drawing.scene import Bounds, Box, Run
from ..drawing.theme import Theme
from .alignment import Pair
from .differences import Side, amount

CORNER = 0.065  # inches: fits above a number of six characters
FRAME = 2.2  # points
UNLIKE = "≠ "
USUAL = ("the same at every step", "reads left to right")  # two words for one thing

Lines = list[list[Run]]


def marking(theme: Theme) -> str:
    """The colour of what differs; no argument is tied to its place beside it."""
    return theme.features


def mark_vectors(page: Page, side: Side) -> None:
    """Frames the numbers that differ, and vectors that have no counterpart."""
    for placed in list(page.scene.vectors):
        tag = placed.tag
        if tag in side.alone:
            mark_alone(page, placed.bounds)
        elif side.cells[tag].any():
            size = len(placed.values)
            each = (placed.bounds.top - placed.bounds.bottom) / size
            for start, end in runs_of(side.cells[tag]):
                top = placed.bounds.top - start * each
                low = placed.bounds.top - end * each
                here = Bounds(placed.bounds.left, low, placed.bounds.right, top)
                mark_run(page, here, each)


def mark_alone(page: Page, bounds: Bounds) -> None:
    """A dashed frame: the other model has no such vector."""
    _frame(page, bounds, dashed=True, role="alone")


def mark_run(page: Page, bounds: Bounds, each: float) -> None:
    """A frame around numbers that differ, and a corner that needs no colour to see.

    Where numbers are too many to be written there is one corner for all of them.
    ``each`` is the height of one.
    """
    size = round((bounds.top - bounds.bottom) / each)
    for place in range(size if each > 3 * CORNER else 1):
        top = bounds.top - place * each
        tall = min(CORNER, bounds.top - bounds.bottom)
        theme = page.theme  # the edge, so that it is seen on any value's colour
        page.scene.add(
            Box(bounds.left, top - tall, CORNER, tall, theme.ink, theme.card, 0.7,
                role="corner")
        )  # fmt: skip
    _frame(page, bounds, dashed=False, role="differs")


def runs_of(marked: np.ndarray) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of what is marked."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], marked.astype(int), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def mark_labels(
    pages: tuple[Page, Page],
    owners: tuple[Sequence[int], Sequence[int]],
    pairs: Sequence[Pair],
    causes: Mapping[Pair, tuple[list[str], list[str]]],
) -> tuple[list[str], list[str]]:
    """Marks the lines at the left that the other model's counterpart does not have.

    Args:
        pages: of both models, their labels not yet painted.
        owners: for each label of each page which layer it is of, −1 for the input.
        pairs: the layers that answer to each other.
        causes: further lines for both layers of a pair, which its labels do not say.

    Returns:
        What is marked in each of them.
    """
    said: tuple[list[str], list[str]] = ([], [])
    original = [[_strings(lines) for lines, _ in page.labels] for page in pages]
    for pair in pairs:
        for side, (own, other) in enumerate(((pair.a, pair.b), (pair.b, pair.a))):
            if own is None:
                continue
            mine = [k for k, owner in enumerate(owners[side]) if owner == own]
            theirs = {
                _meaning(string)
                for k, owner in enumerate(owners[1 - side])
                if owner == other
                for string in original[1 - side][k]
            }
            labels = [pages[side].labels[k][0] for k in mine]
            if other is None:
                more = ["only here"]
                theirs = {_meaning(s) for k in mine for s in original[side][k]}
            else:
                more = causes.get(pair, ([], []))[side]
            said[side].extend(_mark_lines(pages[side], labels, theirs, more))
    return said


def cause(gap: float) -> str:
    """Says that weights differ, which no number of the figure shows by itself."""
    return f"weights, by {amount(gap)}"


def _mark_lines(
    page: Page, labels: list[Lines], theirs: set[str], more: Sequence[str]
) -> list[str]:
    colour, marked = marking(page.theme), []
    for lines in labels:
        for place, line in enumerate(lines):
            string = _string(line)
            if _meaning(string) not in theirs:
                lines[place] = [Run(UNLIKE + string, line[0].font, colour, pill=True)]
                marked.append(string)
    for string in more:
        labels[0].append([Run(UNLIKE + string, COUNT, colour, pill=True)])
        marked.append(string)
    return marked


def _meaning(string: str) -> str:
    """What a line says of a layer: within a Bidirectional one the same reads longer."""
    words = string.removesuffix(" of its own")
    return USUAL[0] if words in USUAL else words


def _strings(lines: Lines) -> list[str]:
    return [_string(line) for line in lines]


def _string(line: Sequence[Run]) -> str:
    return "".join(run.string for run in line)


def _frame(page: Page, bounds: Bounds, dashed: bool, role: str) -> None:
    page.scene.add(
        Box(
            bounds.left,
            bounds.bottom,
            bounds.right - bounds.left,
            bounds.top - bounds.bottom,
            None,
            marking(page.theme),
            FRAME,
            dashed=dashed,
            role=role,
        )
    )
