"""Checks answer in points and words, whatever a learner hands them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict
from autograder.check.show.verdict import CHECK
from autograder.observe import function as observe_function
from autograder.observe import model as observe_model
from autograder.observe import value as observe

STEP = reference.simple_rnn_step(features=2, units=4)


def right_step(x, h, kernel, recurrent_kernel, bias):
    return np.tanh(x @ kernel + h @ recurrent_kernel + bias)


class Hostile:
    """Equal to everything, an array at will, and prints only errors."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        raise RuntimeError("no words")

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        raise RuntimeError("no numbers")

    def __call__(self, *_: object) -> Hostile:
        return self


ODD = [..., None, True, "28", b"28", [], (), {}, {28}, object(), Hostile(), np.nan, 1j]
ODD += [
    np.array(["a"]),
    np.zeros((0, 3)),
    [[1], [1, 2]],
    range(3),
    print,
    int,
    "💥" * 999,
]


@pytest.mark.parametrize("odd", ODD, ids=[type(odd).__name__ for odd in ODD])
def test_nothing_that_a_learner_writes_raises_or_earns(odd: object) -> None:
    verdicts = [
        check.value(odd, like=28),
        check.value(odd, like=reference.parameters(reference.SimpleRNN(4), (3, 2))),
        check.shape(odd, like=(1, 4)),
        check.function(odd, like=STEP),
        check.model(odd, like=reference.SimpleRNN(4), input_shape=(3, 2)),
        check.metric(odd, np.zeros((4, 3)), np.ones(4), floor=0.5, baseline=0.5),
        check.function(odd, like=reference.bio_spans()),
        check.sequence(odd, like=np.ones((2, 3, 4)), name="outputs"),
        check.states(odd, like=[np.ones((2, 4))] * 2, names=("h", "c")),
        check.states((odd, odd), like=[np.ones((2, 4))] * 2, names=("h", "c")),
        check.mask(odd, like=np.ones((2, 3))),
        check.parameters(odd, reference.Stack([reference.Dense(2)] * 2), (3,)),
        check.layers(odd, like=reference.SimpleRNN(4)),
        check.tagger(odd, np.ones((1, 2)), [["O"]], ["O"], floor=0.5, baseline=0),
    ]
    for verdict in verdicts:
        assert verdict.score == 0
        assert verdict.status == ("not attempted" if odd is ... else "wrong")
        html = verdict._repr_mimebundle_()["text/html"]
        assert "Traceback" not in html


@pytest.mark.parametrize(
    "raised",
    [ValueError("a <b>bold</b> word"), SystemExit(3), RecursionError(), MemoryError()],
)
def test_what_a_function_raises_is_told_with_its_line(raised: BaseException) -> None:
    def step(x, h, kernel, recurrent_kernel, bias):
        raise raised

    verdict = check.function(step, like=STEP)
    assert [hint.id for hint in verdict.hints] == ["raises"]
    assert type(raised).__name__ in verdict.hints[0].text
    assert "<b>" not in verdict._repr_mimebundle_()["text/html"].replace(
        "<b>step", ""
    ).replace("<b>Hint</b>", "")


def test_a_shape_is_not_broken_between_two_lines() -> None:
    verdict = check.shape((None, 3), like=(None, 5, 3), name="shape")
    html = verdict._repr_mimebundle_()["text/html"]
    assert '<span style="white-space:nowrap">(None, 3)</span>' in html


def test_a_verdict_is_worth_its_score() -> None:
    verdict = check.function(right_step, like=STEP, points=2.5)
    bundle = verdict._repr_mimebundle_()
    assert bundle["text/plain"] == "2.5"
    assert "2.5 of 2.5 points" in bundle["text/html"]
    said = bundle[CHECK]
    assert (said["points"], said["score"], said["status"]) == (2.5, 2.5, "right")
    assert (said["hints"], said["note"]) == ([], "")
    assert all(row["met"] for row in said["expectations"])


def test_parts_add_up() -> None:
    parts = check.value(1, like=1), check.value(2, like=3, points=2)
    both = check.together(*parts)
    assert (both.points, both.score, both.status) == (3, 1, "partly right")
    blank = check.together(check.value(..., like=1), check.value(..., like=2))
    assert (blank.score, blank.status) == (0, "not attempted")
    half = check.together(check.value(1, like=1, name="a"), check.value(..., like=2))
    assert (half.score, half.status) == (1, "partly right")
    assert [row.met for row in half.expectations] == [True, False]
    with pytest.raises(TypeError, match=r"check\.together takes checks"):
        check.together()


