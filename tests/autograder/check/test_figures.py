"""A hint about a model carries a figure, where a package draws one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict
from autograder.check.show import figures
from autograder.check.show.figures import GROUP, LARGEST, Sketch
from autograder.check.show.verdict import CHECK

ASKED = reference.SimpleRNN(8)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What draws is looked for once; each of these tests looks anew."""
    figures.drawn_by.cache_clear()
    yield
    figures.drawn_by.cache_clear()


def backwards(units: int = 8, **settings: Any) -> Verdict:
    import keras

    rnn = keras.layers.SimpleRNN(units, go_backwards=True, **settings)
    model = keras.Sequential([keras.Input((5, 3)), rnn])
    return check.model(model, like=reference.SimpleRNN(units), input_shape=(5, 3))


def pictures(verdict: Verdict) -> list[str]:
    return re.findall(r"<img .*?>", verdict._repr_mimebundle_()["text/html"])


def test_a_proven_mistake_of_a_model_is_drawn() -> None:
    verdict = backwards()
    assert [hint.id for hint in verdict.hints] == ["reads-backwards"]
    (picture,) = pictures(verdict)
    assert 'src="data:image/png;base64,' in picture
    assert "reads right to left" in picture  # the figure in words
    assert len(picture) < 1.4 * LARGEST + 5000


def test_the_figure_is_in_the_panel_alone() -> None:
    said = backwards()._repr_mimebundle_()
    assert said["text/plain"] == "0"
    assert [sorted(hint) for hint in said[CHECK]["hints"]] == [["id", "text"]]


def test_two_mistakes_are_one_figure() -> None:
    verdict = backwards(use_bias=False)
    assert sorted(hint.id for hint in verdict.hints) == ["no-bias", "reads-backwards"]
    assert len(pictures(verdict)) == 1


def test_given_weights_put_in_wrongly_are_drawn() -> None:
    import keras

    rng = np.random.default_rng(0)
    weights = [rng.normal(size=s) for s in ((2, 3), (3, 3), (3,))]
    rnn = keras.layers.SimpleRNN(3)
    model = keras.Sequential([keras.Input((4, 2)), rnn])
    rnn.set_weights([weights[0], weights[1].T, weights[2]])
    like = reference.Stack([reference.SimpleRNN(3)], weights=weights)
    verdict = check.model(model, like=like, input_shape=(4, 2), weights="own")
    assert [h.id for h in verdict.hints] == ["recurrent-kernel-transposed"]
    assert len(pictures(verdict)) == 1


def test_what_could_not_be_read_is_not_drawn() -> None:
    verdict = backwards(units=40)
    assert [hint.id for hint in verdict.hints] == ["reads-backwards"]
    assert pictures(verdict) == []


def test_what_proves_no_mistake_is_not_drawn() -> None:
    import keras

    rnn = keras.layers.SimpleRNN(8, activation="elu")
    model = keras.Sequential([keras.Input((5, 3)), rnn])
    assert pictures(check.model(model, like=ASKED, input_shape=(5, 3))) == []


def fails(*_: Any) -> Any:
    raise RuntimeError("no figure today")


@pytest.mark.parametrize(
    "draws", [None, fails, lambda *_: (bytes(LARGEST + 1), "", 1), lambda *_: "a"]
)
def test_without_a_figure_the_hint_stands_alone(
    draws: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "drawn_by", lambda: draws)
    verdict = backwards()
    assert [hint.id for hint in verdict.hints] == ["reads-backwards"]
    assert pictures(verdict) == []


def test_no_package_that_draws_means_no_figure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(figures, "entry_points", lambda group: ())
    assert figures.drawn_by() is None
    assert pictures(backwards()) == []


def test_what_draws_is_found_by_its_entry_point() -> None:
    (entry,) = entry_points(group=GROUP)
    assert entry.value == "unrolled.hinting:figure"
    assert figures.drawn_by() is entry.load()


def test_a_sentence_that_shows_well_what_is_wrong_is_drawn() -> None:
    stack = reference.Stack([reference.SimpleRNN(1)])
    rest = [np.zeros((1, 1)), np.zeros(1)]
    right, wrong = [np.ones((1, 1)), *rest], [np.full((1, 1), 1.1), *rest]
    sentences = np.zeros((4, 3, 1))  # (batch, steps, features)
    sentences[:, -1, 0] = 0, 1e-4, 0.7, 0.8
    sketch = figures.sketch(stack, stack, (wrong, right), sentences)
    assert sketch is not None
    assert (sketch.number, sketch.sentence[-1, 0]) == (3, 0.7)


def test_a_sketch_is_plain_data() -> None:
    def plain(item: object) -> bool:
        if isinstance(item, dict):
            return all(type(key) is str and plain(item[key]) for key in item)
        if isinstance(item, tuple):
            return all(map(plain, item))
        if isinstance(item, np.ndarray):
            return item.dtype.kind in "fi"
        return item is None or type(item) in (str, int, float, bool)

    sketch = backwards().hints[0].sketch
    assert isinstance(sketch, Sketch)
    assert all(plain(getattr(sketch, name)) for name in vars(sketch))


def test_what_keras_warns_of_while_a_figure_is_drawn_is_not_the_learners() -> None:
    import keras

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = keras.Sequential(
            [
                keras.Input((5, 3)),
                keras.layers.SimpleRNN(4),
                keras.layers.Dense(1, "softmax"),
            ]
        )
    asked = reference.Stack([reference.SimpleRNN(4), reference.Dense(1, "sigmoid")])
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        verdict = check.model(model, like=asked, input_shape=(5, 3), seed=1)
        assert len(pictures(verdict)) == 1
    assert not [each for each in said if "softmax" in str(each.message)]
