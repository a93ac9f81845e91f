"""Checks of arrays say where the numbers part, and what the numbers prove."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from autograder import check, reference
from autograder.check import Verdict
from tests.ipython import fresh_shell

RNG = np.random.default_rng(4)
SENTENCES = RNG.uniform(-1, 1, (3, 5, 2))
WEIGHTS = [RNG.uniform(-1, 1, s) for s in ((2, 16), (4, 16), (16,))]
LSTM = reference.LSTM(4, return_sequences=True)
OUTPUTS = reference.Result(LSTM, SENTENCES, WEIGHTS)
STATES = reference.Result(LSTM, SENTENCES, WEIGHTS, part="states")
A = np.asarray(OUTPUTS.value)
H, C = (np.asarray(state) for state in STATES.value)


def named(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


def tensor(array: np.ndarray) -> Any:
    from keras import ops

    return ops.convert_to_tensor(array.astype("float32"))


@pytest.mark.parametrize("form", [np.asarray, np.ndarray.tolist, tensor])
def test_a_right_sequence_is_right_in_any_form(form: Any) -> None:
    verdict = check.sequence(form(A), like=OUTPUTS, name="outputs", points=2)
    assert (verdict.status, verdict.score, named(verdict)) == ("right", 2, [])


def test_the_first_sentence_and_step_that_differ_are_named() -> None:
    found = A.copy()
    found[1, 2:] += 0.5
    row = check.sequence(found, like=OUTPUTS, name="outputs").expectations[-1]
    assert row.expected.startswith("sentence 2, step 3: [")
    assert row.found.startswith("sentence 2, step 3: [")
    assert row.expected != row.found


def test_word_numbers_are_shown_at_the_step_where_they_part() -> None:
    padded = reference.padded([[3, 1, 4], [2]])
    verdict = check.sequence([[3, 1, 4], [2, 9, 0]], like=padded, name="padded")
    row = verdict.expectations[-1]
    assert (row.expected, row.found) == (
        "sentence 2, step 2: 0",
        "sentence 2, step 2: 9",
    )
    assert named(check.sequence([[3, 1, 4], [0, 0, 2]], padded, name="padded")) == [
        "padding-in-front"
    ]


@pytest.mark.parametrize(
    ("found", "mistake"),
    [
        (A[:, -1], "last-step-only"),
        (A[:, 0], "returned-first-state"),
        (A[0], "batch-axis-lost"),
        (A.swapaxes(0, 1), "steps-first"),
        (A.swapaxes(1, 2), "steps-features-swapped"),
        (A[:, ::-1], "steps-reversed"),
        (np.concatenate([np.zeros((3, 1, 4)), A], axis=1), "initial-state-included"),
        ([A, H, C], "state-list-for-tensor"),
        ("the outputs", "text-for-array"),
        (np.full_like(A, np.nan), "not-a-number"),
    ],
)
def test_a_wrong_sequence_is_recognised(found: Any, mistake: str) -> None:
    verdict = check.sequence(found, like=OUTPUTS, name="outputs")
    assert (verdict.score, named(verdict)) == (0, [mistake])


@pytest.mark.parametrize("found", [A + 1, np.zeros_like(A), np.ones((3, 5, 1))])
def test_numbers_that_prove_nothing_name_nothing(found: np.ndarray) -> None:
    verdict = check.sequence(found, like=OUTPUTS, name="outputs")
    assert (verdict.status, named(verdict)) == ("wrong", [])


def test_two_mistakes_in_a_sequence_are_both_named() -> None:
    wrong = reference.LSTM(4, return_sequences=True, go_backwards=True, use_bias=False)
    found = reference.Result(wrong, SENTENCES, WEIGHTS[:2]).value
    verdict = check.sequence(found, like=OUTPUTS, name="outputs")
    assert sorted(named(verdict)) == ["no-bias", "reads-backwards"]


def test_states_earn_their_share() -> None:
    names = ("h", "c")
    both = check.states((H, C), like=STATES, names=names, points=2)
    assert (both.status, both.score, named(both)) == ("right", 2, [])
    one = check.states((H, C + 1), like=STATES, names=names, points=2)
    assert (one.status, one.score, named(one)) == ("partly right", 1, [])
    assert "c" in one.expectations[1].what
    begun = check.states((H, ...), like=STATES, names=names, points=2)
    assert (begun.status, begun.score) == ("partly right", 1)
    for blank in [..., (..., ...)]:
        untouched = check.states(blank, like=STATES, names=names, points=2)
        assert untouched.status == "not attempted"


@pytest.mark.parametrize(
    ("found", "mistake"),
    [
        ((C, H), "h-c-exchanged"),
        ((C, C), "c-for-h"),
        ((H, H), "h-for-c"),
        ((A, H), "outputs-for-states"),
        ((A, C), "every-step-returned"),
        ((H[0], C[0]), "batch-axis-lost"),
        ((H.T, C), "axes-reversed"),
        ((H, [A, H, C]), "state-list-for-tensor"),
        (([H, H, C], C), "state-list-for-tensor"),
        ((H, ...), "left-blank"),
        (((3, 4), (3, 4)), "shape-for-array"),
        ((None, None), "nothing-for-array"),
        ((H, print), "function-for-array"),
        ((C - np.inf, C), "not-a-number"),
    ],
)
def test_wrong_states_are_recognised(found: Any, mistake: str) -> None:
    verdict = check.states(found, like=STATES, names=("h", "c"))
    assert verdict.score < 1
    assert named(verdict) == [mistake]


def test_states_say_once_what_is_true_of_all_and_whose_it_is_else() -> None:
    both = check.states((None, None), like=STATES, names=("h", "c"))
    assert both.hints[0].text.startswith("This is None.")
    one = check.states((H, None), like=STATES, names=("h", "c"))
    assert one.hints[0].text.startswith("c: This is None.")
    assert check.states((..., C), like=STATES, names="hc").hints[0].text[:5] == "h is "


def lstm_layer(shell: InteractiveShell, cell: str) -> Verdict:
    """What a check says of outputs, with a layer among the learner's names."""
    import keras

    shell.user_ns |= {
        "check": check,
        "like": OUTPUTS,
        "sentences": SENTENCES,
        "weights": WEIGHTS,
        "right": A,
        "keras": keras,
        "memory": keras.layers.LSTM(4, return_sequences=True),
    }
    shell.run_cell(f"memory.build(sentences.shape)\n{cell}").raise_error()
    call = "check.sequence(outputs, like=like, name='outputs')"
    verdict = shell.run_cell(call).result
    assert isinstance(verdict, Verdict)
    return verdict


