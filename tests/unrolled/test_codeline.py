"""The code under a figure builds the model, and its colours say what it sets."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    batch_for,
    functional,
    lesson,
    rnn,
)
from tests.unrolled.scenes import known, scene, texts
from unrolled import trace
from unrolled.drawing.scene import Box, Scene, Text
from unrolled.drawing.theme import THEMES


def pills(scene: Scene, *roles: str) -> list[tuple[str, str]]:
    """(text, colour) of every text on a pill."""
    grounds = [i.fill for i in scene.items if i.role == "pill" and isinstance(i, Box)]
    return [(t.string, t.ground) for t in texts(scene, *roles) if t.ground in grounds]


def code(scene: Scene) -> list[str]:
    """The calls of the code, as they read, without blanks."""
    rows: dict[float, list[Text]] = {}
    for text in texts(scene, "code"):
        rows.setdefault(round(text.y, 3), []).append(text)
    calls: list[str] = []
    left = min(t.x for t in texts(scene, "code") if t.string.startswith("keras"))
    for _, row in sorted(rows.items(), reverse=True):
        words = "".join(t.string for t in row).replace(" ", "")
        if row[0].x > left + 0.1:  # it goes on from the row above
            calls[-1] += words
        else:
            calls.append(words)
    return calls


def test_the_code_is_what_one_would_write() -> None:
    model = functional(
        rnn(2, True, activation="relu", go_backwards=True, use_bias=False),
        layers.Dropout(0.5),
        rnn(4),
        layers.Dense(1, activation="sigmoid"),
    )
    assert code(scene(trace(model, SENTENCE), code=True)) == [
        "keras.Input((3,2))",
        'layers.SimpleRNN(2,activation="relu",use_bias=False,'
        "return_sequences=True,go_backwards=True)",
        "layers.Dropout(0.5)",
        "layers.SimpleRNN(4)",
        'layers.Dense(1,activation="sigmoid")',
    ]


UNWRITABLE = (
    "LSTM, its h goes on",  # a Sequential cannot say what goes on
    "LSTM, its c goes on",
    "a cell of one's own",  # whose arguments its author alone knows
    "a cell of one's own, stacked",
)


@pytest.mark.parametrize("name", [n for n in MODELS if n not in UNWRITABLE])
def test_the_code_builds_the_model(name: str) -> None:
    model = MODELS[name]()
    x = batch_for(model)
    traced = trace(model, x)
    calls = code(scene(traced, code=True))
    built = keras.Sequential(
        eval(f"[{','.join(calls)}]", {"keras": keras, "layers": layers})
    )
    shapes = [w.shape for w in built.get_weights()]
    assert shapes == [w.shape for w in model.get_weights()]
    built.set_weights(model.get_weights())
    if not any("stateful=True" in call for call in calls):
        returned = keras.tree.flatten(built(x))
        for ours, theirs in zip(traced.returned, returned, strict=True):
            np.testing.assert_allclose(ours, np.asarray(theirs), atol=1e-5)


@pytest.mark.parametrize("theme", THEMES)
def test_an_argument_has_the_colour_of_what_it_sets(theme: str) -> None:
    traced = trace(lesson(layers.Dense(1, activation="sigmoid")), SENTENCE)
    arranged = scene(traced, theme, tokens=WORDS, code=True)
    colours = THEMES[theme]
    in_code = dict(reversed(pills(arranged, "code")))
    assert in_code["3"] == colours.steps
    assert in_code["2"] == colours.features
    assert in_code["4"] == colours.layers[0].edge
    assert in_code["1"] == colours.layers[1].edge
    marks = pills(arranged, "mark")
    assert ("3", colours.steps) in marks
    assert marks.count(("2", colours.features)) == 3  # once a word
    assert ("4", colours.layers[0].edge) in marks
    assert ("1", colours.layers[1].edge) in marks
    assert ("sigmoid", colours.option) in pills(arranged, "formula")
    assert len(set(in_code.values())) == 5


def test_arguments_of_other_kinds_have_the_colour_of_what_they_set() -> None:
    colours = THEMES["light"]
    arranged = scene(known("embedding, masked"), code=True)
    assert ("8", colours.option) in pills(arranged, "code")
    assert ("8", colours.option) in pills(arranged, "formula")
    assert ("2", colours.layers[0].edge) in pills(arranged, "code")
    assert ("2", colours.layers[0].edge) in pills(arranged, "mark")
    assert ("mask_zero=True", colours.option) in pills(arranged, "label")
    repeats = scene(known("a longer decoder"), code=True)
    assert ("6", colours.steps) in pills(repeats, "code")
    assert ("6", colours.steps) in pills(repeats, "name")
    merged = scene(known("bidirectional, sum"), code=True)
    assert ('merge_mode="sum"', colours.option) in pills(merged, "code")
    assert ('merge_mode="sum"', colours.option) in pills(merged, "label")


@pytest.mark.parametrize("name", MODELS)
def test_every_argument_of_the_code_is_found_in_the_figure(name: str) -> None:
    arranged = scene(known(name), code=True)
    figure = {t.string.strip('"') for t in texts(arranged)} - {
        t.string for t in texts(arranged, "code")
    }
    figure |= {s for s, _ in pills(arranged, "label", "mark", "formula", "name")}
    for source, _ in pills(arranged, "code"):
        keyword, _, value = source.partition("=")
        wanted = {source.strip('"'), value.strip('"')}
        if source == "use_bias=False":
            wanted = {"no bias"}
        if keyword == "go_backwards" and "two kinds" in name:
            continue  # both directions are in the arrows
        assert wanted & figure, source


def test_a_bracket_spans_what_its_argument_sets() -> None:
    traced = trace(lesson(), SENTENCE)
    arranged = scene(traced, tokens=WORDS, code=True)
    vectors = [i.bounds for i in arranged.items if i.role == "vector"]
    brackets = [i for i in arranged.items if i.role == "bracket"]
    upright = [b.bounds for b in brackets if b.bounds.top - b.bounds.bottom > 0.1]
    assert len(upright) == 4  # two features of three words, four units
    for bracket in upright:
        beside = [
            v
            for v in vectors
            if v.bottom == pytest.approx(bracket.bottom)
            and v.top == pytest.approx(bracket.top)
            and 0 < bracket.left - v.right < 0.2
        ]
        assert len(beside) == 1


def test_without_code_nothing_is_marked() -> None:
    arranged = scene(trace(lesson(), SENTENCE), tokens=WORDS)
    assert not [i for i in arranged.items if i.role in ("pill", "bracket", "mark")]
