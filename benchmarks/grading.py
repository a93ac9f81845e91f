"""How fast a class is graded, beside nbgrader and beside the limit.

``python -m benchmarks.grading`` grades the same submissions with `nbgrader autograde`,
configured as nbgrader comes, and with `autograder grade`, each time in a fresh copy of
the course, alternating. The limit is what nobody can save: the learners' own cells,
timed in a warm kernel without any test, divided by the cores.

``python -m benchmarks.grading --sizes 10,100,1000`` grades classes of these sizes with
`autograder grade` alone: time and memory a submission should stay as they are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Annotated, Literal

import nbformat
import psutil
import typer
from nbgrader import utils
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from autograder.grade.execute import ExecuteExercises
from autograder.grade.kernels.sandbox import data
from autograder.grade.kernels.warm import kernel_manager
from autograder.grade.workers import cores
from tools.demo_class import LESSON, hand_in
from tools.made_class import (
    PLAIN,
    bank_class,
    course_folder,
    plain_class,
    plain_course,
)

STOCK = """c = get_config()
c.CourseDirectory.course_id = "stock"
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ExecutePreprocessor.timeout = 300
"""

PERIOD = 2
"""Seconds between two looks at the memory; looking costs what is looked at time."""

_TAKE_ORPHANS = 36  # prctl(2): whose parent has ended is waited for here


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Attributes:
        seconds: of the clock.
        cpu: seconds that this machine's processors were busy meanwhile, whoever kept
            them so: a kernel that is killed is in nobody's account. What others do at
            low priority (`nice`) is left out.
        memory: most that they held at once, MiB, shared pages counted once.
    """

    seconds: float
    cpu: float
    memory: float


def measured(words: list[str], folder: Path) -> Measured:
    """Run a command in a folder; all that it starts counts."""
    before, start = _busy(), monotonic()
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = [0.0]
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, over))
    watch.start()
    status = process.wait()
    seconds = monotonic() - start
    over.set()
    watch.join()
    _reap()
    if status != 0:
        raise SystemExit(f"{' '.join(words)} ended with status {status}")
    return Measured(seconds, _busy() - before, peak[0])


def _watch(peak: list[float], over: threading.Event) -> None:
    while not over.wait(PERIOD):
        held = 0.0
        for child in psutil.Process().children(recursive=True):
            try:
                held += child.memory_full_info().pss / 2**20
            except psutil.Error:  # it has just ended
                continue
        peak[0] = max(peak[0], held)


def _busy() -> float:
    used = psutil.cpu_times()
    return float(used.user + used.system)


def _reap() -> None:
    """Wait for what the command left, so that its time counts."""
    until = monotonic() + 10
    while monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                sleep(0.05)
        except ChildProcessError:
            return


