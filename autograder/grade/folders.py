"""A course's folders as nbgrader names them, some of them elsewhere for the while."""

from __future__ import annotations

import datetime
import glob
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

STUDENT, ASSIGNMENT = "(?P<student>[^/]+)", "(?P<assignment>[^/]+)"

_HERE = re.compile(r"/\\?\.(?=/|$)|/(?=/)")
"""What a path may have too much: "/." and a second "/", in a regular expression."""


@dataclass(frozen=True)
class Found:
    """A folder of one student, or of the instructor, for one assignment."""

    path: Path
    student: str
    assignment: str


class Folders(CourseDirectory):
    """nbgrader's view of the folders.

    Folders that stand elsewhere have nbgrader's usual order in them, whatever order
    the course has. A gradebook's relative path is one in the course's folder, wherever
    the command was given.
    """

    elsewhere: frozenset[str] = frozenset()

    @classmethod
    def of(cls, app: Any, root: Path, folders: Mapping[str, str]) -> Folders:
        """The folders of a course.

        Args:
            app: nbgrader's, with the course's settings.
            root: the course's folder.
            folders: those that stand elsewhere, such as `release_directory`.
        """
        made = cls(parent=app, root=str(root))
        for name, folder in folders.items():
            setattr(made, name, folder)
        made.elsewhere = frozenset(folders.values())
        made.db_url = _absolute(made.db_url, root)
        return made

    def format_path(
        self,
        nbgrader_step: str,
        student_id: str,
        assignment_id: str,
        escape: bool = False,
    ) -> str:
        """Where a step's folder of a student and an assignment is."""
        if nbgrader_step not in self.elsewhere:
            path: str = super().format_path(
                nbgrader_step, student_id, assignment_id, escape
            )
            return path
        step = re.escape(nbgrader_step) if escape else nbgrader_step
        return os.path.join(step, student_id, assignment_id)

    def find(
        self, step: str, student: str = "*", assignment: str = "*"
    ) -> Iterator[Found]:
        """The folders of a step that are there.

        Args:
            step: a folder's name, such as `submitted_directory`.
            student: a glob; "." in the instructor's steps.
            assignment: a name, or "*".
        """
        named = ASSIGNMENT if assignment == "*" else re.escape(assignment)
        whose = re.escape(student) if student == "." else STUDENT
        escaped = self.format_path(re.escape(step), whose, named, escape=True)
        pattern = re.compile(_HERE.sub("", escaped))
        name = assignment if assignment == "*" else glob.escape(assignment)
        for place in glob.glob(self.format_path(step, student, name)):
            match = pattern.fullmatch(os.path.normpath(place))
            if match:
                groups = {"student": student, "assignment": assignment}
                yield Found(Path(place), **(groups | match.groupdict()))

    def get_existing_timestamp(self, dest_path: str) -> datetime.datetime | None:
        """The time that a submission says it was handed in.

        Raises:
            ValueError: what stands there is no time.
        """
        try:
            found: datetime.datetime | None = super().get_existing_timestamp(dest_path)
        except AttributeError:  # nbgrader's own words for it need an application
            said = Path(dest_path, "timestamp.txt").read_text(errors="replace")
            raise ValueError(f"timestamp.txt holds no time: {said[:50]!r}") from None
        return found


def _absolute(url: str, root: Path) -> str:
    """A gradebook's URL that means the same from everywhere."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return url
    name = parsed.database or ""
    if (
        parsed.get_backend_name() != "sqlite"
        or name in ("", ":memory:")
        or name.startswith("file:")
        or os.path.isabs(name)
    ):
        return url
    return parsed.set(database=str(root / name)).render_as_string(hide_password=False)
