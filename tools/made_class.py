"""Classes of any size: this course's from the bank of answers, and a plain course's.

A plain course knows nothing of `autograder`: its tests assert, one gives a share of the
points by its result, one answer is graded by hand.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.demo_class import ROOT, Exercise, Lesson, Submission, hand_in

PLAIN = "networks"
"""The assignment of the plain course."""

RIGHT, WRONG = 0.65, 0.90
"""Of all answers this share is right; from there to this they are wrong, then blank."""

_CONFIG = """c = get_config()
c.CourseDirectory.course_id = "plain"
c.ClearSolutions.code_stub = {"python": "# your code here"}
"""


def bank_class(lesson: str, size: int, seed: int = 0) -> list[Submission]:
    """Honest work: for each exercise a right answer, a wrong one, or none.

    Args:
        lesson: its name.
        size: how many submissions.
        seed: of the choice.
    """
    released = ROOT / "release" / lesson / f"{lesson}.ipynb"
    asked = Lesson(lesson, nbformat.read(released, as_version=4))
    draw = random.Random(seed)

    def choice(place: int, exercise: Exercise) -> Any:
        share = draw.random()
        if share >= WRONG:
            return None
        answers = exercise.right if share < RIGHT else exercise.wrong
        return draw.choice([a for a in answers if "while True" not in a.code])

    made = []
    for number in range(size):
        notebook, expected = asked.answered(choice)
        name = f"student{number:04}"
        text = nbformat.writes(notebook)
        made.append(Submission(name, "from the bank", text, expected))
    return made


def course_folder(lesson: str, folder: Path) -> None:
    """A copy of this course that holds one lesson.

    Args:
        lesson: its name.
        folder: where; made here.
    """
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for form in ("source", "release"):
        shutil.copytree(ROOT / form / lesson, folder / form / lesson)


def plain_course(folder: Path) -> None:
    """The plain course, as an instructor of another subject has it.

    Args:
        folder: where; made here.
    """
    (folder / "source" / PLAIN).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(_CONFIG)
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Networks"),
            new_code_cell(
                "import numpy as np\n"
                "import os\n"
                "os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\n"
                "import keras\n"
                "keras.utils.set_random_seed(0)\n"
                "from keras import layers\n"
                "x = np.linspace(-1, 1, 64)[:, None]"
            ),
            *(cell for name in ANSWERS for cell in _exercise(name)),
            new_markdown_cell("Why?", metadata=_mark("why", grade=True, points=2)),
        ]
    )
    for cell in notebook.cells:
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id") or cell["id"]
    nbformat.write(notebook, folder / "source" / PLAIN / f"{PLAIN}.ipynb")


def plain_class(folder: Path, size: int, seed: int = 0) -> None:
    """Submissions to the plain course.

    Args:
        folder: the course's.
        size: how many.
        seed: of the choice of answers.
    """
    source = nbformat.read(folder / "source" / PLAIN / f"{PLAIN}.ipynb", as_version=4)
    draw = random.Random(seed)
    made = []
    for number in range(size):
        notebook = nbformat.reads(nbformat.writes(source), as_version=4)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name in ANSWERS:
                _, right, *others = ANSWERS[name]
                cell.source = right if draw.random() < RIGHT else draw.choice(others)
            elif name == "why":
                cell.source = "It has more layers."
        text = nbformat.writes(notebook)
        made.append(Submission(f"student{number:04}", "plain", text, {}))
    hand_in(made, PLAIN, folder / "submitted")


ANSWERS: dict[str, tuple[str, ...]] = {
    # the test, then answers
    "scaled": (
        "assert scaled.shape == x.shape\n"
        "assert np.allclose(scaled.mean(), 0)\n"
        "### BEGIN HIDDEN TESTS\n"
        "assert np.allclose(scaled.std(), 1)\n"
        "### END HIDDEN TESTS",
        "scaled = (x - x.mean()) / x.std()",
        "scaled = x - x.mean()",
        "scaled = None",
    ),
    "net": (
        "assert isinstance(net, keras.Model)\n"
        "assert net.predict(x, verbose=0).shape == (64, 1)\n"
        "### BEGIN HIDDEN TESTS\n"
        "assert net.count_params() == 97\n"
        "### END HIDDEN TESTS",
        "net = keras.Sequential([keras.Input((1,)), layers.Dense(32, 'relu'), "
        "layers.Dense(1)])",
        "net = keras.Sequential([keras.Input((1,)), layers.Dense(8), layers.Dense(1)])",
        "net = layers.Dense(3)",
        "net = undefined",
    ),
    "fitted": (
        "error = float(np.mean((net.predict(x, verbose=0) - x ** 2) ** 2))\n"
        "2 if error < 0.01 else 1 if error < 0.1 else 0  # a share of the points",
        "net.compile('adam', 'mse')\nlog = net.fit(x, x ** 2, epochs=60, verbose=0)",
        "net.compile('adam', 'mse')\nlog = net.fit(x, x ** 2, epochs=1, verbose=0)",
        "pass",
    ),
    "counted": (
        "assert counted([1, 2, 2]) == {1: 1, 2: 2}\n"
        "### BEGIN HIDDEN TESTS\n"
        "assert counted([]) == {}\n"
        "assert counted('aab') == {'a': 2, 'b': 1}\n"
        "### END HIDDEN TESTS",
        "from collections import Counter\ncounted = lambda s: dict(Counter(s))",
        "def counted(s):\n    return {i: s.count(i) for i in s}",
        "def counted(s):\n    return {1: 1, 2: 2}",
        "def counted(s):\n    print(s)",
    ),
}
"""Of each exercise of the plain course its test, then answers, the right one first."""


def _exercise(name: str) -> Iterable[NotebookNode]:
    test, right, *_ = ANSWERS[name]
    solution = f"### BEGIN SOLUTION\n{right}\n### END SOLUTION"
    yield new_code_cell(solution, metadata=_mark(name))
    yield new_code_cell(
        test, metadata=_mark(f"test-{name}", grade=True, locked=True, points=2)
    )


def _mark(grade_id: str, **more: Any) -> dict[str, Any]:
    """nbgrader's mark; a cell without points holds an answer, one by hand too."""
    answer = not more.get("locked", False)
    mark = {"grade": False, "locked": False, "solution": answer, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **mark, **more}}
