"""Processes that die take nothing with them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from autograder.grade.workers import THREADS, TRIES, WorkerDied, Workers


def square(number: int) -> int:
    return number * number


def refuse(words: str) -> None:
    raise ValueError(words)


def die_once(mark: Path, number: int) -> int:
    """Kill the process that does this, the first time."""
    with mark.open("a") as file:
        file.write("begun\n")
    if len(mark.read_text().split()) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die(mark: Path) -> None:
    with mark.open("a") as file:
        file.write("begun\n")
    os.kill(os.getpid(), signal.SIGKILL)


def whose(seconds: float) -> int:
    sleep(seconds)
    return os.getpid()


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(2) as made:
        yield made


def test_every_job_is_done(workers: Workers) -> None:
    assert [*workers.map(square, range(20))] == [n * n for n in range(20)]


def test_jobs_are_done_side_by_side_and_not_here(workers: Workers) -> None:
    found = {*workers.map(whose, [0.5] * 4)}
    assert len(found) == 2 and os.getpid() not in found


def test_what_a_job_raises_is_its_own(workers: Workers) -> None:
    wrong, right = workers.submit(refuse, "not so"), workers.submit(square, 3)
    with pytest.raises(ValueError, match="not so"):
        wrong.result()
    assert right.result() == 9


def test_a_process_that_is_killed_costs_no_job(
    workers: Workers, tmp_path: Path
) -> None:
    before = [workers.submit(square, n) for n in range(3)]
    killed = [workers.submit(die_once, tmp_path / f"{n}", n) for n in range(3)]
    after = [workers.submit(square, n) for n in range(5)]
    assert [f.result() for f in before] == [0, 1, 4]
    assert [f.result() for f in killed] == [0, 1, 2]
    assert [f.result() for f in after] == [0, 1, 4, 9, 16]


def test_a_job_that_always_kills_is_given_up_and_no_other_is(
    workers: Workers, tmp_path: Path
) -> None:
    futures = [workers.submit(square, n) for n in range(4)]
    deadly = workers.submit(die, tmp_path / "deadly")
    futures += [workers.submit(square, n) for n in range(4, 12)]
    with pytest.raises(WorkerDied, match=f"died or hung {TRIES} times"):
        deadly.result()
    assert [f.result() for f in futures] == [n * n for n in range(12)]
    assert (tmp_path / "deadly").read_text() == "begun\n" * TRIES


def hang_once(mark: Path, number: int) -> int:
    """Wait for what does not come, the first time."""
    with mark.open("a") as file:
        file.write("begun\n")
    if len(mark.read_text().split()) == 1:
        Event().wait()
    return number


def test_a_process_that_hangs_costs_no_job(workers: Workers, tmp_path: Path) -> None:
    workers.longest = lambda *_: 1.5
    hung = [workers.submit(hang_once, tmp_path / f"{n}", n) for n in range(2)]
    futures = [workers.submit(square, n) for n in range(4)]
    assert [f.result() for f in hung] == [0, 1]
    assert [f.result() for f in futures] == [0, 1, 4, 9]


def told(name: str) -> str | None:
    return os.environ.get(name)


def say(name: str, words: str) -> None:
    os.environ[name] = words


def test_each_process_does_first_what_it_is_told_also_when_one_was_killed(
    workers: Workers, tmp_path: Path
) -> None:
    workers.first = partial(say, "FIRST", "done")
    assert [*workers.map(told, ["FIRST"] * 4)] == ["done"] * 4
    assert workers.submit(die_once, tmp_path / "mark", 3).result() == 3
    assert [*workers.map(told, ["FIRST"] * 4)] == ["done"] * 4


def test_the_cores_are_shared_unless_somebody_chose_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen, *others = THREADS
    monkeypatch.setenv(chosen, "7")
    for name in others:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("autograder.grade.workers.cores", lambda: 9)
    with Workers(2) as made:
        assert [*made.map(told, THREADS)] == ["7", "4", "4"]
    assert not {*others} & {*os.environ}


def test_nothing_is_taken_after_the_end() -> None:
    workers = Workers(1)
    last = workers.submit(square, 4)
    workers.shutdown()
    assert last.done() and last.result() == 16
    with pytest.raises(RuntimeError, match="start new ones"):
        workers.submit(square, 5)


def test_jobs_that_wait_can_be_taken_back() -> None:
    workers = Workers(1)
    futures = [workers.submit(whose, 0.3) for _ in range(4)]
    workers.shutdown(cancel_futures=True)
    assert [f.cancelled() for f in futures] == [False, True, True, True]
