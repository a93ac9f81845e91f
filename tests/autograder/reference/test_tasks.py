"""Each known mistake is told from the right answer and from every other mistake."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from autograder import reference
from autograder.reference import GRU, LSTM, Dense, Function, SimpleRNN, Stack
from autograder.reference.recurrence import RIGHT
from autograder.reference.tasks.bio_spans import BioSpans

FUNCTIONS = {
    "step": reference.simple_rnn_step(features=2, units=4),
    "last state": reference.simple_rnn_last_state(steps=3, features=2, units=4),
    "states": reference.simple_rnn_states(steps=3, features=2, units=4),
    "parameters": reference.simple_rnn_parameters(),
    "last output": reference.last_output(steps=6, units=4),
    "masked loss": reference.masked_loss(steps=5, tags=4),
    "spans": reference.bio_spans(),
    "f1": reference.entity_f1(),
    "two layers": reference.two_simple_rnns(steps=3, features=2, units=(4, 3)),
}


def given(function: Function, made: Callable[..., Any], seed: int) -> list[Any]:
    """What a function gives for all cases of a seed."""
    cases = function.draw(np.random.default_rng(seed))
    found = [made(*case.arguments) for case in cases]
    if function.plain is not None:
        return [function.plain(one) for one in found]
    return [np.asarray(one) for one in found]


def same(function: Function, one: list[Any], other: list[Any]) -> bool:
    if function.plain is not None:
        return one == other
    return all(
        a.shape == b.shape and np.allclose(a, b, atol=1e-4)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_mistakes_differ_from_what_is_right_and_from_each_other(
    function: Function, seed: int
) -> None:
    results = [("right", given(function, function.answer, seed))]
    results += [(m.id, given(function, w, seed)) for m, w in function.mistakes]
    assert len(results) > 10
    for (one, found), (other, against) in combinations(results, 2):
        assert not same(function, found, against), (one, other)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_two_mistakes_differ_from_one_and_from_none(function: Function) -> None:
    known = [given(function, function.answer, 7)]
    known += [given(function, wrong, 7) for _, wrong in function.mistakes]
    pairs = list(function.pairs)
    assert len(pairs) > 25
    for (one, other), wrong in pairs[:: max(1, len(pairs) // 60)]:
        found = given(function, wrong, 7)
        assert not any(same(function, found, k) for k in known), (one.id, other.id)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_there_is_a_batch_of_one_where_it_is_said(function: Function) -> None:
    cases = function.draw(np.random.default_rng(0))
    assert len(cases) >= 3
    if function.batched:
        assert len(cases[0].arguments[0]) > 1
        assert len(cases[1].arguments[0]) == 1
    for case in cases:
        assert len(case.arguments) == len(function.arguments)


def test_a_step_of_the_oracle_is_the_equation() -> None:
    x, h = np.array([[0.5, 0.4]]), np.array([[0.1, -0.2]])
    w, u = np.array([[0.9, -0.6], [-0.4, 0.8]]), np.array([[0.5, -0.3], [-0.7, 0.4]])
    b = np.array([0.1, 0.0])
    by_hand = [
        np.tanh(0.5 * 0.9 + 0.4 * -0.4 + 0.1 * 0.5 + -0.2 * -0.7 + 0.1),
        np.tanh(0.5 * -0.6 + 0.4 * 0.8 + 0.1 * -0.3 + -0.2 * 0.4 + 0.0),
    ]
    assert np.allclose(FUNCTIONS["step"].answer(x, h, w, u, b), [by_hand], atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_all_states_are_those_of_the_layer(seed: int) -> None:
    function = FUNCTIONS["states"]
    for case in function.draw(np.random.default_rng(seed)):
        x, *weights = case.arguments
        layer = SimpleRNN(weights[0].shape[1], return_sequences=True)
        assert np.allclose(function.answer(*case.arguments), layer(x, weights))


@pytest.mark.parametrize("seed", range(3))
def test_two_layers_are_two_layers(seed: int) -> None:
    function = FUNCTIONS["two layers"]
    for case in function.draw(np.random.default_rng(seed)):
        x, *weights = case.arguments
        lower = SimpleRNN(weights[0].shape[1], return_sequences=True)
        stack = Stack([lower, SimpleRNN(weights[3].shape[1])])
        assert np.allclose(function.answer(*case.arguments), stack(x, weights))


@pytest.mark.parametrize("seed", range(3))
def test_the_last_output_is_the_state_of_a_layer_that_skips_padding(seed: int) -> None:
    function, rng = FUNCTIONS["last output"], np.random.default_rng(seed)
    drawn = function.draw(rng)
    for case in drawn:
        outputs, lengths = case.arguments
        batch, steps, units = outputs.shape
        layer = LSTM(units, return_sequences=True)
        weights = [rng.uniform(-1, 1, s) for s in layer.weight_shapes((steps, 2))]
        x = rng.uniform(-1, 1, (batch, steps, 2))
        every = layer(x, weights)
        mask = np.arange(steps) < lengths[:, None]
        last = LSTM(units)(x, weights, mask)
        assert np.allclose(function.answer(every, lengths), last)
        assert len(set(lengths)) > 1 or batch == 1
        assert 1 <= lengths.min() <= lengths.max() <= steps
    # a sentence of one word, one without padding, and batches in which all have some
    assert {1, outputs.shape[1]} <= set(lengths)
    assert all(c.arguments[1].max() < c.arguments[0].shape[1] for c in drawn[:3])


@pytest.mark.parametrize("seed", range(3))
def test_the_masked_loss_is_that_of_keras_with_weights(seed: int) -> None:
    import keras

    function = FUNCTIONS["masked loss"]
    drawn = function.draw(np.random.default_rng(seed))
    assert (drawn[-1].arguments[2][:, :-1] < drawn[-1].arguments[2][:, 1:]).any(1).all()
    for case in drawn:
        labels, probabilities, mask = case.arguments
        losses = keras.losses.sparse_categorical_crossentropy(labels, probabilities)
        expected = np.asarray(losses)[mask].mean()
        assert np.isclose(function.answer(*case.arguments), expected, atol=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_labels_at_the_padding_are_labels_like_any_other(seed: int) -> None:
    cases = FUNCTIONS["masked loss"].draw(np.random.default_rng(seed))
    padding = []
    for case in cases:
        labels, probabilities, mask = case.arguments
        assert labels.min() >= 0
        assert labels.max() < probabilities.shape[-1]
        for sentence, real in zip(labels, mask, strict=True):
            assert sentence[~real].any()  # to set them to 0 changes them
            assert not sentence[real].all()  # a label of 0 is no sign of padding
        padding += labels[~mask].tolist()
    assert len(set(padding)) > 2


@pytest.mark.parametrize("seed", range(5))
def test_a_loss_does_not_depend_on_the_labels_at_the_padding(seed: int) -> None:
    function = FUNCTIONS["masked loss"]
    for case in function.draw(np.random.default_rng(seed)):
        labels, probabilities, mask = case.arguments
        other = np.where(mask, labels, 0)
        assert function.answer(*case.arguments) == function.answer(
            other, probabilities, mask
        )


def test_a_reading_that_never_starts_returns_what_it_starts_from() -> None:
    x = np.zeros((2, 0, 3))
    weights = np.ones((3, 4)), np.ones((4, 4)), np.ones(4)
    assert RIGHT.read(x, *weights).tolist() == [[0.0] * 4] * 2


def test_results_that_are_no_arrays_are_brought_into_one_form() -> None:
    plain = reference.bio_spans().plain
    assert plain is not None
    right = BioSpans().spans(["B-PER", "I-PER", "O", "B-LOC"])
    assert right == [("PER", 0, 2), ("LOC", 3, 4)]
    written = [
        [["PER", 0, 2], ["LOC", 3, 4]],
        (("PER", 0, 2), ("LOC", np.int64(3), 4.0)),
        np.array([("PER", 0, 2), ("LOC", 3, 4)], dtype=object),
    ]
    assert all(plain(one) == plain(right) for one in written)
    assert plain(right[::-1]) != plain(right)  # the task asks for their order
    assert plain({*right}) == plain({*right[::-1]})
    for other in (None, "PER", 3, [3], [None], [("PER", 0, 2.5)], [("PER", True, 2)]):
        assert plain(other) is None
    assert plain([]) == ()
    assert plain([("PER", "0", "2")]) != plain([("PER", 0, 2)])


def test_gates_of_the_parts_are_known() -> None:
    assert Stack([GRU(4), Dense(1)]).parameters((3, 2)) == 101
