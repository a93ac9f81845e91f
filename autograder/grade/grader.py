"""Grades a class: each submission in, one outcome out, whatever the submission is."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import Execute
from traitlets.utils.importstring import import_item

from .admit import Admitted, admit, fingerprint
from .course import Assignment, Course
from .execute import ExecuteExercises, refuse
from .fair import FairScores
from .imports import modules_used
from .jobs import Executed, Job, Serial, execute
from .notes import KEY, add_notes, record
from .outside.session import Judging
from .repair import Repair
from .trouble import Halted, words_for

BUDGET = 4
"""Cells' worth of nbgrader's time limit that a notebook has, unless told otherwise."""

TRIES = 3
"""How often a submission is copied, when it changes each time."""

FOREVER = 86_400
"""Seconds that stand for a course's wish to set no limit."""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        student: whose it is.
        status: "graded"; "stopped" (time was up or the kernel died; what came before
            counts); "unreadable" (0 points); "failed" (the grader could not do it);
            "kept" (graded before, nothing changed since).
        reason: why, when it failed.
    """

    student: str
    status: str
    reason: str = ""


class Vanished(Exception):
    """A submission was there when grading began, and is not any more."""


class SubmissionGrader(Autograde):
    """nbgrader's Autograde for one submission, the execution taken out of its middle.

    Preprocessors that a course configures keep their places; `Repair` is always the
    first before, `FairScores` the first after the notebook was run.
    """

    def sanitize(self, admitted: Admitted, budget: float | None) -> Job:
        """First half: nbgrader's bookkeeping and sanitizers.

        Args:
            admitted: the submission, in the folder that `coursedir` looks for it in.
            budget: seconds a notebook may run; None for the course's own setting.

        Returns:
            What is to be run.
        """
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        self.notebooks = sorted(str(p) for p in admitted.folder.glob("*.ipynb"))
        self.remove(admitted.student)
        with contextlib.chdir(self.coursedir.root):  # as nbgrader does
            self.run_pre_convert_hook()
            self.init_assignment(self.coursedir.assignment_id, admitted.student)
            before, _ = self._around_execution()
            self._use(Repair, [*self.sanitize_preprocessors, *before])
            self._sanitizing = True
            for path in self.notebooks:
                BaseConverter.convert_single_notebook(self, path)
        folder = self._folder(admitted.student)
        return Job(
            admitted.student,
            tuple(
                (name, path.read_text(encoding="utf-8"))
                for name, path in self._graded(admitted.student)
                if name not in admitted.unreadable
            ),
            tuple(
                (str(path.relative_to(folder)), path.read_bytes())
                for path in sorted(folder.rglob("*"))
                if path.is_file() and path.suffix != ".ipynb"
            ),
            self._budget() if budget is None else budget,
        )

    def write(
        self,
        admitted: Admitted,
        executed: Executed,
        mark: str,
        confined: Sequence[str] | None = None,
    ) -> str:
        """Second half: scores into the gradebook, graded notebooks into their place.

        Args:
            admitted: the submission.
            executed: its notebooks, run.
            mark: the submission's fingerprint; the graded notebook keeps it.
            confined: what confined its kernels; None when they say it themselves.

        Returns:
            The submission's status.
        """
        with contextlib.chdir(self.coursedir.root):
            status = self._write(admitted, executed, mark, confined)
            self.run_post_convert_hook()
        return status

    def _write(
        self,
        admitted: Admitted,
        executed: Executed,
        mark: str,
        confined: Sequence[str] | None,
    ) -> str:
        texts = dict(executed.notebooks)
        _, after = self._around_execution()
        self._use(FairScores, after)
        self._sanitizing = False
        statuses = set()
        for name, path in self._graded(admitted.student):
            text = texts.get(name) or path.read_text(encoding="utf-8")
            notebook = nbformat.reads(text, as_version=4)
            kept = record(notebook)
            kept["seconds"] = round(executed.seconds, 1)
            kept["fingerprint"] = mark
            if confined is not None:
                kept["confined"] = list(confined)
            kept.setdefault("status", "graded")
            if name in admitted.unreadable:
                refuse(notebook, admitted.unreadable[name])
                kept["status"] = "unreadable"
            statuses.add(kept["status"])
            add_notes(notebook, admitted.notes)
            about = self.init_single_notebook_resources(str(path))
            about["metadata"] = {"name": name, "path": str(path.parent)}
            self.write_single_notebook(
                *self.exporter.from_notebook_node(notebook, about)
            )
        self.set_permissions(self.coursedir.assignment_id, admitted.student)
        return next(s for s in ("unreadable", "stopped", "graded") if s in statuses)

    def remove(self, student: str) -> None:
        """Take a student's graded notebooks away."""
        if self._folder(student).exists():
            utils.rmtree(str(self._folder(student)))

    def is_done(self, student: str, names: set[str], mark: str) -> bool:
        """Whether all of a student's notebooks were graded under this fingerprint."""
        for name in names:
            try:
                path = self._folder(student) / f"{name}.ipynb"
                notebook = nbformat.read(path, as_version=4)
                if notebook.metadata[KEY]["fingerprint"] != mark:
                    return False
            except (OSError, ValueError, KeyError):
                return False
        return True

    def _folder(self, student: str) -> Path:
        return Path(self._format_dest(self.coursedir.assignment_id, student))

    def _graded(self, student: str) -> list[tuple[str, Path]]:
        paths = [self._folder(student) / Path(p).name for p in self.notebooks]
        return [(path.stem, path) for path in paths]

    def _around_execution(self) -> tuple[list[type[Any]], list[type[Any]]]:
        """What the course has done to a notebook before and after it is run."""
        kinds = _kinds(self.autograde_preprocessors)
        places = [
            place for place, kind in enumerate(kinds) if issubclass(kind, Execute)
        ]
        first = places[0] if places else 0
        after = [kind for kind in kinds[first:] if not issubclass(kind, Execute)]
        return kinds[:first], after

    def _use(self, first: type[Any], configured: Iterable[Any]) -> None:
        """Register `first`, then the others of nbgrader's list."""
        self.exporter._preprocessors = []
        self.exporter.register_preprocessor(first)
        for kind in _kinds(configured):
            if kind is not first:
                self.exporter.register_preprocessor(kind)

    def _budget(self) -> float:
        """Seconds a notebook may run: the course's budget, else as nbgrader's limit.

        A course that gives its cells more time than usual gives its notebooks more.
        """
        run = ExecuteExercises(parent=self)
        usual = float(Execute.timeout.default_value)
        if run.timeout == usual or "budget" in self.config.get("ExecuteExercises", {}):
            return float(run.budget)
        if run.timeout is None or run.timeout <= 0:
            return FOREVER
        return max(float(run.budget), BUDGET * float(run.timeout))


