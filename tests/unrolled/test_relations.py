"""What is said of two models' layers, numbers and outputs is proven."""

from __future__ import annotations

import re
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    SENTENCE,
    both_ways,
    each_step,
    functional,
    gru,
    lstm,
    randomised,
    rnn,
    sequential,
)
from tests.unrolled.pairs import (
    Pairs,
    both_ways_and_one,
    one_weight_off,
    random_pair,
    sequences_on_and_off,
    stack_and_by_hand,
    with_and_without_time_distributed,
)
from unrolled import trace
from unrolled.comparing.alignment import Pair, paired
from unrolled.comparing.compare import compare
from unrolled.comparing.differences import amount, unlike
from unrolled.comparing.relations import relation, verdict


def verdict_of(pair: Pairs, x: Any = SENTENCE, **options: Any) -> str:
    return compare(*pair, x, **options).verdict


def test_noise_is_not_marked() -> None:
    values = np.array([0.5, 30.0, -0.25])
    assert not unlike(values, values + np.array([2e-7, 2e-6, -5e-7])).any()
    assert unlike(values, values + np.array([0, 1e-4, 0])).tolist() == [0, 1, 0]
    assert unlike(np.array([0.5]), np.array([0.5 + 2e-6])).all()


# --- which layers answer to each other -------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ([rnn(4)], [rnn(4)], [(0, 0)]),
        ([rnn(4, True), rnn(3)], [rnn(4)], [(0, 0), (1, None)]),
        ([rnn(4, True), layers.Dense(1)], [lstm(4, True), layers.Dense(1)],
         [(0, 0), (1, 1)]),
        ([rnn(4, True), each_step(1)], [rnn(4, True), layers.Dense(1)],
         [(0, 0), (1, 1)]),
        ([rnn(2, True), layers.Dropout(0.1), gru(2)], [rnn(2, True), gru(2)],
         [(0, 0), (1, None), (2, 1)]),
        ([layers.Dense(2), rnn(2)], [rnn(2)], [(0, None), (1, 0)]),
        ([rnn(2), layers.RepeatVector(2)], [layers.Dense(2)],
         [(0, None), (1, None), (None, 0)]),
    ],
)  # fmt: skip
def test_layers_answer_to_each_other_by_kind_and_order(
    a: list[Any], b: list[Any], wanted: list[tuple[int | None, int | None]]
) -> None:
    ours, theirs = (trace(functional(*each), SENTENCE).layers for each in (a, b))
    pairs = [(pair.a, pair.b) for pair in paired(ours, theirs)]
    assert pairs == [(-1, -1), *wanted]
    mirrored = {(pair.b, pair.a) for pair in paired(theirs, ours)}
    assert mirrored == {(-1, -1), *wanted}
    assert paired(ours, ours)[1:] == tuple(Pair(k, k) for k in range(len(ours)))


# --- the verdict -----------------------------------------------------------------


def test_time_distributed_dense_is_dense() -> None:
    assert verdict_of(with_and_without_time_distributed()).startswith(
        "The same outputs"
    )


def test_a_stack_is_two_layers_called_by_hand() -> None:
    assert verdict_of(stack_and_by_hand()).startswith("The same outputs")


def test_without_sequences_the_last_step_is_returned() -> None:
    assert verdict_of(sequences_on_and_off(), names=("all", "B")) == (
        "Outputs of different shapes: (None, 3, 4) and (None, 4). "
        "B returns the last step of what “all” returns."
    )
    turned = sequences_on_and_off()[::-1]
    assert verdict_of(turned).endswith("A returns the last step of what B returns.")


def test_the_halves_of_a_bidirectional_layer_are_found() -> None:
    assert verdict_of(both_ways_and_one(False)).endswith(
        "B returns the first 3 numbers at every step of what A returns."
    )
    assert verdict_of(both_ways_and_one(True)).endswith(
        "B returns the last 3 numbers at every step of what A returns, with the steps "
        "in reverse order."
    )


def test_a_sequence_in_reverse_order_is_found() -> None:
    start = keras.Input((3, 2))
    outputs = both_ways(rnn(3, True), merge_mode=None)(start)
    turned = randomised(keras.Model(start, outputs[1]))
    one = sequential(rnn(3, True, go_backwards=True))
    one.set_weights(turned.get_weights()[3:])
    said = verdict_of((turned, one))
    assert re.match(r"The outputs differ by up to \d\.\d\d\. ", said)
    assert said.endswith("B returns what A returns, with the steps in reverse order.")


def test_units_in_another_order_are_found() -> None:
    one, other = sequential(rnn(3, True)), sequential(rnn(3, True))
    kernel, recurrent, bias = one.get_weights()
    order = [2, 0, 1]
    moved = [kernel[:, order], recurrent[order][:, order], bias[order]]
    other.set_weights(moved)
    assert verdict_of((one, other)).endswith("with the units in another order.")


def test_one_weight_that_is_off_is_told() -> None:
    a, b = (trace(model, SENTENCE) for model in one_weight_off())
    gap = float(np.abs(a.outputs - b.outputs).max())
    wanted = f"The outputs differ by up to {amount(gap)}."
    assert verdict_of(one_weight_off()) == wanted


def test_nothing_is_said_that_the_numbers_do_not_prove() -> None:
    for seed in range(30):
        a, b, _ = random_pair(seed)
        said = " ".join(verdict(a, b, 0, ("A", "B")))
        if a.outputs.any() and b.outputs.any():  # zeros equal many a part of others
            assert "The same outputs" not in said, seed
            assert not re.search(r"(A|B) returns (what|the) ", said), seed


def test_a_relation_breaks_with_one_number() -> None:
    model, _ = both_ways_and_one(False)
    a = trace(model, SENTENCE)
    whole, part = a.outputs[0], a.outputs[0][:, :3].copy()
    assert relation(whole, part, ("A", "B"))
    part[1, 2] += 1e-4
    assert not relation(whole, part, ("A", "B"))


def test_further_arrays_are_not_passed_over() -> None:
    states = functional(lstm(3, return_state=True))
    alone = functional(lstm(3))
    alone.set_weights(states.get_weights())
    assert verdict_of((states, alone)) == (
        "The same outputs, exactly. A returns 3 arrays and B 1; these are the first."
    )
    assert verdict_of((states, states)).endswith(
        "The other 2 arrays that they return are the same too."
    )
    other = functional(lstm(3, return_state=True))
    other.set_weights([2 * each for each in states.get_weights()])
    assert "numbers 2 and 3 differ too" in verdict_of((states, other))


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0.00"), (1.2e-7, "0.0000001"), (0.00998, "0.01"), (0.31, "0.31"),
     (0.096, "0.10"), (0.04, "0.04"), (2e-12, "less than 0.000000001"),
     (123.4, "123.4")],
)  # fmt: skip
def test_a_difference_keeps_a_digit(value: float, words: str) -> None:
    assert amount(value) == words
