"""What training changed: the band in a cell, and each matrix before and after."""

from __future__ import annotations

import random
import time
from functools import cache
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.geometry import collisions, outside
from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    MinimalCell,
    batch_for,
    both_ways,
    each_step,
    functional,
    gru,
    lesson,
    lstm,
    reads_ids,
    rnn,
    sequential,
    stateful,
)
from tests.unrolled.random_models import random_case, random_model
from tests.unrolled.scenes import texts
from unrolled import draw, trace
from unrolled.changing.changes import changes
from unrolled.changing.earlier import Earlier, earlier_of
from unrolled.changing.heatmap import MOST_COLUMNS, MOST_ROWS, map_of
from unrolled.comparing.differences import unlike
from unrolled.comparing.vectors import vectors_of
from unrolled.drawing.layout import arrange
from unrolled.drawing.parts import Tag, number
from unrolled.drawing.scene import Box, Scene
from unrolled.drawing.theme import THEMES, contrast, value_colour

Weights = list[np.ndarray]


def moved(weights: Weights, by: float = 0.3, seed: int = 1) -> Weights:
    rng = np.random.default_rng(seed)
    return [w + rng.normal(0, by, w.shape).astype(w.dtype) for w in weights]


def scene(model: Any, x: Any, before: Weights, **options: Any) -> tuple[Scene, Earlier]:
    traced = trace(model, x)
    earlier = earlier_of(model, traced, before, x)
    given: dict[str, Any] = {
        "theme": "light", "tokens": None, "classes": (), "title": None, "code": False,
    } | options  # fmt: skip
    theme = THEMES[given.pop("theme")]
    return arrange(traced, theme, 0, *given.values(), earlier), earlier


# --- the page --------------------------------------------------------------------


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_nothing_overlaps_or_is_cut(first: int) -> None:
    for seed in range(first, first + 10):
        rng = np.random.default_rng(seed)
        steps, features = int(rng.integers(1, 7)), int(rng.choice([1, 2, 9]))
        ids = bool(rng.random() < 0.25)
        model = random_model(rng, steps, features, ids)
        x = rng.normal(0, 1, (1, steps, features))
        if ids:
            x = rng.integers(0, 5, (1, steps))
        before = moved(model.get_weights(), float(rng.choice([0.01, 1.0])))
        if rng.random() < 0.3:
            before[0] = model.get_weights()[0]
        options = random_case(seed)[1]
        arranged, _ = scene(
            model, x, before, title=options["title"], code=options["code"]
        )
        assert collisions(arranged) == [], seed
        assert outside(arranged) == [], seed
        maps = [i for i in arranged.items if i.role == "map"]
        words = texts(arranged, "change", "legend", "gate")
        assert not [
            (w.string, m)
            for w in words
            for m in maps
            if w.bounds.meets(m.bounds, 0.004)
        ]


def test_a_band_leaves_the_number_free() -> None:
    model = sequential(rnn(3, True), layers.Dense(2))
    after = [12 * each for each in model.get_weights()]
    before = model.get_weights()
    model.set_weights(after)
    arranged, _ = scene(model, SENTENCE, before)
    bands = [i.bounds for i in arranged.items if i.role in ("band", "edge")]
    assert any(len(t.string) > 5 for t in texts(arranged, "number"))  # such as −10.25
    for text in texts(arranged, "number"):
        assert not any(text.bounds.meets(band) for band in bands), text


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str) -> None:
    model = sequential(both_ways(lstm(2, True)), each_step(3))
    arranged, _ = scene(model, SENTENCE, moved(model.get_weights()), theme=theme)
    for text in texts(arranged):
        assert contrast(text.colour, text.ground) >= 4.5, text


@cache
def trained() -> tuple[Any, Weights]:
    """The model of the first lesson, after a few steps of training."""
    model = lesson(layers.Dense(1, activation="sigmoid"))
    before = model.get_weights()
    model.compile(keras.optimizers.Adam(0.05), "mse")
    model.fit(np.repeat(SENTENCE, 4, 0), np.ones((4, 1)), epochs=10, verbose=0)
    return model, before


