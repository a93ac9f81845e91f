"""Two models side by side: what differs is marked, and nothing else."""

from __future__ import annotations

import io
import time
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers
from PIL import Image

from tests.unrolled.geometry import collisions, outside
from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    batch_for,
    functional,
    gru,
    lesson,
    lstm,
    randomised,
    reads_ids,
    rnn,
    sequential,
    stateful,
)
from tests.unrolled.pairs import (
    Pairs,
    both_ways_and_one,
    one_weight_off,
    random_pair,
    sequences_on_and_off,
    stack_and_by_hand,
    with_and_without_time_distributed,
)
from tests.unrolled.random_models import TITLES
from tests.unrolled.scenes import known, texts
from unrolled import Trace, UnsupportedLayer, trace
from unrolled.comparing.compare import Comparison, compare
from unrolled.comparing.differences import TOLERANCE, differences
from unrolled.comparing.marks import runs_of
from unrolled.comparing.panels import Shown, side_by_side
from unrolled.comparing.relations import verdict
from unrolled.comparing.vectors import vectors_of
from unrolled.drawing.parts import Tag, number
from unrolled.drawing.scene import Box, Placed, Scene
from unrolled.drawing.theme import THEMES, contrast


def arranged(
    a: Trace,
    b: Trace,
    theme: str = "light",
    tokens: list[str] | None = None,
    title: str | None = None,
    code: bool = False,
    classes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> Scene:
    found, said = differences(a, b, 0), verdict(a, b, 0, ("A", "B"))
    shown = Shown(0, tokens, classes, ("A", "B"), title, said, code, {})
    return side_by_side((a, b), THEMES[theme], found, shown)[0]


# --- the page --------------------------------------------------------------------


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_nothing_overlaps_or_is_cut(first: int) -> None:
    for seed in range(first, first + 10):
        a, b, options = random_pair(seed)
        scene = arranged(a, b, **options)
        assert collisions(scene) == [], seed
        assert outside(scene) == [], seed


@pytest.mark.parametrize("name", MODELS)
def test_nothing_overlaps_in_a_known_model(name: str) -> None:
    traced = known(name)
    tokens = (WORDS * 3)[: traced.inputs.shape[1]]
    scene = arranged(traced, traced, tokens=tokens, title=TITLES[2], code=True)
    assert collisions(scene) == []
    assert outside(scene) == []
    assert not [i for i in scene.items if i.role in ("differs", "alone", "corner")]


def test_a_corner_leaves_the_number_free() -> None:
    a, b = (trace(model, SENTENCE * 40) for model in one_weight_off())
    scene = arranged(a, b)
    corners = [i.bounds for i in scene.items if i.role == "corner"]
    assert corners
    for text in texts(scene, "number"):
        assert not any(text.bounds.meets(corner) for corner in corners)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("seed", range(5))
def test_every_text_can_be_read(theme: str, seed: int) -> None:
    a, b, options = random_pair(seed)
    scene = arranged(a, b, theme, **(options | {"code": True}))
    for text in texts(scene):
        assert contrast(text.colour, text.ground) >= 4.5, text


@pytest.mark.parametrize("name", MODELS)
def test_every_vector_drawn_is_one_that_is_compared(name: str) -> None:
    traced = known(name)
    found, scene = vectors_of(traced, 0), arranged(traced, traced)
    assert scene.vectors
    for placed in scene.vectors:
        tag = Tag(placed.layer, placed.what, placed.time)
        assert np.array_equal(found[tag], placed.values)


LESSONS = [
    sequences_on_and_off,
    with_and_without_time_distributed,
    stack_and_by_hand,
    one_weight_off,
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", LESSONS)
def test_a_lessons_picture_is_small_and_quickly_drawn(pair: Any, theme: str) -> None:
    compare(*pair(), SENTENCE)  # fonts and models are warm then
    start = time.perf_counter()
    drawn = compare(*pair(), SENTENCE, tokens=WORDS, code=True, theme=theme)
    assert time.perf_counter() - start < 2
    assert len(drawn.png) < 60_000
    image = Image.open(io.BytesIO(drawn.png))
    assert len(image.getcolors()) <= 64
    assert drawn.width < 1500  # of which a page shows 1100


def test_four_steps_are_cut_where_one_model_alone_shows_them() -> None:
    model = randomised(keras.Sequential([keras.Input((4, 2)), rnn(2, True)]))
    drawn = compare(model, model, batch_for(model))
    times = [t.string for t in texts(drawn._scene, "time")]
    assert times == ["t = 1", "t = 2", "t = 4"] * 2
    assert "y3" not in drawn.alt
    assert "h2 = " in drawn.alt
    assert "h3 = " not in drawn.alt


# --- what is marked --------------------------------------------------------------


def framed(scene: Scene, role: str) -> list[Box]:
    """The frames in the panels, without those of the legend."""
    boxes = [i for i in scene.items if i.role == role and isinstance(i, Box)]
    return [box for box in boxes if any(p.bounds.holds(box.bounds, 1e-6)
            for p in scene.vectors)]  # fmt: skip


def marked_cells(scene: Scene, placed: Placed) -> list[bool]:
    """Which cells of a vector lie within a frame."""
    top, size = placed.bounds.top, len(placed.values)
    each = (top - placed.bounds.bottom) / size
    frames = [
        box.bounds
        for box in framed(scene, "differs")
        if placed.bounds.holds(box.bounds, 1e-6)
    ]
    middles = [top - (k + 0.5) * each for k in range(size)]
    return [any(f.bottom < m < f.top for f in frames) for m in middles]


@pytest.mark.parametrize("units", [4, 12])
def test_the_marks_are_at_the_numbers_that_differ(units: int) -> None:
    one = sequential(rnn(units, True), layers.Dense(2))
    other = keras.models.clone_model(one)
    weights = [each.copy() for each in one.get_weights()]
    weights[0][0, 1] += 0.01
    other.set_weights(weights)
    a, b = trace(one, SENTENCE), trace(other, SENTENCE)
    scene = arranged(a, b)
    half = len(scene.vectors) // 2
    pairs = list(zip(scene.vectors[:half], scene.vectors[half:], strict=True))
    seen = 0
    for ours, theirs in pairs:
        assert (ours.layer, ours.what, ours.time) == (
            theirs.layer,
            theirs.what,
            theirs.time,
        )
        wanted = (np.abs(ours.values - theirs.values) > TOLERANCE).tolist()
        assert marked_cells(scene, ours) == wanted
        assert marked_cells(scene, theirs) == wanted
        seen += sum(wanted)
    assert seen > 4
    first = next(p for p, _ in pairs if (p.what, p.time) == ("state h", 1))
    assert marked_cells(scene, first) == [k == 1 for k in range(units)]


def test_a_corner_marks_every_cell_that_differs() -> None:
    a, b = (trace(model, SENTENCE) for model in one_weight_off())
    scene, found = arranged(a, b), differences(a, b, 0)
    shown = {Tag(p.layer, p.what, p.time) for p in scene.vectors}
    number_of = sum(int(found.a.cells[tag].sum()) for tag in shown)
    corners = [i for i in scene.items if i.role == "corner"]
    assert len(corners) == 2 * number_of + 1  # and one in the legend


def test_vectors_of_one_model_only_are_dashed() -> None:
    a, b = (trace(model, SENTENCE) for model in sequences_on_and_off())
    scene = arranged(a, b)
    dashed = [box.bounds for box in framed(scene, "alone")]
    wanted = [
        p.bounds
        for p in scene.vectors[: len(scene.vectors) // 2]
        if p.what == "output" and p.time in (1, 2)
    ] + []
    assert len(wanted) == 2
    assert all(any(w.holds(d, 1e-6) for d in dashed) for w in wanted)
    assert len(dashed) == 2
    assert framed(scene, "differs") == []


def marked_labels(drawn: Comparison) -> list[str]:
    return [t.string for t in texts(drawn._scene, "label") if t.string.startswith("≠")]


def test_labels_say_what_differs_and_nothing_else() -> None:
    drawn = compare(*with_and_without_time_distributed(), SENTENCE)
    assert marked_labels(drawn) == ["≠ TimeDistributed"]
    drawn = compare(*sequences_on_and_off(), SENTENCE)
    assert sorted(marked_labels(drawn)) == [
        "≠ (None, 3, 4)",
        "≠ (None, 4)",
        "≠ return_sequences=False",
        "≠ return_sequences=True",
    ]
    assert marked_labels(compare(*stack_and_by_hand(), SENTENCE)) == []
    drawn = compare(*one_weight_off(), SENTENCE)
    assert marked_labels(drawn) == ["≠ weights, by 0.01"] * 2


def test_the_legend_says_what_the_digits_do_not_show() -> None:
    def legend(pair: Pairs) -> list[str]:
        return [t.string for t in texts(compare(*pair, SENTENCE)._scene, "legend")]

    fine = "differs from the other model, perhaps only beyond two decimals"
    assert legend(one_weight_off()) == [fine]
    assert legend(both_ways_and_one(False)) == [
        "differs from the other model",
        "the other model has none",
    ]
    assert legend(stack_and_by_hand()) == []


def test_a_layer_of_one_model_only_says_so() -> None:
    drawn = compare(sequential(rnn(4, True), rnn(3)), sequential(rnn(4)), SENTENCE)
    assert "≠ only here" in marked_labels(drawn)


def code_pills(drawn: Comparison) -> list[str]:
    """What is marked in the code of both."""
    colour = THEMES["light"].features
    return [t.string for t in texts(drawn._scene, "code") if t.ground == colour]


def test_only_what_differs_is_marked_in_the_code() -> None:
    def marked(*pair: Any) -> list[str]:
        return code_pills(compare(*pair, SENTENCE, code=True))

    assert marked(*sequences_on_and_off()) == ["return_sequences=True"]
    assert marked(*stack_and_by_hand()) == []
    assert marked(*with_and_without_time_distributed()) == ["layers.TimeDistributed("]
    assert marked(sequential(rnn(4)), sequential(rnn(3))) == ["4", "3"]
    assert marked(sequential(rnn(4)), sequential(lstm(4))) == [
        "layers.SimpleRNN(",
        "layers.LSTM(",
    ]


# --- words -----------------------------------------------------------------------


def test_the_words_begin_with_the_verdict_and_hold_every_number() -> None:
    for pair in (one_weight_off(), with_and_without_time_distributed()):
        drawn = compare(*pair, SENTENCE, tokens=WORDS)
        assert drawn.alt.startswith(drawn.verdict)
        for traced in drawn.traces:
            recurrent: Any = traced.layers[0]
            for values in (traced.inputs[0], recurrent.states[0].values[0, 1:]):
                for value in values.ravel().tolist():
                    assert number(value) in drawn.alt
            for value in traced.outputs[0].ravel().tolist():
                assert number(value) in drawn.alt


def test_the_words_say_what_is_marked() -> None:
    said = compare(*one_weight_off(), SENTENCE).alt
    assert "Marked in A: weights, by 0.01; layer 1’s state h at steps" in said
    assert "Nothing is marked." in compare(*stack_and_by_hand(), SENTENCE).alt


def test_the_same_comparison_is_the_same_figure() -> None:
    first, second = (
        compare(*sequences_on_and_off(), SENTENCE, tokens=WORDS, code=True)
        for _ in range(2)
    )
    assert (first.png, first.alt) == (second.png, second.alt)
    data, metadata = first._repr_mimebundle_()
    assert data["text/plain"] == repr(first) == first.alt
    assert metadata["image/png"] == {"width": first.width, "height": first.height}


def test_it_is_saved_as_its_name_says(tmp_path: Any) -> None:
    drawn = compare(*sequences_on_and_off(), SENTENCE)
    for form, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        drawn.save(tmp_path / f"figure.{form}")
        assert (tmp_path / f"figure.{form}").read_bytes().startswith(start)
    with pytest.raises(ValueError, match="names no known format"):
        drawn.save(tmp_path / "figure.gif")


def test_classes_stand_in_the_models_that_have_as_many() -> None:
    one = sequential(rnn(2), layers.Dense(3))
    other = sequential(rnn(2), layers.Dense(2))
    drawn = compare(one, other, SENTENCE, classes=["no", "so", "yes"])
    assert len(texts(drawn._scene, "best")) == 1
    with pytest.raises(ValueError, match="classes has 4 names"):
        compare(one, other, SENTENCE, classes=list("abcd"))


# --- what cannot be compared -----------------------------------------------------


def test_an_error_says_which_model_refuses_and_why() -> None:
    other = sequential(rnn(2), shape=(5, 7))
    with pytest.raises(ValueError, match=r"^B cannot .* the model reads .*5.*7"):
        compare(lesson(), other, SENTENCE)
    with pytest.raises(ValueError, match=r"^“words” cannot|^words cannot"):
        compare(reads_ids(gru(2)), lesson(), SENTENCE, names=("words", "B"))
    with pytest.raises(TypeError, match=r"^B cannot .*A Keras model is needed"):
        compare(lesson(), "model", SENTENCE)
    unknown = functional(layers.LayerNormalization(), rnn(2))
    with pytest.raises(UnsupportedLayer, match=r"^A cannot .*LayerNormalization"):
        compare(unknown, lesson(), SENTENCE)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"names": ("A",)}, "names has 1 names, and there are 2 models"),
        ({"theme": "blue"}, "theme is 'blue'"),
        ({"row": 1}, "row is 1"),
        ({"tokens": ["I"]}, "tokens has 1 names"),
    ],
)
def test_an_argument_that_does_not_fit_is_answered(
    options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        compare(lesson(), lesson(), SENTENCE, **options)


def test_the_models_are_left_as_they_were() -> None:
    model = stateful(gru(3, stateful=True))
    before = [keras.ops.convert_to_numpy(state) for state in model.layers[0].states]
    weights = model.get_weights()
    first = compare(model, model, SENTENCE)
    assert first.verdict.startswith("The same")
    for one, other in zip(before, model.layers[0].states, strict=True):
        assert np.array_equal(one, keras.ops.convert_to_numpy(other))
    for one, other in zip(weights, model.get_weights(), strict=True):
        assert np.array_equal(one, other)


def test_stretches_of_what_is_marked() -> None:
    assert list(runs_of(np.array([1, 1, 0, 1], bool))) == [(0, 2), (3, 4)]
    assert list(runs_of(np.zeros(3, bool))) == []


def test_models_may_be_called_nothing() -> None:
    assert compare(lesson(), lesson(), SENTENCE, names=["", ""]).png
