"""One cell over all steps: its states, its blocks, and the arrows between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...tracing.records import Argument, CellTrace, RecurrentTrace, State
from .. import parts
from ..blocks import block, cell_formula, skipped
from ..grid import STATE, Place
from ..ink import Font
from ..parts import Page, Tag
from ..scene import Box, Run
from ..theme import Layer

APART = 0.62  # between two lanes: a state's letter and the next lane's block fit in
STATES_APART = 0.26  # between the states of one cell
LEAST = 0.95  # height of a block
UNDER = 0.125  # from a state to the middle of its letter
UNDER_ARROW = 0.155  # the same where an arrow stands above the letter


@dataclass(frozen=True)
class Lane:
    """One cell over all steps, and where it is drawn.

    Attributes:
        index: which layer of the model it belongs to.
        cell: what it did.
        place: the columns, flipped where it reads from right to left.
        bottom: of its blocks, in inches.
        read: (steps,), in the order of reading, False at skipped steps; or None.
        colours: of its blocks.
        prefix: stands before ``"state h"`` in the record of what is drawn.
        over: the arrow above its letters, or nothing.
        falling: whether letters count down while it reads, as a backward layer's do.
        returns: whether its last states are returned.
        carried: whether it starts where the batch before ended.
        second: a block's second line instead of its formula.
    """

    index: int
    cell: CellTrace
    place: Place
    bottom: float
    read: np.ndarray | None
    colours: Layer
    prefix: str = ""
    over: str = ""
    falling: bool = False
    returns: bool = False
    carried: bool = False
    second: str = ""

    @property
    def height(self) -> float:
        """The height of its blocks."""
        return max(LEAST, self._tall + 0.10)

    @property
    def top(self) -> float:
        """The top of its blocks."""
        return self.bottom + self.height

    @property
    def middle(self) -> float:
        """The middle of its blocks."""
        return self.bottom + self.height / 2

    def base_of(self, state: int) -> float:
        """The bottom of one of its states; the first is the lowest."""
        below = self.cell.states[:state]
        under = sum(_height(each) + STATES_APART for each in below)
        return self.middle - self._tall / 2 + under

    def levels(self) -> list[float]:
        """The middle of each state."""
        states = enumerate(self.cell.states)
        return [self.base_of(k) + _height(state) / 2 for k, state in states]

    def count(self, time: int) -> int:
        """What stands under a state that is reached after ``time`` steps."""
        return self.place.grid.steps + 1 - time if self.falling else time

    def skips(self, index: int) -> bool:
        """Whether it skips a step, counted from 0 in the order of reading."""
        return self.read is not None and not self.read[index]

    @property
    def _tall(self) -> float:
        states = self.cell.states
        return sum(map(_height, states)) + STATES_APART * (len(states) - 1)


@dataclass(frozen=True)
class Start:
    """Where the lanes of a layer begin.

    Attributes:
        index: which layer of the model it is.
        place: where its inputs stand.
        read: (steps,), False at padding, in the order of the inputs; or None.
        bottom: of the lowest blocks, in inches.
    """

    index: int
    place: Place
    read: np.ndarray | None
    bottom: float


def lanes_of(
    layer: RecurrentTrace,
    start: Start,
    colours: Sequence[Layer],
    prefix: str = "",
    over: str = "",
    second: str = "",
) -> list[Lane]:
    """A lane for each cell of a layer, upwards; further arguments are as a lane's."""
    place = Place(start.place.grid, start.place.flipped != layer.go_backwards)
    read, bottom = start.read, start.bottom
    if read is not None and layer.go_backwards:
        read = read[::-1]
    lanes: list[Lane] = []
    for number, cell in enumerate(layer.cells):
        several = f"cell {number + 1} " if len(layer.cells) > 1 else ""
        # a stateful layer's first batch starts from zeros, like any other's
        carried = any(state.values[:, 0].any() for state in cell.states)
        lane = Lane(
            start.index,
            cell,
            place,
            bottom,
            read,
            colours[number],
            prefix + several,
            over,
            falling=bool(over) and layer.go_backwards,
            returns=layer.return_state,
            carried=layer.stateful and carried,
            second=second,
        )
        lanes.append(lane)
        bottom = lane.top + APART
    return lanes


def between(page: Page, lanes: Sequence[Lane]) -> None:
    """The arrows from each cell to the next within a step."""
    for below, above in pairwise(lanes):
        for position in below.place.grid.shown:
            dashed = below.skips(below.place.index(position))
            x = below.place.grid.centre(position)
            parts.up(page, x, below.top, above.bottom, dashed)


