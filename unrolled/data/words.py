"""From texts to the numbers of their words, as a recurrent layer reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .asked import name, sentences_of, texts_of, whole
from .error import DataError

PADDING = 0
"""The number that fills up a short text (at its front) or sentence (at its end)."""

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
            f"tokens() reads one text, a string, and got {name(text)}. For several: "
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
        least = whole(min_count, "min_count")
        read = texts_of(texts, "Vocabulary.of")
        return cls(_frequent((word for text in read for word in tokens(text)), least))

    @classmethod
    def of_words(
        cls, sentences: Iterable[Sequence[str]], at_least: int = 2
    ) -> Vocabulary:
        """The vocabulary of sentences that are words already, as they stand in them.

        Args:
            sentences: the words of each sentence, a list of lists.
            at_least: how often a word must stand in them.

        Returns:
            The same vocabulary for the same sentences, the most frequent word first.

        Raises:
            DataError: `sentences` is not a list of lists of words, or `at_least` is
                not a whole number from 1 on.

        >>> Vocabulary.of_words([["i", "am", "groot"], ["i", "am"]]).words
        ('am', 'i')
        """
        least = whole(at_least, "at_least")
        read = sentences_of(sentences, "Vocabulary.of_words")
        return cls(_frequent((word for sentence in read for word in sentence), least))

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
        steps = whole(steps, "steps")
        batch = texts_of(texts, "vocabulary.encode")
        numbers = {word: FIRST + place for place, word in enumerate(self.words)}
        encoded = np.full((len(batch), steps), PADDING, dtype=np.int32)
        for row, text in zip(encoded, batch, strict=True):
            read = [numbers.get(word, UNKNOWN) for word in tokens(text)[:steps]]
            if read:  # row[-0:] would be the whole row
                row[-len(read) :] = read
        return encoded

    def encode_words(
        self, sentences: Iterable[Sequence[str]], steps: int
    ) -> npt.NDArray[np.int32]:
        """Sentences as the numbers of their words, filled up at the end.

        Args:
            sentences: the words of each sentence, as many as the batch is to have.
            steps: how many words each row has. A longer sentence loses its end; a
                shorter one is filled with 0 behind its last word, so that word n
                stands at step n, as its tag does.

        Returns:
            (batch, steps): 0 is padding, 1 a word that the vocabulary does not hold.

        Raises:
            DataError: `sentences` is not a list of lists of words, or `steps` is not
                a whole number from 1 on.

        >>> Vocabulary(("am", "i")).encode_words([["i", "am", "groot"]], steps=5)
        array([[3, 2, 1, 0, 0]], dtype=int32)
        """
        steps = whole(steps, "steps")
        batch = sentences_of(sentences, "vocabulary.encode_words")
        numbers = {word: FIRST + place for place, word in enumerate(self.words)}
        encoded = np.full((len(batch), steps), PADDING, dtype=np.int32)
        for row, words in zip(encoded, batch, strict=True):
            read = [numbers.get(word, UNKNOWN) for word in words[:steps]]
            row[: len(read)] = read
        return encoded


def _frequent(words: Iterable[str], least: int) -> tuple[str, ...]:
    """The words that come at least so often, the most frequent one first."""
    counts = Counter(words)
    frequent = (word for word, count in counts.items() if count >= least)
    return tuple(sorted(frequent, key=lambda word: (-counts[word], word)))
