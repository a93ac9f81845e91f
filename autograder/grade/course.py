"""A course as nbgrader sees it: its folders, its settings, its assignments."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning

from .admit import authored_in
from .folders import Folders
from .imports import imported, modules_for
from .outside.given import Given
from .trouble import CourseError, in_words, words_for

__all__ = ["Assignment", "Course", "CourseError", "ensure_path", "quiet"]


class _Said(logging.Handler):
    """Collects what nbgrader complains of instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += record.getMessage().strip().splitlines()[-1:]


class _Making(GenerateAssignment):
    """Makes a release; keeps the error that nbgrader only writes into its log."""

    failure: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        try:
            super().init_assignment(assignment_id, student_id)
        except Exception as error:  # handed on
            self.failure = error
            raise

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except Exception as error:  # handed on
            self.failure = error
            raise


def _not_of_gradebook(record: logging.LogRecord) -> bool:
    """False for tracebacks that nbgrader's gradebook logs before it raises them."""
    return not (record.module == "api" and "database error" in str(record.msg))


@dataclass(frozen=True)
class Assignment:
    """An assignment that the gradebook knows.

    Attributes:
        name: its name, a folder in `source/`.
        released: what students get, by notebook name.
        given: what the instructor's own cells give to the tests, by notebook name.
        modules: what its notebooks import.
        fingerprint: changes when the instructor's version does.
    """

    name: str
    released: dict[str, NotebookNode]
    given: dict[str, Given]
    modules: tuple[str, ...]
    fingerprint: str


