"""A name that does not exist is answered by a panel, in cells of checks alone."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder.check import Verdict, names
from autograder.check.show.panel import panel
from tests.ipython import fresh_shell


@pytest.fixture
def shell() -> InteractiveShell:
    shell = fresh_shell()
    names.install()
    shell.run_cell("from autograder import check, reference").raise_error()
    return shell


def test_a_missing_name_is_named(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell("check.value(n_parameters, like=28)", store_history=True)
    (verdict,) = shell.user_ns["Out"].values()
    assert isinstance(verdict, Verdict)
    assert verdict.score == 0
    assert [hint.id for hint in verdict.hints] == ["name-missing"]
    assert "n_parameters" in panel(verdict)
    assert "Traceback" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    ["n_parameters + 1", "def f():\n    return nothing\nf()", "print(chek)"],
)
def test_other_cells_keep_pythons_own_words(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str
) -> None:
    shell.user_ns.pop("_", None)
    shell.run_cell(cell, store_history=True)
    assert not isinstance(shell.user_ns.get("_"), Verdict)
    assert "NameError" in capsys.readouterr().out
