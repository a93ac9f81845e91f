"""While a notebook runs in its kernel, its test cells are run here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.check.show.verdict import CHECK
from autograder.grade.execute import ExecuteExercises
from autograder.grade.kernels.warm import WarmKernelManager, Zygote
from autograder.grade.outside.given import Given
from autograder.grade.outside.session import Judging
from tests.autograder.grade.conftest import graded, solution

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]

SET_UP = "import numpy as np\nfrom autograder import check, reference\nright = 28"
STEP = (
    "check.function(step, like=reference.simple_rnn_step(features=2, units=3), "
    "points=2, exercise='step')"
)
RIGHT = (
    "def step(x, h, kernel, recurrent_kernel, bias):\n"
    "    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)"
)


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """One without TensorFlow: it starts in a second."""
    made = Zygote(("numpy",))
    yield made
    made.close()


def source() -> NotebookNode:
    """The instructor's: a number, a function, a number again."""
    return new_notebook(
        cells=[
            new_code_cell(SET_UP, metadata={"tags": ["exercises"]}),
            solution("n", "n = 28"),
            graded("n", "check.value(n, like=right, name='n', exercise='n')", 1),
            solution("step", RIGHT),
            graded("step", f"hidden = 'told to nobody'\n{STEP}", 2),
            solution("m", "m = 1"),
            graded("m", "check.value(m, like=1, name='m', exercise='m')", 1),
        ]
    )


def run(
    zygote: Zygote, n: str = "n = 28", step: str = RIGHT, m: str = "m = 1", **more: Any
) -> NotebookNode:
    """Grade answers; a name of `more` is put in front of the cell of that name."""
    notebook = source()
    for cell, text in zip(notebook.cells[1::2], (n, step, m), strict=True):
        cell.source = text
    runner = ExecuteExercises(budget=more.get("budget", 30))
    about: dict[str, Any] = {"metadata": {"path": "/tmp"}}
    judging = Judging(Given.of(source()), b"seed")
    runner.preprocess(notebook, about, WarmKernelManager(zygote), judging)
    return notebook


def scores(notebook: NotebookNode) -> list[float | str]:
    """What the test cells are worth, or the reason why they are worth nothing."""
    found: list[float | str] = []
    for cell in notebook.cells[2::2]:
        (output,) = cell.outputs
        data = output.get("data", {})
        found.append(data[CHECK]["score"] if data else output.evalue)
    return found


def mistakes(notebook: NotebookNode) -> list[list[str]]:
    shown = [cell.outputs[0].data[CHECK]["hints"] for cell in notebook.cells[2::2]]
    return [[hint["id"] for hint in hints] for hints in shown]


def shown(notebook: NotebookNode) -> str:
    """The reason why the first test cell is worth nothing."""
    reason: str = notebook.cells[2].outputs[0].evalue
    return reason


def test_right_answers_earn_their_points(zygote: Zygote) -> None:
    notebook = run(zygote)
    assert scores(notebook) == [1, 2, 1]
    assert [c.execution_count for c in notebook.cells] == [1, 2, 3, 4, 5, 6, 7]
    assert notebook.cells[2].outputs[0].data["text/plain"] == "1"


def test_mistakes_are_named(zygote: Zygote) -> None:
    assert mistakes(run(zygote, step=RIGHT.replace(" + bias", ""))) == [
        [],
        ["no-bias"],
        [],
    ]


def test_an_answer_that_is_missing_is_said_to_be(zygote: Zygote) -> None:
    notebook = run(zygote, n="nn = 28")
    assert scores(notebook) == [0, 2, 1]
    assert mistakes(notebook)[0] == ["name-missing"]


def test_an_answer_whose_cell_stopped_is_said_to_have(zygote: Zygote) -> None:
    notebook = run(zygote, n="n = 3\nn = n + undefined")
    assert mistakes(notebook)[0] == ["cell-stopped"]
    said = notebook.cells[2].outputs[0].data[CHECK]["hints"][0]["text"]
    assert "NameError: name 'undefined' is not defined (line 2: " in said


