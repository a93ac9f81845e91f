"""A function that never ends costs some seconds, and is told where it stood."""

from __future__ import annotations

import contextlib
import time

import pytest

from autograder import check, reference
from autograder.observe import function as observe_function
from autograder.observe.patience import Endless, limited
from tests.ipython import fresh_shell


def test_what_takes_longer_is_stopped_though_it_catches_every_exception() -> None:
    rounds = 0
    with pytest.raises(Endless), limited(0.1):
        while True:
            with contextlib.suppress(Exception):
                rounds += 1
    assert rounds


def test_a_limit_around_another_goes_on() -> None:
    with pytest.raises(Endless), limited(0.3):
        with pytest.raises(Endless), limited(0.05):
            time.sleep(10)
        time.sleep(10)


def test_a_limit_that_was_kept_stops_nothing_later() -> None:
    with limited(0.05):
        pass
    time.sleep(0.1)


def test_an_endless_function_is_told_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observe_function, "PATIENCE", 0.2)
    shell = fresh_shell()
    shell.run_cell(
        "def count_parameters(features, units):\n    while units:\n        pass"
    )
    like = reference.simple_rnn_parameters()
    verdict = check.function(shell.user_ns["count_parameters"], like=like)
    assert verdict.score == 0
    assert [hint.id for hint in verdict.hints] == ["endless"]
    assert "did not end within" in verdict.hints[0].text
    assert "line " in verdict.hints[0].text


def test_an_interrupt_is_no_traceback() -> None:
    def interrupted(features: int, units: int) -> int:
        raise KeyboardInterrupt

    verdict = check.function(interrupted, like=reference.simple_rnn_parameters())
    assert [hint.id for hint in verdict.hints] == ["endless"]
    assert "was interrupted" in verdict.hints[0].text
