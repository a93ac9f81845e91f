"""What a caller gave: read as what was asked for, or an error that says what it is."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any

from .error import DataError


def sentences_of(
    sentences: Iterable[Sequence[str]], caller: str
) -> list[Sequence[str]]:
    """Sentences as a list of their words, or an error that says what was given.

    Args:
        sentences: what should be a list of lists of words (or of tags).
        caller: what reads them, as the reader writes it.

    Returns:
        The sentences.

    Raises:
        DataError: they are no list of lists of strings.
    """
    wanted = f"{caller} reads a list of sentences, each a list of words (or tags),"
    if isinstance(sentences, str):
        raise DataError(f"{wanted} and got a string.")
    try:
        listed = list(sentences)
    except TypeError as error:
        raise DataError(f"{wanted} and got {name(sentences)}.") from error
    for place, sentence in enumerate(listed):
        if isinstance(sentence, str):
            raise DataError(
                f"{wanted} and number {place} of the list is a string, "
                f"{sentence[:20]!r}. Split it: text.split()"
            )
        if not isinstance(sentence, Sequence):
            raise DataError(
                f"{wanted} and number {place} of the list is {name(sentence)}."
            )
        for word in sentence:
            if not isinstance(word, str):
                raise DataError(
                    f"{wanted} and number {place} of the list holds {name(word)}."
                )
    return listed


def name(value: Any) -> str:
    """What a value is, in words for an error.

    >>> name(None), name(7)
    ('None', 'a value of type int')
    """
    return "None" if value is None else f"a value of type {type(value).__name__}"


def texts_of(texts: Any, caller: str) -> list[str]:
    """The texts as a list, or an error that says what was given instead.

    Args:
        texts: what should be a list of strings.
        caller: what reads them, as the reader writes it.

    Returns:
        The texts.

    Raises:
        DataError: they are one string, or hold what is none.
    """
    if isinstance(texts, str):
        raise DataError(
            f"{caller} reads a list of texts and got a single one. "
            f"Put it in a list: [{texts[:20]!r}]"
        )
    try:
        listed = list(texts)
    except TypeError as error:
        raise DataError(
            f"{caller} reads a list of texts and got {name(texts)}."
        ) from error
    for place, text in enumerate(listed):
        if not isinstance(text, str):
            raise DataError(
                f"{caller} reads a list of texts, and number {place} of the list is "
                f"{name(text)}, not a string."
            )
    return listed


def whole(number: Any, argument: str) -> int:
    """A whole number from 1 on, or an error that names the argument.

    Args:
        number: what was given.
        argument: its name.

    Returns:
        The number.

    Raises:
        DataError: it is not whole, or below 1.
    """
    try:
        found = operator.index(number)
    except TypeError as error:
        raise DataError(
            f"{argument} is a whole number, and {number!r} is none."
        ) from error
    if found < 1:
        raise DataError(f"{argument} is at least 1, and {found} was given.")
    return found
