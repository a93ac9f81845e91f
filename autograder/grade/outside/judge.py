"""Judges one submission's test cells in this process."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from ... import check
from ...check import names
from ...check.place import at
from ...observe.elsewhere import LookFailed
from ...observe.patience import Endless
from ..notes import refusal
from .asking import Asked, Kernel
from .cells import HELD, KernelOnly, TestCell, outside
from .given import Given, GivenFailed, fresh, names_given, namespaces
from .patient import patient
from .printed import printed

PATIENCE = 120
"""Seconds that judging one cell may take, the kernel's answers included."""


@dataclass(frozen=True)
class Plan:
    """Which test cells are judged in this process.

    Attributes:
        cells: by grade_id.
        names: what each finds of the instructor's, by grade_id.
        in_kernel: why the others run in the learner's kernel, by grade_id.
        closed: whether no cell needs this package in the kernel.
    """

    cells: dict[str, TestCell] = field(default_factory=dict)
    names: dict[str, dict[str, Any]] = field(default_factory=dict)
    in_kernel: dict[str, str] = field(default_factory=dict)
    closed: bool = False


def plan(given: Given) -> Plan:
    """Find out which test cells of a notebook can be judged in this process.

    Args:
        given: the instructor's version of the notebook.
    """
    cells: dict[str, TestCell] = {}
    in_kernel: dict[str, str] = {}
    for grade_id, text in given.cells:
        if not grade_id:
            continue
        try:
            cells[grade_id] = outside(text, names_given(given))
        except KernelOnly as reason:
            in_kernel[grade_id] = str(reason)
    needed = frozenset(name for cell in cells.values() for name in cell.needed)
    try:
        found = namespaces(given, needed) if cells else {}
    except GivenFailed as reason:
        why = f"the cells above it do not run by themselves: {reason}"
        return Plan(in_kernel={**in_kernel, **dict.fromkeys(cells, why)})
    for grade_id in [g for g in cells if found[g].get("check") is not check]:
        del cells[grade_id]
        in_kernel[grade_id] = "its check is not the one of this package"
    texts = dict(given.cells)
    closed = not any("check" in texts[grade_id] for grade_id in in_kernel)
    return Plan(cells, found, in_kernel, closed and bool(cells))


class Judge:
    """Judges the test cells of one submission.

    Args:
        plan: which ones.
        kernel: the submission's.
    """

    def __init__(self, plan: Plan, kernel: Kernel) -> None:
        """Nothing was judged yet."""
        self.plan = plan
        self.kernel = kernel
        self._made: dict[str, Any] = {}

    def judge(
        self, grade_id: str, number: int, patience: float = PATIENCE
    ) -> list[NotebookNode]:
        """Run a test cell.

        Args:
            grade_id: which one.
            number: of its execution.
            patience: seconds that it may take.

        Returns:
            Its outputs, as a kernel would have sent them.

        Raises:
            Unreachable: the kernel cannot be asked any more.
        """
        cell = self.plan.cells[grade_id]
        try:
            with patient(patience), at(self.kernel):
                return self._run(cell, grade_id, number)
        except Endless:
            reason = "looking at the answer took too long"
        except LookFailed as error:
            reason = f"the answer does not let itself be looked at: {error}"
        return [refusal(f"0 points: {reason}.")]

    def _run(self, cell: TestCell, grade_id: str, number: int) -> list[NotebookNode]:
        for holding in self.kernel.hold(cell.answers):
            if holding.missing:
                return [_result(names.missing(holding.missing), number)]
            if holding.error:
                return [_error(holding.error)]
        space = fresh(self.plan.names[grade_id]) | self._made
        before = dict(space)
        for place in range(len(cell.answers)):
            space[HELD.format(place)] = Asked(self.kernel, place)
        outputs = []
        try:
            with printed() as words:
                found = _executed(cell.body, space)
            if found is not None:
                outputs.append(_result(found, number))
        except LookFailed:
            raise
        except Exception as error:  # the test cell's own
            outputs.append(_error(f"{type(error).__name__}: {error}"))
        if words.getvalue():
            text = words.getvalue()
            outputs.insert(0, new_output("stream", name="stdout", text=text))
        self._made |= {
            name: held
            for name, held in space.items()
            if name != "__builtins__"
            and not isinstance(held, Asked)
            and (name not in before or before[name] is not held)
        }
        return outputs


def _executed(body: ast.Module, space: dict[str, Any]) -> Any:
    """Run a cell; what its last line gives, when that is an expression."""
    *statements, last = body.body
    if not isinstance(last, ast.Expr):
        statements, last = body.body, ast.Expr(ast.Constant(None))
    exec(compile(ast.Module([*statements], []), "<test cell>", "exec"), space)
    value = ast.fix_missing_locations(ast.Expression(last.value))
    return eval(compile(value, "<test cell>", "eval"), space)


def _result(found: Any, number: int) -> NotebookNode:
    shown = getattr(found, "_repr_mimebundle_", None)
    data = shown() if shown is not None else {"text/plain": repr(found)}
    return new_output("execute_result", data=data, execution_count=number)


def _error(said: str) -> NotebookNode:
    name, _, words = said.partition(": ")
    return new_output("error", ename=name, evalue=words, traceback=[said])
