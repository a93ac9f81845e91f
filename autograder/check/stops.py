"""Which cells of a notebook ended in an error, and what they should have made."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from typing import Any

from ..observe.function import failure
from .show import words
from .show.described import explained
from .written import read_by

CHECKS = re.compile(r"^\s*check\.\w+\(", re.MULTILINE)
"""Found in a cell that checks."""

# of a cell that Python cannot read: the names at the start of a line
_MADE = re.compile(r"^(?:def\s+|class\s+)?(\w+)\s*(?:=(?!=)|\(|:)", re.MULTILINE)


class Stops:
    """What became of the cells: for each name the error of the cell that makes it.

    Attributes:
        errors: by name, in words.
        cell: the text of the one that runs now; "" when none does.
    """

    def __init__(self) -> None:
        """Nothing was run yet."""
        self.errors: dict[str, str] = {}
        self.cell = ""
        self._made_by: dict[str, str] = {}

    def begun(self, text: str) -> None:
        """A cell begins.

        Args:
            text: of the cell.
        """
        self.cell = text

    def ended(self, text: str, cell: str, error: str, where: str) -> None:
        """A cell has ended.

        Args:
            text: of the cell.
            cell: its id; "" when it has none.
            error: its error's name and message; "" when there was none.
            where: the line that raised it; "" when that is not known.
        """
        self.cell = ""
        # what this cell said when it was another text is over
        over = {name for name, by in self._made_by.items() if cell and by == cell}
        names = names_made(text)
        for name in names | over:
            self.errors.pop(name, None)
            self._made_by.pop(name, None)
        if not error or CHECKS.search(text):  # a check makes nobody's answer
            return
        place = f" ({where})" if where else ""
        for name in names:
            said = f"{words.without_arrays(error)}{place}."
            self.errors[name] = f"{said} {explained(error)}".strip()
            self._made_by[name] = cell

    def concerned(self, check: str, names: Collection[str]) -> dict[str, str]:
        """The errors behind what a check in the cell that runs now reads.

        Args:
            check: the function that checks, such as "value".
            names: what it calls the answers.
        """
        read = read_by(self.cell, check, names)
        return {name: said for name, said in self.errors.items() if name in read}

    def begun_in_ipython(self, info: Any) -> None:
        """IPython's event before a cell runs."""
        self.begun(info.raw_cell or "")

    def ended_in_ipython(self, result: Any) -> None:
        """IPython's event after a cell ran."""
        error = result.error_before_exec or result.error_in_exec
        text = getattr(result.info, "raw_cell", "") or ""
        cell = getattr(result.info, "cell_id", None) or ""
        self.ended(text, cell, *(failure(error) if error else ("", "")))


def names_made(cell: str) -> set[str]:
    """The names that a cell makes or builds on, at its outermost level.

    Args:
        cell: its text; one that Python cannot read is read line by line.
    """
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
