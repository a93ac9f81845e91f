"""Grades as learning platforms take them: `nbgrader export --exporter=…`.

    nbgrader export --exporter=autograder.grade.export.Canvas --to canvas.csv

Canvas: the columns and the row "Points Possible" of its gradebook's own export, see
"How do I import grades in the Gradebook?" in the Canvas guides. Moodle: the columns of
its grade export, see "Grade import" in the Moodle documentation.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Dict, Enum, TraitType, Unicode
from traitlets.config import Config

from .earned import Column, Grade, column_of, known_by_id
from .graded import read_graded
from .report.text import cell, some
from .settings import refuse_unknown, told_what_it_takes, values

Row = Sequence[str | float]


MOST_NAMED = 10
"""Students that a warning names."""


class _Export(ExportPlugin):
    """What the exporters share; `file` and `rows` are each one's own."""

    titles: Any = Dict(
        help="What an assignment is called on the platform, by its name here."
    ).tag(config=True, takes='NAME="TITLE" for an assignment, once for each')
    missing: Any = Unicode(
        "",
        help="What stands where nothing was handed in; '0' for no points. Empty, the "
        "platform keeps what it has.",
    ).tag(config=True, takes="text, in quotes")

    file = "grades.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write the file.

        Args:
            gradebook: of the course.

        Raises:
            SystemExit: an assignment or a student is wanted that it does not know, or
                the file cannot be written.
        """
        columns = [column_of(gradebook, name) for name in self._assignments(gradebook)]
        students = self._students(gradebook)
        path = Path(self.to or self.file)
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(self.rows(students, columns))
        except OSError as error:
            raise SystemExit(f"{path} cannot be written: {error.strerror}.") from None
        self._warn(path, students, columns)
        known = sorted(assignment.name for assignment in gradebook.assignments)
        if astray := sorted({*map(str, self.titles)} - {*known}):
            self.log.warning(
                "%s.titles names what is no assignment: %s. The gradebook knows %s.",
                type(self).__name__,
                ", ".join(astray),
                ", ".join(known) or "none",
            )

    def rows(self, students: list[Any], columns: list[Column]) -> Iterator[Row]:
        """Rows of the file, the header first."""
        raise NotImplementedError

    def _load_config(
        self,
        cfg: Config,
        section_names: list[str] | None = None,
        traits: dict[str, TraitType[Any, Any]] | None = None,
    ) -> None:
        """Take the settings, as traitlets does, but none that is wrong.

        Raises:
            SystemExit: one is unknown, or cannot be what it is set to.
        """
        mine = self._find_my_config(cfg)
        exporters = [each.__name__ for each in _Export.__subclasses__()]
        refuse_unknown(self, mine, exporters)
        for setting, value in values(mine).items():  # one by one: which is wrong?
            one = Config({type(self).__name__: {setting: value}})
            with told_what_it_takes(self, setting, value):
                super()._load_config(one, section_names, traits)

    def _warn(self, path: Path, students: list[Any], columns: list[Column]) -> None:
        """Say what the file does not hold, or not yet."""
        waiting = sum(
            column.of(student).waits for column in columns for student in students
        )
        if waiting:
            self.log.warning(
                "%s in %s not final: answers wait to be marked by hand in Formgrader. "
                "Export again when that is done.",
                "1 grade" if waiting == 1 else f"{waiting} grades",
                f"{path} {'is' if waiting == 1 else 'are'}",
            )
        if unread := [*self._unread(students, columns)]:
            self.log.warning(
                "0 points in %s, as the submission could not be read: %s. Grade and "
                "export again when it was handed in anew.",
                path,
                some(unread, MOST_NAMED),
            )
        if unlisted := [*known_by_id(students, columns)]:
            self.log.warning(
                "Only the id is known of students in %s: %s. Add them to students.csv "
                "with their names, type: nbgrader db student import students.csv, and "
                "export again.",
                path,
                some(unlisted, MOST_NAMED),
            )

    def _unread(self, students: list[Any], columns: list[Column]) -> Iterator[str]:
        """Whose submissions could not be read; nobody's when no course is known."""
        course = getattr(self.parent, "coursedir", None)
        if course is None:
            return
        for column in columns:
            for student in students:
                if column.of(student).raw == 0:  # given by hand, points are final
                    step = course.autograded_directory
                    folder = course.format_path(step, student.id, column.name)
                    if "unreadable" in _statuses(Path(folder)):
                        yield f"{student.id} ({column.name})"

    def title(self, column: Column) -> str:
        """What the platform calls an assignment."""
        return str(self.titles.get(column.name, column.name))

    def shown(self, grade: Grade) -> str:
        """A score as text."""
        return self.missing if grade.score is None else f"{grade.score:.10g}"

    def _assignments(self, gradebook: Gradebook) -> list[str]:
        known = sorted(a.name for a in gradebook.assignments)
        return _chosen("assignment", self.assignment, known)

    def _students(self, gradebook: Gradebook) -> list[Any]:
        known = {student.id: student for student in gradebook.students}
        return [known[i] for i in _chosen("student", self.student, sorted(known))]


