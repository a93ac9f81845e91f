"""How long each lesson runs, and how much memory it takes.

``python -m benchmarks.lessons`` runs every lesson in a fresh kernel, as *Run All*
does: the students' notebook, and the instructor's, whose solutions train.
"""

from __future__ import annotations

import time
from typing import Annotated

import nbformat
import typer
from nbclient import NotebookClient
from rich.console import Console
from rich.table import Table

from tools import build

# the kernel's own account, asked for in a last cell; ru_maxrss is in kB on Linux
ACCOUNT = """
import resource
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)
"""


def measured(form: str, lesson: str) -> tuple[float, float, float]:
    """Wall seconds with the kernel's start, CPU seconds, peak memory in MB."""
    path = build.paths(lesson)[form]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(ACCOUNT))
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=600, resources=place)
    before = time.perf_counter()
    client.execute()
    wall = time.perf_counter() - before
    memory, cpu = map(float, notebook.cells[-1].outputs[0].text.split())
    return wall, cpu, memory


def main(
    rounds: Annotated[int, typer.Option(help="How often; the medians count.")] = 3,
) -> None:
    """Prints a row for each lesson and form."""
    table = Table("lesson", "form", "seconds", "CPU seconds", "peak MB")
    for lesson in build.lessons():
        for form in ("release", "source"):
            runs = [measured(form, lesson) for _ in range(rounds)]
            middle = [sorted(values)[rounds // 2] for values in zip(*runs, strict=True)]
            table.add_row(lesson, form, *(f"{value:.0f}" for value in middle))
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