class Course:
    """A course folder with nbgrader's configuration loaded.

    Args:
        root: the folder that holds nbgrader_config.py and source/.
    """

    def __init__(self, root: Path | str = ".") -> None:
        """Load the configuration."""
        self.root = Path(root).resolve()
        if not (self.root / "nbgrader_config.py").is_file():
            raise CourseError(
                f"{self.root} is no course folder: it has no nbgrader_config.py. "
                "Go to the course's folder or name it with --course."
            )
        ensure_path()
        quiet()
        if str(self.root) not in sys.path:  # a course's own plugins lie there
            sys.path.append(str(self.root))
        self.app = NbGrader(log_level=logging.CRITICAL)
        self.app.load_cwd_config = False
        self.app.initialize([], root=str(self.root))
        self._said = _Said()
        self.app.log.handlers = [self._said]
        self.app.log.propagate = False
        logging.getLogger("tornado.application").addFilter(_not_of_gradebook)

    def directory(self, **folders: str) -> CourseDirectory:
        """nbgrader's view of the folders, some of them elsewhere.

        Args:
            folders: such as `release_directory="/elsewhere"`.
        """
        return Folders.of(self.app, self.root, folders)

    def complaint(self) -> str:
        """The last telling line nbgrader logged, then forgotten."""
        lines = [
            line
            for line in self._said.lines
            if not line.startswith(("There was an error", "Please see"))
        ]
        self._said.lines.clear()
        return lines[-1] if lines else ""

    def assignments(self) -> list[str]:
        """Names of what can be graded: folders in `source/` with a notebook."""
        directory = self.directory()
        found = directory.find(directory.source_directory, student=".")
        return sorted(
            {f.assignment for f in found if any(Path(f.path).glob("*.ipynb"))}
        )

    def submissions(self, assignment: str) -> dict[str, Path]:
        """What was handed in, by student, in the order of their names.

        Students whom the course's settings leave out are not among them.
        """
        directory = self.directory()
        found = directory.find(
            directory.submitted_directory,
            student=directory.student_id,
            assignment=assignment,
        )
        left_out = directory.student_id_exclude.split(",")
        return {
            f.student: f.path
            for f in sorted(found, key=lambda f: f.student)
            if not f.student.startswith(".") and f.student not in left_out
        }

    def astray(self) -> list[Path]:
        """What was handed in and lies in no assignment's folder: nobody grades it.

        Empty where the course's settings name the folders otherwise than nbgrader does.
        """
        directory = self.directory()
        usual = CourseDirectory.directory_structure.default_value
        if directory.directory_structure != usual:
            return []
        known = {*self.assignments()}
        place = self.root / directory.submitted_directory
        loose = [path for path in place.glob("*") if path.is_file()]
        found = [path for path in place.glob("*/*") if path.name not in known]
        return sorted(
            path.relative_to(self.root)
            for path in [*loose, *found]
            if not path.name.startswith(".")
        )

    def booked(self, assignment: str) -> set[str]:
        """Students whose submission the gradebook holds.

        Args:
            assignment: one that the gradebook knows.
        """
        directory = self.directory()
        with (
            in_words(directory.db_url),
            Gradebook(directory.db_url, directory.course_id) as gradebook,
        ):
            entry = gradebook.find_assignment(assignment)
            return {submission.student.id for submission in entry.submissions}

    def choose(self, assignment: str, students: list[str]) -> dict[str, Path]:
        """The submissions of these students, of all when none is named.

        Raises:
            CourseError: nothing was handed in, or not by one of them.
        """
        found = self.submissions(assignment)
        folder = self.directory().submitted_directory
        if not found:
            raise CourseError(
                f"Nothing was handed in for “{assignment}”: there is no "
                f"{folder}/<student>/{assignment}/ in {self.root}."
            )
        unknown = [student for student in students if student not in found]
        if unknown:
            names = ", ".join(f"“{student}”" for student in unknown)
            raise CourseError(
                f"Nothing was handed in for “{assignment}” by {names}. "
                f"There are submissions of: {', '.join(found)}."
            )
        return {s: path for s, path in found.items() if not students or s in students}

    def check_assignment(self, assignment: str) -> None:
        """Make sure there is such an assignment.

        Raises:
            CourseError: there is not; the message names those there are.
        """
        known = self.assignments()
        if assignment not in known:
            directory = self.directory()
            folder = self.root / directory.source_directory
            raise CourseError(
                f"There is no assignment “{assignment}” in {folder}. "
                + (f"There is: {', '.join(known)}." if known else "It holds none yet.")
            )

    def register(self, assignment: str, release: Path) -> Assignment:
        """Tell the gradebook what the assignment is now.

        Args:
            assignment: name of a folder in `source/`.
            release: an empty folder; the released version is made there, so that
                the course's own release folder stays as it is.

        Raises:
            CourseError: there is no such assignment, or nbgrader refuses it.
        """
        self.check_assignment(assignment)
        directory = self.directory(release_directory=str(release))
        directory.assignment_id = assignment
        making = _Making(coursedir=directory, parent=self.app)
        try:
            with in_words(directory.db_url):
                making.start()
        except NbGraderException as error:
            words = making.failure and words_for(making.failure, directory.db_url)
            raise CourseError(
                words
                or f"nbgrader cannot take “{assignment}” from "
                f"{directory.source_directory}/: {self.complaint() or error}"
            ) from error
        made = Path(directory.format_path(str(release), ".", assignment))
        digest = hashlib.sha256()
        for path in authored_in(self._source(assignment), "*.ipynb"):
            digest.update(path.read_bytes())
        released = {
            path.stem: nbformat.read(path, as_version=4)
            for path in sorted(made.glob("*.ipynb"))
        }
        authored = self.authored(assignment)
        given = {name: Given.of(authored[name]) for name in released}
        cells = (cell for notebook in authored.values() for cell in notebook.cells)
        code = (cell.source for cell in cells if cell.cell_type == "code")
        modules = modules_for(imported(code))
        return Assignment(assignment, released, given, modules, digest.hexdigest())

    def authored(self, assignment: str) -> dict[str, NotebookNode]:
        """The instructor's notebooks of an assignment, by name.

        Raises:
            OSError, ValueError: one cannot be read.
        """
        return {
            path.stem: nbformat.read(path, as_version=4)
            for path in sorted(self._source(assignment).glob("*.ipynb"))
        }

    def _source(self, assignment: str) -> Path:
        directory = self.directory()
        return Path(directory.format_path(directory.source_directory, ".", assignment))


def ensure_path() -> None:
    """Put this Python's commands on PATH: nbgrader starts `alembic` by its name."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def quiet() -> None:
    """Keep warnings of nbgrader and nbformat about their own insides away."""
    warnings.filterwarnings("ignore", category=SAWarning)
    warnings.filterwarnings("ignore", message="(?s).*missing an id field.*")
    warnings.filterwarnings("ignore", message="(?s).*Non-unique cell id.*")
