"""The figure of a hint: two small models from plain data, side by side."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from unrolled import UnsupportedLayer
from unrolled.hinting import figure

RNG = np.random.default_rng(5)


def drawn_from(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    return [RNG.uniform(-1, 1, shape) for shape in shapes]


def described(kind: str, **settings: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": settings}


RNN = drawn_from((2, 4), (4, 4), (4,))
SENTENCE = RNG.uniform(-1, 1, (3, 2)).astype("float32")


def test_both_models_are_drawn_with_what_differs() -> None:
    found = [described("SimpleRNN", units=4, return_sequences=True)]
    asked = [described("SimpleRNN", units=4)]
    png, alt, width = figure(found, asked, (RNN, RNN), SENTENCE)
    assert png.startswith(b"\x89PNG") and width > 100
    assert "yours" in alt and "asked for" in alt
    assert "return_sequences=True" in alt


def test_wrapped_layers_and_word_numbers() -> None:
    weights = drawn_from(
        (9, 2), (2, 3), (3, 3), (3,), (2, 3), (3, 3), (3,), (6, 2), (2,)
    )

    def layers(mode: str) -> list[dict[str, Any]]:
        rnn = described("SimpleRNN", units=3, return_sequences=True)
        dense = described("Dense", units=2, activation="softmax")
        return [
            described("Embedding", input_dim=9, output_dim=2, mask_zero=True),
            described("Bidirectional", layer=rnn, merge_mode=mode),
            described("TimeDistributed", layer=dense),
        ]

    sums = [*weights[:7], weights[7][:3], weights[8]]
    sentence = np.array([3, 8, 0], "int32")
    _, alt, _ = figure(layers("sum"), layers("concat"), (sums, weights), sentence)
    assert "merge_mode" in alt


def test_what_cannot_be_drawn_is_refused() -> None:
    flat = [described("Flatten"), described("Dense", units=4)]
    asked = [described("SimpleRNN", units=4)]
    dense = drawn_from((6, 4), (4,))
    with pytest.raises(UnsupportedLayer):
        figure(flat, asked, (dense, RNN), SENTENCE)
    with pytest.raises(ValueError):
        figure(asked, asked, (RNN[:2], RNN), SENTENCE)


def test_the_readers_random_numbers_and_names_stay_as_they_are() -> None:
    import keras

    asked = [described("SimpleRNN", units=4)]
    name = keras.layers.SimpleRNN(1).name
    before = random.getstate()
    figure(asked, asked, (RNN, RNN), SENTENCE)
    assert random.getstate() == before
    kind, number = name.rsplit("_", 1) if name[-1].isdigit() else (name, "0")
    assert keras.layers.SimpleRNN(1).name == f"{kind}_{int(number) + 1}"