class Canvas(_Export):
    """Grades for Canvas: Grades, Import.

    Canvas finds a student by `ID`, its own number, which is nbgrader's `lms_user_id`,
    else by the column that holds nbgrader's id. An assignment that exists there is
    found by its title, best with its number: `c.Canvas.titles = {"01-single-output":
    "Lesson 1 (4711)"}`.
    """

    file = "canvas.csv"
    student_id: Any = Enum(
        ["SIS User ID", "SIS Login ID"],
        default_value="SIS Login ID",
        help="What nbgrader's id of a student is in Canvas.",
    ).tag(config=True)

    def rows(self, students: list[Any], columns: list[Column]) -> Iterator[Row]:
        """Rows of the file, the header first."""
        ids = ("SIS User ID", "SIS Login ID")
        yield ["Student", "ID", *ids, "Section", *map(self.title, columns)]
        yield ["    Points Possible", "", "", "", "", *(c.points for c in columns)]
        for student in students:
            name = ", ".join(filter(None, [student.last_name, student.first_name]))
            yield [
                cell(name or student.id),
                student.lms_user_id or "",
                *(student.id if each == self.student_id else "" for each in ids),
                "",
                *(self.shown(column.of(student)) for column in columns),
            ]


class Moodle(_Export):
    """Grades for Moodle: Grades, Import, CSV file.

    On its page, map from the column named by `student_id` to the same field, and each
    assignment's column to its grade item. Moodle takes an empty cell for "no grade", so
    only students who handed something in are listed; with several assignments, import
    one file each (`--assignment`).
    """

    file = "moodle.csv"
    student_id: Any = Enum(
        ["Username", "ID number", "Email address"],
        default_value="Username",
        help="What Moodle finds a student by: nbgrader's id, as its Username or ID "
        "number, or the address that nbgrader knows (the id where it knows none).",
    ).tag(config=True)

    def rows(self, students: list[Any], columns: list[Column]) -> Iterator[Row]:
        """Rows of the file, the header first."""
        own = ["First name", "Last name"]
        by_address = self.student_id == "Email address"
        if not by_address:
            own.append("Email address")
        titles = [f"{self.title(column)} (Real)" for column in columns]
        yield [self.student_id, *own, *titles]
        for student in students:
            shown = [self.shown(column.of(student)) for column in columns]
            if any(shown):
                about = [student.first_name, student.last_name, student.email]
                yield [
                    (by_address and student.email) or student.id,
                    *(cell(text or "") for text in about[: len(own)]),
                    *shown,
                ]


class Plain(_Export):
    """Grades for anything else: one row for each student and assignment.

    nbgrader's own exporter with text in quotes where it needs them, formulas made
    harmless, and no points made up for what was not handed in.
    """

    file = "grades-plain.csv"

    def rows(self, students: list[Any], columns: list[Column]) -> Iterator[Row]:
        """Rows of the file, the header first."""
        yield [
            *("assignment", "duedate", "timestamp", "student_id", "last_name"),
            *("first_name", "email", "raw_score", "late_submission_penalty"),
            *("score", "max_score", "needs_manual_grade"),
        ]
        for column in columns:
            for student in students:
                grade = column.of(student)
                there = grade.score is not None
                about = [student.id, student.last_name, student.first_name]
                yield [
                    *(cell(self.title(column)), column.due, grade.when),
                    *(cell(text or "") for text in [*about, student.email]),
                    *((grade.raw, grade.penalty) if there else ("", "")),
                    *(self.shown(grade), column.points, "yes" if grade.waits else "no"),
                ]


def _statuses(folder: Path) -> set[str]:
    """How the grading of a submission's notebooks ended."""
    found = set()
    for path in folder.glob("*.ipynb"):
        with suppress(OSError, ValueError):  # such as one that was written by half
            found.add(read_graded(path, {}).status)
    return found


def _chosen(what: str, wanted: Sequence[Any], known: list[str]) -> list[str]:
    """Those that are wanted, all when none is named."""
    names = [str(each) for each in wanted]
    if unknown := sorted(set(names) - set(known)):
        raise SystemExit(
            f"The gradebook knows no {what} {', '.join(unknown)}; it knows "
            f"{', '.join(known) or 'none'}."
        )
    return [name for name in known if not names or name in names]
