"""Each known mistake, and two of them at once, is what a learner's Keras makes."""

from __future__ import annotations

from itertools import combinations, islice

import numpy as np
import pytest

from autograder.reference import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    Mistake,
    SimpleRNN,
    Stack,
    TimeDistributed,
)

from .stacks import ASKED
from .twin import apart, each_in_keras, some_inputs, some_weights

pytestmark = [
    # Keras says so wherever a mask ends, and of one softmax over one number
    pytest.mark.filterwarnings("ignore:.*does not support masking"),
    pytest.mark.filterwarnings("ignore:.*softmax over axis"),
]


def ids(stack: Stack, shape: tuple[int, ...]) -> set[str]:
    return {mistake.id for mistake, _ in stack.mistakes(shape)}


def agree(said: str, stack: Stack, shape: tuple[int, ...]) -> None:
    """Assert that Keras makes the same of the stack."""
    rng = np.random.default_rng(0)
    weights = some_weights(stack, shape, rng)
    x = some_inputs(stack, 2, shape, rng)
    found = each_in_keras(stack, x, weights)[-1]
    assert apart(found, stack(x, weights)) <= 1, (said, stack.name)


@pytest.mark.parametrize("asked", ASKED)
def test_every_mistake_is_what_keras_makes_of_it(asked: str) -> None:
    stack, shape = ASKED[asked]
    known = stack.mistakes(shape)
    assert len(known) > 20
    for mistake, wrong in known:
        agree(mistake.id, wrong, shape)


