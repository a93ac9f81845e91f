"""The command line: `autograder check NOTEBOOK`, `progress`, `grade`, `report`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
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
    memory: Annotated[
        float, typer.Option(min=0.1, help="GiB that a notebook may hold.")
    ] = 4,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Notebooks at a time; as many as there are cores."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(help="A Dask scheduler's address: its workers run the notebooks."),
    ] = None,
    seed_file: Annotated[
        Path | None,
        typer.Option(help="Holds the seed of all cases; the course's own otherwise."),
    ] = None,
    require_sandbox: Annotated[
        bool,
        typer.Option(
            "--require-sandbox", help="Grade nothing that cannot be confined."
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the results for a machine.")
    ] = False,
    course: CourseFolder = Path("."),
) -> None:
    """Grade what was handed in; write grades.csv and report.html.

    Submissions that were graded before and did not change are kept. Exit status 1
    when grading one failed or it could not go on, 2 when it could not start; what
    students broke, such as a file that cannot be read, has its row and is no failure.
    """
    with _extra_of_grading():
        from .grade.early import begun

    local = scheduler is None
    with begun(course, assignment, force) if local else nullcontext() as early:
        with _extra_of_grading():
            from . import lean  # noqa: F401
            from .grade import command
            from .grade.course import Course, CourseError
            from .grade.trouble import Halted

        order = command.Order(
            assignment,
            tuple(student or ()),
            force=force,
            budget=budget,
            memory=memory,
            workers=workers,
            scheduler=scheduler,
            seed_file=seed_file,
            require_sandbox=require_sandbox,
        )
        try:
            place = Course(course)
            graded = command.grade(place, order, Console(stderr=True), early)
        except Halted as error:
            raise _stop(error, error.status) from error
        except CourseError as error:
            raise _stop(error) from error
    console = Console()
    if as_json:
        typer.echo(command.as_json(graded))
    else:
        command.show(graded, place, console)
    if graded.failed:
        raise typer.Exit(1)


@app.command()
def report(assignment: AssignmentName, course: CourseFolder = Path(".")) -> None:
    """Write grades.csv and report.html anew, manual corrections included."""
    with _extra_of_grading():
        from . import lean  # noqa: F401
        from .grade import command
        from .grade.course import Course, CourseError

    try:
        place = Course(course)
        results = command.report(place, assignment)
    except CourseError as error:
        raise _stop(error) from error
    console = Console()
    console.print(command.table(results))
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


@app.command()
def check(
    notebooks: Annotated[
        list[Path],
        typer.Argument(
            help="Your notebook; or several, or a folder.", metavar="NOTEBOOK"
        ),
    ],
    exercise: Annotated[
        list[str] | None, typer.Option(help="Only this exercise; may be repeated.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds that a notebook may run.")
    ] = 300,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the results for a machine.")
    ] = False,
    summary_file: Annotated[
        Path | None,
        typer.Option(
            "--summary",
            help="Add the results to this file as Markdown, for a job on GitHub.",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Check your answers: the panels of the notebook, in the terminal.

    The notebook is run from its exercises on and is not changed; what its checks find
    counts in your progress. Exit status 1 when points are missing, 2 when the command
    could not start.
    """
    from . import lean  # noqa: F401
    from .check.own import check, complete, data, having, summary
    from .check.show import terminal
    from .check.show.markdown import markdown
    from .learner.plain import plain
    from .learner.written import NotCheckable, find

    console, waiting = terminal.console(), Console(stderr=True)
    names, results = exercise or [], []
    try:
        found = having(find(notebooks), names)
        for written in found:
            with waiting.status(f"Running {escape(written.path.name)} …"):
                results.append(check(written, timeout, names))
            if not as_json:
                terminal.show(results[-1], console, headed=len(found) > 1)
    except NotCheckable as error:
        raise _stop(NotCheckable(plain(str(error)))) from error
    if as_json:
        typer.echo(json.dumps(data(results), indent=1))
    else:
        console.print(f"{summary(results)}.", highlight=False, soft_wrap=True)
    if summary_file is not None:
        try:
            with summary_file.open("a", encoding="utf-8") as file:
                file.write(markdown(results))
        except OSError as error:
            raise _stop(
                NotCheckable(f"{summary_file} cannot be written: {error.strerror}.")
            ) from error
    raise typer.Exit(0 if complete(results) else 1)


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


@contextmanager
def _extra_of_grading() -> Iterator[None]:
    """Around imports that a learner's installation need not have."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("", __package__):
            raise
        why = (
            f"Grading a class needs {missing}, which is not installed here: "
            'python -m pip install "unrolled-autograder[grade]"'
        )
        raise _stop(LookupError(why)) from error


def _stop(error: Exception, status: int = 2) -> typer.Exit:
    Console(stderr=True).print(escape(str(error)), style="red", soft_wrap=True)
    return typer.Exit(status)


if __name__ == "__main__":
    app()
