"""Who does the jobs: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from .course import CourseError
from .jobs import longest
from .kernels.process import Zygote
from .shared import Shared
from .workers import Workers

AHEAD = 2
"""Jobs that wait for each worker: none is idle, and few lie in memory."""

ALONE = 60
"""Seconds after which a cluster without workers is not waited for any longer."""

CONNECT = 10
"""Seconds that a scheduler may take to answer."""


@dataclass(frozen=True)
class Doers:
    """Who does the jobs.

    Attributes:
        executor: gives them out.
        ahead: how many it is given at a time.
        begin: is told, before the first job, what kernels import and may read.
        lost: says why no job will ever be done, "" while there is hope; asked from
            time to time.
    """

    executor: Executor
    ahead: int = 1
    begin: Callable[[Sequence[str], Sequence[Path]], None] = lambda *_: None
    lost: Callable[[], str] = lambda: ""


@contextmanager
def executors(
    workers: int | None, scheduler: str | None, early: Zygote | None = None
) -> Iterator[Doers]:
    """An executor for the while.

    Args:
        workers: local processes; None for one a core.
        scheduler: address of a Dask scheduler, such as "tcp://10.0.0.5:8786", whose
            workers are used in place of local ones; None for local ones.
        early: a zygote for local ones, if it is what they need; see `early`.

    Raises:
        CourseError: the scheduler cannot be used.
    """
    if scheduler is None:
        with closing(Shared(early)) as zygote, Workers(workers) as local:
            local.longest = longest
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
            yield Doers(cluster, AHEAD * threads, lost=_Lost(client, scheduler))
            wait = True
        finally:
            cluster.shutdown(wait)
    finally:
        client.close()


class _Lost:
    """Says that a cluster's workers are gone, once they have been for a while."""

    def __init__(self, client: Any, scheduler: str) -> None:
        self._client = client
        self._scheduler = scheduler
        self._seen = monotonic()

    def __call__(self) -> str:
        if self._client.status == "running" and self._client.nthreads():
            self._seen = monotonic()
        if monotonic() - self._seen < ALONE:
            return ""
        return (
            f"The scheduler at {self._scheduler} has had no workers for {ALONE} s. "
            f"Start some, then run this again: dask worker {self._scheduler} "
            "--nthreads 1"
        )


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
