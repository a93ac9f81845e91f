"""Answers a name that does not exist, in a cell that checks, with a panel.

Without this a learner who has not run the cell above meets Python's traceback.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import TracebackType
from typing import Any

from .. import learner
from .cells import look_alike, stopped
from .place import here, watch
from .show.verdict import Expectation, Hint, Verdict, verdict
from .stops import CHECKS
from .written import Asked, asked_of

_ASKED = re.compile(r"^\s*check\.(hint|solution)\(\s*(\w+)\s*\)", re.MULTILINE)
_MARK = "_unrolled_check"


def install() -> None:
    """Answer missing names from now on, in the IPython that runs this, if one does."""
    shell = learner.running_shell()
    if shell is None:
        return
    watch(shell)
    if not getattr(shell.CustomTB, _MARK, False):
        shell.set_custom_exc((NameError,), _answer)
        setattr(shell.CustomTB.__func__, _MARK, True)


def missing(name: str) -> Verdict:
    """The verdict on an answer whose name does not exist.

    It earns nothing, whatever the cell is worth. What that is is read in the text of
    the cell, for the panel alone.

    Args:
        name: that was looked for.
    """
    stops = here().stops
    asked = asked_of(stops.cell, name) if stops is not None else Asked()
    said, other = stopped(name), look_alike(name)
    text = "Run the cell that makes it, and keep the name that the task gives."
    if other:
        text = f"There is a {other}: give it the name of the task."
    hint = Hint("name-missing", f"There is no {name} here. {text}")
    if said:
        hint = Hint("cell-stopped", said)
    row = Expectation(name, False, "the name from the task", "no such name")
    note = ""
    if asked.several:
        note = f"Nothing else in this cell is judged before {name} is there."
    made = verdict(name, asked.points, [row], [hint], note)
    return replace(made, exercise=asked.exercise)


def _answer(
    shell: Any,
    kind: type[NameError],
    error: NameError,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """IPython's hook for NameErrors: a panel for a cell of checks, else its own."""
    # the first frame is IPython's, the second the cell; more would be a function's
    depth, at = 0, trace
    while at is not None:
        depth, at = depth + 1, at.tb_next
    cell = shell.history_manager.input_hist_raw[-1] if shell.history_manager else ""
    asked = {name: what for what, name in _ASKED.findall(cell)}.get(error.name or "")
    if depth == 2 and asked:  # the name of an exercise without its quotes
        shell.displayhook(learner.unquoted(asked, error.name or ""))
    elif depth == 2 and error.name and CHECKS.search(cell):
        said = missing(error.name)
        shell.displayhook(said)
        # a kernel's reply holds it too: nbgrader's Validate shows that alone
        shell._last_traceback = [f"{said.name}: {said.hints[0].text}"]
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