@pytest.mark.parametrize(
    ("cell", "mistakes"),
    [
        ("outputs = memory(sentences)", ["weights-not-set"]),
        (
            "outputs = memory(sentences); memory.set_weights(weights)",
            ["weights-not-used"],
        ),
        ("memory.set_weights(weights); outputs = memory(sentences)", []),
        # numbers that no layer here made
        ("outputs = right + 1", []),
        # the layer that made them is gone, and another holds the weights
        (
            "outputs = keras.layers.LSTM(4, return_sequences=True)(sentences)\n"
            "memory = None",
            [],
        ),
        # what any layer may make
        (
            "memory.set_weights([0 * each for each in weights])\noutputs = 0 * right",
            [],
        ),
        # layers of other sizes
        (
            "memory = keras.layers.LSTM(3, return_sequences=True)\n"
            "outputs = memory(sentences)",
            [],
        ),
    ],
)
def test_the_layer_that_made_wrong_numbers_tells_of_its_weights(
    cell: str, mistakes: list[str]
) -> None:
    verdict = lstm_layer(fresh_shell(), cell)
    assert named(verdict) == mistakes
    assert (verdict.status == "right") == cell.endswith(
        "outputs = memory(sentences)"
    ) * (cell.startswith("memory.set_weights"))


def test_looking_for_the_layer_leaves_its_weights_alone() -> None:
    shell = fresh_shell()
    lstm_layer(shell, "outputs = memory(sentences)\nbefore = memory.get_weights()")
    memory, before = shell.user_ns["memory"], shell.user_ns["before"]
    assert all(map(np.array_equal, memory.get_weights(), before))


@pytest.mark.parametrize("order", ["ifoc", "fico", "icfo", "oifc"])
def test_gates_in_another_order_are_named_with_the_order(order: str) -> None:
    blocks = ["ifco".index(block) for block in order]
    # a reader in this order finds in each place what Keras has there
    places = [order.index(block) for block in "ifco"]
    wrong = [
        np.concatenate([np.split(w, 4, -1)[p] for p in places], -1) for w in WEIGHTS
    ]
    found = reference.Result(LSTM, SENTENCES, wrong).value
    verdict = check.sequence(found, like=OUTPUTS, name="outputs")
    assert named(verdict) == ["gates-in-other-order"]
    assert f"read as {', '.join(order)} here" in verdict.hints[0].text
    assert sorted(blocks) == sorted(places)


