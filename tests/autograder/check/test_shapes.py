"""Checks of shapes and of single numbers know the answer in any form."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder import check, reference
from autograder.check import Verdict


def named(verdict: Verdict) -> list[str]:
    return [hint.id for hint in verdict.hints]


def tensor(array: np.ndarray) -> Any:
    from keras import ops

    return ops.convert_to_tensor(array.astype("float32"))


@pytest.mark.parametrize(
    ("found", "mistakes"),
    [
        ((32, 10, 50), ["features-for-units"]),
        ((None, 10, 50), ["batch-axis-none", "features-for-units"]),
        ((10, 50), ["batch-axis-forgotten", "features-for-units"]),
        ((7, 7, 7), []),
        # what is plain of lengths that no mistake gives
        ((32, 10, 17), ["other-length"]),
        ((32, 16, 10, 16), ["axis-too-many"]),
        ((1, 32, 10, 16), ["axis-kept"]),
        ((7,), ["axis-missing"]),
        ((16, 32, 10), ["axes-reordered"]),
        # what stands in the place of a shape
        ({32, 10, 16}, ["set-for-shape"]),
        ((), ["empty-for-shape"]),
        (("32", "16"), ["texts-for-shape"]),
        ([(32, 10, 16)], ["list-for-shape"]),
        ([(32, 10, 16), (32, 16)], ["list-for-shape"]),
        ([(32, 16)] * 2, ["list-for-shape", "last-step-only"]),
        (np.zeros((32, 10, 16)), ["tensor-for-shape"]),
        (np.zeros((32, 16)), ["tensor-for-shape", "last-step-only"]),
        (np.zeros(3), ["tensor-for-shape"]),
        (None, ["nothing-for-shape"]),
        (sum, ["function-for-shape"]),
    ],
)
def test_a_wrong_shape_is_recognised(found: Any, mistakes: list[str]) -> None:
    layer = reference.SimpleRNN(16, return_sequences=True)
    like = reference.output_shape(layer, (32, 10, 50))
    assert named(check.shape(found, like=like)) == mistakes


ENTERING = reference.sequence_shape(sentences=32, words=10, numbers=50)
RETURNED = reference.output_shape(reference.SimpleRNN(16), ENTERING.value)


@pytest.mark.parametrize(
    ("like", "found", "mistakes", "says"),
    [
        (ENTERING, (32, 50), ["steps-missing"], "The steps are missing"),
        (ENTERING, (32, 10), ["features-missing"], "The features are missing"),
        (ENTERING, (10, 32), ["features-missing"], "this is (steps, batch)"),
        (ENTERING, (32,), ["steps-missing"], "The steps and features are missing"),
        (ENTERING, (10, 50), ["batch-axis-forgotten"], "of one sentence"),
        (
            ENTERING,
            (50, 10),
            ["batch-axis-forgotten", "steps-features-swapped"],
            "of one sentence",
        ),
        (ENTERING, (None, 50), ["batch-axis-none", "steps-missing"], "None stands"),
        (ENTERING, (None, 17, 50), ["batch-axis-none", "other-length"], "None stands"),
        (ENTERING, (64, 10, 50), ["other-length"], "The first axis has"),
        (ENTERING, (32, 10, 17), ["other-length"], "The third axis has"),
        (ENTERING, (32, 16), ["axis-missing"], "more were asked for"),
        (RETURNED, (32,), ["units-missing"], "The units are missing"),
        (RETURNED, (None, 32), ["batch-axis-none", "other-length"], "None stands"),
        (RETURNED, (), ["empty-for-shape"], "This tuple is empty"),
        (RETURNED, [], ["empty-for-shape"], "This list is empty"),
        (RETURNED, ("32", 16), ["texts-for-shape"], "There is text in this tuple"),
        (RETURNED, ("batch", "units"), ["list-for-shape"], "This is a tuple of 2"),
    ],
)
def test_an_axis_is_called_missing_or_swapped_where_its_length_shows_it(
    like: Any, found: Any, mistakes: list[str], says: str
) -> None:
    verdict = check.shape(found, like=like)
    assert named(verdict) == mistakes
    assert says in verdict.hints[0].text


@pytest.mark.parametrize("like", [ENTERING, RETURNED])
def test_no_batch_is_missed_in_a_shape_that_has_its_length(like: Any) -> None:
    lengths = (32, 10, 50, 16, 500)
    some = [(a, b) for a in lengths for b in lengths if 32 in (a, b)]
    for found in [(32,), *some, *((32, *pair) for pair in some)]:
        if found != like.value:
            hints = named(check.shape(found, like=like))
            assert "batch-axis-forgotten" not in hints, found


def test_axes_of_one_length_are_not_told_apart() -> None:
    like = reference.sequence_shape(sentences=10, words=10, numbers=50)
    assert named(check.shape((10, 50), like=like)) == ["batch-axis-forgotten"]
    assert named(check.shape((50,), like=like)) == ["axis-missing"]


def tensor_shape(axes: tuple[int, ...]) -> Any:
    import tensorflow

    return tensorflow.TensorShape(axes)


@pytest.mark.parametrize(
    "form",
    [
        tuple,
        list,
        np.array,
        lambda axes: tuple(np.array(axes)),
        lambda axes: [float(length) for length in axes],
        lambda axes: tensor(np.array(axes)),
        lambda axes: np.zeros(axes).shape,
        tensor_shape,
    ],
)
def test_a_right_shape_is_right_in_any_form(form: Any) -> None:
    verdict = check.shape(form((32, 10, 16)), like=(32, 10, 16))
    assert (verdict.status, named(verdict)) == ("right", [])


@pytest.mark.parametrize(
    "found",
    [1072, 1072.0, np.int64(1072), np.float32(1072), [1072], np.array([[1072]])],
)
def test_a_right_count_is_right_in_any_form(found: Any) -> None:
    like = reference.parameters(reference.SimpleRNN(16), (10, 50))
    verdict = check.value(found, like=like)
    assert (verdict.status, named(verdict)) == ("right", [])


@pytest.mark.parametrize(
    ("found", "mistakes"),
    [
        ([800, 256, 16], ["parts-for-sum"]),
        ([800, 256], ["list-for-number", "no-bias"]),
        ([1, 2], ["list-for-number"]),
        (np.zeros((50, 16)), ["array-for-number"]),
        (np.nan, ["not-a-number"]),
        (np.inf, ["not-a-number"]),
        (1072.5, ["not-whole"]),
        (1071, []),
        ("1072", ["text-for-number"]),
        (None, ["nothing-for-number"]),
        (sum, ["function-for-number"]),
        (int, ["class-for-number"]),
        ([np.eye(2), np.eye(3)], ["list-for-number"]),
    ],
)
def test_what_is_not_the_count_is_named_where_it_is_plain(
    found: Any, mistakes: list[str]
) -> None:
    like = reference.parameters(reference.SimpleRNN(16), (10, 50))
    verdict = check.value(found, like=like)
    assert (verdict.score, named(verdict)) == (0, mistakes)


def test_a_fraction_is_wrong_only_where_a_whole_number_is_right() -> None:
    assert named(check.value(0.4, like=0.5)) == []
    assert named(check.value(0.4, like=1)) == ["not-whole"]


def test_of_a_set_it_is_said_that_the_order_is_lost() -> None:
    verdict = check.shape({32, 10, 16}, like=(32, 10, 16))
    assert "no order" in verdict.hints[0].text
