"""Runs a learner's exercises in a kernel of their own, within a budget of time."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from subprocess import DEVNULL
from time import monotonic
from typing import Any, Literal

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from .plain import plain
from .written import NotCheckable

Stop = Literal["", "time", "died"]

_LINE = re.compile(r"^\s*Cell In\[(\d+)\], line (\d+)", re.MULTILINE)
_MADE_UP = re.compile(r" \(\d+\.py, line \d+\)$")
_TIMEOUT = {"ename": "Timeout", "evalue": "", "traceback": [], "status": "error"}
_LONGEST = 500
"""Characters of an error's message; the rest of it is left out."""


@dataclass(frozen=True)
class Raised:
    """An error that ended a cell.

    Attributes:
        words: its name and message.
        line: of a cell, the innermost that it came from; 0 when it is not known.
        code: what stands in that line.
    """

    words: str
    line: int = 0
    code: str = ""


@dataclass(frozen=True)
class Ran:
    """What came of a cell.

    Attributes:
        shown: its value, by form, such as "text/plain".
        raised: the error that ended it.
    """

    shown: Mapping[str, Any] = field(default_factory=dict)
    raised: Raised | None = None


@dataclass(frozen=True)
class Run:
    """What came of a notebook.

    Attributes:
        cells: those that were run, in their order.
        stop: why the last of them was the last: time was up, or the kernel died in it;
            "" when none is missing.
    """

    cells: tuple[Ran, ...]
    stop: Stop = ""


def run(cells: Sequence[str], notebook: Path, budget: float) -> Run:
    """Run cells one after another, also after one that ends in an error.

    The kernel is this Python's, in the notebook's folder; what the cells do counts as
    the learner's progress, as it does in a notebook.

    Args:
        cells: their text.
        notebook: the file they come from, which is not touched.
        budget: seconds for all of them together.

    Raises:
        NotCheckable: no kernel could be started.
    """
    try:
        return asyncio.run(_run(cells, notebook, budget))
    except asyncio.CancelledError:
        raise SystemExit(128 + signal.SIGTERM) from None


async def _run(cells: Sequence[str], notebook: Path, budget: float) -> Run:
    made = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    done: list[Ran] = []
    manager = _manager()
    client = _Answers(
        made,
        km=manager,
        allow_errors=True,
        interrupt_on_timeout=True,
        # with it nbclient does not wait for a cell that will not be interrupted
        error_on_timeout={**_TIMEOUT},
        record_timing=False,
    )
    try:
        await _start(client, manager, notebook)
        stop = await _each(client, monotonic() + budget, done.append)
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)
    return Run(tuple(done), stop)


async def _start(
    client: NotebookClient, manager: AsyncKernelManager, notebook: Path
) -> None:
    """Start the kernel; whatever ends this process ends it first."""
    task = asyncio.current_task()
    if task is not None:
        with suppress(NotImplementedError):  # Windows
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await manager.start_kernel(
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
            cwd=str(notebook.resolve().parent),
            env={**os.environ, "JPY_SESSION_NAME": str(notebook.resolve())},
            stdout=DEVNULL,  # what it writes there is no result of ours
            stderr=DEVNULL,
        )
        await client.async_start_new_kernel_client()
    except (RuntimeError, OSError) as error:
        raise NotCheckable(
            f"No Python kernel could be started: {error}. Check that ipykernel works: "
            f"{sys.executable} -m ipykernel --version"
        ) from error


async def _each(
    client: NotebookClient, deadline: float, keep: Callable[[Ran], object]
) -> Stop:
    """Run the cells until all are done, or say why not."""

    def left(_: NotebookNode) -> Any:  # seconds; nbclient says whole ones, needs none
        return max(deadline - monotonic(), 0.1)

    client.timeout_func = left
    replies: list[Any] = []
    client.on_cell_executed = lambda execute_reply, **_: replies.append(execute_reply)
    texts: dict[int, str] = {}
    for index, cell in enumerate(client.nb.cells):
        try:
            await client.async_execute_cell(cell, index)
        except DeadKernelError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():  # nbclient takes it for that
                raise asyncio.CancelledError from None
            keep(_ran(cell, texts))
            return "died"
        if count := cell.get("execution_count"):
            texts[count] = cell.source
        ran = _ran(cell, texts)
        if replies and replies[-1]["content"] == _TIMEOUT:
            if ran.raised:  # by the interrupt
                ran = replace(ran, raised=replace(ran.raised, words="Time was up here"))
            keep(ran)
            return "time"
        keep(ran)
    return ""


def _manager() -> AsyncKernelManager:
    manager = AsyncKernelManager()
    # the Python that has this package; a kernel of the name may be another's
    manager._kernel_spec = KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        display_name="Python 3",
        language="python",
    )
    return manager


class _Answers(NotebookClient):
    """Keeps values and errors alone: a cell that prints without end fills no memory."""

    def output(
        self,
        outs: list[NotebookNode],
        msg: dict[str, Any],
        display_id: str | None,
        cell_index: int,
    ) -> NotebookNode | None:
        if msg["msg_type"] not in ("execute_result", "error"):
            return None
        return super().output(outs, msg, display_id, cell_index)


def _ran(cell: NotebookNode, texts: Mapping[int, str]) -> Ran:
    """What came of a cell; texts are those of the cells so far, by their number."""
    shown: Mapping[str, Any] = {}
    raised = None
    for output in cell.outputs:
        if output.output_type == "error":
            raised = _raised(output, texts)
        else:
            shown = output.data
    return Ran(shown, raised)


def _raised(output: NotebookNode, texts: Mapping[int, str]) -> Raised:
    said = _MADE_UP.sub("", plain(output.evalue)).strip()
    words = f"{plain(output.ename)}: {said}" if said else plain(output.ename)
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST]}…"
    # cells are named in it from the outermost to the innermost
    places = _LINE.findall(plain("\n".join(output.traceback)))
    for count, number in reversed(places):
        lines = texts.get(int(count), "").splitlines()
        line = int(number)
        if 0 < line <= len(lines):
            return Raised(words, line, lines[line - 1].strip())
    return Raised(words)
