"""What Keras says of its own calls is explained, as far as it is true each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.check.show.described import explained
from autograder.observe.function import failure


def message(call: Callable[[Any, Any], Any]) -> str:
    import keras

    with pytest.raises(Exception) as raised:
        call(keras, keras.layers)
    return failure(raised.value)[0]


WORD_NUMBERS = np.array([[1, 2, 0, 1, 2, 0, 1, 2]] * 4)  # (batch, steps)


def fitted(
    keras: Any,
    layers: list[Any],
    x: Any = WORD_NUMBERS,
    y: Any = WORD_NUMBERS,
    loss: str = "sparse_categorical_crossentropy",
) -> None:
    model = keras.Sequential(layers)
    model.compile(loss=loss)
    model.fit(x, y, verbose=0)


WEIGHTS = [np.zeros((2, 4)), np.zeros((4, 4)), np.zeros(4)]
BELOW, CALLED, WORDS = "return_sequences=True", "sentence[None]", "an Embedding"


@pytest.mark.parametrize(
    ("call", "says", "leaves_out"),
    [
        # one sentence without its batch, or what else has two axes
        (lambda k, L: L.SimpleRNN(4)(np.zeros((10, 50))), [CALLED, BELOW, WORDS], []),
        (
            lambda k, L: k.Sequential([L.SimpleRNN(4)])(np.zeros((10, 50))),
            [CALLED, BELOW, WORDS],
            [],
        ),
        (
            lambda k, L: k.Sequential(
                [k.Input((5, 3)), L.SimpleRNN(4), L.SimpleRNN(4)]
            ),
            [BELOW, WORDS, "(steps, features)"],
            [CALLED],
        ),
        (
            lambda k, L: k.Sequential([k.Input((20,)), L.SimpleRNN(4)]),
            [WORDS, "keras.Input takes two lengths"],
            [CALLED],
        ),
        (
            lambda k, L: k.Sequential([k.Input((32, 5, 3)), L.SimpleRNN(4)]),
            ["leave it out", "An Embedding adds an axis"],
            [],
        ),
        (
            lambda k, L: L.SimpleRNN(4)(np.zeros((1, 5, 3, 2))),
            ["one is too many"],
            ["keras.Input"],
        ),
        (
            lambda k, L: k.Sequential([k.Input((3, 2)), L.SimpleRNN(4)])(
                np.random.default_rng(0).normal(size=(3, 2))
            ),
            [CALLED],
            [],
        ),
        # weights that are not there yet
        (
            lambda k, L: k.Sequential([L.SimpleRNN(4)]).set_weights(WEIGHTS),
            ["no weights yet", "keras.Input"],
            [],
        ),
        (lambda k, L: L.Dropout(0.5).set_weights(WEIGHTS), ["of a kind without"], []),
        (
            lambda k, L: k.Sequential([k.Input((3, 2)), L.SimpleRNN(4)]).set_weights(
                *WEIGHTS
            ),
            ["one list"],
            [],
        ),
        (lambda k, L: L.SimpleRNN(4).count_params(), ["before it has read"], []),
        (
            lambda k, L: k.Sequential([L.SimpleRNN(4)]).count_params(),
            ["before it has read", "keras.Input"],
            [],
        ),
        (
            lambda k, L: L.SimpleRNN(4).set_weights(WEIGHTS),
            ["layer.build((None, steps, features))"],
            [],
        ),
        (
            lambda k, L: k.Sequential([k.Input((2,)), L.Dense(1)]).set_weights(
                [[[1], [2]], [0]]
            ),
            ["A list has no shape", "np.array(…)"],
            [],
        ),
        (
            lambda k, L: k.Sequential([k.Input((2, 1)), L.SimpleRNN(1)]).set_weights(
                [0.2, 0.8, 0]
            ),
            ["A plain number has no shape", "np.array([[0.5]])"],
            [],
        ),
        (
            lambda k, L: k.Sequential([k.Input((2, 1)), L.SimpleRNN(1)]).set_weights(
                [np.array([0.2]), np.array([[0.8]]), np.array([0.0])]
            ),
            ["A weight has the shape (1, 1)", "shape (1,) came", "recurrent kernel"],
            [],
        ),
        (
            lambda k, L: k.Sequential([k.Input((1, None)), L.SimpleRNN(1)]),
            ["keras.Input((None, features))"],
            ["TimeDistributed"],
        ),
        # what is read is not what keras.Input says
        (
            lambda k, L: k.Sequential([k.Input((3, 2)), L.SimpleRNN(4)])(
                np.zeros((3, 2))
            ),
            ["The batch axis is missing", CALLED],
            [],
        ),
        (
            lambda k, L: fitted(
                k,
                [k.Input((2, 8)), L.GRU(4, return_sequences=True)],
                [WORD_NUMBERS] * 2,
            ),
            ["says (2, 8) of one sentence", ", 8) came", "a keras.Input for each"],
            [CALLED, "is missing"],
        ),
        # what is no array, and what stands in the place of outputs
        (
            lambda k, L: fitted(k, [k.Input((8,)), L.Dense(3)], [["a", "b"], ["c"]]),
            ["read arrays", "np.array(…)"],
            [],
        ),
        (
            lambda k, L: fitted(k, [k.Input((8,)), L.Dense(3)], y=[0, 1, 2, 1]),
            ["x is an array here", "the labels must be an array too"],
            [],
        ),
        (
            lambda k, L: k.Model(k.Input((3, 2)), WORD_NUMBERS),
            ["what the last layer returned", "handed to fit"],
            [],
        ),
        # labels that the answers do not fit
        (
            lambda k, L: fitted(k, [L.Embedding(9, 4), L.GRU(4), L.Dense(3)]),
            [", 8), the model's answers (", ", 3). Labels", BELOW],
            [],
        ),
        (
            lambda k, L: fitted(
                k, [L.Embedding(9, 4), L.GRU(4, return_sequences=True)], y=np.zeros(4)
            ),
            ["one label for each sentence", BELOW],
            [],
        ),
        (
            lambda k, L: fitted(
                k, [L.Embedding(9, 4), L.Dense(3)], y=np.ones((4, 8, 3))
            ),
            ["go with categorical_crossentropy"],
            [BELOW],
        ),
        (
            lambda k, L: fitted(
                k, [L.Embedding(9, 4), L.Dense(3)], loss="categorical_crossentropy"
            ),
            ["are to be alike", "go with sparse_categorical_crossentropy"],
            [BELOW],
        ),
        (
            lambda k, L: fitted(
                k, [L.Embedding(9, 4), L.UpSampling1D(2), L.Dense(3, "softmax")]
            ),
            ["8 steps have a label", "16 are answered", "Concatenate(axis=1)"],
            [BELOW],
        ),
        # what is joined, what an Embedding and a last layer are too small for
        (
            lambda k, L: L.Concatenate(axis=1)(
                [np.ones((2, 8, 6)), np.ones((2, 8, 3))]
            ),
            ["differs in the last axis"],
            [],
        ),
        (
            lambda k, L: L.Embedding(9, 4)(np.array([[9]])),
            ["has 9 rows here, for the numbers 0 to 8, and 9 came"],
            [],
        ),
        (
            lambda k, L: fitted(k, [L.Embedding(9, 4), L.Dense(2, "softmax")]),
            ["the labels 0 to 1, and there is a label 2"],
            [],
        ),
        # how models are put together
        (
            lambda k, L: k.Sequential(L.SimpleRNN(4), L.Dense(1)),
            ["in one list"],
            [],
        ),
        (
            lambda k, L: k.Sequential(k.Input((3, 2)), L.SimpleRNN(4), L.Dense(1)),
            ["in one list"],
            [],
        ),
        (
            lambda k, L: k.Sequential(*[L.Dense(1) for _ in range(5)]),
            ["in one list"],
            [],
        ),
        (
            lambda k, L: k.Model(k.Input((3, 2)), L.SimpleRNN(8)),
            ["layer(inputs)"],
            [],
        ),
        (
            lambda k, L: k.Model(L.SimpleRNN(8), k.Input((3, 2))),
            ["where a model begins"],
            [],
        ),
        (lambda k, L: k.Input(3), ["A shape is a tuple"], []),
        # an Embedding that is given vectors
        (
            lambda k, L: k.Sequential(
                [k.Input((8, 6)), L.Embedding(50, 6), L.SimpleRNN(4)]
            ),
            ["numbers of words, keras.Input((steps,))"],
            [],
        ),
        # wrappers and masks
        (
            lambda k, L: k.Sequential(
                [k.Input((8, 6)), L.SimpleRNN(4), L.TimeDistributed(L.Dense(5))]
            ),
            ["no axis of steps", BELOW],
            [],
        ),
        (
            lambda k, L: k.Sequential(
                [k.Input((8, 6)), L.TimeDistributed(L.SimpleRNN(4))]
            ),
            ["one word at a time", "Take TimeDistributed off"],
            [],
        ),
        (
            lambda k, L: k.Sequential(
                [L.Embedding(9, 6, mask_zero=True), L.Dense(5), L.Softmax()]
            )(np.ones((2, 8))),
            ['layers.Activation("softmax")'],
            [],
        ),
        (
            lambda k, L: L.Bidirectional(L.LSTM(6), return_sequences=True),
            ["Bidirectional(LSTM(…, return_sequences=…))"],
            [],
        ),
        (
            lambda k, L: L.TimeDistributed(L.Dense(6), return_sequences=True),
            ["the recurrent layer below it"],
            ["TimeDistributed(LSTM"],
        ),
    ],
)
def test_an_error_of_kerass_leads_on(
    call: Callable[[Any, Any], Any], says: list[str], leaves_out: list[str]
) -> None:
    said = explained(message(call))
    for words in says:
        assert words in said
    for words in leaves_out:
        assert words not in said


@pytest.mark.parametrize(
    "call",
    [
        # as many weights as it has, or others: no list is missing
        lambda k, L: k.Sequential([k.Input((3, 2)), L.SimpleRNN(4)]).set_weights(
            WEIGHTS[:2]
        ),
        lambda k, L: L.SimpleRNN(4, trainable="yes"),
        lambda k, L: L.Bidirectional(L.LSTM(6), units=3),
        lambda k, L: L.SimpleRNN(4, name=3),
        lambda k, L: k.Sequential([L.SimpleRNN(4)])(np.zeros(3)),
    ],
)
def test_an_error_that_may_come_of_other_things_is_left_alone(
    call: Callable[[Any, Any], Any],
) -> None:
    assert explained(message(call)) == ""
