"""How long a class takes to be searched for submissions that look alike, and to report.

Run with ``python -m benchmarks.alike``. The classes are made up; in each, one in fifty
handed in another's answers with every name changed, and is looked for.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from autograder.grade.report import write_csv, write_page
from autograder.grade.report.alike import alike
from tests.autograder.grade.made_up import made_up

SIZES = (40, 200, 1000, 2000)


def main() -> None:
    """Print the table."""
    table = Table(
        *("class", "answers, kB", "alike, s", "report, s", "page, kB"),
        *("copies", "found", "others"),
    )
    for size in SIZES:
        copies = [(2 * i, 2 * i + 1) for i in range(max(1, size // 50))]
        results = made_up(size, copies=copies)
        answers = {s.student: s.answers for s in results.students}
        start = perf_counter()
        likeness = alike(answers, results.released, most=size)
        searched = perf_counter() - start
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "report.html")
            start = perf_counter()
            write_page(results, page)
            write_csv(results, Path(folder, "grades.csv"))
            written = perf_counter() - start
            length = page.stat().st_size
        made = {(f"student-{a:04d}", f"student-{b:04d}") for a, b in copies}
        named = {(pair.first, pair.second) for pair in likeness.pairs}
        text = sum(len(a.code) for own in answers.values() for a in own)
        table.add_row(
            *(str(size), f"{text / 1000:.0f}", f"{searched:.2f}", f"{written:.2f}"),
            *(f"{length / 1000:.0f}", str(len(made)), str(len(made & named))),
            str(len(named - made) + likeness.more),
        )
    Console().print(table)


if __name__ == "__main__":
    main()
