"""Nothing in a figure overlaps, is cut, or is hard to read."""

from __future__ import annotations

import numpy as np
import pytest
from keras import layers

from tests.unrolled.geometry import collisions, outside
from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    lesson,
    sequential,
)
from tests.unrolled.random_models import TITLES, random_case
from tests.unrolled.scenes import known, scene, texts
from unrolled import trace
from unrolled.drawing.scene import Box, Text
from unrolled.drawing.theme import THEMES, contrast, text_on, value_colour


# Several seeds a test, so that naming the tests does not take longer than they do.
@pytest.mark.parametrize("first", range(0, 200, 10))
def test_nothing_overlaps_or_is_cut(first: int) -> None:
    for seed in range(first, first + 10):
        traced, options = random_case(seed)
        arranged = scene(traced, **options)
        assert collisions(arranged) == [], seed
        assert outside(arranged) == [], seed


@pytest.mark.parametrize("code", [False, True])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_overlaps_in_a_known_model(name: str, code: bool) -> None:
    traced = known(name)
    tokens = (WORDS * 3)[: traced.inputs.shape[1]]
    arranged = scene(traced, tokens=tokens, title=TITLES[2], code=code)
    assert collisions(arranged) == []
    assert outside(arranged) == []


def test_a_label_of_many_lines_has_room() -> None:
    options = {
        "dropout": 0.1,
        "recurrent_dropout": 0.2,
        "reset_after": False,
        "recurrent_activation": "relu",
        "use_bias": False,
    }
    stack = [layers.GRU(1, return_sequences=True, **options) for _ in range(2)]
    traced = trace(sequential(*stack, layers.Dense(1)), SENTENCE)
    arranged = scene(traced, tokens=WORDS, code=True, title=TITLES[2])
    assert collisions(arranged) == []
    assert len(texts(arranged, "label")) > 25


def test_an_overlap_would_be_seen() -> None:
    arranged = scene(trace(lesson(), SENTENCE), tokens=WORDS)
    (word,) = (t for t in texts(arranged) if t.string == "“am”")
    arranged.add(Text("x", word.x, word.y, word.font, "#000000", "#FFFFFF"))
    block = next(i for i in arranged.items if i.role == "block")
    edge = block.bounds.left - 0.05
    middle = (block.bounds.bottom + block.bounds.top) / 2 + 0.4
    arranged.add(Text("wide", edge, middle, word.font, "#000000", "#FFFFFF"))
    assert "'“am”' meets 'x'" in collisions(arranged)
    assert "'wide' is cut by a block" in collisions(arranged)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("seed", range(6))
def test_every_text_can_be_read(theme: str, seed: int) -> None:
    traced, options = random_case(seed)
    arranged = scene(traced, theme, **(options | {"code": True}))
    for text in texts(arranged):
        assert contrast(text.colour, text.ground) >= 4.5, text


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_of_a_known_model_can_be_read(theme: str) -> None:
    for name in MODELS:
        for text in texts(scene(known(name), theme, code=True)):
            assert contrast(text.colour, text.ground) >= 4.5, (name, text)


@pytest.mark.parametrize("theme", THEMES)
def test_a_number_stands_on_the_colour_it_was_chosen_for(theme: str) -> None:
    arranged = scene(trace(lesson(), SENTENCE * 3), theme)
    cells = [i for i in arranged.items if isinstance(i, Box) and i.role == "cell"]
    for text in texts(arranged, "number"):
        (under,) = (c for c in cells if c.bounds.holds(text.bounds))
        assert under.fill == text.ground
        assert text.colour in ("#000000", "#FFFFFF")


@pytest.mark.parametrize("theme", THEMES)
def test_black_or_white_reads_on_every_value(theme: str) -> None:
    for value in np.linspace(-1.5, 1.5, 301):
        ground = value_colour(float(value), THEMES[theme])
        assert contrast(text_on(ground), ground) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_the_colours_of_the_values_are_those_agreed() -> None:
    light = THEMES["light"]
    anchors = [value_colour(v, light) for v in (-1, -0.5, 0, 0.5, 1)]
    assert anchors == list(light.values)
    assert value_colour(7.0, light) == light.values[-1]
    assert value_colour(-7.0, light) == light.values[0]
