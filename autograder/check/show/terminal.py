"""What came of a learner's notebook, in a terminal: a panel for each exercise."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from io import TextIOWrapper

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ...learner.own import Raised
from ...learner.plain import one_line, plain
from ..own import Exercise, Notebook, State
from .verdict import Expectation, Verdict

# a sign that says the same without the colour
_LOOK: Mapping[State, tuple[str, str]] = {
    "right": ("✓", "green"),
    "partly right": ("◐", "yellow"),
    "wrong": ("✗", "red"),
    "not attempted": ("○", "bright_black"),
    "stopped": ("✗", "red"),
    "not run": ("–", "bright_black"),
}
_WIDE = 72
"""Columns in which what was expected and what was found can stand side by side."""

_WIDEST = 100
"""Columns of a panel: longer lines are hard to read."""

_ASCII = {"✓": "+", "✗": "x", "◐": "~", "○": "o", "…": ".", "“": '"', "”": '"'}
_ASCII |= {"\N{MINUS SIGN}": "-", "–": "-", "·": "-", "’": "'"}


def console() -> Console:
    """The terminal's own, where every character can be printed somehow."""
    codecs.register_error(__name__, _nearest)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=__name__)
    return Console()


def show(notebook: Notebook, console: Console, *, headed: bool) -> None:
    """Print what came of a notebook.

    Args:
        notebook: the results.
        console: to print to.
        headed: whether to say first which notebook it is.
    """
    if headed:
        title = Text(one_line(notebook.title), "bold")
        path = Text(one_line(str(notebook.path)), "dim")
        console.print(title, path, sep="  ")
    for exercise in notebook.exercises:
        console.print(panel(exercise), width=min(console.width, _WIDEST))
    for said in notebook.said:
        console.print(_marked("✗", "red", Text(plain(said))))
    if headed:
        console.print()


def panel(exercise: Exercise) -> Panel:
    """What came of an exercise.

    Args:
        exercise: with what its check found; every text in it may be anybody's.
    """
    _, colour = _LOOK[exercise.status]
    title = Text.assemble((one_line(exercise.title), "bold default"))
    if exercise.title != exercise.name:
        title.append(f" · {one_line(exercise.name)}", "default")
    return Panel(
        Group(*_body(exercise)),
        title=title,
        title_align="left",
        border_style=colour,
        box=box.ROUNDED,
        padding=(0, 1),
    )


def _body(exercise: Exercise) -> Iterator[RenderableType]:
    sign, colour = _LOOK[exercise.status]
    found = exercise.verdict
    head = Text()
    if found is not None and found.name:
        head.append(f"{one_line(found.name)}: ", "bold")
    head.append(exercise.status, "bold")
    if exercise.points:
        noun = "point" if exercise.points == 1 else "points"
        head.append(f" · {exercise.score:g} of {exercise.points:g} {noun}")
    yield _marked(sign, f"bold {colour}", head)
    for error in exercise.raised:
        yield _marked("!", "bold red", _error(error))
    if found is not None:
        yield from _verdict(found)
    if exercise.has_hints and exercise.status not in ("right", "not run"):
        call = f'check.hint("{one_line(exercise.name)}")'
        yield Padding(Text(f"Stuck? In the notebook: {call}", "dim"), (1, 0, 0, 0))


def _verdict(found: Verdict) -> Iterator[RenderableType]:
    if found.note:
        yield Text(plain(found.note))
    if found.expectations:
        yield Padding(_Expectations(found.expectations), (1, 0, 0, 0))
    for hint in found.hints:
        said = Text.assemble(("Hint  ", "bold"), plain(hint.text))
        yield Padding(said, (1, 0, 0, 0))


class _Expectations:
    """What was looked at: a table, or a list where there is no room for one."""

    def __init__(self, rows: tuple[Expectation, ...]) -> None:
        self.rows = rows

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[Table]:
        yield self._table() if options.max_width >= _WIDE else self._list()

    def _table(self) -> Table:
        table = Table(
            box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim"
        )
        table.add_column("")
        for head in ("", "expected", "found"):
            table.add_column(head, overflow="fold")
        for row in self.rows:
            table.add_row(_sign(row), *_texts(row))
        return table

    def _list(self) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column()
        table.add_column(overflow="fold")
        for row in self.rows:
            what, expected, found = _texts(row)
            table.add_row(_sign(row), what)
            values = Table.grid(padding=(0, 2, 0, 0))
            values.add_column(style="dim", no_wrap=True)
            values.add_column(overflow="fold")
            if row.found != row.expected:
                values.add_row("expected", expected)
            values.add_row("found", found)
            table.add_row("", values)
        return table


def _sign(row: Expectation) -> Text:
    sign, colour = _LOOK["right" if row.met else "wrong"]
    return Text(sign, f"bold {colour}")


def _texts(row: Expectation) -> tuple[Text, Text, Text]:
    what, expected, found = map(plain, (row.what, row.expected, row.found))
    return Text(what), Text(expected), Text(found)


def _error(error: Raised) -> Text:
    text = Text(plain(error.words))
    if error.line:
        text.append(f"\nline {error.line}  ", "dim").append(one_line(error.code))
    return text


def _marked(sign: str, style: str, text: Text) -> Table:
    """A paragraph behind a sign, its lines set in."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row(Text(sign, style), text)
    return table


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """What to print for characters that the terminal does not know."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    asked = error.object[error.start : error.end]
    return "".join(map(_ascii, asked)), error.end


def _ascii(character: str) -> str:
    simple = unicodedata.normalize("NFKD", character)[0]
    return _ASCII.get(character) or (simple if simple.isascii() else "?")