def test_two_mistakes_in_states_are_both_named() -> None:
    without = reference.LSTM(4, use_bias=False)
    wrong = reference.Result(without, SENTENCES, WEIGHTS[:2], part="states").value
    verdict = check.states((wrong[1], wrong[0]), like=STATES, names=("h", "c"))
    assert sorted(named(verdict)) == ["h-c-exchanged", "no-bias"]


def test_one_mistake_in_two_answers_is_one_hint() -> None:
    sentences = [[3, 1, 4], [2]]
    verdict = check.together(
        check.sequence([[3, 1, 4], [0, 0, 2]], reference.padded(sentences), name="p"),
        check.mask([[1, 1, 1], [0, 0, 1]], reference.padding_mask(sentences), name="m"),
    )
    assert named(verdict) == ["padding-in-front"]
    lines = verdict.hints[0].text.splitlines()
    assert [line[:3] for line in lines] == ["p: ", "m: "]


def test_states_of_zeros_prove_nothing() -> None:
    verdict = check.states((0 * H, 0 * C), like=STATES, names=("h", "c"))
    assert (verdict.score, named(verdict)) == (0, [])


def test_states_by_number() -> None:
    verdict = check.states([H], like=STATES, names=("h", "c"))
    assert (verdict.score, named(verdict)) == (0, [])
    gru = reference.GRU(4)
    weights = [RNG.uniform(-1, 1, s) for s in gru.weight_shapes((5, 2))]
    state = reference.Result(gru, SENTENCES, weights, part="states")
    right = check.states([state.value[0]], like=state, names=["h"])
    assert right.status == "right"


MASK = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [1, 1, 1, 1]], dtype=bool)


@pytest.mark.parametrize(
    "form", [np.asarray, np.ndarray.tolist, lambda m: m.astype(int), tensor]
)
def test_a_mask_of_booleans_or_of_ones_and_zeros_is_right(form: Any) -> None:
    assert check.mask(form(MASK), like=reference.Mask(MASK)).status == "right"


@pytest.mark.parametrize(
    ("found", "mistake"),
    [
        (~MASK, "mask-inverted"),
        (1 - MASK.astype(int), "mask-inverted"),
        (np.ones_like(MASK), "padding-counted"),
        (MASK[:, ::-1], "padding-in-front"),
        (MASK.T, "steps-first"),
        (MASK[0], "batch-axis-lost"),
        (~MASK[:, ::-1], "mask-inverted padding-in-front"),
        (~MASK.T, "mask-inverted steps-first"),
        ([[3, 1, 4, 0], [2, 7, 0, 0], [1, 1, 1, 1]], "numbers-for-mask"),
        (MASK.any(axis=0), "one-row-for-all"),
        (MASK.all(axis=1), "one-flag-a-sentence"),
        ([[True] * 3, [True] * 2, [True] * 4], "ragged-lists"),
        ("T T T F", "text-for-mask"),
        (None, "nothing-for-mask"),
        (np.any, "function-for-mask"),
        (np.not_equal, "function-for-mask"),
    ],
)
def test_a_wrong_mask_is_recognised(found: Any, mistake: str) -> None:
    verdict = check.mask(found, like=reference.Mask(MASK))
    assert (verdict.score, named(verdict)) == (0, mistake.split())


def test_a_wrong_mask_is_shown_where_it_parts() -> None:
    found = MASK.copy()
    found[1, 0] = False
    row = check.mask(found, like=MASK).expectations[0]
    assert (row.expected, row.found) == ("sentence 2: T T F F", "sentence 2: F T F F")


STACK = reference.Stack(
    [
        reference.Embedding(1000, 16),
        reference.Bidirectional(reference.GRU(8, return_sequences=True)),
        reference.SimpleRNN(5),
        reference.Dense(1),
    ]
)
COUNTS = [16000, 1248, 110, 6]


def counted(found: object) -> Verdict:
    return check.parameters(found, like=STACK, input_shape=(20,), points=4)


