"""Repairs what nbgrader needs in a submitted notebook, before nbgrader looks at it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from .feedback import without_hidden_tests
from .notes import KEY, Note, add_notes


@dataclass(frozen=True)
class MasterCell:
    """A cell as the instructor made it.

    Attributes:
        source: its text, hidden tests included.
        metadata: what belongs into the cell's `metadata.nbgrader`.
    """

    grade_id: str
    cell_type: str
    source: str
    metadata: Mapping[str, Any]

    @property
    def graded(self) -> bool:
        """Whether it carries points."""
        return bool(self.metadata["grade"] or self.metadata["task"])

    @property
    def released(self) -> str:
        """Its text as the student got it."""
        return without_hidden_tests(self.source)


def repair(
    notebook: NotebookNode,
    master: Sequence[MasterCell],
    released: NotebookNode | None = None,
) -> tuple[Note, ...]:
    """Give every known cell its metadata back, exactly once; put missing ones back.

    A cell is known by its grade_id; failing that by its cell id in the released
    notebook, or by being a released test cell word for word. Of copies the last
    counts, as in nbgrader. A test cell that is missing is put back behind its
    exercise, so that the answer is graded for what it is.

    Args:
        notebook: the submission; changed in place.
        master: the instructor's cells, in the order of the notebook.
        released: the notebook students got, when at hand.

    Returns:
        What was done, in words.
    """
    known = {cell.grade_id: cell for cell in master}
    claims, notes = _claims(notebook, known, released)
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    if released is not None:
        _restore_tags(notebook, released)
    for grade_id, cell in claims.items():
        cell.metadata["nbgrader"] = NotebookNode(known[grade_id].metadata)
        if known[grade_id].metadata["locked"]:
            if not _same(cell, known[grade_id]):
                words = f"The test cell “{grade_id}” had been changed; "
                notes.append(Note(words + "the instructor's own was run.", grade_id))
            cell.source = known[grade_id].source
    notes += _put_back(notebook, master, claims)
    return tuple(notes)


def _claims(
    notebook: NotebookNode,
    known: Mapping[str, MasterCell],
    released: NotebookNode | None,
) -> tuple[dict[str, NotebookNode], list[Note]]:
    """Which cell is which, and what is to be said about it."""
    claims: dict[str, NotebookNode] = {}
    notes: list[Note] = []
    rest = []
    for cell in notebook.cells:
        grade_id = _grade_id(cell)
        if grade_id not in known:
            rest.append(cell)
            continue
        if grade_id in claims and known[grade_id].metadata["locked"]:
            notes.append(
                Note(f"“{grade_id}” was there more than once; the last counts.")
            )
        claims[grade_id] = cell
    by_id = {c.get("id"): _grade_id(c) for c in released.cells} if released else {}
    by_text = _distinct_texts(known)
    lost = []
    for cell in rest:
        grade_id = by_id.get(cell.get("id")) or by_text.get(_plain(cell.source), "")
        if grade_id in known and grade_id not in claims:
            claims[grade_id] = cell
            lost.append(grade_id)
    if lost:
        names = ", ".join(f"“{grade_id}”" for grade_id in lost)
        notes.append(Note(f"Marks that nbgrader goes by were put back: {names}."))
    return claims, notes


def _distinct_texts(known: Mapping[str, MasterCell]) -> dict[str, str]:
    """grade_ids by the released text of the locked cells that have one of their own."""
    texts = [(_plain(c.released), g) for g, c in known.items() if c.metadata["locked"]]
    count = Counter(text for text, _ in texts)
    return {text: grade_id for text, grade_id in texts if text and count[text] == 1}


def _put_back(
    notebook: NotebookNode,
    master: Sequence[MasterCell],
    claims: dict[str, NotebookNode],
) -> list[Note]:
    """Insert the graded cells that are missing, each behind the one before it."""
    notes = []
    order = [cell.grade_id for cell in master]
    for place, cell in enumerate(master):
        if not cell.graded or cell.grade_id in claims:
            continue
        note = Note(
            f"The cell “{cell.grade_id}” was missing; it was put back and graded.",
            cell.grade_id,
        )
        make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
        added = make(cell.source, metadata={"nbgrader": dict(cell.metadata)})
        index = _place(notebook, order, place, claims)
        notebook.cells[index:index] = [new_markdown_cell(f"*{note.text}*"), added]
        claims[cell.grade_id] = added
        notes.append(note)
    return notes


def _place(
    notebook: NotebookNode,
    order: Sequence[str],
    place: int,
    claims: Mapping[str, NotebookNode],
) -> int:
    """Where a missing cell belongs: behind the nearest known cell before it."""
    at = {id(cell): index for index, cell in enumerate(notebook.cells)}
    for grade_id in reversed(order[:place]):
        if grade_id in claims:
            return at[id(claims[grade_id])] + 1
    for grade_id in order[place + 1 :]:
        if grade_id in claims:
            return at[id(claims[grade_id])]
    return len(notebook.cells)


def _restore_tags(notebook: NotebookNode, released: NotebookNode) -> None:
    """Tags decide where grading starts: those that were released come back."""
    tagged = [cell for cell in released.cells if cell.metadata.get("tags")]
    by_id = {cell.get("id"): cell.metadata["tags"] for cell in tagged}
    by_text = {_plain(cell.source): cell.metadata["tags"] for cell in tagged}
    for cell in notebook.cells:
        tags = by_id.get(cell.get("id")) or by_text.get(_plain(cell.source))
        if tags:
            cell.metadata["tags"] = list(tags)


def _grade_id(cell: NotebookNode) -> str:
    mark = cell.metadata.get("nbgrader")
    grade_id = mark.get("grade_id") if isinstance(mark, dict) else None
    return grade_id if isinstance(grade_id, str) else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _same(cell: NotebookNode, master: MasterCell) -> bool:
    return _plain(cell.source) in (_plain(master.released), _plain(master.source))


def master_cells(
    gradebook: Gradebook, assignment: str, notebook: str, order: Sequence[str] = ()
) -> tuple[MasterCell, ...]:
    """The instructor's cells as the gradebook has them.

    Args:
        gradebook: an open gradebook that knows the assignment.
        assignment: its name.
        notebook: name of one of its notebooks, without suffix.
        order: grade_ids in the order of the notebook, when known; the database
            promises none.
    """
    entry = gradebook.find_notebook(notebook, assignment)
    points = {c.name: c.max_score for c in [*entry.grade_cells, *entry.task_cells]}
    grade = {c.name for c in entry.grade_cells}
    solution = {c.name for c in entry.solution_cells}
    task = {c.name for c in entry.task_cells}
    cells = []
    for cell in entry.source_cells:
        metadata = {
            "schema_version": 3,
            "grade_id": cell.name,
            "grade": cell.name in grade,
            "solution": cell.name in solution,
            "locked": bool(cell.locked),
            "task": cell.name in task,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
        }
        if cell.name in points:
            metadata["points"] = points[cell.name]
        cells.append(MasterCell(cell.name, cell.cell_type, cell.source, metadata))
    place = {grade_id: index for index, grade_id in enumerate(order)}
    return tuple(sorted(cells, key=lambda c: place.get(c.grade_id, len(place))))


class Repair(NbGraderPreprocessor):
    """First of nbgrader's sanitizers: `repair` with what the gradebook knows.

    nbgrader stops the whole class at a copied test cell or an unknown schema
    version; after this neither is left.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Repair one notebook; what was done stands in its metadata."""
        about = resources["nbgrader"]
        released = self._released(about["assignment"], about["notebook"])
        order = [_grade_id(c) for c in released.cells] if released else []
        with Gradebook(about["db_url"]) as gradebook:
            master = master_cells(
                gradebook, about["assignment"], about["notebook"], order
            )
        nb.metadata.pop(KEY, None)
        nb.metadata.pop("kernelspec", None)  # the source's, or the default one
        add_notes(nb, repair(nb, master, released))
        return nb, resources

    def _released(self, assignment: str, notebook: str) -> NotebookNode | None:
        """The released notebook, found by way of the converter that runs this."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return None
        folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
        path = Path(folder) / f"{notebook}.ipynb"
        return nbformat.read(path, as_version=4) if path.is_file() else None
