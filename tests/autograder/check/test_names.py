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


def test_what_reads_a_kernels_reply_alone_is_told_as_well(
    shell: InteractiveShell,
) -> None:
    for cell in ("n_parameters = 28 / 0", "check.value(n_parameters, like=28)"):
        shell.run_cell(cell, store_history=True)
    (told,) = vars(shell)["_last_traceback"]
    assert told.startswith("n_parameters: The cell that makes n_parameters stopped")
    assert "ZeroDivisionError" in told


def missed(shell: InteractiveShell, cell: str) -> Verdict:
    shell.run_cell(cell, store_history=True)
    *_, verdict = shell.user_ns["Out"].values()
    assert isinstance(verdict, Verdict)
    assert repr(verdict) == "0"
    return verdict


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("check.value(n, like=28, name='n', points=3, exercise='count')", 3),
        ("like = 28\ncheck.value(n, like=like, exercise='count')", 1),
        ("m = n + 1\ncheck.value(m, like=28, points=2, exercise='count')", 2),
        ("check.value(n, like=28, points=1 + 1, exercise='count')", 0),
        (
            "check.together(\n    check.value(3, like=28, name='m', points=2),\n"
            "    check.value(n, like=28), exercise='count')",
            3,
        ),
        ("p = []\ncheck.together(*p, check.value(n, like=1), exercise='count')", 0),
    ],
)
def test_what_the_cell_is_worth_is_shown_where_its_text_says_so(
    shell: InteractiveShell, cell: str, points: float
) -> None:
    verdict = missed(shell, cell)
    assert (verdict.points, verdict.exercise) == (points, "count")
    assert (f"0 of {points:g} point" in panel(verdict)) == bool(points)
    assert ("Nothing else" in verdict.note) == ("together" in cell)


def test_help_is_offered_where_the_exercise_has_some(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.learner import attempts

    shelf = type("Shelf", (), {"hints": {"count": ("a nudge",)}})
    monkeypatch.setattr(attempts, "shelf", lambda folder: shelf)
    verdict = missed(shell, "check.value(n, like=28, exercise='count')")
    assert "Stuck?" in panel(verdict)


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
