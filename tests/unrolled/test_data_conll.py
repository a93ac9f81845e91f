"""A learner's own CoNLL file is read, or the line that stops it is named."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unrolled import data

GROOT = data.Tagged(
    (("I", "am", "Groot"), ("Hello", ",", "Terra")),
    (("O", "O", "B-PER"), ("O", "O", "B-LOC")),
)


@pytest.fixture
def file(tmp_path: Path):
    """Writes a file, and gives its path."""

    def written(content: str | bytes) -> Path:
        path = tmp_path / "mine.conll"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.mark.parametrize(
    "content",
    [
        "I O\nam O\nGroot B-PER\n\nHello O\n, O\nTerra B-LOC\n",
        "I\tO\nam\tO\nGroot\tB-PER\n\nHello\tO\n,\tO\nTerra\tB-LOC",
        "I O\r\nam O\r\nGroot B-PER\r\n\r\nHello O\r\n, O\r\nTerra B-LOC\r\n",
        "\ufeffI O\nam O\nGroot B-PER\n\nHello O\n, O\nTerra B-LOC\n",
        "\n\n  I   O \nam \t O\n Groot B-PER\n \t\n\n\nHello O\n, O\nTerra B-LOC\n\n\n",
        "-DOCSTART- -X- O O\n\nI PRP B-NP O\nam VBP B-VP O\nGroot NNP B-NP B-PER\n"
        "-DOCSTART- -X- O O\nHello UH O O\n, , O O\nTerra NNP B-NP B-LOC\n",
        "# id = 1\n# text = I am Groot\nI O\nam O\n# a note\nGroot B-PER\n\n#\n"
        "Hello O\n, O\nTerra B-LOC\n",
    ],
    ids=[
        "spaces",
        "tabs, no last line end",
        "Windows",
        "byte order mark",
        "stray blanks",
        "four columns, documents",
        "comments",
    ],
)
def test_a_file_is_read(content: str, file) -> None:
    path = file(content)
    assert data.read_conll(path) == GROOT
    assert data.read_conll(str(path)) == GROOT


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("O I-PER I-PER O I-LOC", "O B-PER I-PER O B-LOC"),
        ("I-PER B-PER I-PER I-LOC", "B-PER B-PER I-PER B-LOC"),
        ("B-PER I-PER B-PER I-LOC", "B-PER I-PER B-PER B-LOC"),
        ("S-PER S-PER B-LOC I-LOC E-LOC", "B-PER B-PER B-LOC I-LOC I-LOC"),
        ("B-PER E-PER B-PER E-PER O", "B-PER I-PER B-PER I-PER O"),
        ("U-PER B-LOC L-LOC U-LOC O", "B-PER B-LOC I-LOC B-LOC O"),
        ("E-PER I-PER O S-PER I-PER", "B-PER B-PER O B-PER B-PER"),
    ],
    ids=[
        "IOB1",
        "IOB1, neighbours",
        "BIO, broken",
        "IOBES",
        "IOBES, neighbours",
        "BILOU",
        "IOBES, broken",
    ],
)
def test_other_schemes_become_bio(scheme: str, tags: str, file) -> None:
    read = data.read_conll(file("".join(f"w {tag}\n" for tag in scheme.split())))
    assert read.tags == (tuple(tags.split()),)


def test_a_number_sign_can_be_a_word(file) -> None:
    read = data.read_conll(file("# O\n#groot B-PER\n#\tO\n"))
    assert read.sentences == (("#", "#groot", "#"),)


def test_a_word_may_hold_a_space_that_separates_nothing(file) -> None:
    read = data.read_conll(file("New York\tB-LOC\n1\u00a0000 O\na\u2028b O\n"))
    assert read.sentences == (("New York", "1\u00a0000", "a\u2028b"),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "holds no sentence"),
        ("\n\n-DOCSTART- O\n# nothing\n", "holds no sentence"),
        ("I O\n\nam O\nGroot\n", "line 4 has one column, 'Groot'"),
        ("I O\n\tO\n", "line 2 has one column, 'O'"),
        ("I PRP\n", "line 1 ends in 'PRP', which is no tag"),
        ("I O\nam O\nGroot PER\n", "line 3 ends in 'PER', which is no tag"),
        ("I O\nGroot B-\n", "line 2 ends in 'B-', which is no tag"),
        ("I O\nam o\n", "line 2 ends in 'o', which is no tag"),
        ("I O\nam O\nGr\u00f6\u00f6t B-PER\n".encode("latin-1"), "line 3: byte 0xf6"),
        ("I O\n".encode("utf-16"), "line 1: byte 0xff is not UTF-8"),
    ],
    ids=[
        "empty",
        "no word",
        "one column",
        "no word on a line",
        "other tags",
        "labels",
        "no type",
        "small o",
        "Latin-1",
        "UTF-16",
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    content: str | bytes, words: str, file
) -> None:
    path = file(content)
    with pytest.raises(data.DataError) as error:
        data.read_conll(path)
    assert words in str(error.value)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(data.DataError, match=r"There is no file .*absent\.conll"):
        data.read_conll(tmp_path / "absent.conll")
    with pytest.raises(data.DataError, match="cannot be read: Is a directory"):
        data.read_conll(tmp_path)


WORDS = st.text(
    st.characters(categories=["L", "N", "P"], exclude_characters="#"), min_size=1
).filter(lambda word: word != "-DOCSTART-")
LABELS = st.sampled_from(["O", "PER", "LOC"])


@settings(deadline=None)
@given(
    st.lists(st.lists(st.tuples(WORDS, LABELS), min_size=1), min_size=1),
    st.sampled_from([" ", "\t", "\tX\t", " X "]),
)
def test_what_was_written_is_read(
    written: list[list[tuple[str, str]]], between: str
) -> None:
    sentences = tuple(tuple(word for word, _ in sentence) for sentence in written)
    tags = tuple(tuple(data.bio(label for _, label in each)) for each in written)
    lines = "\n\n".join(
        "\n".join(f"{word}{between}{tag}" for word, tag in zip(*pair, strict=True))
        for pair in zip(sentences, tags, strict=True)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".conll", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        assert data.read_conll(file.name) == data.Tagged(sentences, tags)
