"""What a figure consists of, in inches, before anything is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from .ink import Font, advance_of, cap_height, ink
from .theme import text_on


@dataclass(frozen=True)
class Bounds:
    """A rectangle: left, bottom, right and top, in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Bounds, slack: float = 0.0) -> bool:
        """Whether the two overlap by more than ``slack`` inches each way."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )

    def holds(self, other: Bounds, slack: float = 0.0) -> bool:
        """Whether the other lies inside, or outside by no more than ``slack``."""
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and self.right + slack >= other.right
            and self.top + slack >= other.top
        )


@dataclass(frozen=True)
class Text:
    """One run of text; ``x``, ``y`` is the left end of its baseline.

    ``ground`` is the colour it stands on; ``role`` says what it is, for tests.
    """

    string: str
    x: float
    y: float
    font: Font
    colour: str
    ground: str
    role: str = ""

    @property
    def bounds(self) -> Bounds:
        """The rectangle of its ink."""
        left, bottom, right, top = ink(self.string, self.font)
        return Bounds(self.x + left, self.y + bottom, self.x + right, self.y + top)


@dataclass(frozen=True)
class Box:
    """A rectangle, filled, outlined or both; ``line`` in points, ``radius`` in inches.

    ``smooth`` is off for the bands of a strip, which must meet without a seam.
    """

    left: float
    bottom: float
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None
    line: float = 0.0
    radius: float = 0.0
    dashed: bool = False
    smooth: bool = True
    role: str = ""

    @property
    def bounds(self) -> Bounds:
        """The rectangle itself, without half of its outline."""
        return Bounds(
            self.left, self.bottom, self.left + self.width, self.bottom + self.height
        )


@dataclass(frozen=True)
class Line:
    """A line through points, ``width`` in points, perhaps with an arrow's head."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float
    dashed: bool = False
    head: bool = False
    role: str = ""

    @property
    def bounds(self) -> Bounds:
        """The rectangle around its points."""
        xs, ys = zip(*self.points, strict=True)
        return Bounds(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True)
class Run:
    """A piece of a line of text: with a colour of its own, perhaps on a pill of it.

    ``over`` is a sign that stands above it, such as the arrow of a direction.
    """

    string: str
    font: Font
    colour: str
    pill: bool = False
    drop: float = 0.0  # inches below the baseline, for subscripts
    over: str = ""


@dataclass(frozen=True)
class Tag:
    """Which vector of the trace it is that is drawn; the fields are those of Placed."""

    layer: int
    what: str
    time: int = 0


@dataclass(frozen=True)
class Placed:
    """One vector of the trace and where it stands, so that its cells can be marked.

    Attributes:
        layer: which layer made it, from 0 at the bottom; −1 for the input.
        what: ``"input"``, ``"output"``, ``"state h"``, ``"state c"`` and so on;
            ``"forward "`` or ``"backward "`` stands before where there are two
            directions, ``"cell 1 "`` where there are several cells.
        time: the step, from 1, as the sequence counts them; of a state, after how many
            steps that were read, 0 for the initial one; 0 where there is one vector
            for the whole sequence.
        values: its numbers, the first on top.
        bounds: its cells together, which are equally high.
    """

    layer: int
    what: str
    time: int
    values: np.ndarray
    bounds: Bounds

    @property
    def tag(self) -> Tag:
        """Which vector it is."""
        return Tag(self.layer, self.what, self.time)


@dataclass
class Scene:
    """A growing list of things to paint, later ones on top.

    Attributes:
        ground: the colour of the whole page.
        items: everything that is painted.
        vectors: which of it are vectors of the trace.
    """

    ground: str
    items: list[Text | Box | Line] = field(default_factory=list)
    vectors: list[Placed] = field(default_factory=list)

    def add(self, item: Text | Box | Line) -> None:
        """Puts one thing on top."""
        self.items.append(item)

    def text(
        self,
        runs: Sequence[Run],
        x: float,
        y: float,
        align: float = 0.0,
        ground: str | None = None,
        role: str = "",
    ) -> float:
        """Sets a line of text around ``y``; returns its width in inches.

        ``align`` is 0 where x is its left end, 0.5 its middle, 1 its right end; the
        middle of its first run's capitals lies at y.
        """
        width = line_width(runs)
        left = x - align * width
        baseline = y - cap_height(runs[0].font) / 2
        for run in runs:
            advance = advance_of(run.string, run.font)
            colour, on = run.colour, ground or self.ground
            if run.pill:
                left += PILL_GAP
                tall = cap_height(run.font) + 2 * PILL_Y
                self.add(
                    Box(
                        left,
                        baseline - PILL_Y,
                        advance + 2 * PILL_X,
                        tall,
                        fill=run.colour,
                        radius=min(0.045, tall / 2),
                        role="pill",
                    )
                )
                colour, on = text_on(run.colour), run.colour
                left += PILL_X
            if run.string.strip():
                self.add(
                    Text(
                        run.string,
                        left,
                        baseline - run.drop,
                        run.font,
                        colour,
                        on,
                        role,
                    )
                )
            if run.over:
                self._over(run, left + advance / 2, baseline, on, role)
            left += advance + (PILL_X + PILL_GAP if run.pill else 0)
        return width

    def _over(self, run: Run, middle: float, base: float, on: str, role: str) -> None:
        """Sets a run's sign above it, slightly to the right as italics lean."""
        font = Font(run.font.size * 0.8)
        bottom, top = ink(run.over, font)[1::2]
        above = base + ink(run.string, run.font)[3] + OVER - bottom
        left = middle - advance_of(run.over, font) / 2 + 0.01
        if top > bottom:
            self.add(Text(run.over, left, above, font, run.colour, on, role))

    def bounds(self) -> Bounds:
        """The rectangle around everything."""
        every = [item.bounds for item in self.items]
        return Bounds(
            min(b.left for b in every),
            min(b.bottom for b in every),
            max(b.right for b in every),
            max(b.top for b in every),
        )


PILL_X, PILL_Y = 0.05, 0.045  # inches of colour around a pill's text
PILL_GAP = 0.015  # inches on each side of a pill
OVER = 0.02  # inches between a letter and the sign above it


def line_width(runs: Sequence[Run]) -> float:
    """The width of a line of runs, in inches."""
    return sum(
        advance_of(run.string, run.font) + (2 * (PILL_X + PILL_GAP) if run.pill else 0)
        for run in runs
    )
