"""Changes of one dataclass are put into another, unless they clash."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.reference import GRU, LSTM, Bidirectional, Mistake, SimpleRNN
from autograder.reference.changes import changes, put, together
from autograder.reference.counting import Counting
from autograder.reference.tasks.variants import rebased

RIGHT = Bidirectional(LSTM(3))


def test_changes_are_the_fields_that_differ_however_deep() -> None:
    other = Bidirectional(LSTM(3, use_bias=False), "sum")
    assert changes(RIGHT, other) == (
        (("layer", "use_bias"), False),
        (("merge_mode",), "sum"),
    )
    assert changes(RIGHT, RIGHT) == ()
    assert changes(RIGHT, LSTM(3)) is None


def test_both_changes_are_made() -> None:
    one = replace(RIGHT, merge_mode="mul")
    other = replace(RIGHT, layer=LSTM(4))
    assert together(RIGHT, one, other) == Bidirectional(LSTM(4), "mul")


def test_two_changes_of_one_field_clash() -> None:
    assert together(RIGHT, Bidirectional(LSTM(4)), Bidirectional(LSTM(5))) is None
    assert together(RIGHT, Bidirectional(GRU(4)), Bidirectional(LSTM(5))) is None


def test_a_change_goes_into_another_kind_that_has_the_field() -> None:
    changed = changes(SimpleRNN(3), SimpleRNN(3, use_bias=False))
    assert changed is not None
    assert put(GRU(3), SimpleRNN(3), changed) == GRU(3, use_bias=False)
    assert put(Counting(), SimpleRNN(3), changed) is None


def test_wrong_ways_that_cannot_be_moved_are_refused() -> None:
    wrong = replace(Counting(), bias="none")
    known = [(Mistake("no-bias", ""), wrong)]
    with pytest.raises(ValueError, match="cannot be measured"):
        rebased(known, Counting(), replace(Counting(), bias="one"))