@pytest.mark.parametrize("theme", THEMES)
def test_a_lessons_picture_is_small_and_quickly_drawn(theme: str) -> None:
    model, before = trained()
    draw(model, SENTENCE, before=before)  # fonts are warm then
    start = time.perf_counter()
    drawn = draw(model, SENTENCE, before=before, tokens=WORDS, theme=theme, code=True)
    assert time.perf_counter() - start < 2
    assert len(drawn.png) < 60_000


# --- the bands -------------------------------------------------------------------


def bands(arranged: Scene) -> list[Box]:
    found = [i for i in arranged.items if i.role == "band"]
    return [band for band in found if isinstance(band, Box)]


def test_a_band_has_the_colour_of_the_number_before() -> None:
    model, before = trained()
    arranged, earlier = scene(model, SENTENCE, before)
    old = vectors_of(earlier.trace, 0)
    seen = 0
    for placed in arranged.vectors:
        mine = [b for b in bands(arranged) if placed.bounds.holds(b.bounds)]
        values = old[Tag(placed.layer, placed.what, placed.time)]
        if not unlike(placed.values, values).any():
            assert mine == []
            continue
        mine.sort(key=lambda band: -band.bottom)
        wanted = [value_colour(v, THEMES["light"]) for v in values.tolist()]
        assert [band.fill for band in mine] == wanted
        seen += len(mine)
    assert seen == 3 * 4 + 4 + 1  # h1 to h3, the output, and that of Dense


def test_what_was_is_what_a_model_of_these_weights_computes() -> None:
    model, before = trained()
    _, earlier = scene(model, SENTENCE, before)
    other = keras.models.clone_model(model)
    other.set_weights(before)
    assert np.array_equal(earlier.trace.outputs, trace(other, SENTENCE).outputs)
    assert not np.allclose(earlier.trace.outputs, trace(model, SENTENCE).outputs)


def test_what_was_read_has_no_band() -> None:
    model, before = trained()
    arranged, _ = scene(model, SENTENCE, before)
    inputs = [p.bounds for p in arranged.vectors if p.layer < 0]
    zeros = [p.bounds for p in arranged.vectors if p.time == 0 and "state" in p.what]
    for band in bands(arranged):
        assert not any(b.meets(band.bounds) for b in (*inputs, *zeros))


# --- the panel -------------------------------------------------------------------


def said(arranged: Scene) -> list[str]:
    return [t.string for t in texts(arranged, "change")]


def test_the_same_weights_are_said_to_be_unchanged() -> None:
    model = lesson(layers.Dense(1))
    drawn = draw(model, SENTENCE, before=model.get_weights())
    assert bands(drawn._scene) == []
    assert not [i for i in drawn._scene.items if i.role == "map"]
    assert said(drawn._scene).count(": its weights are unchanged") == 2
    assert "Before training its outputs were the same." in drawn.alt
    assert "The weights of SimpleRNN(4) are unchanged." in drawn.alt


def test_a_frozen_layer_is_said_to_be() -> None:
    model = lesson(layers.Dense(2))
    model.layers[0].trainable = False
    before = model.get_weights()
    before[-1] = before[-1] + 0.25
    drawn = draw(model, SENTENCE, before=before)
    assert ": its weights are unchanged, it is frozen" in said(drawn._scene)
    assert "The weights of SimpleRNN(4) are unchanged, it is frozen." in drawn.alt
    assert "kernel (4, 2): unchanged; bias (2,): largest change 0.25, mean 0.25" in (
        drawn.alt
    )
    assert len([i for i in drawn._scene.items if i.role == "map"]) == 3


@pytest.mark.parametrize("name", MODELS)
def test_every_weight_of_every_model_is_found(name: str) -> None:
    model = MODELS[name]()
    before = moved(model.get_weights())
    x = batch_for(model)
    found = earlier_of(model, trace(model, x), before, x).changes
    now = model.get_weights()
    assert len(found) == len(now)
    for change, old, new in zip(found, before, now, strict=True):
        assert np.array_equal(change.before, old)
        assert np.array_equal(change.after, new)
        assert change.largest == pytest.approx(float(np.abs(new - old).max()))
        assert change.mean == pytest.approx(float(np.abs(new - old).mean()), rel=1e-4)
        if change.gates:
            assert change.after.shape[-1] % len(change.gates) == 0


