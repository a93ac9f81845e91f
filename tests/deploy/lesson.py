"""A small lesson of the course's form, with secrets in it, and its course folder."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.hostile.course import EXERCISES, PLAIN, PLAIN_SET_UP, Exercise

ROOT = Path(__file__).resolve().parents[2]

LESSON = "warm-up"
REAL = "01-single-output"
"""A lesson of the real course, which is released beside the small one."""

EXERCISE: dict[str, Exercise] = {
    exercise.name: exercise
    for exercise in EXERCISES[PLAIN]
    if exercise.name in ("n", "step", "m")
}
POINTS = sum(exercise.points for exercise in EXERCISE.values())


@dataclass(frozen=True)
class Secrets:
    """Texts that stand where only some may read; found elsewhere, they leaked."""

    mark: str = field(default_factory=lambda: secrets.token_hex(6))

    def of(self, place: str) -> str:
        """The one of a place."""
        return f"secret-of-{place}-{self.mark}"


def course(folder: Path, course_id: str, kept: Secrets) -> None:
    """Write the course's folder: two lessons, the course's own configuration.

    Args:
        folder: where; it is there and empty.
        course_id: nbgrader's.
        kept: what stands in the source and nowhere else.
    """
    text = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    line = 'c.CourseDirectory.course_id = "unrolled"'
    assert line in text
    config = text.replace(line, line.replace("unrolled", course_id))
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    source = folder / "source" / LESSON
    source.mkdir(parents=True)
    nbformat.write(_notebook(kept), source / f"{LESSON}.ipynb")
    shutil.copytree(ROOT / "release" / REAL, folder / "release" / REAL)


def answer(path: Path, answers: dict[str, str]) -> None:
    """Put answers into a fetched notebook, which stays its owner's."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def _notebook(kept: Secrets) -> nbformat.NotebookNode:
    """The instructor's version."""
    cells = [
        new_markdown_cell("# A warm-up"),
        new_code_cell(PLAIN_SET_UP, metadata={"tags": ["exercises"]}),
    ]
    for name, exercise in EXERCISE.items():
        mark = {"schema_version": 3, "grade_id": name}
        answered = {"grade": False, "solution": True, "locked": False}
        tested = {"grade": True, "solution": False, "locked": True}
        cells += [
            new_code_cell(
                f"{name} = ...\n### BEGIN SOLUTION\n# {kept.of('solution')}\n"
                f"{exercise.right}\n### END SOLUTION",
                metadata={"nbgrader": mark | answered},
            ),
            new_code_cell(
                f"### BEGIN HIDDEN TESTS\nhidden = {kept.of('hidden')!r}\n"
                f"### END HIDDEN TESTS\n{exercise.test}",
                metadata={
                    "nbgrader": mark
                    | tested
                    | {"grade_id": f"test-{name}", "points": exercise.points}
                },
            ),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(metadata={"kernelspec": kernel}, cells=cells)