def state_at(lanes: Sequence[Lane], number: int) -> tuple[Lane, int]:
    """Which lane the given state of a layer belongs to, and which of its own it is."""
    for lane in lanes:
        if number < len(lane.cell.states):
            return lane, number
        number -= len(lane.cell.states)
    raise IndexError("there is no such state")


def cell_arguments(cell: CellTrace) -> tuple[Argument, ...]:
    """What a cell was made with, dots where only its author knows."""
    return cell.arguments if cell.gates else (Argument("", "…"),)


def paint_lane(page: Page, lane: Lane) -> None:
    """Draws the cell at all steps that are shown; arrows in and out are not its own."""
    for level, state in enumerate(lane.cell.states):
        for slot in lane.place.grid.slots:
            _state(page, lane, state, lane.base_of(level), slot)
    formula = cell_formula(page, lane.cell)
    if lane.second:
        formula = [Run(lane.second, parts.NOTE, page.theme.soft)]
    for position in lane.place.grid.shown:
        x = lane.place.grid.centre(position)
        name, size = lane.cell.kind, (lane.bottom, lane.height)
        if lane.skips(lane.place.index(position)):
            skipped(page, name, x, *size, lane.levels(), lane.place.flipped)
        else:
            block(page, name, formula, x, *size, lane.colours)
            _arrows(page, lane, x)
    _gap(page, lane)


def mark_units(page: Page, lane: Lane, argument: str, colour: str) -> None:
    """Marks at each state's right end what the number of units has set."""
    size = lane.cell.units
    words = f"unit{'s' * (size > 1)}"
    right = lane.place.grid.right
    for level, state in enumerate(lane.cell.states):
        if state.values.shape[-1] == size:
            height = _height(state)
            base = lane.base_of(level)
            parts.mark(page, argument, words, colour, right, base, height)
            words = ""


def letter(page: Page, lane: Lane, state: State, time: int, before: str) -> list[Run]:
    """The letter of a state that is reached after ``time`` steps."""
    return parts.symbol(page, state.symbol, lane.count(time), before, lane.over)


def _state(page: Page, lane: Lane, state: State, base: float, slot: int) -> None:
    time, x = lane.place.time(slot), lane.place.grid.slot(slot)
    values = state.values[page.row, time]
    tag = Tag(lane.index, f"{lane.prefix}state {state.symbol}", time)
    parts.vector(page, values, x, base, tag)
    runs = letter(page, lane, state, time, "")
    ends = lane.returns and time == lane.place.grid.steps
    room = page.measures.formulas or not (lane.over or ends)
    if time and lane.skips(time - 1) and room:  # nothing was read: the one before
        runs += letter(page, lane, state, time - 1, " = ")
    words, colour = "", page.theme.soft
    if ends:
        words, colour = " returned", lane.colours.edge
        _frame(page, x, base, _height(state), colour)
    elif lane.carried and time == 0:
        words = " carried over"
    if words:
        runs.append(Run(words, Font(7.5), colour))
    level = base - (UNDER_ARROW if lane.over else UNDER)
    page.scene.text(runs, x, level, 0.5, role="symbol")


def _frame(page: Page, centre: float, base: float, height: float, edge: str) -> None:
    left = centre - STATE / 2
    page.scene.add(Box(left, base, STATE, height, None, edge, 2.4, role="returned"))


def _arrows(page: Page, lane: Lane, centre: float) -> None:
    """From the states before a block into it, and out to those after it."""
    half, long = page.measures.block / 2, page.measures.arrow
    left, right = centre - half, centre + half
    for level in lane.levels():
        for start, end in ((left - long, left), (right, right + long)):
            if lane.place.flipped:
                start, end = end, start
            parts.along(page, start, end, level)


def _gap(page: Page, lane: Lane) -> None:
    """Where steps are left out."""
    grid = lane.place.grid
    if not grid.elided:
        return
    left = grid.slot(2) + STATE / 2
    right = left + page.measures.arrow
    for level in lane.levels():
        flipped = lane.place.flipped
        start, end = (right, left) if flipped else (left, right)
        parts.along(page, start, end, level, head=flipped)
        parts.dots(page, grid, level)


def _height(state: State) -> float:
    return parts.vector_height(state.values.shape[-1])
