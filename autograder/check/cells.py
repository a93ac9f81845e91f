"""Cells that ended in an error: what they should have made is missing, or an older one.

Without this a check would judge what a name held before, and blame that.
"""

from __future__ import annotations

import ast
import difflib
import functools
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ParamSpec

from ..learner import running_shell
from .misused import Misused
from .observe.function import failure
from .show.described import explained
from .show.verdict import Expectation, Hint, Verdict, verdict

Given = ParamSpec("Given")

CHECKS = re.compile(r"^\s*check\.\w+\(", re.MULTILINE)
"""Found in a cell that checks."""

_ALIKE = 0.87
"""How much of two names is the same where one is taken for a slip of the other."""

_KEY = "unrolled cells"
# of a cell that Python cannot read: the names at the start of a line
_MADE = re.compile(r"^(?:def\s+|class\s+)?(\w+)\s*(?:=(?!=)|\(|:)", re.MULTILINE)


def watch(shell: Any) -> None:
    """Note from now on which cells end in an error, and what they should have made.

    What was noted before is forgotten.

    Args:
        shell: the IPython that runs them.
    """
    if _KEY in shell.meta:
        shell.meta[_KEY].errors.clear()
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


def judged(check: Callable[Given, Verdict]) -> Callable[Given, Verdict]:
    """Have a check answer with a verdict whatever the learner's object does to it.

    The verdict is about the exercise that the check was given, and says if the cell of
    its answer stopped.

    Args:
        check: takes `exercise`, `name` or `names`, and `points`.
    """
    signature = inspect.signature(check)

    @functools.wraps(check)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> Verdict:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        about = given.arguments
        try:
            made = check(*args, **kwargs)
        except Misused:
            raise
        except Exception as error:  # learners' objects may do anything
            name = about.get("name") or " and ".join(about.get("names", ["it"]))
            made = _unjudged(str(name), about["points"], error)
        return _finished(made, about["exercise"])

    return answer


def _unjudged(name: str, points: float, error: Exception) -> Verdict:
    """The verdict on what cannot even be looked at."""
    words = failure(error)[0]
    row = Expectation(name, False, "something that can be looked at", words)
    text = (
        f"Looking at {name} ends in an error: {words}. Make it anew from the line that "
        "the task gave, and run that cell."
    )
    return verdict(name, points, [row], [Hint("not-judged", text)])


def _finished(made: Verdict, exercise: str) -> Verdict:
    """A verdict that is about an exercise, and says if its answer's cell stopped."""
    made = replace(made, exercise=exercise)
    notes = _notes()
    errors = notes.concerned() if notes else {}
    if not errors:
        other = look_alike(made.name) if made.status == "not attempted" else ""
        if not other:
            return made
        note = f"{made.note} There is a {other} here; this looks at {made.name}."
        return replace(made, note=note)
    text = _told(errors)
    if made.status == "right":
        return replace(made, note=f"{text} What is judged here stood there before.")
    if made.status == "not attempted":  # it was, and came to nothing
        made = replace(made, status="wrong", note="")
    # what the numbers of an older answer show is no mistake of this one
    text += " Mend that first: what is judged here was there before it stopped."
    return replace(made, hints=(Hint("cell-stopped", text),))


def look_alike(name: str) -> str:
    """A name that the learner's notebook knows and that is almost this one, or "".

    Args:
        name: that the task gives.
    """
    shell = running_shell()
    if shell is None or len(name) < 4:
        return ""
    names = [n for n in shell.user_ns if n != name and n[:1] == name[0]]
    return "".join(difflib.get_close_matches(name, names, 1, _ALIKE))


def _told(errors: Mapping[str, str]) -> str:
    """That the cell stopped which makes these names, with the first one's error."""
    names, said = ", ".join(errors), next(iter(errors.values()))
    return f"The cell that makes {names} stopped with an error. {said}"


class _Notes:
    """What became of the cells: for each name the error of the cell that makes it."""

    def __init__(self) -> None:
        self.cell = ""
        self.errors: dict[str, str] = {}
        self.made_by: dict[str, str] = {}

    def begun(self, info: Any) -> None:
        self.cell = info.raw_cell or ""

    def ended(self, result: Any) -> None:
        self.cell = ""
        error = result.error_before_exec or result.error_in_exec
        text = getattr(result.info, "raw_cell", "") or ""
        cell = getattr(result.info, "cell_id", None) or ""
        # what this cell said when it was another text is over
        over = {name for name, by in self.made_by.items() if cell and by == cell}
        names = _names_made(text)
        for name in names | over:
            self.errors.pop(name, None)
            self.made_by.pop(name, None)
        if error is None or CHECKS.search(text):  # a check makes nobody's answer
            return
        words, where = failure(error)
        place = f" ({where})" if where else ""
        for name in names:
            self.errors[name] = f"{words}{place}. {explained(words)}".strip()
            self.made_by[name] = cell

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
