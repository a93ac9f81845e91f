"""Reasons: what was repaired, refused or cut short, kept in the graded notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

KEY = "autograder"
"""Where a graded notebook's metadata holds what this package knows of it."""

NOT_GRADED = "NotGraded"
"""Name of the error that stands in a test cell which earns 0 for a stated reason."""


@dataclass(frozen=True)
class Note:
    """A reason in words.

    Attributes:
        text: what happened, a sentence.
        grade_id: the cell it is about; None for the whole submission.
    """

    text: str
    grade_id: str | None = None


def record(notebook: NotebookNode) -> dict[str, Any]:
    """What this package wrote into a notebook's metadata (live, may be changed)."""
    kept = notebook.metadata.get(KEY)
    if not isinstance(kept, dict):
        notebook.metadata[KEY] = kept = NotebookNode()
    return kept


def add_notes(notebook: NotebookNode, notes: Iterable[Note]) -> None:
    """Append notes to a notebook's metadata."""
    kept = record(notebook)
    kept["notes"] = [*kept.get("notes", []), *(asdict(note) for note in notes)]


def notes_of(notebook: NotebookNode) -> tuple[Note, ...]:
    """The notes of a notebook, in the order they were added."""
    kept: Mapping[str, Any] = notebook.metadata.get(KEY, {})
    return tuple(Note(n["text"], n.get("grade_id")) for n in kept.get("notes", []))


def refusal(reason: str) -> NotebookNode:
    """An output that makes nbgrader give a test cell 0 and shows why."""
    return new_output("error", ename=NOT_GRADED, evalue=reason, traceback=[reason])
