"""Nothing in a figure overlaps, is cut, or is hard to read."""

from __future__ import annotations

from functools import cache
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    lesson,
    randomised,
    sequential,
)
from tests.unrolled.scenes import known, scene, texts
from unrolled import Trace, trace
from unrolled.drawing.render import canvas_of
from unrolled.drawing.scene import Box, Line, Scene, Text
from unrolled.drawing.theme import THEMES, contrast, text_on, value_colour

SLACK = 0.004  # inches: less than a pixel
# What text must not touch unless it stands inside.
SOLID = (
    "vector", "nothing", "block", "skipped", "pill", "bracket", "arrow", "through",
    "bar", "dots",
)  # fmt: skip
APART = ("vector", "nothing", "block", "skipped", "bar", "pill")
LINES = ("arrow", "bracket")

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


def collisions(scene: Scene) -> list[str]:
    """Everything that overlaps and should not, in words."""
    found = []
    written = texts(scene)
    for one, other in _meeting(written, written):
        found.append(f"{one.string!r} meets {other.string!r}")
    solid = [i for i in scene.items if i.role in SOLID and not isinstance(i, Text)]
    for text, item in _meeting(written, solid):
        if not (isinstance(item, Box) and item.bounds.holds(text.bounds, SLACK)):
            found.append(f"{text.string!r} is cut by a {item.role}")
    boxes = [i for i in solid if isinstance(i, Box) and i.role in APART]
    for one, other in _meeting(boxes, boxes):
        if {one.role, other.role} not in ({"block", "pill"}, {"skipped", "pill"}):
            found.append(f"a {one.role} meets a {other.role}")
    lines = [i for i in solid if isinstance(i, Line) and i.role in LINES]
    for line, box in _meeting(lines, boxes):
        through = line.role == "arrow" and box.role == "skipped"
        if not through:  # what a skipped block does not change passes through it
            found.append(f"a {line.role} crosses a {box.role}")
    for one, other in _meeting(lines, lines):
        if _crossing(one, other):
            found.append(f"a {one.role} crosses a {other.role}")
    return found


def _meeting(some: list[Any], others: list[Any]) -> list[tuple[Any, Any]]:
    """The pairs that overlap; of two equal lists each pair once."""
    if not some or not others:
        return []
    one, other = (np.array([_thick(i) for i in items]) for items in (some, others))
    least = np.minimum(one[:, None, 2:], other[None, :, 2:])
    most = np.maximum(one[:, None, :2], other[None, :, :2])
    pairs = np.argwhere((least - most > SLACK).all(axis=2)).tolist()
    same = some is others
    return [(some[i], others[j]) for i, j in pairs if not same or i < j]


