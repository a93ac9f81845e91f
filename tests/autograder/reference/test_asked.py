"""Counts, shapes and arrays that exercises ask for, and wrong ones beside them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from autograder import reference
from autograder.reference import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    Mask,
    Number,
    Result,
    Sequence,
    Shape,
    SimpleRNN,
    Stack,
    TimeDistributed,
)

COUNTED = Stack(
    [
        Embedding(1000, 16),
        Bidirectional(GRU(8, return_sequences=True)),
        SimpleRNN(5),
        Dense(1),
    ]
)

SHAPES = {
    "lesson 1": (SimpleRNN(16), (32, 10, 50), (32, 16)),
    "every step": (SimpleRNN(16, return_sequences=True), (32, 10, 50), (32, 10, 16)),
    "tags": (
        Stack(
            [
                SimpleRNN(20, return_sequences=True),
                TimeDistributed(Dense(9, "softmax")),
            ]
        ),
        (64, 12, 50),
        (64, 12, 9),
    ),
    "both": (
        Bidirectional(LSTM(6, return_sequences=True)),
        (32, 10, 8),
        (32, 10, 12),
    ),
    "words": (Stack([Embedding(50, 6), GRU(4)]), (32, 10), (32, 4)),
}

NUMBERS = {
    "lesson 1": (SimpleRNN(16), (10, 50), 1072),
    "LSTM": (LSTM(12), (10, 50), 3024),
    "GRU": (GRU(16), (10, 50), 3264),
    "GRU, one bias": (GRU(16, reset_after=False), (10, 50), 3216),
    "both": (Bidirectional(GRU(8)), (20, 16), 1248),
    "tags": (TimeDistributed(Dense(9)), (12, 20), 189),
    "words": (Embedding(1000, 16), (20,), 16000),
}


def known(asked: Number | Shape) -> dict[str, list]:
    found: dict[str, list] = {}
    for mistake, wrong in asked.mistakes:
        found.setdefault(mistake.id, []).append(wrong)
    return found


@pytest.mark.parametrize("asked", SHAPES)
def test_the_shape_is_what_keras_says_and_no_mistake_is(asked: str) -> None:
    like, input_shape, right = SHAPES[asked]
    shape = reference.output_shape(like, input_shape)
    assert shape.value == right
    _, *rest = right
    stack = like if isinstance(like, Stack) else Stack([like])
    rng = np.random.default_rng(0)
    weights = [rng.uniform(-1, 1, s) for s in stack.weight_shapes(input_shape[1:])]
    assert stack(np.zeros((2, *input_shape[1:])), weights).shape == (2, *rest)
    wrong = [axes for _, axes in shape.mistakes]
    assert right not in wrong
    apart(shape)


def apart(asked: Number | Shape) -> None:
    """Assert that no two mistakes of other names are alike."""
    for (one, wrong), (other, also) in combinations(asked.mistakes, 2):
        assert one.id == other.id or wrong != also, (one.id, other.id, wrong)


def test_shapes_know_the_mistakes_of_the_lessons() -> None:
    every = known(reference.output_shape(*SHAPES["every step"][:2]))
    assert every["last-step-only"] == [(32, 16)]
    assert every["features-for-units"] == [(32, 10, 50)]
    both = known(reference.output_shape(*SHAPES["both"][:2]))
    assert both["features-not-doubled"] == [(32, 10, 6)]
    tags = known(reference.output_shape(*SHAPES["tags"][:2]))
    assert tags["missing-layer"] == [(64, 12, 20)]
    assert known(reference.output_shape(SimpleRNN(16), (32, 10, 50)))[
        "every-step-returned"
    ] == [(32, 10, 16)]


def test_states_tensors_and_labels_are_asked_for_as_the_lessons_do() -> None:
    state = reference.state_shape(LSTM(16), (32, 10, 50))
    assert state.value == (32, 16)
    assert known(state)["states-as-one"][0] == (2, 32, 16)
    apart(state)
    labels = reference.label_shape(64, 12, 9)
    assert labels.value == (64, 12)
    assert known(labels)["one-hot-for-integers"] == [(64, 12, 9)]
    apart(labels)
    apart(reference.sequence_shape(32, 10, 50))
    both = LSTM(16, return_sequences=True, return_state=True)
    assert reference.returned_tensors(both).value == 3
    apart(reference.returned_tensors(both))
    assert reference.returned_tensors(GRU(4, return_state=True)).value == 2
    assert reference.returned_tensors(LSTM(4)).value == 1
    assert reference.returned_tensors(Bidirectional(both)).value == 5
    with pytest.raises(ValueError, match="several arrays"):
        reference.output_shape(both, (32, 10, 50))


@pytest.mark.parametrize("asked", NUMBERS)
def test_the_count_is_the_sum_of_all_weights_and_no_mistake_is(asked: str) -> None:
    layer, shape, right = NUMBERS[asked]
    number = reference.parameters(layer, shape)
    assert number.value == right
    assert number.value == sum(np.prod(s) for s in layer.weight_shapes(shape))
    assert right not in [value for _, value in number.mistakes]
    apart(number)


def test_counts_know_the_mistakes_of_the_lessons() -> None:
    _, both, rnn, _ = reference.parameters_by_layer(COUNTED, (20,))
    assert both.value == 1248
    assert known(both)["one-direction"] == [624.0]
    assert known(both)["gru-one-bias"] == [1200.0]
    assert 400.0 in known(both)["one-gate"]
    assert rnn.value == 110
    assert known(rnn)["features-not-doubled"] == [70.0]
    narrow = Stack([Embedding(1000, 12), *COUNTED.layers[1:]])
    words, both, rnn, dense = reference.parameters_by_layer(narrow, (20,))
    assert known(rnn)["features-for-units"] == [5 * (12 + 5 + 1)]
    assert known(dense)["features-for-units"] == [16 + 1]
    assert "features-for-units" not in {**known(words), **known(both)}
    lstm = known(reference.parameters(LSTM(16), (10, 50)))
    assert lstm["one-gate"] == [1072.0]
    assert lstm["other-layer"] == [3264.0]
    tags = known(reference.parameters(TimeDistributed(Dense(9)), (12, 20)))
    assert tags["parameters-per-step"] == [12 * 189.0]
    words = known(reference.parameters(Embedding(1000, 16), (20,)))
    assert words["embedding-without-words"] == [16.0, 320.0]


def test_the_count_of_a_stack_knows_what_is_wrong_in_one_layer() -> None:
    total = reference.parameters(COUNTED, (20,))
    assert total.value == 16000 + 1248 + 110 + 6
    assert 16000 + 1248 + 70 + 6 in known(total)["features-not-doubled"]
    assert total.value - 16000 in known(total)["missing-layer"]


def test_the_uppermost_layer_is_told_from_the_others_and_from_what_enters() -> None:
    below = SimpleRNN(20, return_sequences=True)
    stack = Stack([below, TimeDistributed(Dense(9))])
    asked = reference.parameters_of_top(stack, (12, 30))
    alone = reference.parameters(TimeDistributed(Dense(9)), (12, 20))
    assert asked.value == alone.value == 189
    assert {m.id for m, _ in alone.mistakes} <= set(known(asked))
    assert known(asked)["features-for-units"] == [30 * 9 + 9]
    assert known(asked)["all-layers-counted"] == [1020 + 189]
    assert known(asked)["layer-below-counted"] == [1020]
    apart(asked)


def test_steps_may_be_taken_for_tensors() -> None:
    both = LSTM(16, return_sequences=True, return_state=True)
    asked = reference.returned_tensors(both, steps=10)
    assert known(asked)["steps-counted"] == [10.0, 12.0]
    apart(asked)
    few = reference.returned_tensors(both, steps=1)  # 1 and 3 mean other things
    assert "steps-counted" not in known(few)
    apart(few)


def lstm_result(part: str, **settings: bool) -> Result:
    rng = np.random.default_rng(3)
    layer = LSTM(4, **settings)
    weights = [rng.uniform(-1, 1, s) for s in layer.weight_shapes((5, 2))]
    return Result(layer, rng.uniform(-1, 1, (3, 5, 2)), weights, part)


def test_outputs_and_states_are_those_of_the_layer() -> None:
    outputs = lstm_result("outputs", return_sequences=True).value
    h, c = lstm_result("states", return_sequences=True, return_state=True).value
    assert outputs.shape == (3, 5, 4)
    assert (outputs[:, -1] == h).all()
    assert c.shape == h.shape
    assert not np.allclose(h, c)
    alone = lstm_result("outputs").value
    assert (alone == h).all()


@pytest.mark.parametrize("part", ["outputs", "states"])
def test_wrong_results_are_told_from_the_right_one_and_each_other(part: str) -> None:
    result = lstm_result(part, return_sequences=True, return_state=True)
    every = [("right", result.value), *((m.id, w) for m, w in result.mistakes)]
    assert len(every) > 10
    for (one, found), (other, also) in combinations(every, 2):
        both = zip(
            found if isinstance(found, tuple) else (found,),
            also if isinstance(also, tuple) else (also,),
            strict=True,
        )
        same = all(a.shape == b.shape and np.allclose(a, b) for a, b in both)
        assert not same or one == other, (one, other)


def test_results_know_the_mistakes_of_the_lessons() -> None:
    outputs = lstm_result("outputs", return_sequences=True)
    named = dict((m.id, w) for m, w in outputs.mistakes)
    assert {"reads-backwards", "other-activation", "last-step-only"} <= set(named)
    assert named["initial-state-included"].shape == (3, 6, 4)
    c = lstm_result("states").value[1]
    assert np.allclose(named["c-for-h"][:, -1], c)
    states = lstm_result("states")
    named = dict((m.id, w) for m, w in states.mistakes)
    assert named["h-c-exchanged"] == states.value[::-1]
    assert {"h-for-c", "c-for-h", "reads-backwards", "returned-first-state"} <= set(
        named
    )


def test_the_wrong_cells_are_those_of_an_lstm_by_hand() -> None:
    result = lstm_result("states")
    named = [(m, w) for m, w in result.mistakes if isinstance(w, tuple)]
    kernel, recurrent_kernel, bias = result.stack.weights

    def sigmoid(z: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-z))

    def by_hand(order: str, squash_c: bool = True, gate: bool = True) -> np.ndarray:
        h = c = np.zeros((3, 4))
        for x in result.inputs.swapaxes(0, 1):
            z = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
            i, f, new, o = (z[order.index(block)] for block in "ifco")
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(new)
            h = np.tanh(c) if squash_c else c
            h = h * sigmoid(o) if gate else h
        return h

    states = {m.id: w[0] for m, w in named}
    assert np.allclose(result.value[0], by_hand("ifco"))
    assert np.allclose(states["cell-not-squashed"], by_hand("ifco", squash_c=False))
    assert np.allclose(states["no-output-gate"], by_hand("ifco", gate=False))
    orders = {m.text: w[0] for m, w in named if m.id == "gates-in-other-order"}
    assert len(orders) == 23
    for text, h in orders.items():
        order = text.partition(" read as ")[2].partition(" here")[0].replace(", ", "")
        assert np.allclose(h, by_hand(order)), order


def test_two_mistakes_of_a_result_are_computed_with_its_weights() -> None:
    result = lstm_result("outputs", return_sequences=True)
    pairs = {frozenset((a.id, b.id)): w for (a, b), w in result.pairs}
    wrong = pairs[frozenset(("reads-backwards", "no-bias"))]
    layer = LSTM(4, return_sequences=True, go_backwards=True, use_bias=False)
    expected = layer(result.inputs, result.stack.weights[:2])
    assert np.allclose(wrong, expected)


def test_a_result_without_states_says_so() -> None:
    result = Result(Dense(2), np.zeros((1, 3)), [np.ones((3, 2)), np.ones(2)], "states")
    with pytest.raises(ValueError, match=r"Dense\(2\) has no states"):
        assert result.value


def test_padding_stands_at_the_end_and_the_mask_says_where() -> None:
    sentences = [[4, 7], [5, 2, 9, 1], [3]]
    padded = reference.padded(sentences)
    assert padded.value.tolist() == [[4, 7, 0, 0], [5, 2, 9, 1], [3, 0, 0, 0]]
    wrong = [(mistake.id, array.tolist()[0]) for mistake, array in padded.mistakes]
    assert ("padding-in-front", [0, 0, 4, 7]) in wrong
    assert ("padding-in-front", [0, 0, 0, 4, 7]) in wrong
    assert ("padded-too-long", [4, 7, 0, 0, 0, 0]) in wrong
    assert ("cut-to-shortest", [4]) in wrong
    mask = reference.padding_mask(sentences)
    assert (mask.value == (padded.value != 0)).all()
    ids = {mistake.id for mistake, _ in mask.mistakes}
    assert ids >= {"mask-inverted", "padding-counted", "padding-in-front"}
    word = [m for name, m in mask.mistakes if name.id == "word-for-padding"]
    assert word[0].tolist()[1] == [True, True, True, False]
    for (one, a), (other, b) in combinations(mask.mistakes, 2):
        assert one.id == other.id or not np.array_equal(a, b)
    for _, array in mask.mistakes:
        assert not np.array_equal(array, mask.value)


def test_lists_become_arrays() -> None:
    assert Sequence([[1, 2]]).value.shape == (1, 2)
    assert Mask([[1, 0]]).value.tolist() == [[True, False]]


@pytest.mark.parametrize("keep", [0.0, 1.0, -0.2, 1.8])
def test_an_average_keeps_a_share(keep: float) -> None:
    with pytest.raises(ValueError, match="share"):
        reference.running_average(keep=keep)


def test_an_average_is_its_recurrence() -> None:
    series, keep = np.random.default_rng(7).normal(size=20), 0.7
    wanted, state = [], 0.0
    for value in series:
        state = keep * state + (1 - keep) * value
        wanted.append(state)
    average = reference.running_average(keep=keep)
    assert average.weights is not None
    found = average(series[None, :, None], average.weights)
    assert isinstance(found, np.ndarray)
    np.testing.assert_allclose(found[0, :, 0], wanted)
