"""Reads a CoNLL file: a word and its tag a line, a blank line between sentences."""

from __future__ import annotations

import os
import re
from pathlib import Path

from .error import DataError
from .tagged import OUTSIDE, Tagged

DOCUMENT = "-DOCSTART-"
"""The word that marks a new document; it belongs to no sentence."""

_TAG = re.compile(r"O|[BIESLU]-\S+")


def read_conll(path: str | os.PathLike[str]) -> Tagged:
    """The sentences and tags of a file that you have.

    Each line holds a word in its first column and the word's tag in its last, with
    tabs or spaces between them; what stands in columns between is passed over. A
    blank line ends a sentence. Lines that start with ``-DOCSTART-`` are skipped, and
    so are comments, which start with ``#`` and end in no tag.

    The tags come out as BIO. IOB1 (``B-`` only between neighbours of one type) and
    IOBES or BILOU (``E-``, ``L-`` at the last word, ``S-``, ``U-`` at the only one)
    are understood, and an ``I-`` that continues nothing begins an entity.

    Args:
        path: the file, in UTF-8.

    Returns:
        Its sentences, with a BIO tag for every word.

    Raises:
        DataError: the file cannot be read, is not UTF-8, holds no sentence, or has a
            line without a word and a tag. The message names the line.
    """
    lines = _text(Path(path)).split("\n")
    sentences: list[tuple[str, ...]] = []
    tags: list[tuple[str, ...]] = []
    words: list[str] = []
    schemed: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        columns = _columns(line)
        if columns and columns[0] != DOCUMENT:
            if line.startswith("#") and not _TAG.fullmatch(columns[-1]):
                continue
            words.append(columns[0])
            schemed.append(_tag(columns, f"{path}, line {number}"))
        elif words:
            sentences.append(tuple(words))
            tags.append(tuple(_as_bio(schemed)))
            words, schemed = [], []
    if not sentences:
        raise DataError(
            f"{path} holds no sentence. Each line of a CoNLL file is a word and its "
            "tag, such as: Groot B-PER"
        )
    return Tagged(tuple(sentences), tuple(tags))


def _text(path: Path) -> str:
    """A file's text, with plain line ends."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"There is no file {path.absolute()}.") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(
            f"{path}, line {line}: byte {content[error.start]:#04x} is not UTF-8. "
            "Save the file in that encoding: most editors ask for it in "
            "*Save as*."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _columns(line: str) -> list[str]:
    """The columns of a line; none when it is blank.

    Tabs separate them when there are any, so that a word may hold a space. A space
    is the plain one: others, such as the no-break space, belong to a word.
    """
    line = line.strip(" \t")
    if not line:
        return []
    if "\t" in line:
        return [column.strip(" ") for column in line.split("\t")]
    return re.split(" +", line)


def _tag(columns: list[str], where: str) -> str:
    """The tag of a line, or an error that says what the line lacks."""
    if len(columns) < 2:
        raise DataError(
            f"{where} has one column, {columns[0]!r}. It needs a word and a tag, with "
            "a tab or a space between them: Groot B-PER"
        )
    if not _TAG.fullmatch(columns[-1]):
        raise DataError(
            f"{where} ends in {columns[-1]!r}, which is no tag. A tag is O, or B- or "
            "I- with a type, such as B-PER. Is the tag in the last column?"
        )
    return columns[-1]


def _as_bio(tags: list[str]) -> list[str]:
    """BIO tags of a sentence that is tagged in BIO, IOB1, IOBES or BILOU.

    One rule serves all of them: a word begins an entity when its tag says so (``B``,
    ``S``, ``U``), and when the word before it is no part of one of that type.
    """
    converted = []
    going_on = OUTSIDE  # the type of the entity that the next word may continue
    for tag in tags:
        sign, _, kind = tag.partition("-")
        if sign == OUTSIDE:
            converted.append(OUTSIDE)
            going_on = OUTSIDE
            continue
        begins = sign in ("B", "S", "U") or kind != going_on
        converted.append(f"{'B' if begins else 'I'}-{kind}")
        going_on = OUTSIDE if sign in ("E", "L", "S", "U") else kind
    return converted
