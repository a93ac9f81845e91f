"""Runs cells in kernels that a zygote forks, and looks at the processes there are."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from time import monotonic, sleep
from typing import Any

import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade.execute import ExecuteExercises
from autograder.grade.kernels.warm import MODULE, Forker, WarmKernelManager, Zygote

WHAT_IS_OPEN = """
import os
def link(fd):
    try: return os.readlink(f'/proc/self/fd/{fd}')
    except OSError: pass
print(*filter(None, map(link, os.listdir('/proc/self/fd'))))
"""
"""A cell that shows what its kernel holds open."""


@dataclass(frozen=True)
class Ran:
    """What came of a notebook.

    Attributes:
        shown: what each cell shows: its text, or its error's name and message.
        manager: of its kernel, which has ended.
        outputs: of each cell.
    """

    shown: list[str]
    manager: WarmKernelManager
    outputs: list[list[NotebookNode]]

    @property
    def last(self) -> str:
        return self.shown[-1]


def ran(zygote: Forker, *cells: str, budget: float = 30, **options: Any) -> Ran:
    """Run cells in a kernel that the zygote forks."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    manager = WarmKernelManager(zygote, **options)
    ExecuteExercises(budget=budget).preprocess(notebook, {}, manager)
    shown = ["".join(map(_text, cell.outputs)) for cell in notebook.cells]
    return Ran(shown, manager, [cell.outputs for cell in notebook.cells])


def _text(output: NotebookNode) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.get("text") or output.data["text/plain"]


def marker() -> str:
    """Seconds to sleep that no other process sleeps."""
    return f"600.{secrets.randbelow(10**9)}"


def marked(mark: str) -> list[psutil.Process]:
    """Processes of this machine that sleep so long."""
    found = []
    for pid in psutil.pids():
        try:
            process = psutil.Process(pid)
            if mark in process.cmdline():
                found.append(process)
        except psutil.Error:  # it has just ended
            continue
    return found


def soon(holds: Callable[[], Any], seconds: float = 60) -> bool:
    """Whether something comes to hold."""
    until = monotonic() + seconds
    while monotonic() < until:
        if holds():
            return True
        sleep(0.02)
    return False


def when_marked(mark: str, act: Callable[[], object]) -> Thread:
    """Do something as soon as a marked process runs."""
    thread = Thread(target=lambda: soon(lambda: marked(mark)) and act())
    thread.start()
    return thread


def sleeping(mark: str) -> str:
    """A cell that starts a marked process and waits for it."""
    return f"import subprocess; subprocess.run(['sleep', {mark!r}])"


def itself(zygote: Zygote) -> psutil.Process:
    """The zygote's own process, which may be in a sandbox."""
    process = psutil.Process(zygote.pid)
    while not process.name().startswith("python"):
        (process,) = process.children()
    assert MODULE in process.cmdline()
    return process


def gone(*processes: psutil.Process) -> bool:
    """Whether processes end soon."""
    return soon(lambda: not any(map(lives, processes)))


def lives(process: psutil.Process) -> bool:
    """Whether a process has not ended, nor ends while it is asked."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def descriptors(process: psutil.Process) -> int:
    """How many files a process has open."""
    return len(os.listdir(f"/proc/{process.pid}/fd"))
