"""What a figure says is what the trace holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from keras import layers

from tests.unrolled.geometry import collisions
from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    functional,
    lesson,
    lstm,
    rnn,
    sequential,
)
from tests.unrolled.scenes import known, scene, texts
from unrolled import BidirectionalTrace, RecurrentTrace, Trace, trace
from unrolled.drawing.parts import number
from unrolled.drawing.scene import Box, Line, Scene
from unrolled.drawing.theme import THEMES

SLACK = 0.004  # inches: less than a pixel
Key = tuple[int, str, int]  # layer, what and time, as in Placed


def recurrent_vectors(layer: Any, index: int, prefix: str = "") -> dict[Key, Any]:
    found = {}
    for place, cell in enumerate(layer.cells, start=1):
        several = f"cell {place} " if len(layer.cells) > 1 else ""
        for state in cell.states:
            what = f"{prefix}{several}state {state.symbol}"
            for time, values in enumerate(state.values[0]):
                found[index, what, time] = values
    return found


def vectors_of(traced: Trace) -> dict[Key, Any]:
    """Every vector of the first sequence, straight from the trace."""
    found: dict[Key, Any] = {}
    for t, x in enumerate(traced.inputs[0], start=1):
        found[-1, "input", t] = np.atleast_1d(x)
    for index, layer in enumerate(traced.layers):
        outputs = {"output": layer.outputs[0]}
        if isinstance(layer, BidirectionalTrace):
            found |= recurrent_vectors(layer.forward, index, "forward ")
            found |= recurrent_vectors(layer.backward, index, "backward ")
            if layer.merge_mode is None and layer.passes < 2:
                outputs = {
                    "forward output": layer.returned[0][0],
                    "backward output": layer.returned[1][0],
                }
        elif isinstance(layer, RecurrentTrace):
            found |= recurrent_vectors(layer, index)
        for what, values in outputs.items():
            if values.ndim == 1:
                found[index, what, 0] = values
            else:
                for t, vector in enumerate(values, start=1):
                    found[index, what, t] = vector
    return found


@pytest.mark.parametrize("name", MODELS)
def test_the_vectors_shown_are_the_traces(name: str) -> None:
    traced = known(name)
    shown = {(v.layer, v.what, v.time): v.values for v in scene(traced).vectors}
    wanted = vectors_of(traced)
    if name == "a longer decoder":  # steps 3 to 5 are left out
        assert not {time for index, _, time in shown if index > 0} & {3, 4, 5}
        wanted = {key: v for key, v in wanted.items() if key in shown}
    assert shown.keys() == wanted.keys()
    for key, values in wanted.items():
        np.testing.assert_array_equal(shown[key], values, str(key))


@pytest.mark.parametrize("code", [False, True])
@pytest.mark.parametrize("name", MODELS)
def test_the_numbers_shown_are_the_vectors(name: str, code: bool) -> None:
    arranged = scene(known(name), code=code)
    written = texts(arranged, "number", "id")
    for vector in arranged.vectors:
        inside = [t for t in written if vector.bounds.holds(t.bounds, SLACK)]
        inside.sort(key=lambda text: -text.y)
        rounded = [number(float(value)) for value in vector.values]
        if vector.what == "input" and vector.values.dtype.kind == "i":
            rounded = [str(int(vector.values[0]))]
        if len(rounded) > 8:
            rounded = []
        assert [t.string.strip("\u2007") for t in inside] == rounded, vector


def test_a_vector_is_recorded_where_it_stands() -> None:
    arranged = scene(known("LSTM"))
    frames = {i.bounds for i in arranged.items if i.role == "vector"}
    assert {vector.bounds for vector in arranged.vectors} == frames
    assert len(arranged.vectors) == 3 + 2 * 4 + 1 + 1


def placed(scene: Scene, layer: int, what: str) -> dict[int, float]:
    """The middle of each vector of a kind, by its time."""
    found = [v for v in scene.vectors if (v.layer, v.what) == (layer, what)]
    return {v.time: (v.bounds.left + v.bounds.right) / 2 for v in found}


def test_c_stands_above_h() -> None:
    arranged = scene(known("LSTM"))
    tops = {v.what: v.bounds for v in arranged.vectors if v.time == 1 and v.layer == 0}
    assert tops["state c"].bottom - tops["state h"].top == pytest.approx(0.26)
    assert "gates i, f, o" in [t.string for t in texts(arranged, "formula")]
    assert "gates z, r" in [t.string for t in texts(scene(known("GRU")), "formula")]


def test_a_backward_layer_runs_from_right_to_left() -> None:
    arranged = scene(known("bidirectional"))
    forward = placed(arranged, 0, "forward state h")
    backward = placed(arranged, 0, "backward state h")
    assert sorted(forward, key=lambda t: forward[t]) == [0, 1, 2, 3]
    assert sorted(backward, key=lambda t: backward[t]) == [3, 2, 1, 0]
    outputs, inputs = placed(arranged, 0, "output"), placed(arranged, -1, "input")
    assert outputs == pytest.approx(inputs)


def test_letters_of_a_backward_layer_count_the_words_and_have_its_arrow() -> None:
    arranged = scene(known("bidirectional"))
    backward = [v for v in arranged.vectors if v.what == "backward state h"]
    for vector in backward:
        box = vector.bounds
        below = [
            t.string
            for t in texts(arranged, "symbol")
            if box.left - 0.1 < t.x < box.right and 0 < box.bottom - t.y < 0.3
        ]
        assert sorted(below) == [str(4 - vector.time), "h", "←"]


def test_two_lanes_are_apart() -> None:
    arranged = scene(known("bidirectional"))
    blocks = sorted({(b.bounds.bottom, b.bounds.top) for b in arranged.items
                     if b.role == "block"})  # fmt: skip
    assert blocks[1][0] - blocks[0][1] == pytest.approx(0.62)


def test_of_a_backward_layer_the_last_output_belongs_to_the_first_step() -> None:
    arranged = scene(known("bidirectional, two last outputs"))
    inputs = placed(arranged, -1, "input")
    assert placed(arranged, 0, "forward output")[0] == pytest.approx(inputs[3])
    assert placed(arranged, 0, "backward output")[0] == pytest.approx(inputs[1])
    merged = scene(known("bidirectional, last states"))
    said = [t.string for t in texts(merged)]
    assert " of the backward layer, which reads t = 1 last" in said


@pytest.mark.parametrize(
    ("name", "sign"),
    [("bidirectional, sum", " + "), ("bidirectional, mul", " × ")],
)
def test_a_merge_says_what_was_done(name: str, sign: str) -> None:
    captions = [t.string for t in texts(scene(known(name)), "symbol")]
    assert captions.count(sign) == 3
    assert "mean of" in [t.string for t in texts(scene(known("bidirectional, ave")))]


def test_concatenated_halves_are_parted() -> None:
    arranged = scene(known("bidirectional, two kinds"))
    dividers = [i for i in arranged.items if i.role == "divider"]
    assert [i.width for i in dividers if isinstance(i, Line)] == [2.0] * 3
    output = next(v for v in arranged.vectors if v.what == "output")
    cell = (output.bounds.top - output.bounds.bottom) / 5
    below = (output.bounds.top - dividers[0].bounds.top) / cell
    assert below == pytest.approx(3)  # GRU(3) above, LSTM(2) below
    level = dividers[0].bounds.top
    arrows = [t for t in texts(arranged, "symbol") if t.string in "→←"]
    beside = [t for t in arrows if t.y > output.bounds.bottom]
    assert {t.string for t in beside if t.y > level} == {"→"}
    assert {t.string for t in beside if t.y < level} == {"←"}


SKIPPING = {
    "embedding, masked": 2,  # LSTM and SimpleRNN
    "embedding, masked, last": 1,
    "embedding, masked, backwards": 1,
    "embedding, masked, bidirectional": 4,
    "masking": 2,
    "masking, stacked cells": 2,
    "embedding": 0,
}


@pytest.mark.parametrize("name", SKIPPING)
def test_padding_is_skipped_at_a_glance(name: str) -> None:
    traced = known(name)
    arranged = scene(traced, tokens=WORDS)
    blocks = [i for i in arranged.items if i.role == "skipped"]
    assert len(blocks) == SKIPPING[name]
    words = [t.string for t in texts(arranged)]
    assert words.count("skipped") == SKIPPING[name]
    assert ("t = 3, padding" in words) == bool(blocks)
    soft = THEMES["light"].soft
    grey = {t.string for t in texts(arranged, "word") if t.colour == soft}
    assert grey == ({"“Groot”"} if blocks else set())
    for block in blocks:  # its states pass through
        through = [
            i
            for i in arranged.items
            if i.role == "arrow"
            and i.bounds.left < block.bounds.left
            and i.bounds.right > block.bounds.right
            and block.bounds.bottom < i.bounds.bottom < block.bounds.top
        ]
        assert len(through) in (1, 2)


def test_an_output_at_a_skipped_step_says_what_it_is() -> None:
    once_more = [t.string for t in texts(scene(known("embedding, masked")), "symbol")]
    assert once_more.count("as before") == 2
    for name in ("embedding, masked, bidirectional", "embedding, masked, backwards"):
        captions = [t.string for t in texts(scene(known(name)), "symbol")]
        assert captions.count("skipped: zeros") == 1
        assert "as before" not in captions


def test_ids_have_no_colour_of_a_value() -> None:
    arranged = scene(known("embedding"))
    assert len(texts(arranged, "id")) == 3
    for text in texts(arranged, "id"):
        assert text.ground == THEMES["light"].card
    rows = [f"row {i} of 8" for i in known("embedding").inputs[0]]
    assert [t.string for t in texts(arranged, "formula")][:3] == rows


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("LSTM, states returned", 2),
        ("GRU, last state", 1),
        ("stacked cells", 4),
        ("bidirectional, states returned", 4),
        ("LSTM", 0),
    ],
)
def test_returned_states_are_framed(name: str, number: int) -> None:
    arranged = scene(known(name))
    frames = [i.bounds for i in arranged.items if i.role == "returned"]
    assert len(frames) == number
    last = {v.bounds for v in arranged.vectors if "state" in v.what and v.time == 3}
    assert set(frames) <= last
    assert [t.string for t in texts(arranged)].count(" returned") == number


def test_a_state_that_goes_on_says_so() -> None:
    traced = known("LSTM, its c goes on")
    labels = [t.string for t in texts(scene(traced), "label")]
    assert "state c" in labels
    assert "the next layer reads this state" in labels


def test_a_stateful_layer_goes_on_from_the_batch_before() -> None:
    traced = known("LSTM, stateful")
    arranged = scene(traced)
    assert [t.string for t in texts(arranged)].count(" carried over") == 2
    first = next(v for v in arranged.vectors if v.what == "state h" and v.time == 0)
    assert first.values.any()


def test_repeated_vectors_have_steps_of_their_own() -> None:
    traced = known("a longer decoder")
    arranged = scene(traced)
    assert [t.string for t in texts(arranged, "time")] == ["t = 1", "t = 2", "t = 3"]
    assert list(placed(arranged, 1, "output")) == [1, 2, 6]
    times = [t.string for t in texts(arranged, "symbol") if t.string.startswith("t =")]
    assert times == ["t = 1", "t = 2", "t = 6"]


def test_only_the_last_state_is_returned() -> None:
    last = scene(trace(lesson(), SENTENCE))
    every = scene(trace(lesson(return_sequences=True), SENTENCE))
    assert [t.string for t in texts(last)].count("returned") == 2
    assert [t.string for t in texts(every)].count("returned") == 0
    dashed = [i for i in last.items if isinstance(i, Box) and i.dashed]
    assert len(dashed) == 2


def test_time_runs_the_way_the_layer_reads() -> None:
    def order(backwards: bool) -> list[str]:
        traced = trace(functional(rnn(4, go_backwards=backwards)), SENTENCE)
        under = [t for t in texts(scene(traced), "symbol") if t.string.isdigit()]
        low = min(t.y for t in under)
        return [t.string for t in sorted(under, key=lambda t: t.x) if t.y < low + 0.05]

    assert order(False) == ["0", "1", "2", "3"]
    assert order(True) == ["3", "2", "1", "0"]


def test_many_steps_are_cut_to_two_and_the_last() -> None:
    traced = trace(MODELS["any number of steps"](), np.ones((1, 10, 2)))
    times = [t.string for t in texts(scene(traced), "time")]
    assert times == ["t = 1", "t = 2", "t = 10"]
    assert any(i.role == "dots" for i in scene(traced).items)


def test_a_long_vector_is_a_strip_without_numbers() -> None:
    traced = trace(functional(rnn(9), shape=(3, 2)), SENTENCE)
    assert len(texts(scene(traced), "number")) == 6  # those of the words alone


@pytest.mark.parametrize(("scale", "low"), [(1.0, "−1"), (9.0, "≤ −1")])
def test_the_bar_says_where_its_colours_end(scale: float, low: str) -> None:
    arranged = scene(trace(lesson(), SENTENCE * scale))
    assert low in [t.string for t in texts(arranged, "bar")]


def test_the_winner_is_framed_named_and_repeated_on_top() -> None:
    names = ("negative", "neutral", "positive")
    traced = trace(lesson(layers.Dense(3, activation="softmax")), SENTENCE)
    arranged = scene(traced, classes=names)
    best = names[int(np.argmax(traced.outputs[0]))]
    assert [t.string for t in texts(arranged, "best")] == [best]
    assert [t.string for t in texts(arranged, "class") if t.font.bold] == [best]
    assert sum(i.role == "winner" for i in arranged.items) == 1


@pytest.mark.parametrize("activation", ["relu", "hard_sigmoid"])
def test_a_gated_cells_other_activation_is_shown(activation: str) -> None:
    traced = trace(sequential(lstm(3, activation=activation)), SENTENCE)
    for marked in (False, True):
        arranged = scene(traced, code=marked)
        shown = [t.string for t in texts(arranged, "formula")]
        assert shown.count(activation) == 3
        assert collisions(arranged) == []
