"""A figure's words hold its numbers, and say what is special about each layer."""

from __future__ import annotations

import re

import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import MODELS, SENTENCE, WORDS, lesson, rnn, sequential
from tests.unrolled.scenes import known, scene
from unrolled import draw, trace
from unrolled.drawing.alt import in_words
from unrolled.drawing.parts import number


def test_the_words_say_what_the_layer_did() -> None:
    drawing = draw(lesson(), SENTENCE, tokens=WORDS)
    assert drawing.alt == (
        "SimpleRNN(4) reads 3 steps: “I” = [0.50, 0.40], “am” = [0.30, 0.10], "
        "“Groot” = [0.70, 0.50]; h1 = [0.37, 0.02, 0.23, 0.19], "
        "h2 = [0.50, −0.09, −0.28, 0.72], h3 = [0.66, 0.23, −0.13, 0.51]; "
        "returns h3, (None, 4)."
    )


@pytest.mark.parametrize("name", MODELS)
def test_the_numbers_in_the_figure_are_in_the_words(name: str) -> None:
    traced = known(name)
    said = in_words(traced, 0, None, (), None)
    for vector in scene(traced).vectors:
        values = vector.values
        if values.dtype.kind == "i":
            assert f"= {int(values[0])}" in said
        elif len(values) <= 8 and values.any():
            assert whole_or_halves(values, said), vector


def whole_or_halves(values: np.ndarray, said: str) -> bool:
    """Whether a vector is said, at once or as those that were put side by side."""
    written = [number(float(value)) for value in values]
    cuts = range(1, len(written) + 1)
    pairs = [[p for p in (written[:cut], written[cut:]) if p] for cut in cuts]
    return any(all(f"[{', '.join(p)}]" in said for p in pair) for pair in pairs)


@pytest.mark.parametrize("name", MODELS)
def test_the_numbers_in_the_words_are_in_the_figure(name: str) -> None:
    traced = known(name)
    said = in_words(traced, 0, None, (), None)
    vectors = scene(traced).vectors
    shown = {tuple(number(float(v)) for v in each.values) for each in vectors}
    for written in re.findall(r"= \[([^\]]+)\]", said):
        numbers = tuple(written.split(", "))
        halves = [each[: len(numbers)] for each in shown]
        halves += [each[-len(numbers) :] for each in shown]
        assert numbers in halves


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LSTM", "; returns h3, (None, 4)."),
        ("LSTM, states returned", "returns its last states too: h3, c3."),
        ("LSTM, its c goes on", "the next layer reads the state c3, (None, 4)"),
        ("LSTM, stateful", "goes on from the batch before; h0 = ["),
        ("GRU, reset before, no bias", "reads 3 steps"),
        ("every state backwards", "; last to first; h1 = ["),
        ("bidirectional", "returns both at each step, side by side, (None, 3, 6)."),
        ("bidirectional, last states", "returns →h3 and ←h1, side by side, (None, 6)."),
        ("bidirectional, sum", "returns the sum of both at each step: y1 = ["),
        ("bidirectional, mul", "returns the product of both at each step: y1 = ["),
        ("bidirectional, ave", "returns the mean of →h3 and ←h1: ["),
        ("bidirectional, two outputs", "returns both at each step, apart,"),
        ("bidirectional, two last outputs", "returns →h3 and ←h1, apart, (None, 3)."),
        ("bidirectional, states returned", "the last states too: →h3, →c3, ←h1, ←c1."),
        ("bidirectional, two kinds", "Bidirectional(GRU(3), LSTM(2)) reads 3 steps"),
        ("time distributed", "TimeDistributed(Dense(4, softmax)); y1 = ["),
        ("stacked cells", "; cell 2, GRUCell(3): h1 = ["),
        ("a cell of one's own", "RNN(MinimalCell("),
        ("a cell of one's own", "s1 at 1 = ["),
        ("embedding", "Embedding(8, 2) reads 3 steps: x1 = 6, x2 = 5, x3 = 0; y1 = ["),
        ("embedding, masked", "; marks step 3 as padding; y1 = ["),
        ("embedding, masked", "skips step 3, where states stay as they are; h1 = ["),
        ("embedding, masked, bidirectional", "; →y3 = [0.00, 0.00]; returns both"),
        ("masking", "; marks step 3 as padding; y1 = ["),
        ("encoder and decoder", " at each of 2 steps, (None, 2, 4)."),
        ("a longer decoder", ", …, h6 = ["),
    ],
)
def test_the_words_say_what_is_special(name: str, words: str) -> None:
    assert words in in_words(known(name), 0, None, (), None)


def test_a_backward_layer_is_said_in_the_order_of_its_reading() -> None:
    said = in_words(known("bidirectional"), 0, None, (), None)
    assert re.findall(r"([→←]h\d) =", said) == [
        "→h1",
        "→h2",
        "→h3",
        "←h3",
        "←h2",
        "←h1",
    ]


def test_steps_left_out_of_the_figure_are_left_out_of_the_words() -> None:
    x = np.linspace(-1, 1, 20).reshape(1, 10, 2)
    for backwards, wanted in ((False, [1, 2, 10]), (True, [8, 9, 10])):
        model = sequential(rnn(2, go_backwards=backwards), shape=(None, 2))
        traced = trace(model, x)
        vectors = scene(traced).vectors
        shown = {v.time for v in vectors if v.what == "state h"} - {0}
        said = in_words(traced, 0, None, (), None)
        assert [int(t) for t in re.findall(r"h(\d+) =", said)] == wanted
        assert shown == set(wanted)


def test_long_inputs_and_long_vectors_are_said_in_short() -> None:
    x = np.linspace(-1, 1, 10 * 9).reshape(1, 10, 9)
    alt = draw(sequential(rnn(32), shape=(None, 9)), x).alt
    assert "x1 = 9 numbers from −1.00 to −0.82" in alt
    assert "reads 10 steps" in alt
    assert "h2 = 32 numbers from" in alt
    assert ", …, h10 = " in alt
    assert "h5" not in alt


def test_the_winner_is_said() -> None:
    model = lesson(layers.Dense(3, activation="softmax"))
    names = ["negative", "neutral", "positive"]
    drawing = draw(model, SENTENCE, classes=names)
    winner = names[int(np.argmax(drawing.trace.outputs[0]))]
    assert drawing.alt.endswith(f"(None, 3), {winner}.")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0.00"),
        (-0.004, "0.00"),
        (-0.006, "−0.01"),
        (12.345, "12.35"),
        (-99.99, "−99.99"),
        (-99.999, "−100.0"),
        (-1234.5, "−1234"),
        (123456.0, "1e5"),
        (-1.5e12, "−2e12"),
        (3e-9, "0.00"),
    ],
)
def test_a_number_is_right_and_fits_its_cell(value: float, written: str) -> None:
    assert number(value) == written
    assert len(written) <= 6
