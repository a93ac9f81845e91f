"""A cluster's workers grade as this machine does, and one that dies costs nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade import executors as how
from autograder.grade import grader
from autograder.grade.course import Course
from autograder.grade.executors import Doers, executors
from autograder.grade.grader import Outcome, grade_class
from autograder.grade.outside.patient import patient
from autograder.grade.outside.printed import printed
from autograder.grade.trouble import Halted
from autograder.observe.patience import Endless

from .conftest import NAME, Tiny, graded, solution
from .plain.book import differences, rows

pytestmark = pytest.mark.xdist_group("cluster")

STUDENTS = {
    "ann": {},
    "ben": {"b": "b = 0"},
    "cid": {"a": "import time; time.sleep(2); a = 1"},
    "dot": {"c": "raise ValueError('no')"},
    "eve": {"a": "import time; time.sleep(2); a = 5", "b": "print('b'); b = 2"},
    "fay": {"b": "b = open('data.txt').read()"},
}
"""Some of everything, and two that take a while."""


def judged() -> NotebookNode:
    """Two test cells that the judge runs, one that the kernel runs."""
    return new_notebook(
        cells=[
            new_code_cell("from autograder import check"),
            solution("a", "a = 1"),
            graded("a", "print('the first')\ncheck.value(a, like=1)", 1),
            solution("b", "b = 2"),
            graded("b", "print('the second')\ncheck.value(b, like=2, points=2)", 2),
            solution("c", "c = 3"),
            graded("c", "assert c == 3", 3),
        ]
    )


@pytest.fixture
def a_class(tmp_path: Path) -> Tiny:
    (tmp_path / "course").mkdir()
    course = Tiny(tmp_path / "course", judged())
    for student, answers in STUDENTS.items():
        folder = course.hand_in(student, course.answered(**answers)).parent
        (folder / "data.txt").write_text("2")
    return course


def another(course: Tiny, folder: Path) -> Course:
    """The same course, with nothing graded, in another folder."""
    shutil.copytree(course.root, folder)
    return Course(folder)


def said(course: Course, student: str) -> list[str]:
    """What the test cells of a graded notebook printed."""
    import nbformat

    path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
    return [
        output.text.strip()
        for cell in nbformat.read(path, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
        for output in cell.outputs
        if output.output_type == "stream"
    ]


@pytest.fixture
def scheduler() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=0,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def workers(scheduler: str, tmp_path: Path) -> Iterator[dict[str, subprocess.Popen]]:
    """Two workers, each in a folder of its own that has nothing of the course."""
    command = [str(Path(sys.executable).parent / "dask"), "worker", scheduler]
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout=60"]
    made = {}
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        made[name] = subprocess.Popen(
            [*command, *options, "--name", name, "--local-directory", str(folder)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield made
    finally:
        for process in made.values():
            process.terminate()
        for process in made.values():
            process.wait(20)


def test_a_worker_that_is_killed_in_the_middle_costs_nobody_anything(
    a_class: Tiny,
    scheduler: str,
    workers: dict[str, subprocess.Popen],
    tmp_path: Path,
) -> None:
    from distributed import Client

    alone = another(a_class, tmp_path / "alone")
    with executors(1, None) as doers:
        found = _graded(alone, doers)
    assert {o.status for o in found.values()} == {"graded"}

    with Client(scheduler, set_as_default=False) as watch:
        watch.wait_for_workers(2, timeout=60)
        killing = threading.Thread(target=_kill_a_busy_one, args=(watch, workers))
        killing.start()
        with executors(None, scheduler) as doers:
            outcomes = _graded(a_class.course, doers)
        killing.join()

    dead = [name for name, process in workers.items() if process.poll() is not None]
    assert len(dead) == 1
    assert {s: o.status for s, o in outcomes.items()} == dict.fromkeys(
        STUDENTS, "graded"
    )
    ours, theirs = (
        rows(course.root / "gradebook.db", NAME) for course in (alone, a_class.course)
    )
    assert not differences(ours, theirs)
    for student in STUDENTS:
        assert said(alone, student) == said(a_class.course, student)
    assert said(alone, "ann") == ["the first", "the second"]


def test_a_cluster_whose_workers_are_all_gone_is_not_waited_for(
    a_class: Tiny,
    scheduler: str,
    workers: dict[str, subprocess.Popen],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from distributed import Client

    monkeypatch.setattr(how, "ALONE", 1)
    monkeypatch.setattr(grader, "POLL", 0.2)
    with Client(scheduler, set_as_default=False) as watch:
        watch.wait_for_workers(2, timeout=60)
        with (
            pytest.raises(Halted, match="has had no workers for 1 s"),
            executors(None, scheduler) as doers,
        ):
            found = grade_class(
                a_class.course, NAME, a_class.course.submissions(NAME), by=doers
            )
            first = next(found)
            for process in workers.values():
                process.kill()
            list(found)
    assert first.status == "graded"
    assert a_class.course.booked(NAME) >= {first.student}


def _graded(course: Course, doers: Doers | None) -> dict[str, Outcome]:
    submissions = course.submissions(NAME)
    found = grade_class(course, NAME, submissions, by=doers, seed=b"s")
    outcomes = [*found]
    assert len(outcomes) == len(submissions)
    return {outcome.student: outcome for outcome in outcomes}


def _kill_a_busy_one(watch, workers: dict[str, subprocess.Popen]) -> None:
    """SIGKILL a worker that is at a job."""
    until = monotonic() + 60
    while monotonic() < until:
        names = {info["id"]: a for a, info in watch.scheduler_info()["workers"].items()}
        busy = watch.processing()
        for name, process in workers.items():
            if busy.get(names.get(name)):
                sleep(0.5)
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                return
        sleep(0.1)


def test_jobs_side_by_side_in_threads_are_graded_as_one_after_another(
    a_class: Tiny, tmp_path: Path
) -> None:
    alone = another(a_class, tmp_path / "alone")
    _graded(alone, None)
    before = sys.stdout
    with ThreadPoolExecutor(3) as threads:
        outcomes = _graded(a_class.course, Doers(threads, 6))
    assert {o.status for o in outcomes.values()} == {"graded"}
    assert sys.stdout is before and "NBGRADER_EXECUTION" not in os.environ
    ours, theirs = (
        rows(course.root / "gradebook.db", NAME) for course in (alone, a_class.course)
    )
    assert not differences(ours, theirs)
    for student in STUDENTS:
        assert said(a_class.course, student)[0] == "the first"


def test_what_one_thread_prints_is_not_caught_by_another() -> None:
    both = threading.Barrier(2)

    def words(mine: str) -> str:
        with printed() as found:
            both.wait(10)
            print(mine, end="")
            both.wait(10)
        return found.getvalue()

    before = sys.stdout
    with ThreadPoolExecutor(2) as threads:
        assert [*threads.map(words, ["one", "two"])] == ["one", "two"]
    assert sys.stdout is before


@pytest.mark.parametrize("aside", [False, True])
def test_judging_has_a_limit_in_every_thread(aside: bool) -> None:
    def never_ends() -> str:
        try:
            with patient(0.2):
                until = monotonic() + 20
                while monotonic() < until:
                    pass
        except Endless:
            return "stopped"
        return "let run"

    if aside:
        with ThreadPoolExecutor(1) as threads:
            assert threads.submit(never_ends).result() == "stopped"
            assert threads.submit(lambda: "goes on").result() == "goes on"
    else:
        assert never_ends() == "stopped"


def test_a_limit_that_is_over_stops_nothing_later() -> None:
    def works() -> str:
        for _ in range(50):
            with suppress(Endless), patient(0.001):
                pass
        sleep(0.1)
        return "done"

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(works).result() == "done"