def test_right_counts_are_those_of_keras() -> None:
    import keras
    from keras import layers

    gru = layers.GRU(8, return_sequences=True)
    model = keras.Sequential([keras.Input((20,)), layers.Embedding(1000, 16)])
    model.add(layers.Bidirectional(gru))
    model.add(layers.SimpleRNN(5))
    model.add(layers.Dense(1))
    assert [layer.count_params() for layer in model.layers] == COUNTS
    for found in (COUNTS, tuple(COUNTS), np.array(COUNTS)):
        assert (counted(found).status, counted(found).score) == ("right", 4)


@pytest.mark.parametrize(
    ("found", "score", "mistakes"),
    [
        ([16000, 1200, 110, 6], 3, ["gru-one-bias"]),
        ([16000, 624, 110, 6], 3, ["one-direction"]),
        ([16000, 1248, 70, 6], 3, ["features-not-doubled"]),
        ([16, 1248, 110, 6], 3, ["embedding-without-words"]),
        ([16000, 1248, 110, 5], 3, ["no-bias"]),
        ([16, 624, 110, 6], 2, ["embedding-without-words", "one-direction"]),
        ([16000, 600, 110, 6], 3, ["one-direction", "gru-one-bias"]),
        ([16000, 1248, 110, 8], 3, []),
        (COUNTS[1:], 0, ["one-missing"]),
        (sum(COUNTS), 0, ["total-for-list"]),
        ([*COUNTS, sum(COUNTS)], 0, ["total-in-list"]),
        ([0, *COUNTS], 0, ["input-counted"]),
        (COUNTS[::-1], 0, ["layers-reversed"]),
        (COUNTS[:2], 0, []),
        ("28", 0, ["text-for-list"]),
        (None, 0, ["nothing-for-list"]),
        ([16000, None, 110, 6], 0, ["none-in-list"]),
        ([16000, 1248, 5 * (2 * 16 + 5 + 1), 6], 3, ["features-doubled-twice"]),
        (sum, 0, ["function-for-list"]),
        (["Embedding", "GRU", "SimpleRNN", "Dense"], 0, ["list-of-others"]),
    ],
)
def test_counts_earn_by_layer(found: Any, score: float, mistakes: list[str]) -> None:
    verdict = counted(found)
    assert (verdict.score, named(verdict)) == (score, mistakes)
    assert verdict.status == ("partly right" if score else "wrong")


def test_a_wrong_count_names_its_layer_and_gives_nothing_away() -> None:
    verdict = counted([16000, 1200, 110, 6])
    assert verdict.hints[0].text.startswith("Layer 2, Bidirectional(GRU(8)): ")
    assert "1248" not in verdict._repr_mimebundle_()["text/html"]


def test_layers_at_the_end_that_weigh_nothing_may_be_left_out() -> None:
    stack = reference.Stack(
        [reference.SimpleRNN(4, return_sequences=True), reference.Flatten()]
    )
    for found in ([28], [28, 0]):
        assert check.parameters(found, stack, (3, 2)).status == "right"
    masked = reference.Stack([reference.Masking(), reference.SimpleRNN(4)])
    assert check.parameters([28], masked, (3, 2)).status == "wrong"
    assert check.parameters([0, 28], masked, (3, 2)).status == "right"


@pytest.mark.parametrize(
    "verdict",
    [
        check.value(1, like=1, exercise="step"),
        check.shape((1,), like=(1,), exercise="step"),
        check.sequence(A, like=A, name="a", exercise="step"),
        check.states((H, C), like=(H, C), names="hc", exercise="step"),
        check.mask(MASK, like=MASK, exercise="step"),
        check.parameters(COUNTS, like=STACK, input_shape=(20,), exercise="step"),
        check.function(..., like=reference.simple_rnn_parameters(), exercise="step"),
        check.model(..., reference.SimpleRNN(4), (3, 2), exercise="step"),
        check.layers(..., reference.SimpleRNN(4), exercise="step"),
        check.metric(..., A, H, floor=1, baseline=0, exercise="step"),
        check.tagger(..., A, [], [], floor=1, baseline=0, exercise="step"),
        check.together(check.value(1, like=1), exercise="step"),
    ],
    ids=lambda verdict: verdict.name,
)
def test_every_check_keeps_whose_exercise_it_is(verdict: Verdict) -> None:
    assert verdict.exercise == "step"
    said = verdict._repr_mimebundle_()
    assert said["application/vnd.unrolled.check+json"]["exercise"] == "step"