def test_what_the_learner_makes_of_given_names_does_not_count(zygote: Zygote) -> None:
    assert scores(run(zygote, n="right = 3\nn = 3")) == [0, 2, 1]
    assert scores(run(zygote, n="right = 3\nn = 28")) == [1, 2, 1]


LYING = {
    "patched NumPy": "np.allclose = lambda *a, **k: True; n = 3",
    "a lying number": "class N(int):\n    __eq__ = lambda s, o: True\nn = N(3)",
    "a lying array": (
        "class N:\n    def __array__(self, *a, **k): return np.array(3.0)\n"
        "    def __eq__(self, other): return True\nn = N()"
    ),
    "patched checks": (
        "import sys\nfor m in list(sys.modules.values()):\n"
        "    for name in ('value', 'judged', 'verdict', 'close'):\n"
        "        if getattr(m, '__name__', '').startswith('autograder'):\n"
        "            try: setattr(m, name, lambda *a, **k: 1)\n"
        "            except Exception: pass\nn = 3"
    ),
    "input hooks": (
        "get_ipython().input_transformers_post.append(lambda lines: ['1\\n'])\nn = 3"
    ),
    "patched execution": (
        "k = get_ipython().kernel\n"
        "async def do(*a, **k): return {'status': 'ok', 'user_expressions': {'said': "
        "{'data': {'text/plain': '{\"said\": 1}'}}}}\n"
        "k.do_execute = do\nn = 3"
    ),
    "an answer for everything": (
        "import sys\nfor name in ('_observe', 'autograder.observe.serve'):\n"
        "    if name in sys.modules:\n"
        "        sys.modules[name].answer = lambda request: 1\nn = 3"
    ),
    "the right answer printed": "n = 3\nprint('score 1')\nprint('1')",
}


@pytest.mark.parametrize("lie", LYING)
def test_a_kernel_that_lies_earns_nothing(zygote: Zygote, lie: str) -> None:
    notebook = run(zygote, n=LYING[lie])
    assert scores(notebook)[0] == 0 or shown(notebook).startswith("0 points: ")


def test_what_tests_hide_is_nowhere_in_the_kernel(zygote: Zygote) -> None:
    search = (
        "def step(*a):\n"
        "    import gc\n"
        "    told = 'told to' + ' nobody'\n"
        "    where = [o for o in gc.get_objects() if isinstance(o, (list, dict))]\n"
        "    values = [v for o in where for v in (o.values() if isinstance(o, dict) "
        "else o) if isinstance(v, str)]\n"
        "    values += In\n"
        "    raise ValueError(sum(v == v and told in v for v in values))"
    )
    notebook = run(zygote, step=search)
    rows = notebook.cells[4].outputs[0].data[CHECK]
    assert scores(notebook)[1] == 0
    assert "ValueError: 0" in str(notebook.cells[4].outputs[0].data), rows


def test_a_kernel_that_dies_while_it_is_asked_keeps_what_it_earned(
    zygote: Zygote,
) -> None:
    notebook = run(zygote, step="def step(*a):\n    import os\n    os._exit(0)")
    first, second, third = scores(notebook)
    assert first == 1
    assert "died in the cell “test-step”" in str(second)
    assert str(third).startswith("Not run.")


def test_an_answer_that_never_ends_costs_the_budget_and_no_more(
    zygote: Zygote,
) -> None:
    endless = (
        "import signal\nsignal.setitimer = lambda *a: (0, 0)\n"
        "def step(*a):\n    while True: pass"
    )
    first, second, third = scores(run(zygote, step=endless, budget=4))
    assert first == 1
    assert "Time is up" in str(second)
    assert str(third).startswith("Not run.")


def test_what_a_function_prints_is_nobodys_output(zygote: Zygote) -> None:
    loud = RIGHT.replace("    return", "    print('x' * 10_000)\n    return")
    notebook = run(zygote, step=loud)
    assert scores(notebook) == [1, 2, 1]
    assert [o.output_type for o in notebook.cells[4].outputs] == ["execute_result"]
