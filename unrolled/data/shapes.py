"""A word without what surrounds it, and what a word looks like."""

from __future__ import annotations

import re

_AROUND = re.compile(r"^\W+|\W+$")
_SIGNS = (("X", str.isupper), ("x", str.isalpha), ("d", str.isdigit))


def plain_word(word: str) -> str:
    """A word as a vocabulary looks it up: small letters, no punctuation around it.

    Args:
        word: one word, as it stands in a sentence.

    Returns:
        The bare word; one that is all punctuation stays as it is.

    >>> plain_word("Chicago,"), plain_word("St."), plain_word("O'Hare"), plain_word("#")
    ('chicago', 'st', "o'hare", '#')
    """
    return _AROUND.sub("", word.lower()) or word


def word_shape(word: str) -> str:
    """What a word looks like, whatever it says: capitals, digits, punctuation.

    ``X`` stands for a capital, ``x`` for another letter, ``d`` for a digit; the rest
    stands for itself. Of more than three letters in a row, or more than five digits,
    the further ones are left out. So there are few shapes, and a word that was never
    seen before has one that was.

    Args:
        word: one word, as it stands in a sentence.

    Returns:
        Its shape.

    >>> [word_shape(word) for word in ("Groot", "IL", "60614-1234", "St.")]
    ['Xxxx', 'XX', 'ddddd-dddd', 'Xx.']
    """
    shape = "".join(
        next((sign for sign, is_one in _SIGNS if is_one(letter)), letter)
        for letter in word
    )
    return re.sub(r"([Xx])\1{3,}|(d)\2{5,}", _shorten, shape)


def _shorten(run: re.Match[str]) -> str:
    """What stays of a long run of one sign in a word's shape."""
    return "ddddd" if run[2] else run[1] * 3
