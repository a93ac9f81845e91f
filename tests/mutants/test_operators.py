"""Each kind of change is made where it can be, one at a time."""

from __future__ import annotations

import ast

import pytest

from .operators import mutants

BUILD = 'm = Sequential([Input((5, 3)), layers.LSTM(8, "tanh", use_bias=True)])'


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("a + b", "a - b"),
        ("a @ b", "a * b"),
        ("a <= b", "a < b"),
        ("-a", "+a"),
        ("f(True)", "f(False)"),
        ("f(3)", "f(4)"),
        ("f(3)", "f(2)"),
        ("f(0.5)", "f(0.6)"),
        ("g(a, b)", "g(b, a)"),
        ("g(a, axis=1)", "g(a)"),
        ("np.mean(a)", "np.sum(a)"),
        ("a[::-1]", "a[:]"),
        ("a[1:]", "a[:]"),
        (BUILD, BUILD.replace("LSTM", "SimpleRNN")),
        (BUILD, BUILD.replace("tanh", "relu")),
        (BUILD, BUILD.replace(", use_bias=True", "")),
        ("def f():\n    a = 1\n    return a", "def f():\n    a = 1\n    return None"),
        ("def f():\n    a = 1\n    return a", "def f():\n    pass\n    return a"),
    ],
)
def test_a_change_is_among_the_mutants(code: str, changed: str) -> None:
    made = [mutant.code for mutant in mutants(code)]
    assert ast.unparse(ast.parse(changed)) in made


def test_no_mutant_is_the_answer_itself_and_none_comes_twice() -> None:
    codes = [mutant.code for mutant in mutants(BUILD)]
    assert ast.unparse(ast.parse(BUILD)) not in codes
    assert len(codes) == len(set(codes)) > 10


def test_a_mutant_says_what_was_changed() -> None:
    said = [(mutant.change, mutant.lines) for mutant in mutants("n = 1\nm = a + b")]
    assert ("number", ("- n = 1", "+ n = 2")) in said
    assert ("statement left out", ("- n = 1", "+ pass")) in said


@pytest.mark.parametrize(
    "code",
    [
        "f(name=b, verbose=c)",
        'def f():\n    """What."""',
        'def f():\n    """What."""\n    ...',
    ],
)
def test_what_changes_no_number_stays(code: str) -> None:
    assert mutants(code) == []


def test_a_statement_after_a_docstring_is_left_out() -> None:
    made = [m.code for m in mutants('def f():\n    """What."""\n    a()\n    return a')]
    assert 'def f():\n    """What."""\n    pass\n    return a' in made
