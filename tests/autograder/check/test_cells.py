"""A cell that ended in an error is named, and nothing of an older answer is blamed."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder import check, reference
from autograder.check import Verdict, names
from autograder.check.show.panel import panel
from tests.ipython import fresh_shell

CELL = "check.value(n, like=reference.Number(28.0), name='n')"


@pytest.fixture
def shell() -> InteractiveShell:
    shell = fresh_shell()
    names.install()
    shell.run_cell("from autograder import check, reference").raise_error()
    return shell


def judged(shell: InteractiveShell, cell: str = CELL) -> Verdict:
    verdict = shell.run_cell(cell).result
    assert isinstance(verdict, Verdict)
    return verdict


def hints(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


@pytest.mark.parametrize(
    "cell",
    ["n = 27 + undefined", "m = 1\nn = m.nothing", "n = = 27", "n = 27\n1 / 0"],
)
def test_the_error_is_the_hint_in_place_of_an_older_answers_mistake(
    shell: InteractiveShell, cell: str
) -> None:
    shell.run_cell("n = 12")
    shell.run_cell(cell)
    verdict = judged(shell)
    assert hints(verdict) == ["cell-stopped"]
    assert "Error" in verdict.hints[0].text
    assert verdict.score == 0


def test_an_answer_that_stands_from_before_keeps_its_points_and_says_so(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = 28")
    shell.run_cell("n = undefined")
    verdict = judged(shell)
    assert verdict.score == verdict.points
    assert "stood there before" in panel(verdict)


def test_a_cell_that_then_runs_is_forgotten(shell: InteractiveShell) -> None:
    shell.run_cell("n = undefined")
    shell.run_cell("n = 27")
    assert hints(judged(shell)) == []


def test_an_error_elsewhere_does_not_matter(shell: InteractiveShell) -> None:
    shell.run_cell("n = 27")
    shell.run_cell("other = undefined")
    shell.run_cell("print(undefined)")
    assert hints(judged(shell)) == []


def test_a_check_outside_of_any_cell_hears_of_no_cell(shell: InteractiveShell) -> None:
    shell.run_cell("n = undefined")
    judged(shell, "n = 27\n" + CELL)
    shell.run_cell("n = undefined")
    assert check.value(27, like=28, name="n").hints == ()


def test_a_half_built_model_is_not_judged_as_if_it_were_whole(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("import keras\nfrom keras import layers\n")
    shell.run_cell(
        "m = keras.Sequential([keras.Input((7, 3)), layers.SimpleRNN(6)])\n"
        "m.add(layers.SimpleRNN(4))\n"
        "m.add(layers.Dense(1))\n"
    )
    stack = "[reference.SimpleRNN(6, return_sequences=True), reference.SimpleRNN(4)]"
    cell = f"check.model(m, like=reference.Stack({stack}), input_shape=(7, 3))"
    verdict = judged(shell, cell)
    assert hints(verdict) == ["cell-stopped"]
    assert "return_sequences=True" in verdict.hints[0].text
    assert "sentence[None]" not in verdict.hints[0].text  # its message has a None


def test_several_checks_in_one_cell_say_it_once(shell: InteractiveShell) -> None:
    shell.run_cell("n = undefined")
    shell.run_cell("n = m = 1")
    shell.run_cell("n, m = 1, undefined")
    parts = "check.value(n, like=28, name='n'), check.value(m, like=3, name='m')"
    assert hints(judged(shell, f"check.together({parts})")) == ["cell-stopped"]


def test_a_right_part_whose_cell_stopped_says_so_beside_the_others(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = 28\nm = 4")
    shell.run_cell("n = undefined")
    parts = "check.value(n, like=28, name='n'), check.value(m, like=4, name='m')"
    verdict = judged(shell, f"check.together({parts})")
    assert verdict.score == verdict.points
    assert panel(verdict).count("stood there before") == 1


def test_what_a_stopped_cell_left_blank_is_not_called_forgotten(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = m = ...")
    shell.run_cell("n = 27\nm = undefined")
    parts = "check.value(n, like=28, name='n'), check.value(m, like=4, name='m')"
    assert hints(judged(shell, f"check.together({parts})")) == ["cell-stopped"]


def test_the_error_is_told_of_the_part_alone_whose_name_it_is(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("a = 27\nb = 24\nc = undefined", cell_id="first")
    shell.run_cell("b = 12\nc = 3", cell_id="second")
    known = "reference.parameters(reference.SimpleRNN(4), (3, 2))"
    parts = f"""
    wanted = 28
    check.together(
        check.value(a, like=wanted, name="a"),
        check.value(b, like={known}, name="b"),
        check.value(c, like=4, name="c"),
    )
    """
    verdict = judged(shell, parts)
    assert hints(verdict) == ["cell-stopped", "no-recurrent-kernel"]
    assert verdict.hints[0].text.startswith("a: The cell that makes a stopped")
    assert verdict.hints[1].text.startswith("b: ")


def test_a_part_left_blank_is_told_beside_one_whose_cell_stopped(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = 27\nm = ...")
    shell.run_cell("n = undefined")
    parts = "check.value(n, like=28, name='n'), check.value(m, like=4, name='m')"
    verdict = judged(shell, f"check.together({parts})")
    assert hints(verdict) == ["cell-stopped", "left-blank"]


def test_an_error_is_told_of_what_the_cell_of_the_check_makes_of_it(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = 20")
    shell.run_cell("n = undefined")
    cell = "more = n + 7\nsame = more\nm = 1\n"
    cell += "check.value(same, like=28), check.value(m, like=1, name='m')"
    first, second = shell.run_cell(cell).result
    assert (hints(first), second.note) == (["cell-stopped"], "")


def test_the_numbers_of_an_array_are_cut_out_of_an_error(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("import numpy as np, keras\nfrom keras import layers")
    shell.run_cell(
        "m = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])\n"
        "n = m(np.random.default_rng(0).normal(size=(3, 2)))"
    )
    shell.run_cell("n = 1")
    shell.run_cell("n = m(np.zeros((3, 2)))")
    (hint,) = judged(shell).hints
    assert "input […]. Expected shape (None, 3, 2)" in hint.text
    assert "sentence[None]" in hint.text


def test_a_name_that_never_came_to_be_has_the_error(shell: InteractiveShell) -> None:
    shell.run_cell("n = 27 + undefined")
    shell.run_cell(CELL, store_history=True)
    (verdict,) = shell.user_ns["Out"].values()
    assert hints(verdict) == ["cell-stopped"]
    assert "NameError: name 'undefined' is not defined" in verdict.hints[0].text


def test_a_check_that_met_no_name_is_nobodys_answer(shell: InteractiveShell) -> None:
    shell.run_cell("n = 12")
    cell = "m = nobody\n" + CELL
    shell.run_cell(cell)
    shell.run_cell("nobody = 1")
    assert hints(judged(shell, cell)) == []


def test_a_cell_that_now_makes_another_name_is_forgotten(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = ...", cell_id="a")
    shell.run_cell("n = = 27", cell_id="a")
    assert hints(judged(shell)) == ["cell-stopped"]
    shell.run_cell("m = 27", cell_id="a")
    assert hints(judged(shell)) == []
    shell.run_cell("n = = 27", cell_id="b")
    shell.run_cell("m = 27", cell_id="a")
    assert hints(judged(shell)) == ["cell-stopped"]


def test_an_answer_that_stopped_over_the_stub_was_attempted(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("n = ...")
    assert judged(shell).status == "not attempted"
    shell.run_cell("n = 27 + undefined")
    verdict = judged(shell)
    assert (verdict.status, hints(verdict)) == ("wrong", ["cell-stopped"])
    assert "Put your answer" not in panel(verdict)


def test_a_name_that_is_almost_the_tasks_is_pointed_at(
    shell: InteractiveShell,
) -> None:
    shell.run_cell("number = ...\nnumbers = 28\nxumber_two = 1")
    cell = CELL.replace("(n,", "(number,").replace("'n'", "'number'")
    assert "There is a numbers here" in judged(shell, cell).note
    shell.run_cell("del number")
    shell.run_cell(cell, store_history=True)
    *_, verdict = shell.user_ns["Out"].values()
    assert hints(verdict) == ["name-missing"]
    assert "There is a numbers:" in verdict.hints[0].text
    shell.run_cell("del numbers\nx_number = y_number = ...")
    assert "There is a" not in judged(shell, cell.replace("number", "z_number")).note


class Odd:
    """An object that cannot be looked at."""

    @property
    def __class__(self) -> type:
        raise RuntimeError("look away")


@pytest.mark.parametrize(
    "ask",
    [
        lambda odd: check.value(odd, like=1, name="n", points=2, exercise="e"),
        lambda odd: check.states(odd, like=[], names=("h", "c"), points=2),
        lambda odd: check.model(
            odd, like=reference.SimpleRNN(2), input_shape=(3, 2), points=2
        ),
    ],
)
def test_an_object_that_cannot_be_looked_at_gets_a_panel(ask) -> None:
    verdict = ask(Odd())
    assert (verdict.status, verdict.score, verdict.points) == ("wrong", 0, 2)
    assert hints(verdict) == ["not-judged"]
    assert "RuntimeError: look away" in panel(verdict)
