"""Words, shapes and tags become numbers and come back, and misuse is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unrolled import data
from unrolled.data.words import PADDING, UNKNOWN

TAGS = ["O", "B-LOC", "I-LOC", "B-PER", "I-PER"]
TAGGED = st.lists(st.lists(st.sampled_from(TAGS), max_size=9), max_size=6)

# --- words -----------------------------------------------------------------------


def test_words_are_counted_as_they_stand() -> None:
    sentences = [["I", "am", "Groot"], ["i", "am"], ["am", "I"]]
    assert data.Vocabulary.of_words(sentences).words == ("am", "I")
    every = data.Vocabulary.of_words(sentences, at_least=1)
    assert every.words == ("am", "I", "Groot", "i")
    assert data.Vocabulary.of_words(reversed(sentences), at_least=1) == every
    assert data.Vocabulary.of_words([]).words == ()


def test_words_stand_at_their_step_with_the_padding_behind() -> None:
    vocabulary = data.Vocabulary(("a", "b"))
    encoded = vocabulary.encode_words([["b", "a"], ["x", "a", "b", "b"], []], steps=3)
    assert encoded.tolist() == [
        [3, 2, PADDING],
        [UNKNOWN, 2, 3],
        [PADDING, PADDING, PADDING],
    ]
    assert encoded.dtype == np.int32
    assert vocabulary.encode_words([], steps=3).shape == (0, 3)


def test_texts_keep_their_padding_in_front() -> None:
    vocabulary = data.Vocabulary(("a", "b"))
    assert vocabulary.encode(["b a"], steps=3).tolist() == [[PADDING, 3, 2]]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Groot", "Xxxx"),
        ("I", "X"),
        ("IL", "XX"),
        ("CHICAGO,", "XXX,"),
        ("McKay", "XxXxx"),
        ("60614", "ddddd"),
        ("606141234", "ddddd"),
        ("3rd", "dxx"),
        ("D.C.", "X.X."),
        ("#12-B", "#dd-X"),
        ("Ümit", "Xxxx"),
        ("", ""),
    ],
)
def test_a_words_shape(word: str, shape: str) -> None:
    assert data.word_shape(word) == shape


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Chicago,", "chicago"), ("(St.)", "st"), ("12-B", "12-b"), ("&", "&"), ("", "")],
)
def test_a_plain_word(word: str, plain: str) -> None:
    assert data.plain_word(word) == plain


# --- tags ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "tags"),
    [
        ([], []),
        (["O"], ["O"]),
        (["A", "A", "B", "A"], ["B-A", "I-A", "B-B", "B-A"]),
        (["A", "O", "A"], ["B-A", "O", "B-A"]),
        (["O", "O", "A", "A", "A"], ["O", "O", "B-A", "I-A", "I-A"]),
    ],
)
def test_equal_neighbours_are_one_entity(labels: list[str], tags: list[str]) -> None:
    assert data.bio(labels) == tags


def test_a_tag_set_counts_o_first_then_by_type() -> None:
    tags = [["I-PER", "B-PER", "B-LOC"]]
    assert data.TagSet.of(tags).names == ("O", "B-LOC", "B-PER", "I-PER")
    assert data.TagSet.of([]).names == ("O",)
    assert len(data.TagSet.of(tags)) == 4


@given(TAGGED)
def test_tags_come_back(tags: list[list[str]]) -> None:
    tag_set = data.TagSet.of(tags)
    encoded = tag_set.encode(tags, steps=9)
    assert encoded.shape == (len(tags), 9)
    assert tag_set.decode(encoded, [len(sentence) for sentence in tags]) == tags
    for row, sentence in zip(encoded, tags, strict=True):
        assert not row[len(sentence) :].any(), "padding has the number of O"


def test_tags_stand_at_the_steps_of_their_words() -> None:
    tag_set = data.TagSet(("O", "B-PER"))
    encoded = tag_set.encode([["O", "B-PER"], ["B-PER", "O", "O", "B-PER"]], steps=3)
    assert encoded.tolist() == [[0, 1, 0], [1, 0, 0]]
    assert encoded.dtype == np.int32


def test_as_many_tags_as_words() -> None:
    with pytest.raises(data.DataError, match="Sentence 1 has 2 words and 1 tags"):
        data.Tagged((("a",), ("a", "b")), (("O",), ("O",)))
    with pytest.raises(data.DataError, match="2 sentences and tags for 1"):
        data.Tagged((("a",), ("b",)), (("O",),))


def test_tagged_is_frozen_and_shown_in_one_line() -> None:
    tagged = data.Tagged((("a", "b"),) * 1500, (("O", "O"),) * 1500)
    assert repr(tagged) == "Tagged(1,500 sentences, 3,000 words)"
    assert len(tagged) == 1500
    with pytest.raises(FrozenInstanceError):
        tagged.tags = ()  # type: ignore[misc]


TAG_SET = data.TagSet(("O", "B-PER"))

WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: data.Vocabulary.of_words("i am"), "and got a string"),
    (
        lambda: data.Vocabulary.of_words(["i am groot"]),
        "number 0 of the list is a string, 'i am groot'. Split it: text.split()",
    ),
    (
        lambda: data.Vocabulary(()).encode_words([["a"], ["b", 7]], 3),  # type: ignore[list-item]
        "number 1 of the list holds a value of type int",
    ),
    (
        lambda: data.Vocabulary(()).encode_words([["a"], 7], 3),  # type: ignore[list-item]
        "number 1 of the list is a value of type int",
    ),
    (
        lambda: data.Vocabulary(()).encode_words(None, 3),  # type: ignore[arg-type]
        "got None",
    ),
    (lambda: data.Vocabulary(()).encode_words([["a"]], 0), "steps is at least 1"),
    (lambda: data.Vocabulary.of_words([], at_least=0), "at_least is at least 1"),
    (lambda: data.TagSet.of(["O"]), "number 0 of the list is a string, 'O'"),
    (lambda: data.TagSet.of([["PER"]]), "data.bio(labels) makes them of plain labels"),
    (lambda: TAG_SET.encode([["O"], ["B-LOC"]], 3), "Sentence 1 has the tag 'B-LOC'"),
    (lambda: TAG_SET.encode([["O"]], 0), "steps is at least 1"),
    (lambda: TAG_SET.decode([[0, 1]], [3]), "has 3 words, and there are tags for 2"),
    (lambda: TAG_SET.decode([[0, 1]], [-1]), "Sentence 0 has -1 words"),
    (lambda: TAG_SET.decode([[0, 1]], [2, 2]), "numbers of 1 sentences and 2 lengths"),
    (lambda: TAG_SET.decode([[0, 2]], [1]), "2 is no tag's number: there are 2"),
    (lambda: TAG_SET.decode([[-1, 0]], [1]), "-1 is no tag's number"),
    (lambda: TAG_SET.decode([0, 1], [2]), "got an array (2,) of int"),
    (
        lambda: TAG_SET.decode(np.zeros((1, 2, 2)), [2]),
        "probabilities.argmax(axis=-1)",
    ),
]


@pytest.mark.parametrize(("ask", "words"), WRONG)
def test_a_wrong_argument_is_named(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(data.DataError) as error:
        ask()
    assert words in str(error.value)
