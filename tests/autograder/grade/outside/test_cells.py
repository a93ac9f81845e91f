"""Test cells are judged outside when learners' names are answers of checks alone."""

from __future__ import annotations

import ast

import pytest

from autograder.grade.outside.cells import KernelOnly, outside

GIVEN = {"check", "reference", "np", "weights"}


@pytest.mark.parametrize(
    ("cell", "answers"),
    [
        ("check.value(n, like=28)", ("n",)),
        ("check.value(found=n, like=28)", ("n",)),
        ("check.shape(model.output_shape, like=(3,))", ("model.output_shape",)),
        ("check.states((h, c), like=weights, names=('h', 'c'))", ("(h, c)",)),
        ("check.value(f(2), like=4).score / 2", ("f(2)",)),
        (
            "check.together(check.value(a, like=1), check.value(b, like=2))",
            ("a", "b"),
        ),
        ("floor = 1\nfloor = 2\ncheck.metric(m, weights, floor, floor=floor)", ("m",)),
        ("check.value(n, like=sum(i for i in range(3)))", ("n",)),
        ("def double(x):\n    return 2 * x\ncheck.value(n, like=double(3))", ("n",)),
        ("import math\ncheck.value(n, like=math.pi)", ("n",)),
        ("check.value(np.sum(n), like=2)", ("np.sum(n)",)),
        ("check.value(n, like=weights)\nassert weights", ("n",)),
    ],
)
def test_answers_are_taken_out(cell: str, answers: tuple[str, ...]) -> None:
    found = outside(cell, GIVEN)
    assert found.answers == answers
    for name in ("n", "h", "model", "m", "a", "b", "f"):
        code = ast.unparse(found.body)
        assert f"({name}," not in code


def test_it_says_what_else_the_cell_needs() -> None:
    found = outside("top = max(weights)\ncheck.value(n, like=np.sin(top))", GIVEN)
    assert found.needed == {"check", "np", "weights"}


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("assert n == 28", "no answer to a check"),
        ("check.value(28, like=28)", "no answer to a check"),
        ("check.value(weights, like=28)", "no answer to a check"),
        ("assert n\ncheck.value(n, like=28)", "uses n otherwise"),
        ("check.value(n, like=n)", "uses n otherwise"),
        ("check.value(n, like=28, name=str(n))", "uses n otherwise"),
        ("for f in (a, b):\n    check.function(f, like=1)", "no answer to a check"),
        ("x = 2\ncheck.value(f(x), like=4)", "no answer to a check"),
        ("%time check.value(n, like=28)", "not plain Python"),
        ("await check.value(n, like=28)", "not plain Python"),
        ("checks.value(n, like=28)", "no answer to a check"),
    ],
)
def test_other_cells_are_left_to_the_kernel(cell: str, why: str) -> None:
    with pytest.raises(KernelOnly, match=why):
        outside(cell, GIVEN)


def test_a_name_of_both_is_the_learners() -> None:
    # names_given leaves out what the solutions make
    assert outside("check.value(n, like=1)", GIVEN - {"n"}).answers == ("n",)