def test_an_answer_left_blank_beside_others_is_named() -> None:
    done, blank = check.value(1, like=1, name="a"), check.value(..., 2, name="b")
    more = check.states((..., ...), [np.ones((2, 4))] * 2, names=("h", "c"))
    half = check.together(done, blank, more)
    assert [hint.id for hint in half.hints] == ["left-blank"]
    assert half.hints[0].text == "b, h and c are still …; the other answers are judged."
    one = check.states((np.eye(2), ...), like=[np.eye(2)] * 2, names=("h", "c"))
    lines = check.together(one, blank).hints[0].text.splitlines()
    assert [line.split(" still ")[0] for line in lines] == ["h and c: c is", "b is"]
    assert check.together(blank, more).hints == ()
    assert check.together(done, done).hints == ()


def test_what_a_part_notes_is_kept() -> None:
    right = check.value(1, like=1, name="a")
    noted = replace(right, note="It stood there before.")
    assert check.together(noted, right, noted).note == "It stood there before."
    assert check.together(right, check.value(3, like=2)).note == ""


def test_a_wrong_number_does_not_give_the_right_one_away() -> None:
    for verdict in (
        check.value(27, like=28),
        check.shape((1, 5), like=(1, 4)),
        check.function(
            lambda features, units: 7, like=reference.simple_rnn_parameters()
        ),
    ):
        html = verdict._repr_mimebundle_()["text/html"]
        assert ">28<" not in html and "(1, 4)" not in html


@pytest.mark.parametrize("seed", range(40))
def test_the_drawn_arguments_never_decide(seed: int) -> None:
    def no_bias(x, h, kernel, recurrent_kernel, bias):
        return np.tanh(x @ kernel + h @ recurrent_kernel)

    assert check.function(right_step, like=STEP, seed=seed).status == "right"
    wrong = check.function(no_bias, like=STEP, seed=seed)
    assert [hint.id for hint in wrong.hints] == ["no-bias"]


def test_three_mistakes_at_once_are_not_called_one() -> None:
    def step(x, h, kernel, recurrent_kernel, bias):
        return np.sin(x @ kernel + h @ recurrent_kernel.T - bias)

    assert check.function(step, like=STEP).hints == ()


def test_random_weights_leave_no_trace_in_the_model() -> None:
    import keras

    model = keras.Sequential([keras.Input((5, 3)), keras.layers.SimpleRNN(8)])
    before = model.get_weights()
    like = reference.SimpleRNN(8)
    assert check.model(model, like=like, input_shape=(5, 3)).status == "right"
    for kept, now in zip(before, model.get_weights(), strict=True):
        assert np.array_equal(kept, now)


def test_what_is_observed_is_plain_data() -> None:
    """So that the judge can be another process: arrays, texts, numbers, no object."""
    import keras

    def plain(item: object) -> bool:
        if is_dataclass(item):
            return all(plain(getattr(item, field.name)) for field in fields(item))
        if isinstance(item, tuple):
            return all(map(plain, item))
        if isinstance(item, np.ndarray):
            return item.dtype.kind in "fi"
        return item is None or type(item) in (str, int, float, bool)

    x = np.zeros((1, 3, 2), "float32")
    model = keras.Sequential([keras.Input((3, 2)), keras.layers.SimpleRNN(4)])
    here = observe_model.Here(model)
    for odd in [*ODD, (x, x), (None, 4)]:
        assert plain(observe.value(odd))
        assert plain(observe_function.function(odd, [(1,)]))
        assert plain(observe_model.look(odd, x))
    assert plain(here.look(x)) and here.look(x).layers
    assert plain(here.run([x])) and here.run([x]).arrays
    assert not plain(Hostile())


def test_the_checks_load_neither_keras_nor_nbgrader_nor_unrolled() -> None:
    code = (
        "import sys; from autograder import check, reference; "
        "print(sorted({m.split('.')[0] for m in sys.modules}"
        " & {'keras', 'tensorflow', 'nbgrader', 'unrolled', 'matplotlib'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_nothing_is_written_to_stderr_or_stdout(
    capfd: pytest.CaptureFixture[str],
) -> None:
    import keras

    def loud(x, h, kernel, recurrent_kernel, bias):
        print("loud")
        return right_step(x, h, kernel, recurrent_kernel, bias)

    odd = keras.layers.Dense(1, activation="softmax")  # Keras warns of it at each call
    model = keras.Sequential([keras.Input((3, 2)), keras.layers.SimpleRNN(4)])
    model.add(odd)
    capfd.readouterr()
    like = reference.Stack([reference.SimpleRNN(4), reference.Dense(1, "sigmoid")])
    verdict: Verdict = check.model(model, like=like, input_shape=(3, 2))
    assert [hint.id for hint in verdict.hints] == ["softmax-over-one"]
    assert check.function(loud, like=STEP).status == "right"
    assert capfd.readouterr() == ("", "")
