"""What a hostile submission is, and the desk at which one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import nbformat
from nbformat import NotebookNode

PLAIN = "plain"
"""The assignment without TensorFlow."""

MODELS = "models"
"""The assignment about Keras models."""


@dataclass(frozen=True)
class Desk:
    """Where a submission is made.

    Attributes:
        folder: what is handed in.
        name: the assignment's, and its notebook's.
        released: that notebook as students get it.
        right: answers that are right, by exercise.
        wrong: answers that earn nothing, by exercise.
        known: what an attacker may know of the grader's machine, by the words that
            stand for it in attacks.
    """

    folder: Path
    name: str
    released: NotebookNode
    right: Mapping[str, str]
    wrong: Mapping[str, str]
    known: Mapping[str, str]

    def answered(self, **answers: str) -> NotebookNode:
        """The released notebook with these answers, wrong ones for the rest.

        An answer "right" stands for the right one.
        """
        notebook = copied(self.released)
        for name, wrong in self.wrong.items():
            text = answers.get(name, wrong)
            cell(notebook, name).source = self.told(
                self.right[name] if text == "right" else dedent(text)
            )
        return notebook

    def told(self, text: str) -> str:
        """A text with what is known put in the place of the words for it."""
        for word, value in self.known.items():
            text = text.replace(word, value)
        return text

    def write(self, what: NotebookNode | str | bytes, name: str = "") -> Path:
        """Put a file into the submission; the notebook when it has no name."""
        path = self.folder / (name or f"{self.name}.ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, NotebookNode):
            what = nbformat.writes(what)
        content = what.encode() if isinstance(what, str) else what
        path.write_bytes(content)
        return path


@dataclass(frozen=True)
class Hostile:
    """A submission that attacks.

    Attributes:
        name: its name, and its student's.
        about: what it does, in a line.
        attacks: the layer that it attacks.
        make: hands it in.
        most: points that its honest part may earn.
        least: points that its honest part must earn, whatever it does besides.
        lesson: the assignment that it is about.
        answers: its answers by exercise, when it is nothing but a notebook of them.
    """

    name: str
    about: str
    attacks: str
    make: Callable[[Desk], object]
    most: float = 0
    least: float = 0
    lesson: str = PLAIN
    answers: Mapping[str, str] | None = None


def code(
    name: str,
    about: str,
    attacks: str,
    *,
    most: float = 0,
    least: float = 0,
    lesson: str = PLAIN,
    **answers: str,
) -> Hostile:
    """A submission whose answers attack; see `Hostile` and `Desk.answered`."""

    def make(desk: Desk) -> object:
        return desk.write(desk.answered(**answers))

    return Hostile(name, about, attacks, make, most, least, lesson, answers)


def copied(notebook: NotebookNode) -> NotebookNode:
    """A notebook of its own."""
    return nbformat.reads(nbformat.writes(notebook), as_version=4)


def cell(notebook: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell with a grade_id."""
    found = [
        c
        for c in notebook.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    ]
    return found[0]