def _kinds(configured: Iterable[Any]) -> list[type[Any]]:
    return [import_item(e) if isinstance(e, str) else e for e in configured]


def grade_class(
    course: Course,
    assignment: str,
    submissions: Mapping[str, Path],
    *,
    force: bool = False,
    budget: float | None = None,
    memory: float = 4,
    executor: Executor | None = None,
    ahead: int = 1,
    seed: bytes = b"",
    confined: Callable[[], Sequence[str]] | None = None,
) -> Iterator[Outcome]:
    """Grade submissions; one that goes wrong costs nobody else anything.

    Args:
        course: the course.
        assignment: its name.
        submissions: folders as handed in, by student.
        force: grade anew what was graded and did not change.
        budget: seconds each notebook may run; None for the course's own setting.
        memory: GiB that each notebook may hold.
        executor: runs the jobs; None for one after another in this process.
        ahead: how many jobs it is given at a time.
        seed: the instructor's; the random cases of all checks are drawn from it.
        confined: says what confines the kernels of the machine that does the jobs;
            None for a cluster, whose machines find it out themselves.

    Yields:
        An outcome for each submission, as they come.

    Raises:
        CourseError: there is no such assignment, or nbgrader refuses it.
    """
    executor = Serial() if executor is None else executor
    with tempfile.TemporaryDirectory(prefix="autograder-") as place:
        release, staging = Path(place, "release"), Path(place, "submitted")
        known = course.register(assignment, release)
        booked = course.booked(assignment)
        modules = modules_used(known.released.values())
        judging = tuple((n, Judging(g, seed)) for n, g in known.given.items())
        running: dict[Future[Executed], _Work] = {}
        for student, submission in submissions.items():
            work = _Work(course, known, student, submission, release, staging)
            try:
                if not force and student in booked and work.is_done():
                    yield Outcome(student, "kept")
                    continue
                job = replace(
                    work.job(budget),
                    memory=memory,
                    judging=judging,
                    modules=modules,
                    probing=confined is None,
                )
                running[executor.submit(execute, job)] = work
            except Exception as error:  # one submission's, whatever it is
                yield work.failed(error)  # raises what is everybody's
            while len(running) >= ahead:
                yield _next(running, confined)
        while running:
            yield _next(running, confined)


