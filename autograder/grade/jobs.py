"""A job: a sanitized submission as plain data, run wherever an executor likes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from .execute import ExecuteExercises
from .feedback import without_hidden_tests
from .kernels import temporary
from .kernels.left import Files, left_in, put_beside
from .kernels.limits import Limits
from .kernels.sandbox import data
from .kernels.warm import COURSE, kernel_manager
from .notes import record
from .outside.session import Judging

LEEWAY = 60
"""Seconds beyond its budget after which a kernel ends, should nobody end it."""


class _Purpose:
    """Lets kernels know what they run for, as long as a thread starts some.

    nbgrader's own way takes the variable from under the feet of other threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0

    @contextmanager
    def told(self) -> Iterator[None]:
        """Have the environment say it."""
        with self._lock:
            self._users += 1
            os.environ["NBGRADER_EXECUTION"] = "autograde"
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    os.environ.pop("NBGRADER_EXECUTION", None)


_purpose = _Purpose()

TRIES = 3
"""How often a kernel is asked for, when none can be had."""

PAUSE = 0.5
"""Seconds between."""

_starting = Lock()
"""Held by the thread that asks for this process's zygote, which may start it."""


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
        memory: GiB that each notebook may hold.
        modules: what is imported once for all kernels.
        probing: whether the process that runs the job finds out what confines it.
    """

    student: str
    notebooks: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, bytes], ...] = ()
    budget: float = 120
    judging: tuple[tuple[str, Judging], ...] = ()
    memory: float = 4
    modules: tuple[str, ...] = COURSE
    probing: bool = False


@dataclass(frozen=True)
class Executed:
    """What came of a job.

    Attributes:
        notebooks: (name, executed notebook as JSON text).
        seconds: how long it took, kernel start included.
        files: (path, content) of the files that they have written, but where hidden
            tests ran in the same process: they could stand in them.
    """

    notebooks: tuple[tuple[str, str], ...]
    seconds: float
    files: Files = ()


def longest(job: Job) -> float:
    """Seconds after which whoever executes a job hangs: all its kernels have ended."""
    return TRIES * len(job.notebooks) * (job.budget + LEEWAY) + LEEWAY


def execute(job: Job) -> Executed:
    """Run each notebook of a job in a folder and a kernel of its own.

    It finds there what those before it have written. A notebook whose kernel somebody
    killed is run once more: it may have been anybody.
    """
    start = monotonic()
    executed = []
    written: dict[str, bytes] = {}
    job = replace(job, files=(*job.files, *_to_read(job.notebooks)))
    for name, text in job.notebooks:
        judging = dict(job.judging).get(name)
        notebook, left = _tried(job, text, judging)
        executed.append((name, nbformat.writes(notebook)))
        job = replace(job, files=tuple((dict(job.files) | dict(left)).items()))
        if judging is not None and judging.plan.closed:
            written |= dict(left)
    return Executed(tuple(executed), monotonic() - start, tuple(written.items()))


def _tried(job: Job, text: str, judging: Judging | None) -> tuple[NotebookNode, Files]:
    """One notebook, run; once more when its kernel was killed, even as it started."""
    for left in reversed(range(TRIES)):
        try:
            notebook, killed, written = _run(job, text, judging)
        except RuntimeError:  # no kernel could be had
            if not left:
                raise
            sleep(PAUSE)  # a zygote that was killed may still be ending
            continue
        if not killed or left < TRIES - 1:
            break
    return notebook, written


def _run(
    job: Job, text: str, judging: Judging | None
) -> tuple[NotebookNode, bool, Files]:
    """One notebook, run; whether nobody knows who killed it; what it has written."""
    notebook = nbformat.reads(text, as_version=4)
    runner = ExecuteExercises(budget=job.budget)
    closed = judging is not None and judging.plan.closed
    with _starting:
        kernel = kernel_manager(
            files=job.files,
            limits=Limits(memory_gib=job.memory, seconds=job.budget + LEEWAY),
            stand_in=closed,
            readable=readable_by(judging),
            modules=job.modules,
        )
    with _purpose.told(), temporary.folder() as folder:
        if kernel is None:  # one of the usual kind, whose files lie in a folder
            put_beside(job.files, folder)
        about = {"metadata": {"path": str(folder)}}
        notebook, _ = runner.preprocess(notebook, about, kernel, judging)
        left = left_in(folder, job.files) if kernel is None else kernel.left
    kept = record(notebook)
    if job.probing:
        kept["confined"] = [] if kernel is None else list(kernel.confined)
    if kernel is not None and kernel.peak is not None:
        kept["memory"] = round(kernel.peak)
    if judging is not None and judging.plan.in_kernel:
        kept["in_kernel"] = judging.plan.in_kernel
    return notebook, runner.killed, left


def readable_by(judging: Judging | None) -> Sequence[Path]:
    """Folders that a notebook's kernel may read beside what all may read."""
    closed = judging is not None and judging.plan.closed
    return () if closed else data(sealed=False)


def _to_read(notebooks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The notebooks as files, for those that run or read one another.

    Hidden tests and what tasks are marked by are left out: no kernel is to find them.
    """
    for name, text in notebooks:
        notebook = nbformat.reads(text, as_version=4)
        for cell in notebook.cells:
            if utils.is_task(cell):
                cell.source = ""
            elif utils.is_grade(cell) or utils.is_locked(cell):
                cell.source = without_hidden_tests(cell.source)
        yield f"{name}.ipynb", nbformat.writes(notebook).encode()


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
