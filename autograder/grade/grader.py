"""Grades a class: each submission in, one outcome out, whatever the submission is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader import utils

from .admit import admit, fingerprint
from .converter import SubmissionGrader
from .course import Assignment, Course
from .executors import Doers
from .jobs import Executed, Job, Serial, execute, readable_by
from .kernels import temporary
from .outside.session import Judging
from .trouble import Halted, words_for

__all__ = ["Executed", "Job", "Outcome", "SubmissionGrader", "grade_class"]

POLL = 5
"""Seconds between two looks whether anybody is left to do the jobs."""

TRIES = 3
"""How often a submission is copied, when it changes each time."""


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


def grade_class(
    course: Course,
    assignment: str,
    submissions: Mapping[str, Path],
    *,
    force: bool = False,
    budget: float | None = None,
    memory: float = 4,
    by: Doers | None = None,
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
        by: who does the jobs; None for one after another in this process.
        seed: the instructor's; the random cases of all checks are drawn from it.
        confined: says what confines the kernels of the machine that does the jobs;
            None for a cluster, whose machines find it out themselves.

    Yields:
        An outcome for each submission, as they come.

    Raises:
        CourseError: there is no such assignment, or nbgrader refuses it.
        Halted: nobody is left to do the jobs, or the gradebook takes nothing.
    """
    by = Doers(Serial()) if by is None else by
    with temporary.folder() as place:
        release, staging = place / "release", place / "submitted"
        known = course.register(assignment, release)
        booked = course.booked(assignment)
        judging = tuple((n, Judging(g, seed)) for n, g in known.given.items())
        begun = False
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
                    modules=known.modules,
                    probing=confined is None,
                )
                if not begun:
                    by.begin(
                        known.modules, readable_by(judging[0][1] if judging else None)
                    )
                    begun = True
                running[by.executor.submit(execute, job)] = work
            except Exception as error:  # one submission's, whatever it is
                yield work.failed(error)  # raises what is everybody's
            while len(running) >= by.ahead:
                yield _next(running, by, confined)
        while running:
            yield _next(running, by, confined)


def _next(
    running: dict[Future[Executed], _Work],
    by: Doers,
    confined: Callable[[], Sequence[str]] | None,
) -> Outcome:
    """The outcome of a job that ends next."""
    while not (done := wait(running, POLL, FIRST_COMPLETED).done):
        if words := by.lost():
            raise Halted(words)
    future = done.pop()
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
