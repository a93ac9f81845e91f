"""A hundred students fetch and submit at once through the exchange; what it costs.

    python -m benchmarks.hub

As root: each student is a real user of this machine, made for the run and removed
after it, and a client of nbgrader's exchange in a process of the user's own. The
clients are forked with nbgrader loaded, as a student's running server has it, and all
begin at the same moment. The time of a client is from that moment to its own end, so
it holds the waiting for a core.
"""

from __future__ import annotations

import multiprocessing
import os
import pwd
import secrets
import shutil
import sys
import time
import traceback
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from typing import Annotated

import nbformat
import typer
from nbformat import NotebookNode
from nbgrader.apps import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from rich.console import Console
from rich.table import Table

from tests.deploy.lesson import REAL, Secrets, course
from tests.deploy.machine import Machine, machine

FORK = multiprocessing.get_context("fork")


def become(user: str, made: Machine) -> None:
    """Make this process one of the user's, as the Hub makes a server."""
    entry = pwd.getpwnam(user)
    os.setgid(entry.pw_gid)
    os.setgroups(os.getgrouplist(user, entry.pw_gid))
    os.setuid(entry.pw_uid)
    os.environ.clear()
    os.environ.update(made.environment(user))
    os.chdir(made.home(user))


def client(
    user: str, made: Machine, step: str, begin: Barrier, told: SimpleQueue[object]
) -> None:
    """A student: gets ready, waits for all others, fetches or submits."""
    try:
        become(user, made)
        app = NbGrader(log_level=40)
        app.load_config_file()
        app.config.CourseDirectory.assignment_id = REAL
        exchange = ExchangeFactory(config=app.config)
        steps = {"fetch": exchange.FetchAssignment, "submit": exchange.Submit}
        does = steps[step](
            coursedir=CourseDirectory(config=app.config),
            authenticator=Authenticator(config=app.config),
            config=app.config,
        )
        begin.wait()
        start = time.monotonic()
        does.start()
        told.put(time.monotonic() - start)
    except BaseException:  # told to who waits
        begin.abort()
        told.put(f"{user} could not {step}:\n{traceback.format_exc()}")


def at_once(made: Machine, step: str) -> list[float]:
    """Let all students do a step at the same moment; seconds until each was done."""
    begin, told = FORK.Barrier(len(made.students)), FORK.SimpleQueue()
    clients = [
        FORK.Process(target=client, args=(user, made, step, begin, told))
        for user in made.students
    ]
    for each in clients:
        each.start()
    said = [told.get() for _ in clients]
    for each in clients:
        each.join()
    failed = [one for one in said if not isinstance(one, float)]
    if failed:
        raise SystemExit("\n".join(map(str, failed[:3])))
    return [one for one in said if isinstance(one, float)]


def written(path: Path, words: str) -> NotebookNode:
    """A student's own words put into a fetched notebook."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell(words))
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return notebook


def lost(made: Machine, sent: dict[str, NotebookNode]) -> list[str]:
    """Students whose submission did not reach the instructor as it was sent."""
    submitted = made.home(made.instructor) / "unrolled" / "submitted"
    return [
        user
        for user, notebook in sent.items()
        if not (path := submitted / user / REAL / f"{REAL}.ipynb").is_file()
        or nbformat.read(path, as_version=4) != notebook
    ]


def row(table: Table, step: str, took: list[float]) -> None:
    """A line of the table."""
    times = (median(took), sorted(took)[int(0.95 * (len(took) - 1))], max(took))
    table.add_row(step, str(len(took)), *(f"{1000 * seconds:.0f}" for seconds in times))


def main(
    students: Annotated[int, typer.Option(min=1, help="How many at once.")] = 100,
) -> None:
    """Measure and print a table; exit status 1 when a submission is lost."""
    console = Console()
    begin = time.monotonic()
    with machine([f"s{number:03}" for number in range(students)]) as made:
        ready = time.monotonic() - begin
        folder = made.home(made.instructor) / "unrolled"
        course(folder, made.course, Secrets())
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, made.instructor)
        made.teach("nbgrader", "release_assignment", REAL)
        table = Table(title=f"{REAL} through the exchange: ms")
        for name in ("step", "students", "median", "95 %", "last"):
            table.add_column(name, justify="left" if name == "step" else "right")
        row(table, "fetch", at_once(made, "fetch"))
        sent = {
            user: written(
                made.home(user) / REAL / f"{REAL}.ipynb", secrets.token_hex(8)
            )
            for user in made.students
        }
        row(table, "submit", at_once(made, "submit"))
        begin = time.monotonic()
        made.teach("nbgrader", "collect", REAL)
        collected = time.monotonic() - begin
        missing = lost(made, sent)
    console.print(table)
    console.print(
        f"Making the users took {ready:.1f} s, collecting {collected:.1f} s, with "
        f"{os.cpu_count()} cores and a load of {os.getloadavg()[0]:.1f} at the end."
    )
    console.print(f"Lost: {len(missing)} of {len(sent)}. {' '.join(missing)}")
    sys.exit(bool(missing))


if __name__ == "__main__":
    typer.run(main)
