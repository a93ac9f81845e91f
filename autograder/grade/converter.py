"""nbgrader's Autograde for one submission, cut in two where the notebook is run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.writers import FilesWriter
from nbgrader import utils
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import Execute
from traitlets.utils.importstring import import_item

from .admit import Admitted
from .execute import ExecuteExercises, refuse
from .fair import FairScores
from .jobs import Executed, Job
from .kernels.left import put_beside
from .notes import KEY, add_notes, record
from .repair import Repair

BUDGET = 4
"""Cells' worth of nbgrader's time limit that a notebook has, unless told otherwise."""

FOREVER = 86_400
"""Seconds that stand for a course's wish to set no limit."""


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

        Files that they have written are put beside them.

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
        put_beside(executed.files, self._folder(admitted.student))
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
