"""A learner's notebook checked outside of Jupyter: each exercise and its points."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from ..learner.own import Raised, Ran, Run, run
from ..learner.shelf import shelf
from ..learner.written import NotCheckable, Test, Written
from .show import told
from .show.verdict import Status, Verdict

State = Status | Literal["stopped", "not run"]


@dataclass(frozen=True)
class Exercise:
    """What came of an exercise.

    Attributes:
        name: what `check.hint` and ``--exercise`` call it.
        title: its heading.
        status: what its check found, or that it could not: time was up or the kernel
            died in a cell of it, or before.
        score: points that were earned.
        points: how many there are.
        verdict: what its check displayed; None when it displayed none.
        raised: errors that ended a cell of it, in their order.
        has_hints: whether `check.hint` has something to say of it.
    """

    name: str
    title: str
    status: State
    score: float
    points: float
    verdict: Verdict | None = None
    raised: tuple[Raised, ...] = ()
    has_hints: bool = False


@dataclass(frozen=True)
class Notebook:
    """What came of a notebook's exercises.

    Attributes:
        path: its file.
        title: its first heading.
        exercises: those that were asked for.
        said: what else there is to know: why it was stopped, or that the set-up of the
            exercises was.
    """

    path: Path
    title: str
    exercises: tuple[Exercise, ...]
    said: tuple[str, ...] = ()


def having(notebooks: Sequence[Written], names: Collection[str]) -> tuple[Written, ...]:
    """The notebooks that have one of these exercises.

    Args:
        notebooks: where they may be.
        names: of exercises; any will do when there are none.

    Raises:
        NotCheckable: no notebook has an exercise of a name.
    """
    there = [test.exercise.name for one in notebooks for test in one.tests]
    for name in names:
        if name not in there:
            near = get_close_matches(name, there, n=1, cutoff=0.5)
            meant = f" “{near[0]}” comes nearest." if near else ""
            every = ", ".join(dict.fromkeys(there))
            raise NotCheckable(
                f"There is no exercise “{name}”.{meant} There are: {every}."
            )
    return tuple(one for one in notebooks if _asked(one, names))


def check(written: Written, budget: float, names: Collection[str] = ()) -> Notebook:
    """Run a notebook's exercises and say what came of each.

    Args:
        written: the notebook.
        budget: seconds that it may run.
        names: of the exercises that are asked for, after which no cell is run; all
            when there are none.

    Raises:
        NotCheckable: no kernel could be started.
    """
    asked = _asked(written, names)
    ran = run(written.cells[: asked[-1].at + 1], written.path, budget)
    said = list(_stopped(written, ran, budget))
    begin = 0
    if written.has_setup:
        begin = 1
        if ran.cells and (error := ran.cells[0].raised):
            said.insert(0, f"The set-up of the exercises stopped. {_sentence(error)}")
    hints = shelf(written.path.resolve().parent).hints
    exercises = []
    for test in written.tests:
        if test in asked:
            found = _exercise(test, ran, begin)
            exercises.append(replace(found, has_hints=found.name in hints))
        begin = test.at + 1
    return Notebook(written.path, written.title, tuple(exercises), tuple(said))


def complete(notebooks: Sequence[Notebook]) -> bool:
    """Whether every point is there."""
    return all(
        one.status == "right" and one.score >= one.points
        for notebook in notebooks
        for one in notebook.exercises
    )


def summary(notebooks: Sequence[Notebook]) -> str:
    """The points, and the exercises that are missing for them.

    >>> one = Exercise("sum", "The sum", "not attempted", 0, 2)
    >>> summary([Notebook(Path("a.ipynb"), "A", (one,))])
    '0 of 2 points; 1 exercise not attempted'
    """
    every = [one for notebook in notebooks for one in notebook.exercises]
    score, points = sum(one.score for one in every), sum(one.points for one in every)
    said = [f"{score:g} of {points:g} {'point' if points == 1 else 'points'}"]
    for state in ("not attempted", "stopped", "not run"):
        if number := sum(one.status == state for one in every):
            noun = "exercise" if number == 1 else "exercises"
            said.append(f"{number} {noun} {state}")
    return "; ".join(said)


def data(notebooks: Sequence[Notebook]) -> dict[str, Any]:
    """The results for a machine: everything that a person is shown."""
    every = [one for notebook in notebooks for one in notebook.exercises]
    return {
        "score": sum(one.score for one in every),
        "points": sum(one.points for one in every),
        "complete": complete(notebooks),
        "notebooks": [
            {
                "notebook": str(notebook.path),
                "title": notebook.title,
                "said": list(notebook.said),
                "exercises": [_data(one) for one in notebook.exercises],
            }
            for notebook in notebooks
        ],
    }


def _asked(written: Written, names: Collection[str]) -> tuple[Test, ...]:
    return tuple(t for t in written.tests if not names or t.exercise.name in names)


def _data(one: Exercise) -> dict[str, Any]:
    found = one.verdict
    return {
        "exercise": one.name,
        "title": one.title,
        "status": one.status,
        "score": one.score,
        "points": one.points,
        "name": found.name if found else "",
        "expectations": [asdict(row) for row in found.expectations] if found else [],
        "hints": [{"id": h.id, "text": h.text} for h in found.hints] if found else [],
        "note": found.note if found else "",
        "errors": [asdict(error) for error in one.raised],
    }


def _exercise(test: Test, ran: Run, begin: int) -> Exercise:
    """What came of an exercise whose cells are those from `begin` to its check."""
    name, title, points = test.exercise.name, test.exercise.title, test.exercise.points
    errors = tuple(c.raised for c in ran.cells[begin : test.at + 1] if c.raised)
    last = len(ran.cells) - 1
    if test.at > last or (ran.stop and test.at == last):
        here = ran.stop and begin <= last
        status: State = "stopped" if here else "not run"
        return Exercise(name, title, status, 0, points, None, errors)
    cell = ran.cells[test.at]
    verdict = told.told(cell.shown)
    status, score = _mark(cell, verdict, points)
    if verdict is not None and not points:  # the notebook does not say
        points = verdict.points
    return Exercise(name, title, status, score, points, verdict, errors)


def _mark(cell: Ran, verdict: Verdict | None, points: float) -> tuple[Status, float]:
    """Status and score of a test cell, by nbgrader's rules."""
    if cell.raised:
        return "wrong", 0
    if verdict is not None:
        return verdict.status, min(verdict.score, points or verdict.score)
    shown = cell.shown.get("text/plain")
    score = points if shown is None else min(told.number(shown), points)
    if score >= points:
        return "right", score
    return ("partly right" if score > 0 else "wrong"), score


def _stopped(written: Written, ran: Run, budget: float) -> Sequence[str]:
    """Why the notebook was not run to its end, in a sentence."""
    if not ran.stop:
        return ()
    last = len(ran.cells) - 1
    if written.has_setup and last == 0:
        place = "the set-up of the exercises"
    else:
        test = next((t for t in written.tests if t.at >= last), None)
        place = f"a cell of “{test.exercise.name}”" if test else "a cell"
    if ran.stop == "died":
        return (f"The kernel died in {place}; nothing after it could be run.",)
    return (
        f"Time is up: the notebook may run {budget:g} s and was still in {place}; "
        "nothing after it was run. --timeout gives it more.",
    )


def _sentence(error: Raised) -> str:
    where = f" (line {error.line}: {error.code})" if error.line else ""
    return f"{error.words}{where}"
