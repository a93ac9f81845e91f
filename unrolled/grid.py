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
    """The columns of a figure: a label, the state before, then block and state a step.

    Positions count the steps as they stand on the page, from 0 at the left. Slots are
    the places of states: slot p is left of position p, slot p + 1 right of it.

    Attributes:
        steps: how many the input has.
        label: width of the column of labels.
    """

    steps: int
    label: float = 1.78

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
        left = self.label + STATE + ARROW + column * PITCH
        if self.elided and column == 2:
            left += ARROW + DOTS
        return left + BLOCK / 2

    def slot(self, slot: int) -> float:
        """The middle of a slot that is drawn."""
        if slot == 0:
            return self.label + STATE / 2
        return self.centre(self._before(slot)) + BLOCK / 2 + ARROW + STATE / 2

    @property
    def dots(self) -> float:
        """The middle of the gap where steps are left out."""
        return self.slot(2) + STATE / 2 + ARROW + DOTS / 2

    @property
    def right(self) -> float:
        """The right end of the last state."""
        return self.slot(self.slots[-1]) + STATE / 2

    def _before(self, slot: int) -> int:
        return slot - 1


@dataclass(frozen=True)
class Place:
    """Where the vectors of a row stand.

    Attributes:
        flipped: the first of the sequence stands at the right, because a layer has read
            its inputs backwards.
        only: the position of the one vector, or None where there is one a step.
    """

    flipped: bool = False
    only: int | None = None

    def positions(self, grid: Grid) -> tuple[int, ...]:
        """The positions at which a vector is drawn."""
        return grid.shown if self.only is None else (self.only,)

    def index(self, position: int, steps: int) -> int:
        """Which of the sequence stands at the position, from 0."""
        return steps - 1 - position if self.flipped else position

    def time(self, slot: int, steps: int) -> int:
        """After how many steps the state in the slot is reached."""
        return steps - slot if self.flipped else slot
