"""Both layers of a Bidirectional one, and the lines that pass behind blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .. import parts
from ..grid import Place
from ..ink import Font
from ..parts import Page
from ..scene import Line, Run
from ..theme import mix
from .lane import Lane, letter

ASIDE = 0.235  # from a block's middle to its arrows: forward's left, backward's right
TEXT = 0.21  # half of the height of a block's text


@dataclass(frozen=True)
class Halves:
    """Both layers, lanes upwards."""

    forward: list[Lane]
    backward: list[Lane]

    @property
    def top(self) -> float:
        """The top of the uppermost blocks."""
        return self.backward[-1].top

    def end(self, forward: bool) -> int:
        """The position of the step that a half reads last."""
        place = (self.forward if forward else self.backward)[0].place
        return place.index(place.grid.steps - 1)


def order_of(halves: Halves) -> Place:
    """Where the outputs stand: in the order in which the forward layer reads."""
    return Place(halves.forward[0].place.grid, halves.forward[0].place.flipped)


def behind(
    page: Page, lanes: Sequence[Lane], position: int, x: float, end: float
) -> None:
    """The line that comes out above blocks it has passed, and its arrow's head."""
    for lane, above in zip(lanes, [*lanes[1:], None], strict=True):
        if not lane.skips(lane.place.index(position)):
            _seen_through(page, lane, x)
        if above is not None:
            parts.up(page, x, lane.top, above.bottom, head=False)
    parts.up(page, x, lanes[-1].top, end)


def _seen_through(page: Page, lane: Lane, x: float) -> None:
    """What one would see of a line through a block, but for the block's text."""
    colour = mix(lane.colours.fill, page.theme.soft, 0.35)
    for start, end in (
        (lane.bottom + 0.03, lane.middle - TEXT),
        (lane.middle + TEXT, lane.top - 0.03),
    ):
        page.scene.add(Line(((x, start), (x, end)), colour, 1.0, True, role="through"))


def both_up(page: Page, halves: Halves, position: int, x: float, base: float) -> None:
    """The arrows of both outputs into one vector."""
    one_up(page, halves, position, x - ASIDE, base, forward=True)
    one_up(page, halves, position, x + ASIDE, base, forward=False)


def one_up(
    page: Page, halves: Halves, position: int, x: float, base: float, forward: bool
) -> None:
    """The arrow of a half's output; forward's passes behind the upper blocks."""
    lane = (halves.forward if forward else halves.backward)[-1]
    skips = lane.skips(lane.place.index(position))
    if not forward:
        parts.up(page, x, halves.top, base, dashed=skips)
        return
    parts.up(page, x, lane.top, halves.backward[0].bottom, head=False)
    behind(page, halves.backward, position, x, base)


def letter_of_half(
    page: Page, lane: Lane, position: int, before: str = ""
) -> list[Run]:
    """What one half gives at a position: its state, or a name if it is none."""
    time = lane.place.index(position) + 1
    state = lane.cell.states[0]
    same = np.array_equal(
        state.values[page.row, time], lane.cell.outputs[page.row, time - 1]
    )
    if same or lane.skips(time - 1):
        return letter(page, lane, state, time, before)
    word = lane.prefix.split()[0]
    return [Run(word, Font(7.5), page.theme.soft)]
