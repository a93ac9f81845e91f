"""Test cells that this process can run; the learner's answers stay in the kernel."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection
from dataclasses import dataclass

OF_ANSWERS = frozenset(
    {
        *("function", "layers", "mask", "metric", "model", "parameters"),
        *("sequence", "shape", "states", "tagger", "value"),
    }
)
"""The checks whose first argument is the answer."""

HELD = "_held_{}"
"""The name in the judge of an answer that the kernel holds."""


@dataclass(frozen=True)
class TestCell:
    """A test cell for the judge.

    Attributes:
        body: its code, a `HELD` name in the place of each answer.
        answers: those answers as expressions, which the kernel evaluates.
        needed: names that it reads and does not make.
    """

    __test__ = False  # pytest takes it for a test otherwise

    body: ast.Module
    answers: tuple[str, ...]
    needed: frozenset[str]


class KernelOnly(Exception):
    """The cell must run in the learner's kernel; the message says why."""


def outside(text: str, given: Collection[str]) -> TestCell:
    """Take a test cell apart.

    Args:
        text: the instructor's, hidden tests included.
        given: names that the instructor's own cells make. All others that the cell
            reads and does not make are the learner's.

    Raises:
        KernelOnly: it uses the learner's names otherwise than as answers of checks,
            or no check at all.
    """
    try:
        compile(text, "<test cell>", "exec")  # knows more of syntax than parse does
        tree = ast.parse(text)
    except SyntaxError:
        raise KernelOnly("it is not plain Python") from None
    bound = _bound(tree)
    known = {*given, *bound, *dir(builtins)}
    taken = _Answers(known, bound)
    tree = ast.fix_missing_locations(taken.visit(tree))
    if not taken.answers:
        raise KernelOnly("it gives no answer to a check")
    held = {HELD.format(place) for place in range(len(taken.answers))}
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} - held
    for name in sorted(read - known):
        raise KernelOnly(f"it uses {name} otherwise than as an answer of a check")
    needed = frozenset(read - bound - {*dir(builtins)})
    return TestCell(tree, tuple(taken.answers), needed)


class _Answers(ast.NodeTransformer):
    """Takes the answers out of calls of checks."""

    def __init__(self, known: Collection[str], bound: Collection[str]) -> None:
        self.answers: list[str] = []
        self._known = known
        self._bound = bound

    def visit_Call(self, node: ast.Call) -> ast.AST:
        called = node.func
        if (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "check"
            and called.attr in OF_ANSWERS
        ):
            named = [k for k in node.keywords if k.arg == "found"]
            if node.args and self._is_answer(node.args[0]):
                node.args[0] = self._held(node.args[0])
            elif named and self._is_answer(named[0].value):
                named[0].value = self._held(named[0].value)
        return self.generic_visit(node)

    def _is_answer(self, node: ast.expr) -> bool:
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        return bool(names - set(self._known)) and not names & set(self._bound)

    def _held(self, node: ast.expr) -> ast.Name:
        self.answers.append(ast.unparse(node))
        return ast.Name(HELD.format(len(self.answers) - 1), ast.Load())


def _bound(tree: ast.Module) -> set[str]:
    """The names that a cell makes anywhere in it."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            made.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
        elif isinstance(node, ast.alias):
            made.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            made.add(node.name)
    return made
