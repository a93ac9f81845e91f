"""Judges test cells while a notebook runs: the way from the judge to the kernel."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from queue import Empty
from time import monotonic
from typing import Any

from jupyter_core.utils import ensure_async, run_sync
from nbclient.client import NotebookClient
from nbformat import NotebookNode
from nbgrader import utils

from ...check.stops import Stops
from ...observe.elsewhere import Unreachable
from ...observe.patience import whole
from ...observe.wire import LARGEST
from .asking import Kernel
from .given import Given
from .judge import Judge, Plan, plan

POLL = 0.5
"""Seconds between two looks whether a kernel that does not answer still lives."""

LEAST = 5
"""Seconds that judging one cell may take, however little is left of the budget."""

LONGEST = 50_000
"""Characters of a cell above which it is not looked at for what it makes."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LINE = re.compile(r"^-+> ?(\d+) (.*)$", re.MULTILINE)


class TimeIsUp(Unreachable):
    """The notebook's budget is spent."""


class Gone(Unreachable):
    """The kernel has died."""


@dataclass(frozen=True)
class Judging:
    """How a notebook's test cells are judged in this process.

    Attributes:
        given: the instructor's version of the notebook.
        seed: that random cases are drawn from.
    """

    given: Given
    seed: bytes

    @property
    def plan(self) -> Plan:
        """Which test cells; found out once for all submissions."""
        return _plan(self.given)


class Session:
    """The judging of one notebook.

    Args:
        client: runs it.
        judging: what is judged.
        deadline: when its budget is spent, by `time.monotonic`.
    """

    def __init__(
        self, client: NotebookClient, judging: Judging, deadline: float
    ) -> None:
        """Nothing was run yet."""
        self._client = client
        self._deadline = deadline
        self._stops = Stops()
        kernel = Kernel(self._send, self._stops, judging.seed)
        self._judge = Judge(judging.plan, kernel)
        self._server = getattr(client.km, "observer", "autograder.observe.serve")
        self._number = 0

    def judges(self, cell: NotebookNode) -> bool:
        """Whether a cell is a test cell that is run in this process."""
        return cell.cell_type == "code" and _grade_id(cell) in self._judge.plan.cells

    def judge(self, cell: NotebookNode) -> None:
        """Run a test cell; its outputs stand in it as if the kernel had sent them.

        Raises:
            TimeIsUp: the budget is spent.
            Gone: the kernel has died.
        """
        self._number += 1
        self._stops.begun(cell.source)
        cell.execution_count, cell.outputs = self._number, []
        left = max(self._deadline - monotonic(), LEAST)
        cell.outputs = self._judge.judge(_grade_id(cell), self._number, left)

    def noted(self, cell: NotebookNode) -> None:
        """Note what became of a cell that the kernel has run."""
        if cell.cell_type != "code" or not cell.source.strip():
            return
        self._number += 1
        cell.execution_count = self._number
        said = where = ""
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = self._number
            elif output.output_type == "error":
                said = f"{output.ename}: {output.evalue}".splitlines()[0][:300]
                where = _where("\n".join(output.traceback)[-LONGEST:])
        text = _sparse(cell.source)
        # Python's parser raises these for text that is none of a learner's
        with suppress(ValueError, RecursionError, MemoryError):
            self._stops.ended(text, cell.get("id", ""), said, where)

    def _send(self, request: str) -> str:
        """Have the kernel answer a request, before the notebook's deadline."""
        with whole():
            answer: str = run_sync(self._answer)(request)
        return answer

    async def _answer(self, request: str) -> str:
        kernel, manager = self._client.kc, self._client.km
        assert kernel is not None and manager is not None
        module = f"__import__({self._server!r}, fromlist=['answer'])"
        expressions = {"said": f"{module}.answer({request!r})"}
        sent = kernel.execute(
            "", silent=True, store_history=False, user_expressions=expressions
        )
        while True:
            left = self._deadline - monotonic()
            try:
                if left <= 0:
                    raise TimeIsUp
                wait = kernel.shell_channel.get_msg(timeout=min(left, POLL))
                reply = await ensure_async(wait)
            except Empty:
                if not await ensure_async(manager.is_alive()):
                    raise Gone from None
                continue
            if reply["parent_header"].get("msg_id") == sent:
                return _said(reply["content"])


def _said(content: dict[str, Any]) -> str:
    """The answer's text; one that cannot be read when the kernel sent anything else."""
    try:
        text = content["user_expressions"]["said"]["data"]["text/plain"]
    except (KeyError, TypeError):
        return ""
    return text if isinstance(text, str) and len(text) <= LARGEST else ""


def _sparse(text: str) -> str:
    """A cell's text without blank lines; "" when nobody can have typed so much."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n".join(lines) if len(text) <= LONGEST else ""


def _grade_id(cell: NotebookNode) -> str:
    if not utils.is_grade(cell) or utils.is_solution(cell):
        return ""
    grade_id: str = cell.metadata.nbgrader["grade_id"]
    return grade_id


def _where(traceback: str) -> str:
    """The line of the learner's cell that raised, from IPython's traceback."""
    lines = _LINE.findall(_COLOUR.sub("", traceback))
    return f"line {lines[0][0]}: {lines[0][1].strip()}"[:300] if lines else ""


@lru_cache(maxsize=16)
def _plan(given: Given) -> Plan:
    return plan(given)
