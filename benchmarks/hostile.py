"""What attackers get out of a grader: nbgrader, otter-grader and ours, one table.

``python -m benchmarks.hostile`` hands the submissions of `tests.hostile` in and grades
them with `nbgrader autograde`, configured as nbgrader comes, and with `autograder
grade`; with ``--otter PYTHON`` also with `otter run`, where PYTHON is that of an
environment of its own with otter-grader 7, NumPy, Keras, Pydantic, Rich and Typer.
The other two confine nothing by themselves: they run in a throw-away sandbox of
bubblewrap, with processes, a network and memory disks of its own, on a copy of the
course, and each submission by itself, because one may take the others with it. Whether
it would stop a batch is found out by what it leaves ungraded.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autograder.grade.workers import cores
from tests.hostile.aftermath import listening
from tests.hostile.course import ROOT, Hosts, make_course
from tests.hostile.graded import grade, hand_in
from tests.hostile.hostile import PLAIN, Hostile
from tests.hostile.submissions import ALL

STOCK = """c = get_config()
c.CourseDirectory.course_id = "stock"
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ExecutePreprocessor.timeout = 8
"""

PATIENCE = 90
"""Seconds after which a submission has stopped the batch."""

GIB = 2**30


@dataclass(frozen=True)
class Got:
    """What attackers got.

    Attributes:
        submissions: how many attacked.
        unearned: points that they got and had not earned.
        earners: how many got any.
        read: how many read a secret.
        stopped: how many stopped the batch, or were dropped without a grade.
        left: how many left something behind.
    """

    submissions: int
    unearned: float
    earners: int
    read: int
    stopped: int
    left: int


def ours(submissions: Sequence[Hostile]) -> Got:
    """All in one run of `autograder grade`."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        place = Path(name)
        with listening([str(place / "socket"), f"\0{place}"]) as heard:
            hosts = make_course(place, {"@PORT@": str(heard.port)})
            handed_in = hand_in(hosts, submissions, PLAIN)
            found = grade(hosts, handed_in, PLAIN)
    said = found.said
    over = [
        max(said[s]["score"] - each.most, 0) if s in said else 0
        for s, each in handed_in.hostile.items()
    ]
    failed = [
        s for s in handed_in.hostile if s not in said or said[s]["outcome"] == "failed"
    ]
    read = len(found.read) + len(heard.reached)
    return Got(
        len(over), sum(over), sum(map(bool, over)), read, len(failed), len(found.left)
    )


def theirs(
    submissions: Sequence[Hostile], console: Console, python: str, inside: str
) -> Got:
    """By another grader, one a core at a time, each in a sandbox of its own.

    Args:
        submissions: those that attack.
        console: where each one's outcome is said.
        python: that runs the grader.
        inside: the module that grades one submission in the sandbox.
    """
    parts = [submissions[first :: cores()] for first in range(cores())]
    by = partial(_each, console, [python, "-m", inside])
    with ExitStack() as stack, ThreadPoolExecutor(len(parts)) as pool:
        courses = [stack.enter_context(_course()) for _ in parts]
        found = [got for several in pool.map(by, courses, parts) for got in several]
    return Got(
        len(found),
        sum(one.unearned for one in found),
        sum(one.earners for one in found),
        sum(one.read for one in found),
        sum(one.stopped for one in found),
        sum(one.left for one in found),
    )


@contextmanager
def _course() -> Iterator[Hosts]:
    """A course as nbgrader wants it, with its secrets and listeners."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        place = Path(name)
        with listening([str(place / "socket"), f"\0{place}"]) as heard:
            hosts = make_course(place, {"@PORT@": str(heard.port)})
            (hosts.root / "nbgrader_config.py").write_text(STOCK)
            words = [sys.executable, "-m", "nbgrader", "generate_assignment", PLAIN]
            subprocess.run([*words, "--force"], cwd=hosts.root, capture_output=True)
            yield hosts


def _each(
    console: Console, grader: list[str], hosts: Hosts, submissions: Sequence[Hostile]
) -> list[Got]:
    """One submission after the other, an honest one beside each."""
    found = []
    for number, each in enumerate(submissions):
        hosts.honest("zz-honest", PLAIN)
        each.make(hosts.desk(f"s{number:03}", PLAIN))
        found.append(_graded(hosts, each, f"s{number:03}", grader))
        shutil.rmtree(hosts.root / "submitted")
        console.print(each.name, found[-1])
    return found


def _graded(hosts: Hosts, each: Hostile, student: str, grader: list[str]) -> Got:
    """One submission, then an honest one, graded in a copy that is thrown away."""
    words = [*grader, str(hosts.root), hosts.known["@MARK@"], hosts.canaries.mark]
    words.append(student)
    try:
        done = subprocess.run(
            [*_sandbox(hosts, Path(grader[0]).parents[1]), *words],
            cwd=ROOT,
            env=hosts.environment() | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
        )
        said = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.TimeoutExpired, ValueError, IndexError):
        return Got(1, 0, 0, 0, 1, 0)
    over = max((said["score"] or 0) - each.most, 0)
    stopped = said["score"] is None or said["honest"] is None
    return Got(1, over, bool(over), said["read"], stopped, said["left"])


def _sandbox(hosts: Hosts, environment: Path) -> list[str]:
    """A world to throw away: this machine read-only, the course on a memory disk."""
    place = str(hosts.root.parent)
    seen = [("--ro-bind", str(path), str(path)) for path in (ROOT, environment)]
    return [
        *("prlimit", f"--as={8 * GIB}", "--nproc=2000", f"--fsize={GIB}"),
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session"),
        *("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"),
        *("--size", str(GIB), "--tmpfs", "/tmp"),
        *("--size", str(GIB), "--tmpfs", "/var/tmp"),
        *(word for words in seen for word in words),  # they may lie in /tmp
        *("--ro-bind", place, "/var/tmp/given", "--dir", place),
        *("--chdir", str(ROOT), "--"),
        *("sh", "-c", f'cp -a /var/tmp/given/. {place}/; exec "$@"', "sh"),
    ]


def main(
    only: Annotated[str, typer.Option(help="Names or layers, by commas.")] = "",
    otter: Annotated[str, typer.Option(help="Python with otter-grader.")] = "",
) -> None:
    """Prints a table."""
    console = Console(width=110)
    names = {name for name in only.split(",") if name}
    chosen = [
        each
        for each in ALL
        if each.lesson == PLAIN and (not names or names & {each.name, each.attacks})
    ]
    rows = {"ours": ours(chosen)}
    console.print("ours", rows["ours"])
    if otter:
        inside = "benchmarks.hostile_otter"
        rows["otter-grader"] = theirs(chosen, console, otter, inside)
    inside = "benchmarks.hostile_inside"
    rows["nbgrader"] = theirs(chosen, console, sys.executable, inside)
    table = Table(
        "grader", "attacks", "points unearned", "by", "secrets read", "batch stopped",
        "left behind", title="What attackers get",
    )  # fmt: skip
    for name, got in rows.items():
        table.add_row(
            name, f"{got.submissions}", f"{got.unearned:g}", f"{got.earners}",
            f"{got.read}", f"{got.stopped}", f"{got.left}",
        )  # fmt: skip
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
