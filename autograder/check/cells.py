"""Cells that ended in an error: what they should have made is missing, or an older one.

Without this a check would judge what a name held before, and blame that.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..learner import running_shell
from .observe.function import failure
from .show.described import explained
from .show.verdict import Hint, Verdict

_KEY = "unrolled cells"
# of a cell that Python cannot read: the names at the start of a line
_MADE = re.compile(r"^(?:def\s+|class\s+)?(\w+)\s*(?:=(?!=)|\(|:)", re.MULTILINE)


def watch(shell: Any) -> None:
    """Note from now on which cells end in an error, and what they should have made.

    Args:
        shell: the IPython that runs them.
    """
    if _KEY in shell.meta:
        return
    shell.meta[_KEY] = _Notes()
    shell.events.register("pre_run_cell", shell.meta[_KEY].begun)
    shell.events.register("post_run_cell", shell.meta[_KEY].ended)


def stopped(name: str) -> str:
    """That the cell stopped which should have made a name; "" when none did."""
    notes = _notes()
    if notes is None or name not in notes.errors:
        return ""
    return _told({name: notes.errors[name]})


def finished(made: Verdict, exercise: str) -> Verdict:
    """A verdict that is about an exercise, and says if its answer's cell stopped.

    Args:
        made: what the check found.
        exercise: the exercise's id.
    """
    made = replace(made, exercise=exercise)
    notes = _notes()
    errors = notes.concerned() if notes else {}
    if not errors:
        return made
    text = _told(errors)
    if made.status == "right":
        return replace(made, note=f"{text} What is judged here stood there before.")
    # what the numbers of an older answer show is no mistake of this one
    return replace(
        made,
        hints=(
            Hint(
                "cell-stopped",
                f"{text} Mend that first: what is judged here is not what you wrote.",
            ),
        ),
    )


def _told(errors: Mapping[str, str]) -> str:
    """That the cell stopped which makes these names, with the first one's error."""
    names, said = ", ".join(errors), next(iter(errors.values()))
    return f"The cell that makes {names} stopped with an error. {said}"


class _Notes:
    """What became of the cells: for each name the error of the cell that makes it."""

    def __init__(self) -> None:
        self.cell = ""
        self.errors: dict[str, str] = {}

    def begun(self, info: Any) -> None:
        self.cell = info.raw_cell or ""

    def ended(self, result: Any) -> None:
        self.cell = ""
        error = result.error_before_exec or result.error_in_exec
        for name in _names_made(getattr(result.info, "raw_cell", "") or ""):
            self.errors.pop(name, None)
            if error is not None:
                words, where = failure(error)
                place = f" ({where})" if where else ""
                self.errors[name] = f"{words}{place}. {explained(words)}".strip()

    def concerned(self) -> dict[str, str]:
        """The errors behind the names that the cell which runs now reads."""
        try:
            tree = ast.parse(self.cell)
        except SyntaxError:
            return {}
        read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return {name: said for name, said in self.errors.items() if name in read}


def _notes() -> _Notes | None:
    shell = running_shell()
    return shell.meta.get(_KEY) if shell is not None else None


def _names_made(cell: str) -> set[str]:
    """The names that a cell makes or builds on, at its outermost level."""
    try:
        body = ast.parse(cell).body
    except SyntaxError:
        return set(_MADE.findall(cell))
    made = set()
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            made.add(statement.name)
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                made.add(node.id)
        called = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(called, ast.Call) and isinstance(called.func, ast.Attribute):
            owner = called.func.value
            if isinstance(owner, ast.Name) and owner.id != "check":
                made.add(owner.id)
    return made
