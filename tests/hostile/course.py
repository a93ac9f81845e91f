"""A small course of two assignments, with secrets around it."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.grade.course import Course

from .hostile import MODELS, PLAIN, Desk

ROOT = Path(__file__).resolve().parents[2]

SECRET = "AUTOGRADER_TEST_SECRET"
"""Variable of the grader's environment that no submission may see."""


@dataclass(frozen=True)
class Exercise:
    """An exercise of an assignment."""

    name: str
    points: float
    right: str
    wrong: str
    test: str


PLAIN_SET_UP = "import numpy as np\nfrom autograder import check, reference"

PLAIN_EXERCISES = (
    Exercise(
        "n",
        1,
        "n = 28",
        "n = 3",
        "check.value(n, like=28, name='n', exercise='n')",
    ),
    Exercise(
        "padded",
        1,
        "padded = np.array([[7, 3, 0], [12, 5, 1]])",
        "padded = np.zeros((2, 3))",
        "check.sequence(padded, like=reference.padded([[7, 3], [12, 5, 1]]), "
        "name='padded', exercise='padded')",
    ),
    Exercise(
        "hc",
        2,
        "h, c = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])",
        "h, c = np.zeros((1, 2)), np.zeros((1, 2))",
        "check.states((h, c), like=(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])), "
        "names=('h', 'c'), points=2, exercise='hc')",
    ),
    Exercise(
        "step",
        2,
        "def step(x, h, kernel, recurrent_kernel, bias):\n"
        "    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)",
        "def step(x, h, kernel, recurrent_kernel, bias):\n    return h",
        "check.function(step, like=reference.simple_rnn_step(features=2, units=3), "
        "points=2, exercise='step')",
    ),
    Exercise(
        "m", 1, "m = 1", "m = 0", "check.value(m, like=1, name='m', exercise='m')"
    ),
)

MODELS_SET_UP = """import keras
import numpy as np
from keras import layers

from autograder import check, reference

rng = np.random.default_rng(5)
kernel = rng.uniform(-1, 1, (3, 4))
recurrent_kernel = rng.uniform(-1, 1, (4, 4))
bias = rng.uniform(-1, 1, 4)"""

MODELS_EXERCISES = (
    Exercise(
        "build",
        2,
        "model = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(8)])",
        "model = keras.Sequential([keras.Input((5, 3)), layers.GRU(8)])",
        "check.model(model, like=reference.SimpleRNN(8), input_shape=(5, 3), "
        "points=2, exercise='build')",
    ),
    Exercise(
        "own",
        2,
        "own = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(4)])\n"
        "own.set_weights([kernel, recurrent_kernel, bias])",
        "own = keras.Sequential([keras.Input((5, 3)), layers.SimpleRNN(4)])",
        "check.model(own, like=reference.Stack([reference.SimpleRNN(4)], "
        "weights=[kernel, recurrent_kernel, bias]), input_shape=(5, 3), "
        "weights='own', points=2, exercise='own')",
    ),
    Exercise(
        "stacked",
        2,
        "stacked = keras.Sequential([keras.Input((5, 3)), "
        "layers.LSTM(4, return_sequences=True), layers.GRU(2)])",
        "stacked = keras.Sequential([keras.Input((5, 3)), layers.Flatten()])",
        "check.layers(stacked, like=reference.Stack([reference.LSTM(4, "
        "return_sequences=True), reference.GRU(2)]), points=2, exercise='stacked')",
    ),
)

SET_UP = {PLAIN: PLAIN_SET_UP, MODELS: MODELS_SET_UP}
EXERCISES = {PLAIN: PLAIN_EXERCISES, MODELS: MODELS_EXERCISES}


def points(lesson: str) -> float:
    """All points of an assignment."""
    return sum(exercise.points for exercise in EXERCISES[lesson])


@dataclass(frozen=True)
class Canaries:
    """Texts that stand in what is secret; found anywhere else, it was read."""

    mark: str = field(default_factory=lambda: secrets.token_hex(6))

    def of(self, where: str) -> str:
        """The one that stands in a place."""
        return f"canary:{where}-{self.mark}"

    def found_in(self, text: str) -> bool:
        """Whether one of them is there."""
        return "canary:" in text and f"-{self.mark}" in text


