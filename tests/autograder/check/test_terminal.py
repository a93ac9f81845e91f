"""Panels in a terminal: readable in any, and nothing in them reaches it but text."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from autograder import check
from autograder.check.own import Exercise, Notebook, State, complete, summary
from autograder.check.show import terminal
from autograder.check.show.told import told
from autograder.check.show.verdict import CHECK, Expectation, Hint, Verdict
from autograder.learner.own import Raised

ROWS = (
    Expectation("reads", True, "(None, 5, 3)", "(None, 5, 3)"),
    Expectation("layer 1", False, "SimpleRNN(8)", "GRU(8, return_sequences=True)"),
    Expectation("its numbers", False, "[−0.060, −0.650, 0.783, 0.449, …] …", "[0.1]"),
)
HINT = Hint("wrong-layer", "This is a GRU(8); the task asks for a SimpleRNN. " * 3)
VERDICT = Verdict("model", 2, 0, "wrong", ROWS, (HINT,), "A note.", "build")
RAISED = Raised("ValueError: too many", 3, "model = build(9)")
WRONG = Exercise(
    *("build", "Build the layer", "wrong", 0, 2, VERDICT, (RAISED,)), has_hints=True
)


def printed(exercise: Exercise, width: int = 80, **options: object) -> str:
    """The panel of an exercise as a terminal of a width gets it."""
    file = io.StringIO()
    console = Console(file=file, width=width, **options)
    one = Notebook(Path("a.ipynb"), "A lesson", (exercise,), ("Time is up.",))
    terminal.show(one, console, headed=True)
    return file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_all_of_it_is_there_at_any_width(width: int) -> None:
    text = printed(WRONG, width)
    assert max(map(len, text.splitlines())) <= min(width, 100)
    words = " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())
    for part in (
        *("A lesson", "a.ipynb", "Build the layer · build", "Time is up."),
        *("✗ model: wrong · 0 of 2 points", "! ValueError: too many line 3", "A note."),
        *("✓ reads", "✗ layer 1", "expected", "found", "SimpleRNN(8)"),
        *("Hint This is a GRU(8); the task asks", 'In the notebook: check.hint("bui'),
    ):
        assert part in words, part
    assert "…" in words and "return_sequences=True" in re.sub(r"\s", "", words)


def test_without_colour_there_is_no_escape_and_the_signs_tell() -> None:
    text = printed(WRONG, force_terminal=True, no_color=True, color_system=None)
    assert "\x1b" not in text
    statuses: tuple[State, ...] = (
        *("right", "partly right", "wrong", "not attempted", "not run"),
    )
    signs = set()
    for status in statuses:
        line = printed(Exercise("a", "a", status, 0, 1)).splitlines()[2]
        signs.add(line.split()[1])
        assert status in line
    assert len(signs) == len(statuses)


HOSTILE = (
    "\x1b]0;title\x07 \x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\ \x1b[2J \x1bc "
    "\x9b31m \x9d0;title\x9c \x90q\x9c \x07\x08\x00\x7f\r \u202eback \ud800 "
    "[red]text[/red] \x1b[31mred\x1b[0m \x1b"
)


def test_escapes_in_anybodys_text_do_not_reach_the_terminal() -> None:
    row = Expectation(HOSTILE, False, HOSTILE, HOSTILE)
    verdict = Verdict(HOSTILE, 1, 0, "wrong", (row,), (Hint("a", HOSTILE),), HOSTILE)
    raised = Raised(HOSTILE, 1, HOSTILE)
    one = Exercise(HOSTILE, HOSTILE, "wrong", 0, 1, verdict, (raised,), True)
    notebook = Notebook(Path(HOSTILE), HOSTILE, (one,), (HOSTILE,))
    for width in (60, 80):
        file = io.StringIO()
        console = Console(file=file, width=width, force_terminal=True)
        terminal.show(notebook, console, headed=True)
        text = re.sub(r"\x1b\[[\d;]*m", "", file.getvalue())  # Rich's own colours
        strange = {c for c in text if not c.isprintable() and c != "\n"}
        assert not strange
        assert "evil" not in text and "title" not in text
        assert "[red]text[/red]" in text, "it is text, not markup"
        text.encode()


def test_a_terminal_that_knows_no_such_signs_gets_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, "ascii"))
    console = terminal.console()
    one = Notebook(Path("a"), "h₃", (WRONG,), ("“π”",))
    terminal.show(one, console, headed=True)
    console.file.flush()
    text = raw.getvalue().decode("ascii")
    assert "h3" in text and '"?"' in text
    assert "x  model: wrong - 0 of 2 points" in text
    assert "[-0.060, -0.650" in text


def test_the_form_for_machines_holds_all_of_the_panel_but_the_figure() -> None:
    made = check.value("28", like=28, name="total", points=2, exercise="sum")
    said = made._repr_mimebundle_()[CHECK]
    assert said["name"] == "total" and said["note"] == made.note
    assert said["expectations"] == [
        {
            "what": "total",
            "met": False,
            "expected": "one number",
            "found": "text: '28'",
        }
    ]
    assert told({CHECK: said}) == made
    row = Expectation("numbers", np.bool_(True), "1", "1")
    json.dumps(Verdict("a", 1, 1, "right", (row,))._repr_mimebundle_()[CHECK])
    blank = check.value(..., like=28, name="total")
    assert told(blank._repr_mimebundle_()) == blank and blank.note


@pytest.mark.parametrize(
    "said",
    [
        *(None, "right", [], {}, {"status": "great"}, {"status": ["right"]}),
    ],
)
def test_what_is_no_verdict_is_none(said: object) -> None:
    assert told({CHECK: said}) is None


def test_a_verdict_with_parts_of_another_kind_is_read_without_them() -> None:
    said = {
        "status": "wrong",
        "score": "nan",
        "points": [],
        "name": 3,
        "expectations": [3, {"what": 3, "met": 1}],
        "hints": {"id": "a"},
        "note": None,
    }
    assert told({CHECK: said}) == Verdict(
        "", 0, 0, "wrong", (Expectation("", False, "", ""),)
    )


def test_the_sum() -> None:
    def made(status: State, score: float, points: float) -> Exercise:
        return Exercise("a", "a", status, score, points)

    done, half = made("right", 2, 2), made("partly right", 0.25, 1)
    blank, later = made("not attempted", 0, 3), made("not run", 0, 1)
    one = Notebook(Path("a"), "A", (done, half))
    two = Notebook(Path("b"), "B", (blank, blank, later))
    assert summary([one]) == "2.25 of 3 points"
    assert summary([one, two]) == (
        "2.25 of 10 points; 2 exercises not attempted; 1 exercise not run"
    )
    assert complete([Notebook(Path("a"), "A", (done,))]) and not complete([one])
    missing = Notebook(Path("a"), "A", (made("wrong", 0, 0),))
    assert not complete([missing]), "a name that is missing: worth nobody knows what"