def limit(folder: Path, assignment: str) -> float:
    """Seconds of all learners' own cells in warm kernels, one after another."""
    total = 0.0
    for path in sorted((folder / "submitted").glob(f"*/{assignment}/*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code" and utils.is_grade(cell):
                cell.source = ""
        runner = _Timed(budget=600)
        kernel = kernel_manager(readable=data(sealed=False))
        runner.preprocess(notebook, {"metadata": {"path": "/tmp"}}, kernel)
        total += runner.seconds
    return total


class _Timed(ExecuteExercises):
    """Runs a notebook and adds up how long its cells take."""

    seconds = 0.0

    def preprocess_cell(self, cell, resources, cell_index):  # type: ignore[no-untyped-def]
        start = monotonic()
        made = super().preprocess_cell(cell, resources, cell_index)
        self.seconds += monotonic() - start
        return made


def scores(folder: Path) -> dict[tuple[str, str], float]:
    """Automatic scores by student and cell."""
    found = {}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        key = (submission.student.id, grade.name)
                        found[key] = grade.auto_score or 0.0
    return found


def _of_nbgrader(folder: Path, assignment: str) -> Measured:
    (folder / "nbgrader_config.py").write_text(STOCK)
    _hand_out(folder, assignment)
    return measured([sys.executable, "-m", "nbgrader", "autograde", assignment], folder)


def _of_ours(folder: Path, assignment: str) -> Measured:
    _hand_out(folder, assignment)
    return measured([sys.executable, "-m", "autograder", "grade", assignment], folder)


def _hand_out(folder: Path, assignment: str) -> None:
    """What an instructor does first: then the gradebook knows the assignment."""
    words = ["nbgrader", "generate_assignment", assignment, "--force"]
    subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, check=True, capture_output=True
    )


def compare(
    make: Callable[[Path], None], assignment: str, size: int, rounds: int
) -> Table:
    """A table of both, over several rounds."""
    ways = {"nbgrader autograde": _of_nbgrader, "autograder grade": _of_ours}
    found: dict[str, list[Measured]] = {way: [] for way in ways}
    differ: set[tuple[str, str]] = set()
    bound = 0.0
    with tempfile.TemporaryDirectory() as place:
        for number in range(rounds):
            marks = []
            for way, run in ways.items():
                folder = Path(place, f"{number}-{way.split()[0]}")
                make(folder)
                found[way].append(run(folder, assignment))
                marks.append(scores(folder))
                if way.startswith("autograder"):
                    bound += limit(folder, assignment) / rounds
                shutil.rmtree(folder)
            differ |= {k for k in marks[0].keys() | marks[1] if _differ(k, *marks)}
    table = Table(
        "way", "seconds", "submissions a minute", "CPU s each", "peak MiB", "ratio",
        title=f"{assignment}, {size} submissions, {rounds} rounds, {cores()} cores",
        caption=f"scores that differ: {len(differ)} {sorted(differ) or ''}",
    )  # fmt: skip
    base = statistics.median(m.seconds for m in found["nbgrader autograde"])
    for way, several in found.items():
        seconds = statistics.median(m.seconds for m in several)
        cpu = statistics.median(m.cpu for m in several) / size
        memory = max(m.memory for m in several)
        table.add_row(
            way, f"{seconds:.0f}", f"{60 * size / seconds:.1f}", f"{cpu:.1f}",
            f"{memory:.0f}", f"{base / seconds:.1f}",
        )  # fmt: skip
    least = bound / cores()
    rate = f"{60 * size / least:.1f}"
    table.add_row("limit", f"{least:.0f}", rate, "", "", f"{base / least:.1f}")
    each = "; ".join(
        f"{way}: {', '.join(f'{m.seconds:.0f}' for m in several)}"
        for way, several in found.items()
    )
    table.caption = f"{table.caption}\nseconds of each round: {each}"
    return table


def _differ(key: tuple[str, str], one: dict, other: dict) -> bool:
    return abs(one.get(key, 0.0) - other.get(key, 0.0)) > 1e-9


def grow(make: Callable[[Path, int], None], assignment: str, sizes: list[int]) -> Table:
    """A table of classes of several sizes, graded by `autograder grade`."""
    table = Table("submissions", "seconds", "seconds each", "CPU s each", "peak MiB")
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "course")
            make(folder, size)
            found = _of_ours(folder, assignment)
        table.add_row(
            f"{size}", f"{found.seconds:.0f}", f"{found.seconds / size:.2f}",
            f"{found.cpu / size:.2f}", f"{found.memory:.0f}",
        )  # fmt: skip
    return table


def _own(folder: Path, size: int) -> None:
    course_folder(LESSON, folder)
    hand_in(bank_class(LESSON, size), LESSON, folder / "submitted")


def _plain(folder: Path, size: int) -> None:
    plain_course(folder)
    plain_class(folder, size)


def main(
    course: Annotated[Literal["own", "plain"], typer.Option(help="Which.")] = "own",
    submissions: Annotated[int, typer.Option(help="How many.")] = 40,
    rounds: Annotated[int, typer.Option(help="How often; the medians count.")] = 2,
    sizes: Annotated[str, typer.Option(help="Sizes of classes, by commas.")] = "",
) -> None:
    """Prints a table."""
    ctypes.CDLL(None).prctl(_TAKE_ORPHANS, 1, 0, 0, 0)
    make, assignment = (_own, LESSON) if course == "own" else (_plain, PLAIN)
    console = Console(width=110)
    if sizes:
        console.print(grow(make, assignment, [int(s) for s in sizes.split(",")]))
        return
    console.print(
        compare(lambda f: make(f, submissions), assignment, submissions, rounds)
    )


if __name__ == "__main__":
    typer.run(main)
