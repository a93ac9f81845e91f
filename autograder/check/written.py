"""What is written in a cell of its checks: the names they read, their points."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Asked:
    """What is written in a call of a check.

    Attributes:
        points: how many it is worth; 0 when the text does not say.
        exercise: the id of its exercise; "" when the text does not say.
        several: whether it joins several checks.
    """

    points: float = 0
    exercise: str = ""
    several: bool = False


def read_by(cell: str, check: str, names: Collection[str]) -> set[str]:
    """The names that a check reads, by itself or through others that the cell makes.

    Args:
        cell: its text.
        check: the function that checks, such as "value".
        names: what the check calls the answers.

    Returns:
        All names of the cell when the call is not found in it.

    >>> cell = "check.value(n, like=m, name='n'); check.value(k, like=1, name='k')"
    >>> sorted(read_by(cell, "value", ["n"]))
    ['check', 'm', 'n']
    """
    tree = _tree(cell)
    calls = [call for call in _calls(tree) if _checks(call, check)]
    # by its name=, else by the variable that the check is named after
    own = [call for call in calls if {*names} & _texts(call)]
    own = own or [call for call in calls if {*names} & _read(call)]
    if not own and len(calls) == 1:
        own = calls
    read = set().union(*map(_read, own)) if own else _read(tree)
    made = [s for s in tree.body if isinstance(s, ast.Assign | ast.AnnAssign)]
    for statement in reversed(made):
        targets = {
            node.id
            for node in ast.walk(statement)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        if targets & read and statement.value is not None:
            read |= _read(statement.value)
    return read


def asked_of(cell: str, name: str) -> Asked:
    """What is written in the check that reads a name, or that joins those that do.

    Args:
        cell: its text.
        name: that the cell reads; where no check does, its first one counts.

    >>> asked_of("check.value(n, like=28, points=2, exercise='count')", "n")
    Asked(points=2, exercise='count', several=False)
    """
    # a call that joins others comes before them
    calls = [call for call in _calls(_tree(cell)) if _checks(call)]
    call = next((call for call in calls if name in _read(call)), None)
    if call is None:
        if not calls:
            return Asked()
        call = calls[0]
    several = _checks(call, "together")
    each = [_points(part) for part in (call.args if several else [call])]
    known = [points for points in each if points is not None]
    exercise = _constant(call, "exercise", "")
    return Asked(
        sum(known) if len(known) == len(each) else 0,
        exercise if isinstance(exercise, str) else "",
        several,
    )


def argument_of(cell: str, check: str) -> str:
    """The name that the cell's only check of a kind is given to check, or "".

    Args:
        cell: its text.
        check: the function that checks, such as "function".
    """
    calls = [call for call in _calls(_tree(cell)) if _checks(call, check)]
    first = calls[0].args[0] if len(calls) == 1 and calls[0].args else None
    return first.id if isinstance(first, ast.Name) else ""


def _tree(cell: str) -> ast.Module:
    try:
        return ast.parse(dedent(cell))
    except SyntaxError:  # a magic in it, or what IPython alone understands
        return ast.Module([], [])


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls, those that hold others before them."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _checks(call: ast.Call, check: str = "") -> bool:
    """Whether a call is one of a check, or of this one."""
    func = call.func
    return (
        isinstance(func, ast.Attribute)
        and isinstance(func.value, ast.Name)
        and func.value.id == "check"
        and check in ("", func.attr)
    )


def _read(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _texts(call: ast.Call) -> set[str]:
    """The texts behind name= and names=."""
    return {
        node.value
        for keyword in call.keywords
        if keyword.arg in ("name", "names")
        for node in ast.walk(keyword.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _points(check: ast.expr) -> float | None:
    """What one check is worth, 1 when it does not say; None when it cannot be read."""
    if not isinstance(check, ast.Call):
        return None
    points = _constant(check, "points", 1)
    return points if isinstance(points, int | float) else None


def _constant(call: ast.Call, keyword: str, default: object) -> object:
    """What stands behind a keyword; None when that is no constant."""
    for each in call.keywords:
        if each.arg == keyword:
            return each.value.value if isinstance(each.value, ast.Constant) else None
    return default
