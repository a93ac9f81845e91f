"""Where the steps stand on the page, from left to right, in inches."""

from __future__ import annotations

from dataclasses import dataclass

STATE = 0.56  # width of a state, and of every vector
ARROW = 0.30  # height of an arrow from one row to the next


@dataclass(frozen=True)
class Measures:
    """How much room a figure has from left to right.

    Attributes:
        arrow: the length of an arrow along time, in inches.
        block: the width of a block, in inches.
        dots: the width of what stands for the steps left out, in inches.
        most: with more steps than this, two and the last are drawn.
        label: the least width of the labels' column, in inches; 0 where labels stand as
            close to the rest as they can.
        layer: the size of a layer's name at the left, in points.
        name: the size of a layer's name in a block, in points, and the least it may
            shrink to.
        formulas: whether a block has room for what it computes.
        code: the width of a line of code, in inches.
    """

    arrow: float
    block: float
    dots: float
    most: int
    label: float
    layer: float
    name: tuple[float, float]
    formulas: bool
    code: float

    @property
    def pitch(self) -> float:
        """From one step to the next."""
        return self.arrow + self.block + self.arrow + STATE


ROOMY = Measures(0.30, 1.18, 0.36, 4, 1.78, 10.5, (10.5, 8), True, 7.5)
COMPACT = Measures(0.16, 0.78, 0.84, 3, 0.0, 9.5, (9.5, 7), False, 4.6)


@dataclass(frozen=True)
class Grid:
    """The columns of a figure: the state before, then block and state a step.

    Positions count the steps as they stand on the page, from 0 at the left. Slots are
    the places of states: slot p is left of position p, slot p + 1 right of it. The
    left end is at 0.

    Attributes:
        steps: how many the sequence has.
        measures: how much room there is.
    """

    steps: int
    measures: Measures = ROOMY

    @property
    def shown(self) -> tuple[int, ...]:
        """The positions that are drawn."""
        if self.steps <= self.measures.most:
            return tuple(range(self.steps))
        return (0, 1, self.steps - 1)

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots that are drawn."""
        if self.steps <= self.measures.most:
            return tuple(range(self.steps + 1))
        return (0, 1, 2, self.steps)

    @property
    def elided(self) -> bool:
        """Whether steps are left out."""
        return self.steps > self.measures.most

    def centre(self, position: int) -> float:
        """The middle of the block at a position that is drawn."""
        column, room = self.shown.index(position), self.measures
        left = STATE + room.arrow + column * room.pitch
        if self.elided and column == 2:
            left += room.arrow + room.dots
        return left + room.block / 2

    def slot(self, slot: int) -> float:
        """The middle of a slot that is drawn."""
        if slot == 0:
            return STATE / 2
        room = self.measures
        return self.centre(slot - 1) + room.block / 2 + room.arrow + STATE / 2

    @property
    def dots(self) -> float:
        """The middle of the gap where steps are left out."""
        room = self.measures
        return self.slot(2) + STATE / 2 + room.arrow + room.dots / 2

    @property
    def right(self) -> float:
        """The right end of the last state."""
        return self.slot(self.slots[-1]) + STATE / 2


@dataclass(frozen=True)
class Place:
    """Where the vectors of a row stand.

    Attributes:
        grid: the columns.
        flipped: the first of the sequence stands at the right, because a layer has read
            its inputs backwards.
        only: the position of the one vector, or None where there is one a step.
        shift: how far they stand right of the middle of their columns, in inches.
    """

    grid: Grid
    flipped: bool = False
    only: int | None = None
    shift: float = 0.0

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions at which a vector is drawn."""
        return self.grid.shown if self.only is None else (self.only,)

    def centre(self, position: int) -> float:
        """The middle of the vector at a position."""
        return self.grid.centre(position) + self.shift

    def index(self, position: int) -> int:
        """Which of the sequence stands at the position, from 0."""
        return self.grid.steps - 1 - position if self.flipped else position

    def time(self, slot: int) -> int:
        """After how many steps the state in the slot is reached."""
        return self.grid.steps - slot if self.flipped else slot
