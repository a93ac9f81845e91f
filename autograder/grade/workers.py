"""Processes that do jobs side by side; one that dies or hangs costs nobody anything."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from threading import RLock
from types import TracebackType
from typing import Any

TRIES = 3
"""How often a job is begun, when the process that does it dies each time."""


THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTEROP_THREADS", "TF_NUM_INTRAOP_THREADS")
"""Variables that say how many threads a notebook's libraries use."""


IMPORTED = ["autograder.lean", "autograder.grade.jobs"]
"""What the process imports that workers are forked from."""

# forked from this process, they would share its connections to the gradebook
_processes = multiprocessing.get_context(
    "forkserver" if sys.platform == "linux" else "spawn"
)


class WorkerDied(RuntimeError):
    """The processes that began a job have died or hung, one after the other."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare() -> None:
    """Start what workers are forked from; it imports while the caller goes on."""
    if sys.platform == "linux":
        _processes.set_forkserver_preload(IMPORTED)
        forkserver.ensure_running()


@dataclass(eq=False)
class _Task:
    future: Future[Any]
    do: Callable[[], Future[Any]]
    begun: int = field(default=0)


class Workers(Executor):
    """An executor of local processes.

    `ProcessPoolExecutor` gives up all its jobs when one of its processes is killed.
    Here those that were not begun wait for new processes, and those that were are
    begun again, each alone, so that one which brings its process down takes no other
    with it.

    The processes end with this one, however it ends. In a `with` statement that is
    left by an error they are ended at once, with all that they are doing.

    Args:
        count: how many processes; None for one a core.

    Attributes:
        first: what each process does before its first job; None for nothing.
        longest: by a job's arguments, seconds after which it hangs: its process says
            where it stands, on stderr, and is ended. None for jobs that never hang.
    """

    first: Callable[[], None] | None = None
    longest: Callable[..., float] | None = None

    def __init__(self, count: int | None = None) -> None:
        """Processes are started as jobs come."""
        self.count = count or cores()
        self._lock = RLock()
        self._waiting: deque[_Task] = deque()
        self._running: list[_Task] = []
        self._closed = False
        # while this process holds the one end, whoever reads the other lives
        self._theirs, self._alive = multiprocessing.Pipe(duplex=False)
        self._pool: ProcessPoolExecutor | None = None

    def submit(  # type: ignore[override]
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Have a job done; its arguments and result travel between processes.

        Raises:
            RuntimeError: the executor was shut down.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("The workers were sent home; start new ones.")
            task = _Task(Future(), lambda: self._begun(fn, *args, **kwargs))
            self._waiting.append(task)
            self._begin()
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; let those that were begun end."""
        with self._lock:
            self._closed = True
            left = [*self._waiting] if cancel_futures else []
            for task in left:
                self._waiting.remove(task)
                task.future.cancel()
            open_futures = [t.future for t in [*self._waiting, *self._running]]
        if wait:
            for future in open_futures:
                future.exception()
        if self._pool is not None:
            self._pool.shutdown(wait=wait)

    def end(self) -> None:
        """End the processes, whatever they are doing; no job is begun again."""
        with self._lock:
            self._closed = True
            left = [*self._waiting]
            self._waiting.clear()
            for task in left:
                task.future.cancel()
            self._alive.close()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Wait for what was begun; after an error for nothing."""
        if error is None:
            self.shutdown(wait=True)
        else:
            self.end()

    def _begun(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Have a process do it."""
        if self._pool is None:
            prepare()
            threads = max(1, cores() // self.count)
            self._pool = ProcessPoolExecutor(
                self.count,
                mp_context=_processes,
                initializer=_begin,
                initargs=(self._theirs, {**os.environ}, threads, self.first),
            )
        if self.longest is not None:
            fn = partial(_within, self.longest(*args, **kwargs), fn)
        return self._pool.submit(fn, *args, **kwargs)

    def _begin(self) -> None:
        """Begin what can be begun now; holds the lock."""
        while self._waiting and len(self._running) < self.count:
            alone = self._waiting[0].begun or any(t.begun > 1 for t in self._running)
            if alone and self._running:
                return
            task = self._waiting.popleft()
            if not task.begun and not task.future.set_running_or_notify_cancel():
                continue
            task.begun += 1
            self._running.append(task)
            try:
                inner = task.do()
            except BrokenExecutor:
                self._pool = None
                inner = task.do()
            inner.add_done_callback(partial(self._ended, task))

    def _ended(self, task: _Task, done: Future[Any]) -> None:
        """A job is done, or its process is gone."""
        error = done.exception()
        with self._lock:
            self._running.remove(task)
            again = (
                isinstance(error, BrokenExecutor)
                and task.begun < TRIES
                and not self._alive.closed
            )
            if again:
                self._waiting.appendleft(task)
        if not again:
            if isinstance(error, BrokenExecutor):
                error = WorkerDied(
                    f"The process that graded it died or hung {TRIES} times; was there "
                    "enough memory? Try it with fewer workers."
                )
            if error:
                task.future.set_exception(error)
            else:
                task.future.set_result(done.result())
        with self._lock:
            self._begin()


def _begin(
    alive: Connection,
    environment: Mapping[str, str],
    threads: int,
    first: Callable[[], None] | None,
) -> None:
    """Leave the terminal's signals to the process that gives the jobs; end with it.

    What it starts takes its share of the cores, as long as nobody chose otherwise.
    """
    if hasattr(os, "setsid"):
        os.setsid()
    os.environ.clear()  # it is as old as what this process was forked from
    os.environ.update(environment)
    for name in THREADS:
        os.environ.setdefault(name, f"{threads}")
    threading.Thread(target=_end_with, args=(alive,), daemon=True).start()
    if first is not None:
        first()


def _within(
    seconds: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> Any:
    """Do a job; end this process when it takes longer, whatever it waits for."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        return fn(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()


def _end_with(alive: Connection) -> None:
    """Wait until nobody holds the pipe's other end, then end this process."""
    with suppress(EOFError, OSError):
        alive.recv_bytes()
    os._exit(1)
