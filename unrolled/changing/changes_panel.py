"""The panel under a figure that shows what training changed in the weights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ..comparing.differences import amount
from ..drawing.alt import layer_name
from ..drawing.ink import Font
from ..drawing.parts import MONO_14, Page, along
from ..drawing.scene import Box, Run, line_width
from ..drawing.theme import Layer
from .bands import legend
from .changes import Change
from .earlier import Earlier
from .heatmap import Map, map_of, paint_map

HEAD, NAME, WORDS = Font(11, bold=True), Font(10, bold=True), Font(8.6)
SYMBOL, SHAPE, GATE = Font(10, italic=True), Font(MONO_14, mono=True), Font(8)
INSIDE, SWATCH = 0.17, 0.12  # inches
LINE, GAP, ARROW = 0.19, 0.14, 0.34  # inches
LARGE = 24  # with more rows than this only those of a table that are read are shown


def changes_panel(
    page: Page,
    earlier: Earlier,
    colours: Sequence[Sequence[Layer]],
    top: float,
    left: float,
) -> None:
    """A panel as wide as the figure: each array before, after, and what was added.

    Args:
        page: what it is painted on.
        earlier: what was before training.
        colours: of all layers.
        top: of the panel, in inches.
        left: of the panel and of the figure.
    """
    scene, theme, changes = page.scene, page.theme, earlier.changes
    at = len(scene.items)  # the panel's ground, painted before what stands on it
    painter = _Painter(page, changes, left + INSIDE, top - INSIDE)
    title = [Run("What training changed", HEAD, theme.ink)]
    painter.line(title, LINE + 0.05)
    legend(page, left + INSIDE, painter.level - LINE / 2)
    painter.level -= LINE + 0.04
    for index, group in groupby(changes, lambda change: change.layer):
        painter.layer(layer_name(page.trace.layers[index]), colours[index], list(group))
    bottom = painter.level - INSIDE + GAP
    right = max(scene.bounds().right, painter.right + INSIDE)
    ground = Box(left, bottom, right - left, top - bottom, theme.panel, radius=0.08)
    scene.items.insert(at, ground)


def change_in_words(change: Change) -> str:
    """``largest change 0.43, mean 0.12``, or that there is none."""
    if not change.changed:
        return "unchanged" if change.trainable else "unchanged (frozen)"
    return f"largest change {amount(change.largest)}, mean {amount(change.mean)}"


def array_name(change: Change) -> str:
    """``forward kernel``: which part of the layer has it, and its name in Keras."""
    return f"{change.owner} {change.name.replace('_', ' ')}".strip()


class _Painter:
    """Writes the panel from its top downwards."""

    def __init__(
        self, page: Page, changes: Sequence[Change], left: float, top: float
    ) -> None:
        self.page, self.left, self.level = page, left, top
        self.right = left
        maps = [
            map_of(_shown(page, c)[0][0], _parts(c)).width for c in changes if c.changed
        ]
        names = [line_width(self._name(c)) for c in changes]
        self.wide = max(maps, default=0.0)
        self.maps_at = left + SWATCH + 0.12 + max(names, default=0.0) + 0.3
        self.titled = False

    def line(self, runs: list[Run], pitch: float = LINE) -> None:
        """Writes a line at the left."""
        self._text(runs, self.left, self.level - LINE / 2)
        self.level -= pitch

    def layer(
        self, name: str, colours: Sequence[Layer], changes: Sequence[Change]
    ) -> None:
        """A layer's name, and each of its arrays."""
        page = self.page
        if not self.titled and any(change.changed for change in changes):
            self._titles()
        self.level -= 0.06
        middle = self.level - LINE / 2
        swatch = Box(self.left, middle - SWATCH / 2, SWATCH, SWATCH, colours[0].edge,
                     radius=0.025)  # fmt: skip
        page.scene.add(swatch)
        runs = [Run(name, NAME, page.theme.ink)]
        if not any(change.changed for change in changes):
            frozen = not any(change.trainable for change in changes)
            words = ": its weights are unchanged" + ", it is frozen" * frozen
            runs.append(Run(words, WORDS, page.theme.soft))
            changes = ()
        self._text(runs, self.left + SWATCH + 0.12, middle)
        self.level -= LINE + 0.04
        for change in changes:
            self._array(change)

    def _titles(self) -> None:
        """What stands in the columns, once above all."""
        self.titled = True
        soft, level = self.page.theme.soft, self.level - LINE / 2
        self.level -= LINE
        for place, words in enumerate(("before", "after", "change")):
            self._text([Run(words, WORDS, soft)], self._column(place), level)
        words = "colours of a change end at the largest"
        self._text([Run(words, WORDS, soft)], self._column(3), level)

    def _array(self, change: Change) -> None:
        theme = self.page.theme
        name_at = self.left + SWATCH + 0.12
        if not change.changed:
            words = change_in_words(change)
            run = [Run(words, WORDS, theme.soft)]
            self._text(self._name(change), name_at, self.level - LINE / 2)
            self._text(run, self.maps_at, self.level - LINE / 2)
            self.level -= LINE + GAP / 2
            return
        shown, rows = _shown(self.page, change)
        maps = [map_of(each, _parts(change)) for each in _states(shown)]
        if change.gates:
            for place in range(3):
                self._gates(change, maps[place], self._column(place))
            self.level -= 0.15
        most = max(1.0, *(float(np.abs(m.values).max()) for m in maps[:2]))
        scales = (most, most, change.largest)
        top, height = self.level, maps[0].height
        lines = self._words(change, maps[0], most, rows)
        reach = max(height, LINE * len(lines))
        middle = top - reach / 2
        for place, (each, scale) in enumerate(zip(maps, scales, strict=True)):
            x = self._column(place)
            paint_map(self.page, each, x, middle + height / 2, scale, "map")
        start = self._column(0) + self.wide
        along(self.page, start + 0.06, self._column(1) - 0.05, middle)
        self._text(self._name(change), name_at, middle)
        level = middle + LINE * (len(lines) - 1) / 2
        for line in lines:
            run = [Run(line, WORDS, theme.ink if line == lines[0] else theme.soft)]
            self._text(run, self._column(3), level)
            level -= LINE
        self.level -= reach + GAP

    def _gates(self, change: Change, shown: Map, left: float) -> None:
        part = shown.width / len(change.gates)
        for place, gate in enumerate(change.gates):
            run = [Run(gate, GATE, self.page.theme.soft)]
            x = left + part * (place + 0.5)
            self.page.scene.text(run, x, self.level - 0.05, 0.5,
                                 self.page.theme.panel, "gate")  # fmt: skip

    def _words(
        self, change: Change, shown: Map, most: float, rows: np.ndarray | None
    ) -> list[str]:
        lines = [change_in_words(change)]
        if most > 1:
            lines.append(f"before and after: colours end at ±{amount(most)}")
        if not shown.whole:
            lines.append("a square is the largest of its neighbours")
        if rows is not None:
            touched = int(change.by.any(axis=1).sum())
            lines.append(f"{touched:,} of {len(change.after):,} rows changed;")
            few = ", ".join(map(str, rows[:6].tolist())) + ", …" * (len(rows) > 6)
            lines.append(f"shown: those read here, {few}")
        return lines

    def _name(self, change: Change) -> list[Run]:
        theme = self.page.theme
        runs = [Run(change.symbol + " ", SYMBOL, theme.ink)] if change.symbol else []
        shape = f" {change.after.shape}"
        name = Run(array_name(change), WORDS, theme.ink)
        return [*runs, name, Run(shape, SHAPE, theme.soft)]

    def _column(self, place: int) -> float:
        return self.maps_at + place * (self.wide + ARROW)

    def _text(self, runs: list[Run], left: float, level: float) -> None:
        ground = self.page.theme.panel
        width = self.page.scene.text(runs, left, level, ground=ground, role="change")
        self.right = max(self.right, left + width)


def _states(shown: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, ...]:
    before, after = (each.astype("float64") for each in shown)
    return before, after, after - before


def _parts(change: Change) -> int:
    return max(1, len(change.gates))


def _shown(
    page: Page, change: Change
) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray | None]:
    """What is shown of an array, and which rows: of a large table those read here."""
    both = change.before, change.after
    if change.name != "embeddings" or len(change.after) <= LARGE:
        return both, None
    rows = np.unique(page.trace.layers[change.layer].inputs[page.row])
    return (change.before[rows], change.after[rows]), rows