@pytest.mark.parametrize("asked", ASKED)
def test_two_mistakes_at_once_are_what_keras_makes_of_them(asked: str) -> None:
    stack, shape = ASKED[asked]
    every = list(stack.pairs(shape))
    assert len(every) > 90
    for (one, other), wrong in every[:: len(every) // 12]:
        agree(f"{one.id}, {other.id}", wrong, shape)


@pytest.mark.parametrize("asked", ASKED)
def test_no_stack_is_known_twice(asked: str) -> None:
    stack, shape = ASKED[asked]
    wrong = [other.layers for _, other in stack.mistakes(shape)]
    wrong += [other.layers for _, other in stack.pairs(shape)]
    assert len({stack.layers, *wrong}) == len(wrong) + 1


@pytest.mark.parametrize("asked", ASKED)
def test_mistakes_that_differ_in_name_differ_in_numbers(asked: str) -> None:
    """Those with the same weights: what two of them make is not the same by chance."""
    stack, shape = ASKED[asked]
    made: dict[str, list[np.ndarray]] = {}
    named: dict[str, str] = {}
    for seed in range(3):
        rng = np.random.default_rng(seed)
        weights: dict[object, list[np.ndarray]] = {}
        x = some_inputs(stack, 6, shape, rng)
        for mistake, wrong in ((Mistake("right", ""), stack), *stack.mistakes(shape)):
            if wrong.vocabulary != stack.vocabulary:
                continue  # it cannot read all word numbers
            key = wrong.weight_shapes(shape)
            if key not in weights:
                weights[key] = some_weights(wrong, shape, rng)
            written = repr(wrong.layers)
            made.setdefault(written, []).append(np.asarray(wrong(x, weights[key])))
            named[written] = mistake.id
    for one, other in combinations(made, 2):
        same = all(
            a.shape == b.shape and np.allclose(a, b, atol=1e-4)
            for a, b in zip(made[one], made[other], strict=True)
        )
        assert not same or named[one] == named[other], (one, other)


def test_the_mistakes_of_learners_are_known() -> None:
    words, shape = ASKED["tagger"]
    assert ids(words, shape) >= {
        "no-mask",
        "embedding-sizes-swapped",
        "last-step-only",
        "repeated-last-state",
        "reads-backwards",
        "time-distributed-rnn",
        "softmax-over-steps",
        "sigmoid-for-softmax",
        "no-activation",
        "other-activation",
        "no-bias",
        "flattened",
        "other-layer",
        "steps-for-units",
        "other-units",
        "missing-layer",
        "extra-layer",
    }
    tags, shape = ASKED["tags"]
    assert ids(tags, shape) >= {
        "one-direction",
        "other-merge-mode",
        "half-the-units",
        "twice-the-units",
        "layers-swapped",
        "lower-layer-last-only",
        "repeated-last-state",
        "other-recurrent-activation",
    }
    classes, shape = ASKED["classes"]
    assert ids(classes, shape) >= {
        "every-step-returned",
        "gru-reset-before",
        "mean-of-states",
        "returned-first-state",
        "softmax-over-batch",
        "softmax-twice",
        "features-for-units",
        "both-directions",
    }
    mended, shape = ASKED["mended"]
    assert "softmax-over-one" in ids(mended, shape)
    assert "last-step-of-both" in ids(*ASKED["masking"])


def test_two_mistakes_may_be_in_one_layer_in_two_or_in_their_order() -> None:
    stack, shape = ASKED["classes"]
    pairs = {
        frozenset((one.id, other.id)): wrong
        for (one, other), wrong in stack.pairs(shape)
    }
    assert frozenset(("reads-backwards", "no-bias")) in pairs
    assert frozenset(("layers-swapped", "sigmoid-for-softmax")) in pairs
    assert frozenset(("every-step-returned", "softmax-over-steps")) in pairs
    assert frozenset(("flattened", "other-layer")) in pairs


def test_two_mistakes_are_about_two_things() -> None:
    stack, shape = Stack([SimpleRNN(8)]), (5, 3)
    for (one, other), wrong in stack.pairs(shape):
        assert one != other, wrong.name
        both = {one.id, other.id}
        assert not both <= {"other-units", "steps-for-units", "features-for-units"}
        assert not both <= {"other-activation", "no-activation"}
        assert both != {"flattened", "mean-of-states"}


def test_a_mistake_in_a_wrapped_layer_stays_wrapped() -> None:
    stack = Stack([Bidirectional(LSTM(3, return_sequences=True), "sum")])
    pairs = {
        (one.id, other.id): wrong.layers for (one, other), wrong in stack.pairs((4, 2))
    }
    (wrong,) = pairs["other-merge-mode", "no-bias"]
    assert isinstance(wrong, Bidirectional)
    assert not wrong.layer.use_bias
    assert wrong.merge_mode != "sum"
    (wrong,) = pairs["one-direction", "no-bias"]
    assert wrong == LSTM(3, use_bias=False, return_sequences=True)


def test_pairs_are_made_as_they_are_asked_for() -> None:
    from time import perf_counter

    tags, shape = ASKED["tags"]
    start = perf_counter()
    first = list(islice(tags.pairs(shape), 3))
    soon = perf_counter() - start
    list(tags.pairs(shape))
    assert len(first) == 3
    assert soon < (perf_counter() - start - soon) / 2


def test_texts_speak_of_what_was_asked_for() -> None:
    stack = Stack(
        [
            Embedding(50, 6),
            SimpleRNN(10, return_sequences=True),
            TimeDistributed(Dense(5, "softmax")),
        ]
    )
    said = {mistake.text for mistake, _ in stack.mistakes((8,))}
    for layer, shape in zip(stack.layers, [(8,), (8, 6), (8, 10)], strict=True):
        said |= {mistake.text for mistake, _ in layer.mistakes(shape)}
    for both, wrong in stack.pairs((8,)):
        there = [getattr(layer, "layer", layer).name for layer in wrong.layers]
        for mistake in both:
            # a layer that has another name by the other mistake is called by that one
            if any(name in mistake.text for name in there):
                continue
            # a layer that is there only by a mistake is told so by that mistake
            assert mistake.text in said or mistake.id in {
                "softmax-over-steps",
                "softmax-over-batch",
                "features-for-units",
                "other-units",
            }, mistake


def test_two_mistakes_in_one_layer_speak_of_the_layer_that_is_there() -> None:
    pairs = {
        (one.id, other.id): (one.text, other.text, wrong.layers)
        for (one, other), wrong in Stack([SimpleRNN(8)]).pairs((5, 3))
        if wrong.layers == (GRU(8, "relu"),) or wrong.layers == (LSTM(9),)
    }
    activation, kind, _ = pairs["other-activation", "other-layer"]
    assert "GRU(8) has the activation relu" in activation
    assert "is GRU; SimpleRNN was asked for" in kind
    units, kind, _ = pairs["other-units", "other-layer"]
    assert "LSTM(9) stands here" in units
    assert "is LSTM; SimpleRNN was asked for" in kind


def test_two_directions_may_come_in_any_order_under_a_kernel_alone() -> None:
    both = Bidirectional(LSTM(4, return_sequences=True))
    upper = LSTM(2)
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (3, 5, 2))
    asked = Stack([both, upper])
    right, swapped = asked.equals()
    assert right == asked
    weights = some_weights(asked, (5, 2), rng)
    kernel = weights[6]
    weights[6] = np.concatenate([kernel[4:], kernel[:4]])
    with_rows_exchanged = swapped(x, weights)
    weights[6] = kernel
    assert np.allclose(with_rows_exchanged, asked(x, weights))
    assert len([*Stack([both]).equals()]) == 1
    assert "halves-exchanged" in ids(Stack([both]), (5, 2))
    assert "halves-exchanged" not in ids(asked, (5, 2))
    assert "backward-half-not-turned" in ids(asked, (5, 2))
    assert "backward-half-not-turned" not in ids(
        Stack([Bidirectional(LSTM(4))]), (5, 2)
    )
