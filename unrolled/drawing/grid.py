"""Where the steps stand on the page, from left to right, in inches."""

from __future__ import annotations

from dataclasses import dataclass

STATE = 0.56  # width of a state, and of every vector
ARROW = 0.30
BLOCK = 1.18
PITCH = ARROW + BLOCK + ARROW + STATE
DOTS = 0.36  # width of what stands for the steps left out
MOST = 4  # with more steps than this, two and the last are drawn


@dataclass(frozen=True)
class Grid:
    """The columns of a figure: the state before, then block and state a step.

    Positions count the steps as they stand on the page, from 0 at the left. Slots are
    the places of states: slot p is left of position p, slot p + 1 right of it. The
    left end is at 0.

    Attributes:
        steps: how many the sequence has.
    """

    steps: int

    @property
    def shown(self) -> tuple[int, ...]:
        """The positions that are drawn."""
        if self.steps <= MOST:
            return tuple(range(self.steps))
        return (0, 1, self.steps - 1)

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots that are drawn."""
        if self.steps <= MOST:
            return tuple(range(self.steps + 1))
        return (0, 1, 2, self.steps)

    @property
    def elided(self) -> bool:
        """Whether steps are left out."""
        return self.steps > MOST

    def centre(self, position: int) -> float:
        """The middle of the block at a position that is drawn."""
        column = self.shown.index(position)
        left = STATE + ARROW + column * PITCH
        if self.elided and column == 2:
            left += ARROW + DOTS
        return left + BLOCK / 2

    def slot(self, slot: int) -> float:
        """The middle of a slot that is drawn."""
        if slot == 0:
            return STATE / 2
        return self.centre(slot - 1) + BLOCK / 2 + ARROW + STATE / 2

    @property
    def dots(self) -> float:
        """The middle of the gap where steps are left out."""
        return self.slot(2) + STATE / 2 + ARROW + DOTS / 2

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
