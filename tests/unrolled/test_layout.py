"""Nothing in a figure overlaps, is cut, or is hard to read."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import MODELS, SENTENCE, WORDS, functional, lesson, rnn
from unrolled.layout import arrange
from unrolled.parts import number
from unrolled.render import canvas_of
from unrolled.scene import Box, Line, Scene, Text
from unrolled.theme import THEMES, contrast, text_on, value_colour
from unrolled.trace import Trace, trace

SLACK = 0.004  # inches: less than a pixel

LONG_WORDS = [
    "incomprehensibilities",
    "supercalifragilisticexpialidocious",
    "a",
    "$x_1$",
    "WWWWWWWWWWWWWWWWWWWWWWWW",
    "don’t",
    "antidisestablishmentarianism",
]
TITLES = [
    None,
    "Short",
    "A title that nearly reaches the bar at the right of the figure, or more",
    "A title much longer than any figure is wide, which therefore has to go on in a "
    "second line, and perhaps in a third one, depending on how wide the figure is, "
    "where none of its lines may touch the bar",
]


def scene(
    traced: Trace,
    theme: str = "light",
    tokens: list[str] | None = None,
    classes: tuple[str, ...] = (),
    title: str | None = None,
    code: bool = False,
) -> Scene:
    return arrange(traced, THEMES[theme], 0, tokens, classes, title, code)


def texts(scene: Scene, *roles: str) -> list[Text]:
    found = [item for item in scene.items if isinstance(item, Text)]
    return [text for text in found if not roles or text.role in roles]


def collisions(scene: Scene) -> list[str]:
    """Everything that overlaps and should not, in words."""
    found = []
    written = texts(scene)
    for one, other in itertools.combinations(written, 2):
        if one.bounds.meets(other.bounds, SLACK):
            found.append(f"{one.string!r} meets {other.string!r}")
    solid = [
        item
        for item in scene.items
        if item.role in ("vector", "block", "pill", "bracket", "arrow", "bar", "dots")
        and not isinstance(item, Text)
    ]
    for text, item in itertools.product(written, solid):
        if text.bounds.meets(item.bounds, SLACK) and not (
            isinstance(item, Box) and item.bounds.holds(text.bounds, SLACK)
        ):
            found.append(f"{text.string!r} is cut by a {item.role}")
    apart = ("vector", "block", "bar", "pill")
    boxes = [item for item in solid if item.role in apart]
    for one, other in itertools.combinations(boxes, 2):
        inside = {one.role, other.role} == {"block", "pill"}
        if one.bounds.meets(other.bounds, SLACK) and not inside:
            found.append(f"a {one.role} meets a {other.role}")
    for line, box in itertools.product(solid, boxes):
        if isinstance(line, Line) and line.bounds.meets(box.bounds, SLACK):
            found.append(f"a {line.role} crosses a {box.role}")
    return found


def outside(scene: Scene) -> list[str]:
    canvas = canvas_of(scene)
    return [
        getattr(item, "string", item.role)
        for item in scene.items
        if not canvas.holds(item.bounds)
    ]


@cache
def random_case(seed: int) -> tuple[Trace, dict[str, Any]]:
    """A model, an input and options drawn by a seed."""
    rng = np.random.default_rng(seed)
    steps, features = int(rng.integers(1, 8)), int(rng.choice([1, 2, 3, 8, 9, 40]))
    stack: list[Any] = []
    depth = int(rng.integers(1, 4))
    for place in range(depth):
        options = {
            "activation": str(rng.choice(["tanh", "relu", "sigmoid", "hard_sigmoid"])),
            "go_backwards": bool(rng.random() < 0.3),
            "use_bias": bool(rng.random() < 0.7),
        }
        units = int(rng.choice([1, 2, 3, 4, 8, 9, 32, 300]))
        sequences = place < depth - 1 or rng.random() < 0.5
        stack.append(rnn(units, bool(sequences), **options))
        if rng.random() < 0.2:
            stack.append(layers.Dropout(0.25))
    if rng.random() < 0.7:
        activation = str(rng.choice(["linear", "softmax", "sigmoid", "leaky_relu"]))
        units = int(rng.choice([1, 2, 3, 8, 12]))
        stack.append(layers.Dense(units, activation, use_bias=bool(rng.random() < 0.7)))
    shape = (None if rng.random() < 0.3 else steps, features)
    traced = trace(
        functional(*stack, shape=shape),
        rng.normal(0, rng.choice([0.5, 3.0, 500.0]), size=(1, steps, features)),
    )
    outputs = traced.outputs.shape[-1]
    names = ["O", "B-PERSON", "I-PERSON", "a class with a long name", "LOC"]
    options = {
        "tokens": list(rng.choice(LONG_WORDS, steps)) if rng.random() < 0.7 else None,
        "classes": tuple(rng.choice(names, outputs)) if rng.random() < 0.5 else (),
        "title": TITLES[rng.integers(len(TITLES))],
        "code": bool(rng.random() < 0.6),
    }
    return traced, options


@cache
def known(name: str) -> Trace:
    return trace(MODELS[name](), SENTENCE)


@pytest.mark.parametrize("seed", range(16))
def test_nothing_overlaps_or_is_cut(seed: int) -> None:
    traced, options = random_case(seed)
    arranged = scene(traced, **options)
    assert collisions(arranged) == []
    assert outside(arranged) == []


@pytest.mark.parametrize("code", [False, True])
@pytest.mark.parametrize("name", MODELS)
def test_nothing_overlaps_in_a_known_model(name: str, code: bool) -> None:
    arranged = scene(known(name), tokens=WORDS, title=TITLES[2], code=code)
    assert collisions(arranged) == []
    assert outside(arranged) == []


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


# What the figure says.


def shown_numbers(scene: Scene) -> list[str]:
    return [t.string.strip("\u2007") for t in texts(scene, "number")]


def test_the_numbers_shown_are_the_traces() -> None:
    model = lesson(layers.Dense(2, activation="softmax"), return_sequences=True)
    traced = trace(model, SENTENCE)
    recurrent, dense = traced.layers
    wanted = [
        traced.inputs[0],  # the words
        recurrent.states[0].values[0],  # type: ignore[attr-defined]  # h0 to h3
        recurrent.outputs[0],
        dense.outputs[0],
    ]
    flat = [number(float(v)) for values in wanted for v in values.ravel()]
    assert sorted(shown_numbers(scene(traced))) == sorted(flat)


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
    assert len(shown_numbers(scene(traced))) == 6  # those of the words alone


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


# The code under the figure.


def pills(scene: Scene, *roles: str) -> list[tuple[str, str]]:
    """(text, colour) of every text on a pill."""
    grounds = [i.fill for i in scene.items if i.role == "pill" and isinstance(i, Box)]
    return [(t.string, t.ground) for t in texts(scene, *roles) if t.ground in grounds]


def code(scene: Scene) -> list[str]:
    """The lines of code, as they read."""
    lines: dict[float, list[Text]] = {}
    for text in texts(scene, "code"):
        lines.setdefault(round(text.y, 3), []).append(text)
    ordered = sorted(lines.items(), reverse=True)
    return ["".join(t.string for t in line).replace(" ", "") for _, line in ordered]


def test_the_code_builds_the_model() -> None:
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
