"""What the page of `step` is told is the trace, whole, short and harmless."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from keras import layers

from tests.unrolled.models import (
    MODELS,
    SENTENCE,
    WORDS,
    batch_for,
    both_ways,
    gru,
    lesson,
    lstm,
    reads_ids,
    rnn,
    sequential,
)
from unrolled import UnsupportedLayer, trace
from unrolled.stepping.content import content_of
from unrolled.stepping.page import as_json, script, styles
from unrolled.stepping.step import Stepper, step
from unrolled.stepping.views import FigureView, GateView, LaneView
from unrolled.stepping.words import name_of

CLOSE = 2e-4  # numbers of five decimals, added up


@cache
def lesson_figure() -> Stepper:
    """SimpleRNN(4) of the lesson, made once for all tests."""
    return made_anew()


def made_anew() -> Stepper:
    """The same, made now."""
    return step(lesson(), SENTENCE, tokens=WORDS, title="SimpleRNN(4)")


def bundle(figure: Stepper) -> dict[str, str]:
    data, _ = figure._repr_mimebundle_()
    return data


def told(page: str) -> Any:
    """The data in the page, as the script reads it."""
    (text,) = re.findall(r'<script type="application/json">(.*?)</script>', page, re.S)
    return json.loads(text)


def view_of(name: str, row: int = 0) -> FigureView:
    model = MODELS[name]()
    return content_of(trace(model, batch_for(model)), row, None, None, None)


def rows(flat: list[float], steps: int) -> np.ndarray:
    return np.array(flat, dtype=float).reshape(steps, -1)


def reads(lane: LaneView, symbol: str, steps: int) -> np.ndarray:
    """What a term reads, as the script finds it."""
    if symbol in lane.states:
        return rows(lane.states[symbol], steps + 1)[:-1]
    return rows(lane.reads[symbol], steps)


def summed(lane: LaneView, gate: GateView, steps: int) -> np.ndarray:
    """A gate's sums put together as the page shows them, (steps, units)."""
    factors = {each.symbol: rows(each.values, steps) for each in lane.gates}
    sums = np.zeros((steps, lane.units))
    for term in gate.terms:
        weights = rows(term.weights, len(term.weights) // lane.units)
        added = reads(lane, term.reads, steps) @ weights if term.reads else weights
        sums = sums + added * (factors[term.factor] if term.factor else 1)
    return sums


@pytest.mark.parametrize("name", MODELS)
def test_the_page_can_make_each_sum_of_the_trace(name: str) -> None:
    view = view_of(name)
    for layer in view.layers:
        for lane in layer.lanes:
            for gate in lane.gates:
                sums = rows(gate.sums, layer.steps)
                ours = summed(lane, gate, layer.steps)
                np.testing.assert_allclose(ours, sums, atol=CLOSE * 10)


@pytest.mark.parametrize("name", MODELS)
def test_each_state_is_what_its_equation_says(name: str) -> None:
    view = view_of(name)
    for layer in view.layers:
        for lane in layer.lanes:
            known: dict[str, np.ndarray] = {}
            for symbol, flat in lane.states.items():
                values = rows(flat, layer.steps + 1)
                known[symbol], known[f"{symbol}⁻"] = values[1:], values[:-1]
            for gate in lane.gates:
                known.setdefault(gate.symbol, rows(gate.values, layer.steps))
            for symbol, short in lane.derived.items():
                known[symbol] = np.array(short, dtype=float).reshape(layer.steps, -1)
            read = np.array([t + 1 not in lane.masked for t in range(layer.steps)])
            for equation in lane.equations:
                made = sum(known[a] * known[b] for a, b in equation.products)
                there = read[:, np.newaxis] & np.isfinite(made)
                wanted = known[equation.of]
                np.testing.assert_allclose(made[there], wanted[there], atol=CLOSE)


@pytest.mark.parametrize("name", MODELS)
def test_a_masked_step_leaves_the_states_as_they_were(name: str) -> None:
    for layer in view_of(name).layers:
        for lane in layer.lanes:
            for flat in lane.states.values():
                states = rows(flat, layer.steps + 1)
                for t in lane.masked:
                    assert (states[t] == states[t - 1]).all()


def test_masks_and_words_are_in_the_order_in_which_a_layer_reads() -> None:
    model = reads_ids(both_ways(rnn(2, True)), rnn(2, go_backwards=True), steps=4)
    ids = np.array([[3, 5, 1, 0]])
    view = content_of(trace(model, ids), 0, ["a", "b", "c", "d"], None, None)
    both, backwards = view.layers[1], view.layers[2]
    assert [lane.masked for lane in both.lanes] == [[4], [1]]
    assert [lane.backwards for lane in both.lanes] == [False, True]
    assert backwards.lanes[0].masked == [1]
    assert both.words == ["a", "b", "c", "d"]
    assert both.ids == [3, 5, 1, 0]


def test_words_follow_their_steps_through_the_layers() -> None:
    model = sequential(
        rnn(2, True, go_backwards=True), rnn(2), layers.RepeatVector(3), rnn(2, True)
    )
    view = content_of(trace(model, SENTENCE), 0, WORDS, None, None)
    assert [layer.words for layer in view.layers] == [WORDS, WORDS[::-1], [], []]
    assert [layer.steps for layer in view.layers] == [3, 3, 3, 3]


def test_an_lstm_of_another_activation_has_a_page() -> None:
    figure = step(sequential(lstm(3, activation="relu")), SENTENCE)
    page = as_json(figure.view)
    assert "relu(c)" in page
    assert json.loads(page)


def test_the_chosen_row_is_shown() -> None:
    batch = np.concatenate([SENTENCE, -SENTENCE])
    view = step(lesson(), batch, row=1).view
    assert view.layers[0].lanes[0].reads["x"] == pytest.approx(-SENTENCE.ravel())


def test_the_first_recurrent_layer_is_shown_first() -> None:
    assert view_of("embedding").first == 1
    assert view_of("two layers").first == 0


def test_layers_are_named_as_python_writes_them() -> None:
    model = sequential(both_ways(lstm(3)), layers.Dense(1, "sigmoid"))
    names = [name_of(layer) for layer in trace(model, SENTENCE).layers]
    assert names == ["Bidirectional(LSTM(3))", 'Dense(1, activation="sigmoid")']
    cells = trace(MODELS["stacked cells"](), batch_for(MODELS["stacked cells"]()))
    assert name_of(cells.layers[0]).startswith("RNN([")


def test_the_bundle_is_a_page_a_picture_and_words() -> None:
    data = bundle(lesson_figure())
    assert set(data) == {"text/html", "image/png", "text/plain"}
    assert data["text/plain"] == lesson_figure().drawing.alt == repr(lesson_figure())
    assert data["image/png"] in data["text/html"]
    assert "SimpleRNN" in data["text/plain"]


def test_a_lessons_figure_is_small() -> None:
    for layer in (rnn(4), lstm(4), gru(4)):
        figure = step(sequential(layer), SENTENCE, tokens=WORDS)
        assert len(figure.html.encode()) < 200_000


def test_a_figure_made_twice_is_the_same_to_the_byte() -> None:
    assert bundle(made_anew()) == bundle(lesson_figure())


def test_nothing_is_loaded_from_anywhere() -> None:
    page = re.sub(r'src="data:[^"]*"', "", lesson_figure().html)
    assert not re.search(r"""https?:|["'(]//""", page)
    assert "import" not in script()
    assert "@import" not in styles()
    assert "url(" not in styles()


def test_every_rule_stands_under_the_roots_class() -> None:
    flat = re.sub(r"/\*.*?\*/", "", styles(), flags=re.S)
    depth, outermost = 0, ""
    for sign in flat:
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            outermost += sign.replace("}", " ")
    assert outermost.split() == [
        ".unrolled-step",
        ".unrolled-step[data-theme=dark]",
        ".unrolled-step.unrolled-step",
    ]
    assert depth == 0


NASTY = ["</script><b>", '"><img src=x onerror=alert(1)>', "$x$ <!-- \u2028"]


def test_words_cannot_leave_the_data() -> None:
    figure = step(lesson(), SENTENCE, tokens=NASTY, title=NASTY[0])
    assert told(figure.html)["layers"][0]["words"] == [
        " ".join(word.split()) for word in NASTY
    ]
    for inside in re.findall(r"<script[^>]*>(.*?)</script>", figure.html, re.S):
        assert "<!--" not in inside
    assert figure.html.count("</script>") == 2
    assert "<img src=x" not in figure.html
    assert "<b>" not in as_json(figure.view)


def test_a_saved_page_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "step.html"
    lesson_figure().save(path)
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page
    assert "<title>SimpleRNN(4)</title>" in page
    assert 'name="viewport"' in page
    assert "prefers-color-scheme: dark" in page
    assert lesson_figure().html in page


def test_a_page_is_saved_as_html_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"End it in \.html"):
        lesson_figure().save(tmp_path / "step.png")


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"tokens": "I am"}, TypeError, "tokens is one string"),
        ({"tokens": 3}, TypeError, "tokens"),
        ({"tokens": ["I"]}, ValueError, "3 steps"),
        ({"classes": ["a", "b"]}, ValueError, "4 outputs"),
        ({"row": 1}, ValueError, "row"),
    ],
)
def test_a_mistake_is_answered_as_by_draw(
    options: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        step(lesson(), SENTENCE, **options)


def test_a_wrong_input_or_model_is_answered_as_by_draw() -> None:
    with pytest.raises(ValueError, match="batch axis"):
        step(lesson(), SENTENCE[0])
    with pytest.raises(TypeError, match="is a layer"):
        step(rnn(4), SENTENCE)
    with pytest.raises(UnsupportedLayer):
        step(sequential(layers.Conv1D(2, 1), rnn(2)), SENTENCE)


def test_words_may_come_one_by_one() -> None:
    figure = step(lesson(), SENTENCE, tokens=iter(WORDS))  # type: ignore[arg-type]
    assert figure.view.layers[0].words == WORDS


def test_numbers_are_short_and_near() -> None:
    text = as_json(lesson_figure().view)
    assert not re.search(r"\d\.\d{8,}", text)
    lane = lesson_figure().view.layers[0].lanes[0]
    states = lesson_figure().trace.layers[0].states[0].values[0]  # type: ignore[attr-defined]
    np.testing.assert_allclose(rows(lane.states["h"], 4), states, atol=6e-8)