def _next(
    running: dict[Future[Executed], _Work],
    confined: Callable[[], Sequence[str]] | None,
) -> Outcome:
    """The outcome of a job that ends next."""
    future = next(as_completed(running))
    return running.pop(future).finish(future, confined() if confined else None)


class _Work:
    """One submission on its way from the executor's door to the gradebook."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        student: str,
        submission: Path,
        release: Path,
        staging: Path,
    ) -> None:
        self.student, self.submission = student, submission
        self.assignment, self.course = assignment, course
        directory = course.directory(
            release_directory=str(release), submitted_directory=str(staging)
        )
        directory.assignment_id = assignment.name
        directory.student_id = student
        self.grader = SubmissionGrader(coursedir=directory, parent=course.app)
        self.folder = Path(
            directory.format_path(str(staging), student, assignment.name)
        )

    def is_done(self) -> bool:
        names = set(self.assignment.released)
        return self.grader.is_done(self.student, names, self._fingerprint())

    def job(self, budget: float | None) -> Job:
        if not os.path.lexists(self.submission):
            raise Vanished(f"It is not there any more: {self.submission}.")
        for _ in range(TRIES):
            self.mark = self._fingerprint()
            if self.folder.exists():
                utils.rmtree(str(self.folder))
            self.admitted = admit(
                self.student,
                self.submission,
                self.folder,
                self.assignment.released,
                self.grader.coursedir.ignore,
            )
            if self._fingerprint() == self.mark:
                break  # else it changed while it was copied
        return self.grader.sanitize(self.admitted, budget)

    def _fingerprint(self) -> str:
        return fingerprint(self.submission, self.assignment.fingerprint)

    def finish(
        self, future: Future[Executed], confined: Sequence[str] | None
    ) -> Outcome:
        try:
            executed = future.result()
        except Exception as error:  # the job's, wherever it was done
            return self._not_done(error)
        try:
            status = self.grader.write(self.admitted, executed, self.mark, confined)
        except Exception as error:  # one submission's, whatever it is
            return self.failed(error)
        return Outcome(self.student, status)

    def failed(self, error: Exception) -> Outcome:
        """What became of a submission that could not be prepared or written.

        Raises:
            Halted: it is the gradebook's or the disk's fault, and nobody's turn next.
        """
        words = words_for(error, self.grader.coursedir.db_url)
        if words:
            raise Halted(words) from error
        return self._not_done(error)

    def _not_done(self, error: Exception) -> Outcome:
        if isinstance(error, Vanished):  # what was graded before is all there is
            return Outcome(self.student, "failed", str(error))
        self.grader.remove(self.student)
        said = str(error).strip().splitlines()[:1]
        reason = f"{type(error).__name__}: {said[0] if said else 'no words'}"
        return Outcome(self.student, "failed", reason)
