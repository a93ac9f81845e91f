"""What `autograder grade` and `autograder report` do and say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from .course import Course, CourseError
from .executors import executors
from .grader import Outcome, grade_class
from .kernels import temporary
from .kernels.probe import Confinement, probe
from .kernels.process import Zygote
from .lock import alone
from .report import MEANING, STATUS, marks_of, write_csv, write_page
from .report.text import some
from .results import ClassResults, StudentResult, read_results
from .seed import seed
from .stopping import how_far, stoppable
from .trouble import in_words

MOST_NAMED = 5
"""Of what lies in the wrong folder; of the rest it is said how many there are."""


@dataclass(frozen=True)
class Order:
    """What is to be graded, and how.

    Attributes:
        assignment: its name.
        students: whose; all when there is none.
        force: also what was graded and did not change.
        budget: seconds a notebook may run; None for the course's own setting.
        memory: GiB that a notebook may hold.
        workers: local processes; None for one a core.
        scheduler: address of a Dask scheduler; None for local processes.
        seed_file: holds the instructor's seed; None for the course's own.
        require_sandbox: grade nothing where kernels cannot be confined.
    """

    assignment: str
    students: tuple[str, ...] = ()
    force: bool = False
    budget: float | None = None
    memory: float = 4
    workers: int | None = None
    scheduler: str | None = None
    seed_file: Path | None = None
    require_sandbox: bool = False


@dataclass(frozen=True)
class Graded:
    """What came of an order.

    Attributes:
        results: of the whole class.
        students: those that the order was about.
        outcomes: of each.
        seconds: that it took.
        confinement: what confined the notebooks; None on a cluster, whose machines
            say it for each submission.
    """

    results: ClassResults
    students: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    seconds: float
    confinement: Confinement | None = field(default=None)

    @property
    def failed(self) -> bool:
        """Whether one could not be graded."""
        return any(outcome.status == "failed" for outcome in self.outcomes)


def grade(
    course: Course, order: Order, console: Console, early: Zygote | None = None
) -> Graded:
    """Grade, and write grades.csv, report.html and what belongs to them.

    Args:
        course: the course.
        order: what is to be graded.
        console: where a bar shows how far it is, when that is a terminal.
        early: a zygote, if it is what the order needs; see `early`.

    Raises:
        CourseError: it cannot be done.
    """
    course.check_assignment(order.assignment)
    submissions = course.choose(order.assignment, [*order.students])
    if order.require_sandbox:
        _require(None if order.scheduler else probe())
    with alone(course.root):
        return _grade(course, order, submissions, console, early)


def _grade(
    course: Course,
    order: Order,
    submissions: Mapping[str, Path],
    console: Console,
    early: Zygote | None,
) -> Graded:
    """Grade, the course's only grader."""
    temporary.sweep()
    secret = seed(course.root, order.seed_file)
    before = monotonic()
    outcomes: list[Outcome] = []
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with (
        how_far(outcomes, len(submissions)),
        stoppable(),
        bar,
        ThreadPoolExecutor(1) as aside,
        executors(order.workers, order.scheduler, early) as doers,
    ):
        # found out while the first notebooks run
        held = None if order.scheduler else aside.submit(probe)
        title = f"Grading {escape(order.assignment)}"
        task = bar.add_task(title, total=len(submissions), pace="")
        for outcome in grade_class(
            course,
            order.assignment,
            submissions,
            force=order.force,
            budget=order.budget,
            memory=order.memory,
            by=doers,
            seed=secret,
            confined=None if held is None else lambda: held.result().holds,
        ):
            outcomes.append(outcome)
            pace = (monotonic() - before) / len(outcomes)
            bar.update(task, advance=1, pace=f"{pace:.1f} s a submission")
    failed = {o.student: o.reason for o in outcomes if o.status == "failed"}
    results = report(course, order.assignment, failed)
    seconds = monotonic() - before
    confinement = None if held is None else held.result()
    return Graded(results, tuple(submissions), tuple(outcomes), seconds, confinement)


def report(
    course: Course, assignment: str, failed: dict[str, str] | None = None
) -> ClassResults:
    """Write grades.csv, report.html and what belongs to them.

    Args:
        course: the course.
        assignment: its name.
        failed: why submissions could not be graded, by student.

    Raises:
        CourseError: the gradebook does not know the assignment.
    """
    with in_words(course.directory().db_url):
        results = read_results(course, assignment, failed)
    try:
        write_csv(results, course.root / "grades.csv")
        write_page(results, course.root / "report.html", course.astray())
    except OSError as error:
        raise CourseError(
            f"The grades are in the gradebook; the report cannot be written: {error}. "
            "Mend that, then: autograder report"
        ) from error
    return results


