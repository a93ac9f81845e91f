"""What the instructor's own cells give to the test cells, without the lesson's rest."""

from __future__ import annotations

import ast
import builtins
import random
import symtable
from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from nbformat import NotebookNode
from nbgrader import utils

from ...check.stops import names_made
from ...parts import first_cell
from .printed import printed

_GENERATORS = (np.random.Generator, np.random.RandomState, random.Random)


@dataclass(frozen=True)
class Given:
    """The instructor's version of a notebook, as the judge needs it.

    Attributes:
        cells: (grade_id, text) of the code cells from the exercises' set-up on that
            are no answers, in order; grade_id is "" for what is not graded.
        answers: names that the solutions make.
    """

    cells: tuple[tuple[str, str], ...]
    answers: frozenset[str]

    @classmethod
    def of(cls, source: NotebookNode) -> Given:
        """What an instructor's notebook gives.

        Args:
            source: with its solutions and hidden tests.
        """
        cells, answers = [], set()
        for cell in source.cells[first_cell(source) :]:
            if cell.cell_type != "code":
                continue
            if utils.is_solution(cell):
                answers |= names_made(cell.source)
            elif utils.is_grade(cell):
                cells.append((cell.metadata.nbgrader["grade_id"], cell.source))
            else:
                cells.append(("", cell.source))
        return cls(tuple(cells), frozenset(answers))


class GivenFailed(Exception):
    """The instructor's own cells do not run without the learner's answers."""


@lru_cache(maxsize=16)
def names_given(given: Given) -> frozenset[str]:
    """The names that the instructor's ungraded cells make, less those of answers."""
    made: set[str] = set()
    for grade_id, text in given.cells:
        if not grade_id:
            made |= _bound(text)
    return frozenset(made - given.answers)


@lru_cache(maxsize=16)
def namespaces(given: Given, needed: frozenset[str]) -> dict[str, dict[str, Any]]:
    """What each test cell finds, made once for all submissions.

    Only the statements are run that the needed names depend on.

    Args:
        given: the instructor's version.
        needed: names that test cells read.

    Returns:
        By grade_id, the names that the cells above it make.

    Raises:
        GivenFailed: a statement cannot be run here.
    """
    wanted = _slice([text for grade_id, text in given.cells if not grade_id], needed)
    names: dict[str, Any] = {"__name__": "__main__"}
    found = {}
    for grade_id, _ in given.cells:
        if grade_id:
            found[grade_id] = dict(names)
            continue
        code = compile(ast.Module(wanted.pop(0), []), "<given>", "exec")
        try:
            with printed():
                exec(code, names)  # the instructor's
        except Exception as error:  # whatever the instructor's cell raises
            raise GivenFailed(f"{type(error).__name__}: {error}") from error
    return found


def fresh(names: dict[str, Any]) -> dict[str, Any]:
    """The names for one submission: generators of random numbers begin anew."""
    return {
        name: deepcopy(held) if isinstance(held, _GENERATORS) else held
        for name, held in names.items()
    }


def _slice(cells: Sequence[str], needed: Collection[str]) -> list[list[ast.stmt]]:
    """The statements of each cell that the needed names depend on."""
    bodies = [_body(text) for text in cells]
    imported = {
        name
        for body in bodies
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _stored(node)
    }
    names, kept = set(needed), [[False] * len(body) for body in bodies]
    changed = True
    while changed:  # what is kept needs other names, which statements above may make
        changed = False
        for body, keep in zip(bodies, kept, strict=True):
            for place, statement in enumerate(body):
                if not keep[place] and _touched(statement, imported) & names:
                    keep[place] = changed = True
                    names |= _read(statement)
    return [
        [s for s, wanted in zip(body, keep, strict=True) if wanted]
        for body, keep in zip(bodies, kept, strict=True)
    ]


def _body(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except SyntaxError:  # IPython's own words, such as %matplotlib
        return []


def _bound(text: str) -> set[str]:
    """The names that a cell binds, imports and definitions included."""
    return {name for statement in _body(text) for name in _stored(statement)}


def _touched(statement: ast.stmt, imported: Collection[str]) -> set[str]:
    """The names that a statement binds or may change, such as a call's arguments."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return _stored(statement)
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    changed = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value
            given = [*called.args, *(keyword.value for keyword in called.keywords)]
            changed |= {arg.id for arg in given if isinstance(arg, ast.Name)}
            changed |= _owner(called.func)
        elif isinstance(node, ast.Call):
            changed |= _owner(node.func) - set(imported)
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(
            node.ctx, ast.Store | ast.Del
        ):
            changed |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return _stored(statement) | changed


def _owner(called: ast.expr) -> set[str]:
    """The name on which a method is called."""
    owner = called
    while isinstance(owner, ast.Attribute | ast.Subscript):
        owner = owner.value
    return {owner.id} if isinstance(owner, ast.Name) and owner is not called else set()


def _stored(statement: ast.stmt) -> set[str]:
    table = symtable.symtable(ast.unparse(statement), "<given>", "exec")
    return {
        s.get_name()
        for s in table.get_symbols()
        if s.is_assigned() or s.is_imported() or s.is_namespace()
    }


def _read(statement: ast.stmt) -> set[str]:
    """The global names that a statement reads, in functions that it defines as well."""
    read = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return read - set(dir(builtins))
