"""The judge has what the instructor's cells give, and runs no more than that takes."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade.outside.given import (
    Given,
    GivenFailed,
    fresh,
    names_given,
    namespaces,
)
from tests.autograder.grade.conftest import graded, solution


def found(*cells: str, needed: set[str]) -> dict[str, object]:
    """What a test cell at the end finds."""
    given = Given((*(("", cell) for cell in cells), ("test", "")), frozenset())
    return namespaces(given, frozenset(needed))["test"]


def test_it_is_what_the_ungraded_cells_of_the_exercises_make() -> None:
    notebook = new_notebook(
        cells=[
            new_code_cell("lesson = 1"),
            new_code_cell("a = 1\nimport os.path", metadata={"tags": ["exercises"]}),
            solution("n", "helper = 2\nn = helper"),
            graded("n", "check.value(n, like=2)\nleft = 3", 1),
            new_code_cell("a = 2\nfor i in range(3): pass\nn = 0"),
        ]
    )
    given = Given.of(notebook)
    assert names_given(given) == {"a", "os", "i"}
    assert given.answers == {"n", "helper"}
    assert [grade_id for grade_id, _ in given.cells] == ["", "test-n", ""]


def test_a_test_cell_finds_what_stands_above_it() -> None:
    given = Given(
        (("", "a = 1"), ("first", ""), ("", "a = 2"), ("second", "")), frozenset()
    )
    made = namespaces(given, frozenset({"a"}))
    assert (made["first"]["a"], made["second"]["a"]) == (1, 2)


def test_statements_that_nothing_depends_on_are_not_run() -> None:
    names = found(
        "import antigravity_that_does_not_exist\na = 1",
        "b = a + 1\nc = undefined",
        needed={"b"},
    )
    assert names["b"] == 2
    assert "c" not in names


@pytest.mark.parametrize(
    "cell",
    [
        "x = [1]\nx.append(2)",
        "x = [1]\nx[1:] = [2]",
        "x = [1]\nx += [2]",
        "x = []\nfor i in (1, 2):\n    x.append(i)",
        "import operator\nx = [1]\noperator.iadd(x, [2])",
        "x = y = [1]\ny.append(2)\nx = y",
        "def make():\n    return [one, 2]\none = 1\nx = make()",
        "y = [0, 1, 2]\nfirst = y.pop(0)\nx = y",
        "import random\nrandom.seed(1)\na = random.random()\nrandom.seed(1)\n"
        "x = [1, 2 if a == random.random() else 3]",
        "with open('/dev/null') as file:\n    x = [1, 2]",
    ],
)
def test_statements_that_change_a_name_are_run(cell: str) -> None:
    assert found(cell, needed={"x"})["x"] == [1, 2]


def test_what_is_printed_is_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    found("x = 1\nprint(x)", needed={"x"})
    assert capsys.readouterr() == ("", "")


def test_a_cell_that_needs_an_answer_says_so() -> None:
    with pytest.raises(GivenFailed, match="NameError"):
        found("x = answer + 1", needed={"x"})


def test_a_cell_that_is_not_plain_python_gives_nothing() -> None:
    assert "x" not in found("%matplotlib inline\nx = 1", needed={"x"})


def test_every_submission_meets_generators_as_the_cells_left_them() -> None:
    names = {"rng": np.random.default_rng(3), "system": sys}
    first, second = fresh(names), fresh(names)
    assert first["rng"].integers(1 << 40) == second["rng"].integers(1 << 40)
    assert first["system"] is sys
