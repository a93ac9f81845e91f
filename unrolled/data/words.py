"""From texts to the numbers of their words, as a recurrent layer reads them."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .error import DataError

PADDING = 0
"""The number that fills a short text up, at its front."""

UNKNOWN = 1
"""The number of every word that a vocabulary does not hold."""

FIRST = 2
"""The number of a vocabulary's first word."""

_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)\S+ | @\w+                # links and user names: no words
    | (?P<token>
        </?3+                                      # hearts
      | [:;=][-'o^]?[()\[\]/\\|*]+                 # :) ;-( =/
      | (?<!\w)[:;=x][-'o^]?[dpo3]+(?!\w)          # :D :-P xD, but no 10:30
      | (?<!\w)(?:\^_*\^ | -_+- | [(]+[-^]?[:;=])  # ^_^ -_- (:
      | [^\W_]+(?:'[^\W_]+)*                       # words, don't among them
      | [!?]+
      )
    """,
    re.VERBOSE,
)
_LONGER_THAN_3 = re.compile(r"(.)\1{3,}")


def tokens(text: str) -> list[str]:
    """The words of a text, in lower case and in their order.

    Emoticons and runs of ``!`` and ``?`` count as words, since they tell much about a
    tweet; other punctuation, links, user names and the ``#`` of a hashtag do not.
    What stands more than three times in a row stands three times: ``soooooo`` and
    ``sooo`` are one word.

    Args:
        text: one text.

    Returns:
        Its words; none of them when nothing in it is a word.

    Raises:
        DataError: `text` is not a string.

    >>> tokens("@you I don't like Mondays!!! :-( #fail")
    ['i', "don't", 'like', 'mondays', '!!!', ':-(', 'fail']
    """
    if not isinstance(text, str):
        raise DataError(
            f"tokens() reads one text, a string, and got {_name(text)}. For several: "
            "[tokens(text) for text in texts]"
        )
    plain = _LONGER_THAN_3.sub(r"\1\1\1", text.lower().replace("’", "'"))
    return [found for match in _TOKEN.finditer(plain) if (found := match["token"])]


@dataclass(frozen=True)
class Vocabulary:
    """The words that a model knows, each with its number.

    ``len(vocabulary)`` counts the numbers in use, padding and unknown included: it is
    the ``input_dim`` of an ``Embedding`` that reads what `encode` gives.

    Attributes:
        words: the words in the order of their numbers, the first of which is 2.
    """

    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str], min_count: int = 2) -> Vocabulary:
        """The vocabulary of some texts, the most frequent word first.

        Args:
            texts: the texts, those of the training data alone.
            min_count: how often a word must stand in them. With 1 no text of the
                training holds an unknown word, so a model cannot learn what to make
                of one.

        Returns:
            The same vocabulary for the same texts, in whatever order they come.

        Raises:
            DataError: `texts` is one string or holds what is no string, or
                `min_count` is not a whole number from 1 on.

        >>> Vocabulary.of(["I am Groot", "I am not"]).words
        ('am', 'i')
        """
        least = _whole(min_count, "min_count")
        counts = Counter(
            word for text in _listed(texts, "Vocabulary.of") for word in tokens(text)
        )
        frequent = (word for word, count in counts.items() if count >= least)
        return cls(tuple(sorted(frequent, key=lambda word: (-counts[word], word))))

    def __len__(self) -> int:
        """How many numbers there are: padding, unknown and one for each word."""
        return FIRST + len(self.words)

    def encode(self, texts: Iterable[str], steps: int) -> npt.NDArray[np.int32]:
        """Texts as the numbers of their words, all of one length.

        Args:
            texts: the texts, as many as the batch is to have.
            steps: how many words each row has. A longer text loses its end; a
                shorter one is filled with 0 at its front, so that the last thing a
                recurrent layer reads is a word.

        Returns:
            (batch, steps): 0 is padding, 1 a word that the vocabulary does not hold.

        Raises:
            DataError: `texts` is one string or holds what is no string, or `steps`
                is not a whole number from 1 on.

        >>> Vocabulary(("am", "i")).encode(["I am Groot"], steps=5)
        array([[0, 0, 3, 2, 1]], dtype=int32)
        """
        steps = _whole(steps, "steps")
        batch = _listed(texts, "vocabulary.encode")
        numbers = {word: FIRST + place for place, word in enumerate(self.words)}
        encoded = np.full((len(batch), steps), PADDING, dtype=np.int32)
        for row, text in zip(encoded, batch, strict=True):
            read = [numbers.get(word, UNKNOWN) for word in tokens(text)[:steps]]
            if read:  # row[-0:] would be the whole row
                row[-len(read) :] = read
        return encoded


def _name(value: Any) -> str:
    """What a value is, in words for an error."""
    return "None" if value is None else f"a value of type {type(value).__name__}"


def _listed(texts: Any, caller: str) -> list[str]:
    """The texts as a list, or an error that says what was given instead."""
    if isinstance(texts, str):
        raise DataError(
            f"{caller} reads a list of texts and got a single one. "
            f"Put it in a list: [{texts[:20]!r}]"
        )
    try:
        listed = list(texts)
    except TypeError as error:
        raise DataError(
            f"{caller} reads a list of texts and got {_name(texts)}."
        ) from error
    for place, text in enumerate(listed):
        if not isinstance(text, str):
            raise DataError(
                f"{caller} reads a list of texts, and number {place} of the list is "
                f"{_name(text)}, not a string."
            )
    return listed


def _whole(number: Any, name: str) -> int:
    """A whole number from 1 on, or an error that names the argument."""
    try:
        whole = operator.index(number)
    except TypeError as error:
        raise DataError(f"{name} is a whole number, and {number!r} is none.") from error
    if whole < 1:
        raise DataError(f"{name} is at least 1, and {whole} was given.")
    return whole
