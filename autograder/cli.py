"""The command line: `autograder grade ASSIGNMENT`, `report ASSIGNMENT`, `progress`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

if TYPE_CHECKING:
    from .grade.course import Course
    from .grade.results import ClassResults
    from .learner.standing import LessonRows

app = typer.Typer(
    help="Grade a class of notebooks; nbgrader keeps the record. Or see your progress.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

AssignmentName = Annotated[str, typer.Argument(help="A folder in source/.")]
CourseFolder = Annotated[
    Path, typer.Option("--course", help="The folder with nbgrader_config.py.")
]


@app.command()
def grade(
    assignment: AssignmentName,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; may be repeated.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also what did not change.")
    ] = False,
    budget: Annotated[
        float | None, typer.Option(min=1, help="Seconds a notebook may run.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Notebooks at a time; as many as there are cores."),
    ] = None,
    course: CourseFolder = Path("."),
) -> None:
    """Grade what was handed in; write grades.csv and report.html.

    Submissions that were graded before and did not change are kept. Exit status 1
    when one could not be graded, 2 when the command could not start.
    """
    from .grade.course import Course, CourseError
    from .grade.grader import grade_class
    from .grade.workers import Workers

    console = Console()
    try:
        place = Course(course)
        place.check_assignment(assignment)
        submissions = place.choose(assignment, student or [])
        failed: dict[str, str] = {}
        count: dict[str, int] = {}
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as progress:
            task = progress.add_task(f"Grading {assignment}", total=len(submissions))
            with Workers(workers) as executor:
                for outcome in grade_class(
                    place,
                    assignment,
                    submissions,
                    force=force,
                    budget=budget,
                    executor=executor,
                ):
                    count[outcome.status] = count.get(outcome.status, 0) + 1
                    if outcome.status == "failed":
                        failed[outcome.student] = outcome.reason
                    progress.update(task, advance=1)
        results = _write(place, assignment, failed)
    except CourseError as error:
        raise _stop(error) from error
    console.print(_table(results, set(submissions)))
    said = ", ".join(f"{n} {status}" for status, n in sorted(count.items()))
    noun = "submission" if len(submissions) == 1 else "submissions"
    console.print(f"{len(submissions)} {noun}: {said}.")
    console.print(f"Written: {place.root / 'grades.csv'}, report.html", soft_wrap=True)
    if failed:
        raise typer.Exit(1)


@app.command()
def report(assignment: AssignmentName, course: CourseFolder = Path(".")) -> None:
    """Write grades.csv and report.html anew, manual corrections included."""
    from .grade.course import Course, CourseError

    try:
        place = Course(course)
        results = _write(place, assignment, {})
    except CourseError as error:
        raise _stop(error) from error
    console = Console()
    console.print(_table(results, None))
    console.print(f"Written: {place.root / 'grades.csv'}, report.html", soft_wrap=True)


@app.command()
def progress(course: CourseFolder = Path(".")) -> None:
    """See which exercises you have done; only a learner's own file is read.

    In a folder without nbgrader_config.py it is about the notebooks that stand there.
    """
    from .learner.standing import standing

    console = Console()
    found = standing(course)
    if not found.lessons:
        raise _stop(LookupError(f"There is no notebook with exercises in {course}."))
    for lesson in found.lessons:
        console.print(_lesson_table(lesson))
    if len(found.lessons) > 1:
        console.print(f"In all: {found.summary()}.")
    if found.said:
        console.print(escape(found.said), soft_wrap=True)


def _lesson_table(lesson: LessonRows) -> Table:
    """A row an exercise."""
    from .learner.standing import SIGNS

    table = Table(
        title=escape(lesson.title),
        caption=lesson.summary(),
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("", no_wrap=True)
    table.add_column("exercise", overflow="fold")
    table.add_column("name", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("tries", justify="right", no_wrap=True)
    table.add_column("last", no_wrap=True)
    for row in lesson.rows:
        table.add_row(
            f"{SIGNS[row.state]} {row.state}",
            escape(row.exercise.title),
            row.exercise.name,
            f"{row.score:g} of {row.exercise.points:g}",
            f"{row.tried.tries or ''}",
            row.tried.last,
        )
    return table


def _write(course: Course, assignment: str, failed: dict[str, str]) -> ClassResults:
    from .grade.report import write_csv, write_page
    from .grade.results import read_results

    results = read_results(course, assignment, failed)
    write_csv(results, course.root / "grades.csv")
    write_page(results, course.root / "report.html")
    return results


def _table(results: ClassResults, students: set[str] | None) -> Table:
    """A row a student; all of them when `students` is None."""
    from .grade.report import STATUS, marks_of

    table = Table(
        title=results.assignment,
        caption=f"{', '.join(e.exercise for e in results.exercises)}\n"
        "● all points  ◐ some  ○ none  – not attempted",
    )
    table.add_column("student", overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("exercises", no_wrap=True)
    table.add_column("status", overflow="fold")
    for one in results.students:
        if students is not None and one.student not in students:
            continue
        status = STATUS.get(one.status, one.status)
        reasons = "\n".join(one.reasons)
        table.add_row(
            escape(one.student),
            f"{one.score:g} / {one.points:g}",
            marks_of(one, results),
            escape(f"{status}: {reasons}" if reasons else status),
        )
    return table


def _stop(error: Exception) -> typer.Exit:
    Console(stderr=True).print(escape(str(error)), style="red", soft_wrap=True)
    return typer.Exit(2)


if __name__ == "__main__":
    app()