def test_each_matrix_stands_before_and_after_in_its_colours() -> None:
    model, before = trained()
    arranged, earlier = scene(model, SENTENCE, before)
    frames = [i.bounds for i in arranged.items if i.role == "map"]
    assert len(frames) == 3 * len(earlier.changes) == 15
    kernel = earlier.changes[0]
    most = max(1.0, np.abs(kernel.before).max(), np.abs(kernel.after).max())
    wanted = [kernel.before / most, kernel.after / most, kernel.by / kernel.largest]
    squares = [i for i in arranged.items if i.role == "square" and isinstance(i, Box)]
    for frame, values in zip(frames[:3], wanted, strict=True):
        rows, columns = values.shape
        mine = [s for s in squares if frame.holds(s.bounds, 1e-6)]
        wide = (frame.right - frame.left) / columns
        starts = {round((s.left - frame.left) / wide, 6) for s in mine}
        assert starts <= set(range(columns))
        for row in range(rows):
            for column in range(columns):
                x = frame.left + (column + 0.5) * (frame.right - frame.left) / columns
                y = frame.top - (row + 0.5) * (frame.top - frame.bottom) / rows
                on_top = [s for s in mine if s.bounds.left < x < s.bounds.right
                          and s.bounds.bottom < y < s.bounds.top][-1]  # fmt: skip
                value = float(values[row, column])
                assert on_top.fill == value_colour(value, THEMES["light"])


def test_gates_are_named_in_keras_order() -> None:
    model = sequential(lstm(3), shape=(3, 2))
    arranged, _ = scene(model, SENTENCE, moved(model.get_weights()))
    assert [t.string for t in texts(arranged, "gate")][:4] == ["i", "f", "c̃", "o"]
    model = sequential(gru(3), shape=(3, 2))
    arranged, _ = scene(model, SENTENCE, moved(model.get_weights()))
    assert [t.string for t in texts(arranged, "gate")][:3] == ["z", "r", "h̃"]


def test_of_a_large_table_only_the_rows_that_are_read_are_shown() -> None:
    model = sequential(layers.Embedding(1000, 2), gru(2), shape=(3,))
    before = model.get_weights()
    before[0] = before[0].copy()
    before[0][[5, 9]] += 0.5
    arranged, _ = scene(model, np.array([[5, 7, 5]]), before)
    lines = said(arranged)
    assert "2 of 1,000 rows changed;" in lines
    assert "shown: those read here, 5, 7" in lines
    frame = next(i.bounds for i in arranged.items if i.role == "map")
    assert frame.top - frame.bottom == pytest.approx(2 * 0.135)


def test_a_huge_matrix_is_a_small_map() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(0, 0.1, (300, 1200))
    values[123, 777] = -5
    shown = map_of(values, 4)
    assert shown.values.shape == (MOST_ROWS, MOST_COLUMNS)
    assert shown.values.min() == -5
    assert not shown.whole
    assert shown.width < 1.6
    assert shown.height < 1
    start = time.perf_counter()
    model = sequential(lstm(256, True), lstm(256))
    drawn = draw(model, SENTENCE, before=moved(model.get_weights()))
    assert time.perf_counter() - start < 6
    assert len(drawn.png) < 60_000


def test_squares_do_not_mix_two_gates() -> None:
    shown = map_of(np.repeat([[1.0, -2.0, 3.0]], 16, axis=1), 3)
    assert [set(part) for part in np.split(shown.values[0], 3)] == [{1}, {-2}, {3}]


# --- words -----------------------------------------------------------------------


def test_the_words_tell_the_outputs_before_and_after() -> None:
    model, before = trained()
    drawn = draw(model, SENTENCE, before=before)
    old = lesson(layers.Dense(1, activation="sigmoid"))
    was = number(float(trace(old, SENTENCE).outputs[0, 0]))
    now = number(float(drawn.trace.outputs[0, 0]))
    assert f"before training [{was}]; after it [{now}]." in drawn.alt
    for change in changes(model, before):
        assert str(change.after.shape) in drawn.alt
    assert drawn.alt == draw(model, SENTENCE, before=before).alt


def test_the_words_tell_the_best_class_before_and_after() -> None:
    model = sequential(rnn(2), layers.Dense(2))
    before = model.get_weights()
    before[-1] = np.array([-50.0, 50.0])
    drawn = draw(model, SENTENCE, before=before, classes=["no", "yes"])
    assert "], yes; after it [" in drawn.alt


