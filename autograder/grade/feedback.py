"""Takes hidden tests out of what a student gets back; message and points stay."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List

from .notes import NOT_GRADED

BEGIN = "BEGIN HIDDEN TESTS"
END = "END HIDDEN TESTS"


def without_hidden_tests(source: str) -> str:
    """A cell's text without its hidden regions; one that never ends goes to the end."""
    kept, hidden = [], False
    for line in source.split("\n"):
        if BEGIN in line:
            hidden = True
        elif END in line:
            hidden = False
        elif not hidden:
            kept.append(line)
    return "\n".join(kept)


class HideTests(NbGraderPreprocessor):
    """First of nbgrader's feedback preprocessors.

    nbgrader shows hidden tests in its feedback, and a traceback quotes the lines
    around the one that failed. Of an error in such a cell its name and message stay.
    """

    # The HTML exporter configures it and warns of a preprocessor that forbids that.
    display_data_priority = List(
        NbGraderPreprocessor.display_data_priority.default_args[0]
    ).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Hide the hidden regions of one cell."""
        ours = utils.is_grade(cell) or utils.is_locked(cell)
        if not ours or BEGIN not in cell.source:
            return cell, resources
        cell.source = without_hidden_tests(cell.source)
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename != NOT_GRADED:
                output.traceback = [f"{output.ename}: {output.evalue}"]
        return cell, resources
