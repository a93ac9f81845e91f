"""Reads what is authored: source/<lesson>/<lesson>.py, and source/<reading>.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import jupytext
import nbformat
from nbformat import NotebookNode

from . import first_cell

ROOT = Path(__file__).resolve().parent.parent

Offer = Literal["hints and solutions", "hints", "none"]
"""What help learners can have; the lesson's author says so in the file's header."""

HELP = "help"
"""Tag of a cell with the help for the exercise before it; key of the offer."""

KERNEL = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    # without the version: it would change with every Python that builds
    "language_info": {
        "name": "python",
        "file_extension": ".py",
        "pygments_lexer": "ipython3",  # so that Formgrader takes no ! for an error
    },
}


class BuildError(Exception):
    """What is wrong with a lesson, in words for its author."""


@dataclass(frozen=True)
class Authored:
    """A lesson or a reading as it was written.

    Attributes:
        script: the file's name.
        notebook: its cells without the help for learners, and before its first code the
            cell that installs the course; no outputs.
        help: text of the help cells, each with the grade_id of the test cell before
            it, "" when there is none.
        offer: what of it learners can have.
    """

    script: str
    notebook: NotebookNode
    help: tuple[tuple[str, str], ...]
    offer: Offer


def lessons(root: Path = ROOT) -> list[str]:
    """The names of all lessons, in their order."""
    return sorted(path.parent.name for path in root.glob("source/*/*.py"))


def readings(root: Path = ROOT) -> list[str]:
    """The names of the notebooks without exercises."""
    return sorted(path.stem for path in root.glob("source/*.py"))


def read(name: str, root: Path = ROOT) -> Authored:
    """A lesson or a reading, from its ``.py``.

    Cell ids come from the cell's grade_id, else from its place among the others.

    Raises:
        BuildError: there is no such lesson, or it cannot be built.
    """
    script = root / "source" / name / f"{name}.py"
    if name in readings(root):
        script = root / "source" / f"{name}.py"
    if not script.is_file():
        known = ", ".join([*lessons(root), *readings(root)]) or "none"
        raise BuildError(f"There is no lesson {name}. The lessons are: {known}.")
    notebook = jupytext.read(script)
    offer = _offer(notebook, script.name)
    notebook.metadata = nbformat.from_dict(KERNEL)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    written = notebook.cells
    notebook.cells = [cell for cell in written if not _is_help(cell)]
    _set_ids(notebook, script.name)
    first_cell.put(notebook)
    nbformat.validate(notebook)
    return Authored(script.name, notebook, _help(written), offer)


def exercises(notebook: NotebookNode) -> list[str]:
    """The grade_ids of the notebook's test cells without their ``test-``, in order."""
    return [_mark(c)["grade_id"].removeprefix("test-") for c in _tests(notebook.cells)]


def _offer(notebook: NotebookNode, script: str) -> Offer:
    """What the header offers; everything when it does not say."""
    first = notebook.cells[0] if notebook.cells else None
    if first and first.cell_type == "raw" and f"\n{HELP}:" in first.source:
        raise BuildError(
            f"{script}: “{HELP}:” stands outside of “jupyter:” in the header; "
            f"write it below, set in by two spaces."
        )
    said = notebook.metadata.get(HELP, "hints and solutions")
    for offer in get_args(Offer):
        if said == offer:
            return offer
    known = ", ".join(f"“{offer}”" for offer in get_args(Offer))
    raise BuildError(f"{script}: “{HELP}: {said}” in the header; it can be {known}.")


def _set_ids(notebook: NotebookNode, script: str) -> None:
    seen: set[str] = set()
    for place, cell in enumerate(notebook.cells):
        cell["id"] = _mark(cell).get("grade_id", f"cell-{place}")
        if cell["id"] in seen:
            raise BuildError(f"{script}: two cells have the grade_id {cell['id']}.")
        seen.add(cell["id"])


def _help(cells: list[NotebookNode]) -> tuple[tuple[str, str], ...]:
    """The help cells' texts, each with the test cell that stands before it."""
    found, before = [], ""
    for cell in cells:
        if _is_help(cell):
            found.append((before, cell.source))
        elif _tests([cell]):
            before = _mark(cell)["grade_id"]
        elif _mark(cell):  # the next exercise begins
            before = ""
    return tuple(found)


def _tests(cells: list[NotebookNode]) -> list[NotebookNode]:
    return [cell for cell in cells if is_test(cell)]


def is_test(cell: NotebookNode) -> bool:
    """Whether it checks an answer; one that is an answer is graded by hand."""
    mark = _mark(cell)
    return bool(mark.get("grade") and not mark.get("solution"))


def _is_help(cell: NotebookNode) -> bool:
    return HELP in cell.metadata.get("tags", [])


def _mark(cell: NotebookNode) -> NotebookNode:
    return cell.metadata.get("nbgrader", NotebookNode())