# --- the models stay what they are -----------------------------------------------


def test_the_model_is_not_touched() -> None:
    model, before = trained()
    kept = [each.copy() for each in before]
    weights, drawn = model.get_weights(), random.getstate()
    names = [layer.name for layer in model.layers]
    optimised = [keras.ops.convert_to_numpy(v) for v in model.optimizer.variables]
    draw(model, SENTENCE, before=before)
    for one, other in zip(weights, model.get_weights(), strict=True):
        assert np.array_equal(one, other)
    for one, other in zip(kept, before, strict=True):
        assert np.array_equal(one, other)
    for value, variable in zip(optimised, model.optimizer.variables, strict=True):
        assert np.array_equal(value, keras.ops.convert_to_numpy(variable))
    assert [layer.name for layer in model.layers] == names
    assert random.getstate() == drawn


def test_a_stateful_layer_stays_and_both_start_where_it_stands() -> None:
    model = stateful(gru(3, stateful=True))
    held = keras.ops.convert_to_numpy(model.layers[0].states[0])
    _, earlier = scene(model, SENTENCE, moved(model.get_weights()))
    first: Any = earlier.trace.layers[0]
    assert held.any()
    assert np.array_equal(first.states[0].values[:, 0], held)
    assert np.array_equal(keras.ops.convert_to_numpy(model.layers[0].states[0]), held)


def test_a_model_of_the_same_layers_will_do() -> None:
    model, before = trained()
    other = lesson(layers.Dense(1, activation="sigmoid"))
    assert np.allclose(other.get_weights()[0], before[0])
    other.set_weights(before)
    ours, theirs = (draw(model, SENTENCE, before=b) for b in (other, before))
    assert ours.alt == theirs.alt
    assert ours.png == theirs.png


def test_a_cell_of_ones_own_is_copied() -> None:
    model = sequential(layers.RNN(MinimalCell(3), True))
    drawn = draw(model, SENTENCE, before=moved(model.get_weights()))
    assert "kernel (2, 3): largest change" in drawn.alt


# --- what cannot be shown --------------------------------------------------------


def test_a_model_that_keras_cannot_copy_is_refused_in_words() -> None:
    class Closed(MinimalCell):
        def get_config(self) -> dict[str, Any]:
            raise NotImplementedError("there is no config")

    model = sequential(layers.RNN(Closed(3), True))
    with pytest.raises(ValueError, match="cell of one’s own needs get_config"):
        draw(model, SENTENCE, before=model.get_weights())


def unlike_model() -> Any:
    """As many weights of the same shapes, and another activation."""
    return sequential(rnn(4, activation="relu"), layers.Dense(1, activation="sigmoid"))


@pytest.mark.parametrize(
    ("before", "error", "words"),
    [
        (lambda m: m, ValueError, "before is the model itself"),
        (lambda m: m.get_weights()[:3], ValueError, "holds 3 arrays, and the model"),
        (lambda m: [w.T for w in m.get_weights()], ValueError,
         r"before\[0\], .*kernel, has shape \(4, 2\)"),
        (lambda m: m.get_weights()[0], TypeError, "before is a ndarray"),
        (lambda m: 3, TypeError, "before is a int"),
        (lambda m: "weights", TypeError, "before is a str"),
        (lambda m: [w * np.nan for w in m.get_weights()], ValueError, "NaN"),
        (lambda m: [["a"]] * 5, TypeError, "holds no numbers"),
        (lambda m: unlike_model(), ValueError, "other layers"),
        (lambda m: sequential(lstm(4)), ValueError, "other layers"),
    ],
)  # fmt: skip
def test_a_before_that_does_not_fit_is_answered(
    before: Any, error: type[Exception], words: str
) -> None:
    model = lesson(layers.Dense(1, activation="sigmoid"))
    with pytest.raises(error, match=words):
        draw(model, SENTENCE, before=before(model))


def test_ids_and_states_passed_on_work_too() -> None:
    model = reads_ids(gru(3, True), both_ways(rnn(2)), layers.Dense(1))
    x = batch_for(model)
    assert draw(model, x, before=moved(model.get_weights())).alt
    model = functional(rnn(3, True), layers.Dropout(0.5), lstm(2, return_state=True))
    assert draw(model, SENTENCE, before=moved(model.get_weights())).alt
