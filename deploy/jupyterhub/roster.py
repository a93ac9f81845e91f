"""The class's list: a CSV file with a line for each person."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

ROLES = ("student", "instructor")
COLUMNS = ("id", "role")
"""What every line must have; nbgrader reads the names and addresses beside them."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")


class RosterError(Exception):
    """What is wrong with the list, in words for who wrote it."""


@dataclass(frozen=True)
class Roster:
    """Who is in the class.

    Attributes:
        instructor: a user's name.
        students: users' names, in the order of the list.
    """

    instructor: str
    students: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """The instructor first."""
        return (self.instructor, *self.students)


def read(path: Path) -> Roster:
    """The class's list.

    Raises:
        RosterError: it cannot be read, or a line of it cannot be used.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, skipinitialspace=True)
            missing = [name for name in COLUMNS if name not in (lines.fieldnames or ())]
            if missing:
                raise RosterError(
                    f"{path}: the first line must name the columns; it lacks "
                    f"“{'” and “'.join(missing)}”."
                )
            people = [
                (lines.line_num, (line["id"] or "").strip(), _role(line["role"]))
                for line in lines
            ]
    except (OSError, UnicodeError) as error:
        raise RosterError(f"{path} cannot be read: {error}.") from error
    return _checked(path, people)


def _role(text: str | None) -> str:
    return (text or "").strip().lower()


def _checked(path: Path, people: list[tuple[int, str, str]]) -> Roster:
    seen: dict[str, int] = {}
    for number, name, role in people:
        where = f"{path}, line {number}"
        if not _NAME.fullmatch(name):
            raise RosterError(
                f"{where}: “{name}” cannot be a user's name. It takes small letters, "
                "digits, - and _, a letter first, at most 31."
            )
        if role not in ROLES:
            raise RosterError(
                f"{where}: the role of “{name}” is “{role}”; it must be student or "
                "instructor."
            )
        if name in seen:
            raise RosterError(f"{where}: “{name}” stands in line {seen[name]} too.")
        seen[name] = number
    instructors = [name for _, name, role in people if role == "instructor"]
    if len(instructors) != 1:
        raise RosterError(
            f"{path}: there must be one instructor, and there are {len(instructors)}. "
            "The exchange's folders belong to one user."
        )
    students = [name for _, name, role in people if role == "student"]
    return Roster(instructors[0], tuple(students))
