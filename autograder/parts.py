"""Which part of a notebook is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

TAG = "exercises"
"""Tag of the cell that sets up the exercises; the lesson above it is not run."""


def first_cell(notebook: NotebookNode) -> int:
    """Index of the cell that grading starts with: the tagged one, else the first."""
    for index, cell in enumerate(notebook.cells):
        if TAG in cell.metadata.get("tags", []):
            return index
    return 0
