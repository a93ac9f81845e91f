"""Two models side by side on one card, with what differs marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..drawing.codeline import code_lines, code_panel
from ..drawing.grid import COMPACT
from ..drawing.heading import TITLE, bar_width, colour_bar, wrapped
from ..drawing.ink import Font
from ..drawing.labels import COUNT, paint_labels
from ..drawing.layout import layer_colours, paint_rows
from ..drawing.parts import Page
from ..drawing.scene import Bounds, Box, Line, Run, Scene, Text, line_width
from ..drawing.theme import Theme
from ..tracing.trace import Trace
from .alignment import Pair
from .differences import Differences
from .marks import mark_alone, mark_labels, mark_run, mark_vectors, marking
from .same_code import calm

BETWEEN = 0.62  # inches from one panel to the other
NAME, FIRST, FURTHER = Font(12, bold=True), Font(11, bold=True), Font(10.5)
LEGEND = Font(9)
SMALL = 0.01  # two numbers that are closer may look the same


@dataclass(frozen=True)
class Shown:
    """What is drawn beside the two traces.

    Attributes:
        row: which sequence of the batch.
        tokens: the word at each step.
        classes: for each model the names of its outputs.
        names: of both models.
        title: stands on top.
        verdict: what the outputs have to do with each other, a sentence a line.
        code: whether the code stands below.
        causes: what differs in a pair of layers, and no label says.
    """

    row: int
    tokens: Sequence[str] | None
    classes: tuple[Sequence[str], Sequence[str]]
    names: tuple[str, str]
    title: str | None
    verdict: Sequence[str]
    code: bool
    causes: Mapping[Pair, tuple[list[str], list[str]]]


def side_by_side(
    traces: tuple[Trace, Trace], theme: Theme, found: Differences, shown: Shown
) -> tuple[Scene, tuple[list[str], list[str]]]:
    """The scene of both models, and what is marked at the left of each."""
    a, b = (
        Page(Scene(theme.card), theme, shown.row, False, trace, measures=COMPACT)
        for trace in traces
    )
    rows = [
        paint_rows(page, shown.tokens, classes)
        for page, classes in zip((a, b), shown.classes, strict=True)
    ]
    owners = (rows[0].owners, rows[1].owners)
    marked = mark_labels((a, b), owners, found.pairs, shown.causes)
    ends = [paint_labels(page) for page in (a, b)]
    for page, side in ((a, found.a), (b, found.b)):
        mark_vectors(page, side)
    if shown.code:
        _code(a, b, found.pairs, [left for left, _ in ends])
    level = 0.34 + max(
        max(each.top, labels) for each, (_, labels) in zip(rows, ends, strict=True)
    )
    for page, name, (left, _) in zip((a, b), shown.names, ends, strict=True):
        _name(page, name, left, level)
    scene = _joined(a.scene, b.scene, theme)
    _heading(replace(a, scene=scene), found, shown, level + 0.36, ends[0][0])
    return scene, marked


def _code(a: Page, b: Page, pairs: Sequence[Pair], lefts: Sequence[float]) -> None:
    """The code of both, at one height; only what differs is on a pill."""
    both = [
        code_lines(page.trace, page.theme, layer_colours(page.trace, page.theme))
        for page in (a, b)
    ]
    lines = calm(both[0], both[1], pairs, a.theme)
    top = min(page.scene.bounds().bottom for page in (a, b)) - 0.3
    for page, own, left in zip((a, b), lines, lefts, strict=True):
        code_panel(page, own, top, left)


def _name(page: Page, name: str, left: float, level: float) -> None:
    theme, parameters = page.theme, sum(each.parameters for each in page.trace.layers)
    words = f"   {parameters:,} parameter{'s' * (parameters != 1)}"
    runs = [Run(name, NAME, theme.ink), Run(words, COUNT, theme.soft)]
    page.scene.text(runs, left, level, role="panel")


def _joined(one: Scene, other: Scene, theme: Theme) -> Scene:
    """Both scenes as one, the second right of the first."""
    first, second = one.bounds(), other.bounds()
    across = first.right + BETWEEN - second.left
    scene = Scene(one.ground, list(one.items), list(one.vectors))
    x = first.right + BETWEEN / 2
    low, high = min(first.bottom, second.bottom), max(first.top, second.top)
    scene.add(Line(((x, low), (x, high)), theme.soft, 0.6, role="parting"))
    scene.items += [moved(item, across) for item in other.items]
    scene.vectors += [
        replace(placed, bounds=_moved_bounds(placed.bounds, across))
        for placed in other.vectors
    ]
    return scene


def moved(item: Text | Box | Line, across: float) -> Text | Box | Line:
    """The same so many inches further to the right."""
    if isinstance(item, Text):
        return replace(item, x=item.x + across)
    if isinstance(item, Box):
        return replace(item, left=item.left + across)
    return replace(item, points=tuple((x + across, y) for x, y in item.points))


def _moved_bounds(bounds: Bounds, across: float) -> Bounds:
    return replace(bounds, left=bounds.left + across, right=bounds.right + across)


def _heading(
    page: Page, found: Differences, shown: Shown, level: float, left: float
) -> None:
    """From below: what the marks mean, the verdict, the title, the bar of colours."""
    theme, right = page.theme, page.scene.bounds().right
    if any(item.role in ("differs", "alone") for item in page.scene.items):
        _legend(page, found, left, level)
        level += 0.34
    room = right - left - bar_width(page.scene) - 0.3
    same = shown.verdict[0].startswith("The same")
    sign, colour = ("=", theme.steps) if same else ("≠", marking(theme))
    start = left + line_width([Run("≠", FIRST, colour, pill=True)]) + 0.1
    lines = []
    for place, sentence in enumerate(shown.verdict):
        font = FURTHER if place else FIRST
        lines += [(line, font) for line in wrapped(sentence, font, room - 0.4)]
    for place, (line, font) in enumerate(reversed(lines)):
        run = [Run(line, font, theme.ink)]
        page.scene.text(run, start, level + 0.23 * place, role="verdict")
    level += 0.23 * (len(lines) - 1)
    page.scene.text([Run(sign, FIRST, colour, pill=True)], left, level, role="sign")
    titles = wrapped(shown.title, TITLE, room) if shown.title else []
    for place, line in enumerate(reversed(titles)):
        run = [Run(line, TITLE, theme.ink)]
        page.scene.text(run, left, level + 0.36 + 0.25 * place, role="title")
    level += 0.36 + 0.25 * (len(titles) - 1) if titles else 0.0
    colour_bar(page, level, right)


def _legend(page: Page, found: Differences, left: float, level: float) -> None:
    theme, high, wide = page.theme, 0.16, 0.34
    roles = {item.role for item in page.scene.items}
    marked = [
        found.a.largest[tag] for tag, cells in found.a.cells.items() if cells.any()
    ]
    small = any(0 < gap < SMALL for gap in marked)
    fine = ", perhaps only beyond two decimals" if small else ""
    for role, words in (
        ("differs", f"differs from the other model{fine}"),
        ("alone", "the other model has none"),
    ):
        if role not in roles:
            continue
        low = level - high / 2
        here = Bounds(left, low, left + wide, low + high)
        page.scene.add(Box(left, low, wide, high, theme.card, theme.ink, 1.1))
        if role == "alone":
            mark_alone(page, here)
        else:
            mark_run(page, here, high)
        run = [Run(words, LEGEND, theme.soft)]
        left += wide + 0.1
        left += page.scene.text(run, left, level, role="legend") + 0.35
