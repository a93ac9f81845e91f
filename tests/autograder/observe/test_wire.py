"""What travels comes back as it was; what is no message of ours is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.observe import wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_data_comes_back(thing: Any) -> None:
    found = wire.read(wire.write(thing))
    assert found == thing
    assert repr(found) == repr(thing)  # 1 is not True, a list no tuple


@given(
    arrays.arrays(
        st.sampled_from(["float64", "float32", "float16", "int64", "uint8", "bool"]),
        arrays.array_shapes(min_dims=0, min_side=0),
    )
)
def test_an_array_comes_back_with_its_type_and_shape(array: np.ndarray) -> None:
    found = wire.read(wire.write(array))
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert found.tobytes() == array.tobytes()


def test_an_array_that_is_read_is_ones_own() -> None:
    found = wire.read(wire.write(np.zeros(2)))
    found[0] = 1  # what comes from a buffer cannot be written otherwise


@pytest.mark.parametrize("key", ["~array", "~tuple", "~dict", "~scalar"])
def test_a_dict_of_the_learners_is_not_taken_for_ours(key: str) -> None:
    assert wire.read(wire.write({key: [1, 2]})) == {key: [1, 2]}


class Liar(str):
    """A text that prints as another."""

    def __repr__(self) -> str:
        raise RuntimeError

    def __str__(self) -> str:
        return "something else"


def test_a_text_is_what_it_holds_and_not_what_it_says() -> None:
    assert wire.read(wire.write(Liar("held"))) == "held"


@pytest.mark.parametrize(
    "thing", [object(), np.array(["a"]), np.array([object()]), {1, 2}, 1j, b"bytes"]
)
def test_what_is_no_plain_data_is_not_sent(thing: Any) -> None:
    with pytest.raises(wire.Unsendable):
        wire.write(thing)


def test_what_is_too_large_is_not_sent() -> None:
    with pytest.raises(wire.Unsendable):
        wire.write("x" * wire.LARGEST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 200_000,
        json.dumps({"~array": ["<f8", [2], ""]}),
        json.dumps({"~array": ["<f8", [-1], "AAAAAAAAAAA="]}),
        json.dumps({"~array": ["O", [1], "AAAAAAAAAAA="]}),
        json.dumps({"~array": ["<f8", [1 << 40, 1 << 40], ""]}),
        json.dumps({"~array": ["<f8"]}),
        json.dumps({"~array": "no"}),
        json.dumps({"~dict": [[[], 1]]}),
        json.dumps({"~tuple": 3}),
        " " * (wire.LARGEST + 1),
    ],
    ids=lambda text: text[:40],
)
def test_what_is_no_message_is_unreadable(text: str) -> None:
    with pytest.raises(wire.Unreadable):
        wire.read(text)