@dataclass(frozen=True)
class Hosts:
    """A course folder to hand things in to, and secrets about it.

    Attributes:
        root: the course.
        home: the grader's home folder.
        temporary: where the grader makes temporary files.
        canaries: what stands in secret places.
        released: notebooks as students get them, by assignment.
        known: see `Desk.known`.
    """

    root: Path
    home: Path
    temporary: Path
    canaries: Canaries
    released: Mapping[str, NotebookNode]
    known: Mapping[str, str]

    def desk(self, student: str, lesson: str) -> Desk:
        """Where a student's submission is made."""
        folder = self.root / "submitted" / student / lesson
        folder.mkdir(parents=True)
        exercises = EXERCISES[lesson]
        return Desk(
            folder,
            lesson,
            self.released[lesson],
            {e.name: e.right for e in exercises},
            {e.name: e.wrong for e in exercises},
            self.known,
        )

    def honest(self, student: str, lesson: str) -> None:
        """Hand in what is all right, in words that nobody else may read."""
        desk = self.desk(student, lesson)
        answers = {e.name: "right" for e in EXERCISES[lesson]}
        notebook = desk.answered(**answers)
        told = self.canaries.of("other")
        notebook.cells.insert(1, new_markdown_cell(f"My own words: {told}"))
        notebook.cells[2].source += "\nimport warnings\nwarnings.warn('to stderr')"
        desk.write(notebook)
        desk.write(told, "notes.txt")

    def environment(self) -> dict[str, str]:
        """The grader's, a secret in it."""
        own = {
            SECRET: self.canaries.of("environment"),
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
        }
        return {**os.environ, **own}


def make_course(place: Path, extra: Mapping[str, str] | None = None) -> Hosts:
    """A course with secrets in it and around it.

    Args:
        place: an empty folder.
        extra: more that attackers may know, by the words for it.
    """
    canaries = Canaries()
    root, home, temporary = (place / n for n in ("course", "home", "temporary"))
    for folder in (root, home, temporary):
        folder.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for lesson in (PLAIN, MODELS):
        folder = root / "source" / lesson
        folder.mkdir(parents=True)
        nbformat.write(_source(lesson, canaries), folder / f"{lesson}.ipynb")
    (root / "submitted").mkdir()
    (root / ".autograder-seed").write_text(canaries.of("seed") + "\n")
    (root / "roster.csv").write_text(canaries.of("roster") + "\n")
    (home / ".netrc").write_text(canaries.of("home") + "\n")
    (place / "beside.txt").write_text(canaries.of("beside") + "\n")
    course = Course(root)
    released = {
        lesson: course.register(lesson, place / "release" / lesson).released[lesson]
        for lesson in (PLAIN, MODELS)
    }
    known = {
        "@ROOT@": str(root),
        "@HOME@": str(home),
        "@PLACE@": str(place),
        "@VENV@": sys.prefix,
        "@REPO@": str(ROOT),
        "@PID@": str(os.getpid()),
        "@MARK@": f"hostile-{canaries.mark}",
        **(extra or {}),
    }
    return Hosts(root, home, temporary, canaries, released, known)


def _source(lesson: str, canaries: Canaries) -> NotebookNode:
    """The instructor's notebook; every test cell hides a canary."""
    cells = [
        new_markdown_cell("# A lesson"),
        new_code_cell(SET_UP[lesson], metadata={"tags": ["exercises"]}),
    ]
    for exercise in EXERCISES[lesson]:
        solution = f"# {canaries.of('solution')}\n{exercise.right}"
        cells += [
            new_code_cell(
                f"{exercise.name} = ...\n"
                f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION",
                metadata=_mark(exercise.name, grade=False, solution=True, locked=False),
            ),
            new_code_cell(
                "### BEGIN HIDDEN TESTS\n"
                f"hidden = {canaries.of('hidden')!r}\n"
                "### END HIDDEN TESTS\n"
                f"{exercise.test}",
                metadata=_mark(
                    f"test-{exercise.name}",
                    grade=True,
                    solution=False,
                    locked=True,
                    points=exercise.points,
                ),
            ),
        ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(metadata={"kernelspec": kernel}, cells=cells)


def _mark(grade_id: str, **more: object) -> dict[str, object]:
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **more}}