def show(graded: Graded, course: Course, console: Console) -> None:
    """Say what came of an order: a table, how many of each, what confined it."""
    console.print(table(graded.results, graded.students))
    count = Counter(outcome.status for outcome in graded.outcomes)
    said = ", ".join(f"{n} {status}" for status, n in sorted(count.items()))
    total = len(graded.outcomes)
    noun = "submission" if total == 1 else "submissions"
    console.print(f"{total} {noun}: {said}. {graded.seconds:.0f} s.", highlight=False)
    if astray := course.astray():
        where = course.directory().submitted_directory
        names = some([f"{path}" for path in astray], MOST_NAMED)
        console.print(
            escape(
                f"Not graded, for no assignment is called so: {names}. "
                f"Its place is {where}/<student>/{graded.results.assignment}/."
            ),
            style="yellow",
            soft_wrap=True,
            highlight=False,
        )
    if graded.confinement is not None:
        console.print(escape(confined(graded.confinement)), soft_wrap=True)
    console.print(
        f"Written: {course.root / 'grades.csv'}, report.html, report/", soft_wrap=True
    )


def confined(held: Confinement) -> str:
    """What confined the notebooks, in a sentence."""
    if held.sandboxed:
        missing = ", ".join(phrase for phrase, _ in held.missing)
        but = f" Not: {missing}." if missing else ""
        return f"Confined: {', '.join(held.holds)}.{but}"
    holds = f" What held: {', '.join(held.holds)}." if held.holds else ""
    return f"Not confined: {held.reason}.{holds}"


def table(results: ClassResults, students: Collection[str] | None = None) -> Table:
    """A row a student; all of them when `students` is None."""
    made = Table(
        title=escape(results.assignment),
        caption=f"{', '.join(e.exercise for e in results.exercises)}\n"
        + "  ".join(f"{sign} {words}" for sign, words in MEANING.items()),
    )
    made.add_column("student", overflow="fold")
    made.add_column("score", justify="right", no_wrap=True)
    made.add_column("exercises", no_wrap=True)
    made.add_column("status", overflow="fold")
    for one in results.students:
        if students is not None and one.student not in students:
            continue
        status = STATUS.get(one.status, one.status)
        reasons = "\n".join(one.reasons)
        made.add_row(
            escape(one.student),
            f"{one.score:g} / {one.points:g}",
            marks_of(one, results),
            escape(f"{status}: {reasons}" if reasons else status),
        )
    return made


def as_json(graded: Graded) -> str:
    """The same for machines: the order's submissions, every exercise of each."""
    outcomes = {outcome.student: outcome.status for outcome in graded.outcomes}
    students = [s for s in graded.results.students if s.student in outcomes]
    held = graded.confinement
    said = {
        "assignment": graded.results.assignment,
        "points": graded.results.points,
        "seconds": round(graded.seconds, 1),
        "confined": None if held is None else list(held.holds),
        "not_confined": None if held is None else dict(held.missing),
        "count": dict(Counter(outcomes.values())),
        "submissions": [_plain(one, outcomes[one.student]) for one in students],
    }
    return json.dumps(said, indent=1, ensure_ascii=False)


def _plain(one: StudentResult, outcome: str) -> dict[str, Any]:
    return {
        "student": one.student,
        "outcome": outcome,
        "status": one.status,
        "score": one.score,
        "penalty": one.penalty,
        "exercises": [
            {
                "exercise": mark.exercise,
                "score": mark.score,
                "points": mark.points,
                "attempted": mark.attempted,
                "mistakes": [hint.mistake for hint in mark.hints],
            }
            for mark in one.marks
        ],
        "reasons": list(one.reasons),
        **{key: value for key, value in asdict(one.run).items() if value is not None},
    }


def _require(held: Confinement | None) -> None:
    if held is None:
        raise CourseError(
            "--require-sandbox is about this machine; on a cluster the report says "
            "what confined each submission."
        )
    if not held.sandboxed or held.missing:
        missing = [f"{phrase} ({why})" for phrase, why in held.missing]
        lacks = "; ".join([held.reason, *missing] if held.reason else missing)
        raise CourseError(
            f"Nothing was graded: notebooks cannot be confined here: {lacks}. On "
            "Debian and Ubuntu: apt install bubblewrap"
        )
