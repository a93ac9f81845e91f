"""Makes an executed notebook's test cells mean what they say, for nbgrader to read."""

from __future__ import annotations

import math
import re
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from .notes import NOT_GRADED, Note, add_notes, refusal

_CHECK = re.compile(r"\bcheck\.\w+\s*\(")


class FairScores(NbGraderPreprocessor):
    """Stands between execution and nbgrader's SaveAutoGrades.

    nbgrader's `determine_grade` gives 0 to whatever wrote to stderr and full points
    to silence, to a result that is no number, to NaN and to a negative score; it
    fails on a score above the points. After this:

    - stderr costs nothing; it stays visible;
    - a cell that was never run earns 0;
    - a cell that uses `check` earns the number it shows, and 0 when it shows none;
    - any other cell keeps nbgrader's meaning, less NaN and negative numbers;
    - a score above the points counts as the points.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make every test cell of one notebook fair, in place."""
        for cell in nb.cells:
            if (
                cell.cell_type == "code"
                and utils.is_grade(cell)
                and not utils.is_solution(cell)
            ):
                cell.outputs = [_shown(output) for output in cell.outputs]
                reason = _settle(cell)
                if reason:
                    about = cell.metadata.nbgrader["grade_id"]
                    add_notes(nb, [Note(f"“{about}”: {reason}", about)])
        return nb, resources


def _shown(output: NotebookNode) -> NotebookNode:
    """What nbgrader would punish, as a display that it leaves alone."""
    if output.output_type == "stream" and output.name == "stderr":
        return new_output("display_data", {"text/plain": output.text})
    return output


def _settle(cell: NotebookNode) -> str | None:
    """Make nbgrader's reading of a cell the fair one; say why when it changed."""
    errors = [o for o in cell.outputs if o.output_type == "error"]
    if errors:
        _demote(cell)
        told = errors[0].ename == NOT_GRADED or not _CHECK.search(cell.source)
        return None if told else f"{errors[0].ename}: {errors[0].evalue}"[:200]
    if cell.execution_count is None and cell.source.strip():
        return _refuse(cell, "it was not run")
    points = float(cell.metadata.nbgrader["points"])
    uses_check = bool(_CHECK.search(cell.source))
    results = [o for o in cell.outputs if o.output_type == "execute_result"]
    if not results:
        return _refuse(cell, "it showed no score") if uses_check else None
    text = results[0].data.get("text/plain", "")
    score = _number(text)
    if score is None:
        if uses_check:
            return _refuse(cell, f"its result is no number: {text[:60]!r}")
        _demote(cell)
        return None
    if not math.isfinite(score) or score < 0:
        return _refuse(cell, f"its score is {score:g}")
    if score > points:
        results[0].data["text/plain"] = f"{points:g}"
        return f"its score is {score:g}; the cell is worth {points:g}"
    return None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except (ValueError, TypeError):  # a text may stand there as a list of lines
        return None


def _demote(cell: NotebookNode) -> None:
    """Results become displays: seen by the reader, not read as a score."""
    cell.outputs = [
        new_output("display_data", o.data) if o.output_type == "execute_result" else o
        for o in cell.outputs
    ]


def _refuse(cell: NotebookNode, reason: str) -> str:
    _demote(cell)
    cell.outputs.append(refusal(f"0 points: {reason}."))
    return reason
