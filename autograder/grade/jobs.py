"""A job: a sanitized submission as plain data, run wherever an executor likes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from .execute import ExecuteExercises
from .kernels.warm import kernel_manager
from .notes import record
from .outside.session import Judging


@dataclass(frozen=True)
class Job:
    """What running a submission takes; ships to another process or machine.

    Attributes:
        student: whose it is.
        notebooks: (name, notebook as JSON text) of each notebook to run.
        files: (path relative to the notebook, content) of what lies beside it.
        budget: seconds each notebook may run.
        judging: (name, how its test cells are judged in the process that runs the
            job) of each notebook; one that is not named is judged in its kernel.
    """

    student: str
    notebooks: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...] = ()
    budget: float = 120
    judging: tuple[tuple[str, Judging], ...] = ()


@dataclass(frozen=True)
class Executed:
    """What came of a job.

    Attributes:
        notebooks: (name, executed notebook as JSON text).
        seconds: how long it took, kernel start included.
    """

    notebooks: tuple[tuple[str, str], ...]
    seconds: float


def execute(job: Job) -> Executed:
    """Run each notebook of a job in a folder and a kernel of its own.

    A kernel that somebody killed is tried once more: it may have been anybody.
    """
    start = monotonic()
    executed = []
    for name, text in job.notebooks:
        judging = dict(job.judging).get(name)
        notebook, killed = _run(job, text, judging)
        if killed:
            notebook, _ = _run(job, text, judging)
        executed.append((name, nbformat.writes(notebook)))
    return Executed(tuple(executed), monotonic() - start)


def _run(job: Job, text: str, judging: Judging | None) -> tuple[NotebookNode, bool]:
    """One notebook, run, and whether its kernel was killed."""
    runner = ExecuteExercises(budget=job.budget)
    with tempfile.TemporaryDirectory(
        prefix="autograder-", ignore_cleanup_errors=True
    ) as folder:
        for path, content in job.files:
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        with utils.setenv(NBGRADER_EXECUTION="autograde"):
            notebook, _ = runner.preprocess(
                nbformat.reads(text, as_version=4),
                {"metadata": {"path": folder}},
                kernel_manager(files=job.files),
                judging,
            )
    if judging is not None and judging.plan.in_kernel:
        record(notebook)["in_kernel"] = judging.plan.in_kernel
    return notebook, runner.killed


class Serial(Executor):
    """An executor that does each job at once, in the caller's process."""

    def submit(  # type: ignore[override]
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Do the job; the future returned is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # kept in the future, as in every executor
            future.set_exception(error)
        return future
