"""Runs the exercises of a notebook: from their own set-up cell on, in one budget."""

from __future__ import annotations

from signal import SIGKILL
from subprocess import DEVNULL
from time import monotonic
from typing import Any

from jupyter_client.manager import KernelManager
from nbclient.client import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, ValidationError
from nbgrader import utils
from nbgrader.preprocessors import Execute
from traitlets import Float

from ..parts import first_cell
from .heard import hear_only_messages
from .kernels.limits import Limits
from .notes import Note, add_notes, record, refusal
from .outside.session import Gone, Judging, Session, TimeIsUp
from .printed import joined

LONGEST = 2**20
"""Characters of output that a cell may show; the rest is dropped, never a result."""

HUGE = 16 * LONGEST
"""Characters above which one output is cut, be it a picture."""

LEAST = 500
"""Characters that the smallest output counts, and that are left of a huge one."""


def refuse(notebook: NotebookNode, reason: str, first: int = 0) -> None:
    """Give every test cell from `first` on 0 points, with the reason as its output."""
    for cell in notebook.cells[first:]:
        if cell.cell_type == "code" and utils.is_grade(cell):
            cell.outputs = [refusal(reason)]


class ExecuteExercises(Execute):
    """nbgrader's Execute with one budget for the notebook.

    A cell that never ends, or that ends its kernel, costs its own and the following
    points; points earned before it are kept. The reason stands in the output.
    """

    killed = False
    """Whether the kernel was ended by SIGKILL, which may have come from outside."""

    budget = Float(120, help="Seconds that a whole notebook may run.").tag(config=True)

    def preprocess(
        self,
        nb: NotebookNode,
        resources: dict[str, Any] | None = None,
        km: KernelManager | None = None,
        judging: Judging | None = None,
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Run a notebook's exercises in a kernel of their own, in place.

        Args:
            nb: the notebook.
            resources: nbconvert's.
            km: of the kernel; None for one of the default kind.
            judging: the test cells that are run in this process; None for none.
        """
        NotebookClient.__init__(self, nb, km)  # as nbconvert does: once a notebook
        self.owns_km = True  # also one that was given: its kernel is ended
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self.record_timing = False
        self.shutdown_kernel = "immediate"
        self.coalesce_streams = False  # see `printed`
        first = first_cell(nb)
        for cell in nb.cells[:first]:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        with self.setup_kernel(stdout=DEVNULL, stderr=DEVNULL):
            stop = self._run(first, judging)
        for cell in nb.cells[first:]:
            if cell.cell_type == "code":
                cell.outputs = joined(cell.outputs)
        if stop is not None:
            index, reason = stop
            nb.cells[index].outputs.append(refusal(reason))
            refuse(nb, f"Not run. {reason}", index + 1)
            record(nb)["status"] = "stopped"
            add_notes(nb, [Note(reason)])
        self.set_widgets_metadata()
        return nb, self.resources

    def output(
        self,
        outs: list[NotebookNode],
        msg: dict[str, Any],
        display_id: str | None,
        cell_index: int,
    ) -> NotebookNode | None:
        """Take an output unless the cell floods: an endless `print` fills no memory.

        A result and an error are always taken, once, as IPython gives one of each.
        """
        content, kind = msg["content"], msg["msg_type"]
        room = LONGEST - self._shown.get(cell_index, 0)
        once = kind in ("execute_result", "error") and all(
            out.output_type != kind for out in outs
        )
        if room <= 0 and not once:
            return None
        shown = content.get("text") or str(content.get("data") or content)
        self._shown[cell_index] = LONGEST - room + max(len(shown), LEAST)
        if "text" in content:
            content["text"] = shown[:room]
        elif len(shown) > HUGE and kind == "error":
            content |= {"evalue": content["evalue"][:LEAST], "traceback": []}
        elif len(shown) > HUGE:
            content["data"] = {"text/plain": f"{shown[:LEAST]}…"}
        try:
            return super().output(outs, msg, display_id, cell_index)
        except ValidationError:  # no output of a notebook
            return None

    def _run(self, first: int, judging: Judging | None) -> tuple[int, str] | None:
        """Run cells until all are done, or say which one was the last, and why."""
        assert self.kc is not None
        hear_only_messages(self.kc.shell_channel, self.kc.iopub_channel)
        info = self.wait_for_reply(self.kc.kernel_info())
        assert info is not None
        self.nb.metadata["language_info"] = info["content"]["language_info"]
        self._shown: dict[int, int] = {}
        deadline = monotonic() + self.budget
        self.timeout_func = lambda cell: max(deadline - monotonic(), 0.1)
        session = Session(self, judging, deadline) if judging is not None else None
        for index, cell in enumerate(self.nb.cells[first:], start=first):
            timed_out = False
            try:
                if session is not None and session.judges(cell):
                    session.judge(cell)
                else:
                    self.preprocess_cell(cell, self.resources, index)
                    if session is not None:
                        session.noted(cell)
            except (CellTimeoutError, TimeIsUp):
                timed_out = True
            except (DeadKernelError, Gone):
                over = getattr(self.km, "over", None)  # ended by its keeper, for that
                self.killed = getattr(self.km, "status", None) == -SIGKILL and not over
                how = f"was ended ({_too_much(self.km)})" if over else "died"
                return index, (
                    f"The kernel {how} in {_name(self.nb, index)}; "
                    "nothing after it could be run."
                )
            if timed_out or (_ran_out(cell) and monotonic() >= deadline):
                return index, (
                    f"Time is up: the notebook may run {self.budget:g} s and was "
                    f"still in {_name(self.nb, index)}; nothing after it was run."
                )
        return None


def _too_much(km: Any) -> str:
    """What a kernel used too much of, and how much it may use."""
    most: Limits = km.limits
    return {
        "memory": f"it may hold {most.memory_gib:g} GiB of memory",
        "processes": f"it may run {most.processes} processes and threads",
        "time": f"it may live {most.seconds:g} s",
    }[km.over]


def _ran_out(cell: NotebookNode) -> bool:
    """Whether nbclient interrupted this cell; takes nbclient's own words out."""
    outputs = cell.get("outputs", [])
    mine = [o for o in outputs if o.get("ename") == "CellTimeoutError"]
    if mine:
        cell.outputs = [o for o in outputs if o not in mine]
    return bool(mine)


def _name(notebook: NotebookNode, index: int) -> str:
    """What to call a cell: its grade_id, else the exercise it follows."""
    grade_id = notebook.cells[index].metadata.get("nbgrader", {}).get("grade_id")
    if grade_id:
        return f"the cell “{grade_id}”"
    for cell in reversed(notebook.cells[:index]):
        before = cell.metadata.get("nbgrader", {}).get("grade_id")
        if before:
            return f"a cell after “{before}”"
    return f"cell {index + 1} of the notebook"
