"""The oracle gives what Keras gives, for layers it has never seen together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from autograder.reference import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    Reshape,
    SimpleRNN,
    Stack,
    TimeDistributed,
    sentence_stack,
    word_stack,
)

from .stacks import ASKED, REPEATED, stacks
from .twin import apart, each_in_keras, some_inputs, some_weights

# Keras says so wherever a mask ends, and of one softmax over one number
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*does not support masking"),
    pytest.mark.filterwarnings("ignore:.*softmax over axis"),
]

RECURRENT = {
    "SimpleRNN": SimpleRNN(3, return_sequences=True),
    "LSTM": LSTM(3, return_sequences=True),
    "GRU": GRU(3, return_sequences=True),
    "GRU, reset before": GRU(3, return_sequences=True, reset_after=False),
}


def agree(stack: Stack, shape: tuple[int, ...], batch: int, seed: int) -> None:
    """Assert that Keras makes the same, layer by layer."""
    rng = np.random.default_rng(seed)
    weights = some_weights(stack, shape, rng)
    x = some_inputs(stack, batch, shape, rng)
    made = stack.each(x, weights)
    for layer, found, expected in zip(
        stack.layers, each_in_keras(stack, x, weights), made, strict=True
    ):
        assert apart(found, expected) <= 1, layer.name


@settings(
    max_examples=220,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(drawn=stacks(), batch=st.integers(1, 4), seed=st.integers(0, 2**16))
def test_every_layer_gives_what_keras_gives(
    drawn: tuple[Stack, tuple[int, ...]], batch: int, seed: int
) -> None:
    stack, shape = drawn
    for layer in stack.layers:
        event(type(layer).__name__)
    agree(stack, shape, batch, seed)


@pytest.mark.parametrize("asked", ASKED)
def test_what_the_exercises_ask_for_is_what_keras_makes(asked: str) -> None:
    agree(*ASKED[asked], batch=3, seed=0)


def test_a_repeated_state_is_read_again() -> None:
    agree(REPEATED, (4, 2), batch=3, seed=1)


def test_a_layer_inside_a_time_distributed_reads_each_step_alone() -> None:
    words = Stack([Reshape((4, 3, 1)), TimeDistributed(Bidirectional(GRU(2)))])
    agree(words, (4, 3), batch=2, seed=2)


@pytest.mark.parametrize("layer", RECURRENT.values(), ids=RECURRENT)
def test_a_masked_step_repeats_the_output_before_it(layer: LSTM) -> None:
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (1, 5, 2))
    weights = some_weights(Stack([layer]), (5, 2), rng)
    mask = np.array([[False, True, False, False, True]])
    outputs = np.asarray(layer(x, weights, mask))[0]
    assert not outputs[0].any()
    assert (outputs[2] == outputs[1]).all()
    assert (outputs[3] == outputs[1]).all()
    real = np.asarray(layer(x[:, [1, 4]], weights))[0]
    assert np.allclose(outputs[[1, 4]], real, atol=1e-14)


@pytest.mark.parametrize("layer", RECURRENT.values(), ids=RECURRENT)
def test_a_bidirectional_puts_out_zeros_at_masked_steps(layer: LSTM) -> None:
    rng = np.random.default_rng(1)
    both = Bidirectional(layer)
    weights = some_weights(Stack([both]), (4, 2), rng)
    mask = np.array([[True, False, True, False]])
    outputs = np.asarray(both(rng.uniform(-1, 1, (1, 4, 2)), weights, mask))[0]
    assert not outputs[[1, 3]].any()
    assert outputs[[0, 2]].all()


def test_masks_are_handed_on_as_far_as_keras_does() -> None:
    x = np.array([[3.0, 1.0, 0.0]])
    mask = Embedding(4, 2, mask_zero=True).mask(x, None)
    assert mask is not None
    assert mask.tolist() == [[True, True, False]]
    assert Embedding(4, 2).mask(x, None) is None
    assert Dense(2).mask(x, mask) is mask
    assert TimeDistributed(Dense(2)).mask(x, mask) is mask
    assert LSTM(2, return_sequences=True).mask(x, mask) is mask
    assert LSTM(2).mask(x, mask) is None
    assert Bidirectional(GRU(2)).mask(x, mask) is None


def test_a_word_number_without_a_row_gives_no_number() -> None:
    table = np.ones((3, 2))
    found = np.asarray(Embedding(3, 2)(np.array([[2.0, 3.0]]), [table]))
    assert np.isfinite(found[0, 0]).all()
    assert np.isnan(found[0, 1]).all()


def test_weights_lie_in_keras_order() -> None:
    import keras

    for layer, shape in [
        (GRU(5), (4, 3)),
        (GRU(5, reset_after=False), (4, 3)),
        (Bidirectional(LSTM(2), "sum"), (4, 3)),
        (TimeDistributed(Dense(5, use_bias=False)), (4, 3)),
        (Embedding(7, 2), (4,)),
    ]:
        twin = keras.layers.deserialize(layer.config())
        twin.build((None, *shape))
        assert tuple(w.shape for w in twin.get_weights()) == layer.weight_shapes(shape)
        computed = twin.compute_output_shape((None, *shape))
        assert computed == (None, *layer.output_shape(shape))


def test_a_layer_says_what_it_cannot_read() -> None:
    with pytest.raises(ValueError, match=r"SimpleRNN\(4\) reads \(steps, features\)"):
        Stack([SimpleRNN(4), SimpleRNN(4)]).weight_shapes((5, 3))
    with pytest.raises(ValueError, match="reads one array"):
        stack = Stack([LSTM(2, return_state=True), Dense(1)])
        stack(np.zeros((1, 3, 2)), some_weights(Stack([LSTM(2)]), (3, 2), _rng()))


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_a_stack_by_what_it_answers_is_the_stack_spelled_out() -> None:
    layers = [Bidirectional(LSTM(6)), GRU(4), Dense(5)]
    in_full = Bidirectional(LSTM(6, return_sequences=True))
    last = GRU(4, return_sequences=True)
    assert sentence_stack(layers) == Stack([in_full, GRU(4), Dense(5)])
    assert word_stack(layers) == Stack([in_full, last, Dense(5)])
    assert sentence_stack([in_full]) == Stack([Bidirectional(LSTM(6))])
    with pytest.raises(ValueError, match="recurrent"):
        word_stack([Dense(5)])
