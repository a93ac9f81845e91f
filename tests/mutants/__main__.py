"""``python -m tests.mutants``: how many small changes to right answers are caught.

Takes mutants of the bank's right answers, the same number of every exercise where
there are enough, has the lesson's own test cell judge each, and lists those that still
earn all points. A survivor is either equal to a right answer or a hole in the check.
"""

from __future__ import annotations

import io
import random
from contextlib import redirect_stderr, redirect_stdout
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autograder.observe.patience import Endless, limited
from tests.lessons.test_answers import judged
from tools import answers, build
from tools.answers import Answer

from .operators import Mutant, mutants

PATIENCE = 10
"""Seconds that a mutant may take: some never end."""


def of_exercise(lesson: str, exercise: str) -> list[tuple[Answer, Mutant]]:
    """The mutants of all right answers to an exercise, each code once."""
    found: dict[str, tuple[Answer, Mutant]] = {}
    for answer in answers.load(lesson, exercise):
        if answer.kind == "right":
            for mutant in mutants(answer.code):
                found.setdefault(mutant.code, (answer, mutant))
    return list(found.values())


def survives(lesson: str, exercise: str, mutant: Mutant) -> bool:
    """Whether the changed answer still earns all points."""
    try:
        with (
            limited(PATIENCE),
            redirect_stdout(io.StringIO()),
            redirect_stderr(io.StringIO()),
        ):
            verdict, _ = judged(lesson, exercise, mutant.code)
    except Endless:
        return False
    return verdict is not None and verdict.score == verdict.points


def main(
    total: Annotated[int, typer.Option(help="How many mutants in all.")] = 500,
    lesson: Annotated[str, typer.Option(help="One lesson alone.")] = "",
    leave: Annotated[
        list[str], typer.Option(help="An exercise to leave out: its answers train.")
    ] = [],  # noqa: B006 (Typer wants a list)
    seed: Annotated[int, typer.Option(help="Which mutants are drawn.")] = 0,
) -> None:
    """Judges mutants of the right answers and lists the survivors."""
    chosen = [lesson] if lesson else build.lessons()
    places = [(n, e) for n in chosen for e in answers.exercises(n) if e not in leave]
    share = -(-total // len(places))
    table = Table("lesson", "exercise", "mutants", "judged", "caught", "survived")
    console, drawn, sums = Console(width=100), random.Random(seed), [0, 0]
    for name, exercise in places:
        all_of_it = of_exercise(name, exercise)
        some = drawn.sample(all_of_it, min(share, len(all_of_it)))
        alive = [(a, m) for a, m in some if survives(name, exercise, m)]
        for answer, mutant in alive:
            console.print(f"[bold]{name}/{exercise}[/] {answer.about}: {mutant.change}")
            for line in mutant.lines:
                console.print(f"    {line}", markup=False)
        caught = len(some) - len(alive)
        row = [len(all_of_it), len(some), caught, len(alive)]
        table.add_row(name, exercise, *map(str, row))
        sums = [sums[0] + len(some), sums[1] + caught]
    console.print(table)
    console.print(f"{sums[1]} of {sums[0]} mutants are caught.")


if __name__ == "__main__":
    typer.run(main)