def _thick(item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top; of a straight line with its width."""
    b = item.bounds
    if isinstance(item, Line):
        across = 0.012
        x, y = (across * (end - start < 1e-9) for start, end in
                ((b.left, b.right), (b.bottom, b.top)))  # fmt: skip
        return b.left - x, b.bottom - y, b.right + x, b.top + y
    return b.left, b.bottom, b.right, b.top


def _crossing(one: Line, other: Line) -> bool:
    """Whether two straight lines cross, other than at an end."""
    for flat, steep in ((one.bounds, other.bounds), (other.bounds, one.bounds)):
        inside = flat.left + 0.02 < steep.left < flat.right - 0.02
        if inside and steep.bottom + 0.02 < flat.bottom < steep.top - 0.02:
            return True
    return False


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
    ids = rng.random() < 0.25
    model = random_model(rng, steps, features, ids)
    if ids:
        x = rng.integers(0, 5, (1, steps)) * rng.choice([0, 1, 1, 1], (1, steps))
    else:
        scale = rng.choice([0.5, 3.0, 50.0])
        x = rng.normal(0, scale, (1, steps, features))
        x *= rng.choice([0, 1, 1, 1], (1, steps, 1))
    traced = trace(model, x)
    outputs = traced.outputs.shape[-1]
    names = ["O", "B-PERSON", "I-PERSON", "a class with a long name", "LOC"]
    options = {
        "tokens": list(rng.choice(LONG_WORDS, steps)) if rng.random() < 0.7 else None,
        "classes": tuple(rng.choice(names, outputs)) if rng.random() < 0.5 else (),
        "title": TITLES[rng.integers(len(TITLES))],
        "code": bool(rng.random() < 0.6),
    }
    return traced, options


def random_model(rng: Any, steps: int, features: int, ids: bool) -> Any:
    """A model of up to three recurrent layers of any kind, and others."""
    length = None if rng.random() < 0.3 else steps
    stack: list[Any] = []
    if ids:
        rows, masked = int(rng.choice([5, 100, 12345])), bool(rng.random() < 0.6)
        stack.append(layers.Embedding(rows, features, mask_zero=masked))
    elif masked := bool(rng.random() < 0.3):
        stack.append(layers.Masking())
    depth, sequence = int(rng.choice([1, 1, 2, 2, 3])), True
    for place in range(depth):
        last = place == depth - 1
        if not sequence:
            stack.append(layers.RepeatVector(int(rng.integers(1, 8))))
        sequence = bool(rng.random() < (0.5 if last else 0.85))
        # a Sequential, which alone can be masked, hands no states on
        states = (last or not masked) and rng.random() < 0.2
        stack.append(random_recurrent(rng, sequence, bool(states), last or not masked))
        several = states or getattr(stack[-1], "merge_mode", "") is None
        if not several and rng.random() < 0.2:
            stack.append(layers.Dropout(0.25))
    if not several and rng.random() < 0.7:
        stack.append(random_top(rng, sequence))
    shape = (length,) if ids else (length, features)
    if masked:
        return randomised(keras.Sequential([keras.Input(shape), *stack]))
    start = tensor = keras.Input(shape)
    for layer in stack:
        if isinstance(tensor, list | tuple):
            tensor = tensor[0]
        tensor = layer(tensor)
        if isinstance(tensor, list | tuple) and layer is stack[-1]:
            tensor = tensor[int(rng.integers(len(tensor)))]
            if rng.random() < 0.5:
                tensor = layers.Dense(2)(tensor)
    return randomised(keras.Model(start, tensor))


def random_recurrent(rng: Any, sequences: bool, states: bool, apart: bool) -> Any:
    kinds = ["SimpleRNN", "LSTM", "GRU", "RNN"]
    options: dict[str, Any] = {"return_sequences": sequences, "return_state": states}
    kind = str(rng.choice(kinds))
    if rng.random() < 0.3:
        merges = ["concat", "sum", "mul", "ave", *([None] if apart else [])]
        merge = merges[int(rng.integers(len(merges)))]
        one_way = random_one_way(rng, kind, options)
        return layers.Bidirectional(one_way, merge_mode=merge)
    options["go_backwards"] = bool(rng.random() < 0.3)
    return random_one_way(rng, kind, options)


def random_one_way(rng: Any, kind: str, options: dict[str, Any]) -> Any:
    sizes = [1, 2, 3, 4, 8, 9, 32, 300]
    if kind == "RNN":
        cells = [layers.SimpleRNNCell, layers.LSTMCell, layers.GRUCell]
        chosen = rng.integers(0, 3, int(rng.integers(1, 4)))
        stack = [cells[c](int(rng.choice(sizes))) for c in chosen]
        return layers.RNN(stack if len(stack) > 1 else stack[0], **options)
    options = options | {
        "activation": str(rng.choice(["tanh", "relu", "sigmoid", "hard_sigmoid"])),
        "use_bias": bool(rng.random() < 0.7),
    }
    return getattr(layers, kind)(int(rng.choice(sizes)), **options)


def random_top(rng: Any, sequence: bool) -> Any:
    activation = str(rng.choice(["linear", "softmax", "sigmoid", "leaky_relu"]))
    units = int(rng.choice([1, 2, 3, 8, 12]))
    dense = layers.Dense(units, activation, use_bias=bool(rng.random() < 0.7))
    if sequence and rng.random() < 0.5:
        return layers.TimeDistributed(dense)
    return dense


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
