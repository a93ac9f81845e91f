"""Who does the jobs: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from .course import CourseError
from .shared import shared
from .workers import Workers

AHEAD = 2
"""Jobs that wait for each worker: none is idle, and few lie in memory."""

CONNECT = 10
"""Seconds that a scheduler may take to answer."""


@dataclass(frozen=True)
class Doers:
    """Who does the jobs.

    Attributes:
        executor: gives them out.
        ahead: how many it is given at a time.
        begin: is told, before the first job, what kernels import and may read.
    """

    executor: Executor
    ahead: int
    begin: Callable[[Sequence[str], Sequence[Path]], None] | None = None


@contextmanager
def executors(workers: int | None, scheduler: str | None) -> Iterator[Doers]:
    """An executor for the while.

    Args:
        workers: local processes; None for one a core.
        scheduler: address of a Dask scheduler, such as "tcp://10.0.0.5:8786", whose
            workers are used in place of local ones; None for local ones.

    Raises:
        CourseError: the scheduler cannot be used.
    """
    if scheduler is None:
        with shared() as zygote, Workers(workers) as local:
            yield Doers(local, AHEAD * local.count, partial(zygote.begin, local))
        return
    client = _client(scheduler)
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(
                f"The scheduler at {scheduler} has no workers. Start some: "
                f"dask worker {scheduler} --nthreads 1"
            )
        # a job is no pure function: run again, it is run again
        cluster = client.get_executor(pure=False, retries=2)
        wait = False
        try:
            yield Doers(cluster, AHEAD * threads)
            wait = True
        finally:
            cluster.shutdown(wait)
    finally:
        client.close()


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise CourseError(
            "--scheduler needs the package distributed: pip install distributed"
        ) from None
    try:
        return Client(scheduler, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise CourseError(
            f"No Dask scheduler answers at {scheduler}: {said[0]} It is started with: "
            "dask scheduler"
        ) from None
