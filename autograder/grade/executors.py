"""Who does the jobs: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .course import CourseError
from .workers import Workers

AHEAD = 2
"""Jobs that wait for each worker: none is idle, and few lie in memory."""

CONNECT = 10
"""Seconds that a scheduler may take to answer."""


@dataclass(frozen=True)
class Doers:
    """An executor and how many jobs it is given at a time."""

    executor: Executor
    ahead: int


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
        with Workers(workers) as local:
            yield Doers(local, AHEAD * local.count)
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
