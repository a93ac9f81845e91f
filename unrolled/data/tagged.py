"""Sentences with a tag for every word, and their tags as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .asked import sentences_of, whole
from .error import DataError

OUTSIDE = "O"
"""The tag of a word that belongs to no entity; the number 0, so also padding's."""

BIO_TAG = re.compile(r"O|[BI]-\S+")


@dataclass(frozen=True, repr=False)
class Tagged:
    """Sentences of words, and for every word its tag.

    A tag is ``O`` outside of every entity, ``B-PER`` at the first word of an entity
    of the type ``PER``, and ``I-PER`` at each further one (BIO, also called IOB2).

    Attributes:
        sentences: the words of each sentence.
        tags: the tags of each sentence, as many as it has words.

    Raises:
        DataError: there are not as many tags as words.

    >>> Tagged((("i", "am", "groot"),), (("O", "O", "B-PER"),))
    Tagged(1 sentence, 3 words)
    """

    sentences: tuple[tuple[str, ...], ...]
    tags: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuses sentences and tags that do not belong together."""
        if len(self.sentences) != len(self.tags):
            raise DataError(
                f"There are {len(self.sentences)} sentences and tags for "
                f"{len(self.tags)}."
            )
        for place, (words, tags) in enumerate(
            zip(self.sentences, self.tags, strict=True)
        ):
            if len(words) != len(tags):
                raise DataError(
                    f"Sentence {place} has {len(words)} words and {len(tags)} tags."
                )

    def __len__(self) -> int:
        """How many sentences there are."""
        return len(self.sentences)

    def __repr__(self) -> str:
        """In one line: the sentences would fill pages."""
        plural = "" if len(self) == 1 else "s"
        words = sum(map(len, self.sentences))
        return f"Tagged({len(self):,} sentence{plural}, {words:,} words)"


def bio(labels: Iterable[str]) -> list[str]:
    """BIO tags of a sentence whose words carry plain labels.

    Equal neighbours are taken for one entity: labels alone cannot say that a second
    one begins.

    Args:
        labels: a label for each word; ``O`` where it belongs to no entity.

    Returns:
        A tag for each word.

    >>> bio(["PER", "PER", "O", "LOC"])
    ['B-PER', 'I-PER', 'O', 'B-LOC']
    """
    tags = []
    before = OUTSIDE
    for label in labels:
        if label == OUTSIDE:
            tags.append(OUTSIDE)
        else:
            tags.append(f"{'I' if label == before else 'B'}-{label}")
        before = label
    return tags


@dataclass(frozen=True)
class TagSet:
    """The tags that a model tells apart, each with its number.

    ``len(tag_set)`` is the units of the softmax that answers with them.

    Attributes:
        names: the tags in the order of their numbers; the first is ``O``, number 0.
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, tags: Iterable[Sequence[str]]) -> TagSet:
        """The tags of some sentences: ``O``, then by type, ``B-`` before ``I-``.

        Args:
            tags: the BIO tags of each sentence, a list of lists.

        Returns:
            The same tag set for the same sentences, in whatever order they come.

        Raises:
            DataError: `tags` is not a list of sentences' tags, or a tag is not BIO.

        >>> TagSet.of([["O", "O", "B-PER"], ["B-LOC", "O"]]).names
        ('O', 'B-LOC', 'B-PER')
        """
        found = {
            tag for sentence in sentences_of(tags, "TagSet.of") for tag in sentence
        }
        for tag in sorted(found):
            if not BIO_TAG.fullmatch(tag):
                raise DataError(
                    f"{tag!r} is not a BIO tag: those are O, and B- or I- with a type. "
                    "data.bio(labels) makes them of plain labels."
                )
        return cls((OUTSIDE, *sorted(found - {OUTSIDE}, key=lambda t: (t[2:], t[0]))))

    def __len__(self) -> int:
        """How many tags there are, ``O`` included."""
        return len(self.names)

    def encode(
        self, tags: Iterable[Sequence[str]], steps: int
    ) -> npt.NDArray[np.int32]:
        """Tags as their numbers, in the places where `encode_words` puts the words.

        Args:
            tags: the BIO tags of each sentence, as many as the batch is to have.
            steps: how many tags each row has. A longer sentence loses its end.

        Returns:
            (batch, steps). Padding stands at the end; its number is that of ``O``, 0.

        Raises:
            DataError: `tags` is not a list of sentences' tags, one of them is not in
                this tag set, or `steps` is not a whole number from 1 on.

        >>> TagSet(("O", "B-PER")).encode([["O", "O", "B-PER"]], steps=5)
        array([[0, 0, 1, 0, 0]], dtype=int32)
        """
        steps = whole(steps, "steps")
        batch = sentences_of(tags, "tag_set.encode")
        numbers = {tag: number for number, tag in enumerate(self.names)}
        encoded = np.zeros((len(batch), steps), dtype=np.int32)
        for place, sentence in enumerate(batch):
            for step, tag in enumerate(sentence[:steps]):
                if tag not in numbers:
                    raise DataError(
                        f"Sentence {place} has the tag {tag!r}, which is none of this "
                        f"tag set's: {', '.join(self.names)}."
                    )
                encoded[place, step] = numbers[tag]
        return encoded

    def decode(self, numbers: npt.ArrayLike, lengths: Iterable[int]) -> list[list[str]]:
        """Numbers as tags again, without those of the padding.

        Args:
            numbers: (batch, steps) integers, such as the ``argmax(axis=-1)`` of a
                model's probabilities (batch, steps, tags).
            lengths: (batch,), how many words each sentence has.

        Returns:
            The tags of each sentence, a list of lists as seqeval reads them.

        Raises:
            DataError: `numbers` is no array of integers with two axes, a number
                belongs to no tag, or a sentence has more words than there are steps.

        >>> TagSet(("O", "B-PER")).decode([[0, 0, 1, 0, 0]], lengths=[3])
        [['O', 'O', 'B-PER']]
        """
        read = np.asarray(numbers)
        counts = [int(length) for length in lengths]
        if read.ndim != 2 or not np.issubdtype(read.dtype, np.integer):
            raise DataError(
                "decode reads whole numbers, (batch, steps), and got an array "
                f"{read.shape} of {read.dtype}. Of a model's probabilities: "
                "probabilities.argmax(axis=-1)"
            )
        if len(counts) != len(read):
            raise DataError(
                f"There are numbers of {len(read)} sentences and {len(counts)} lengths."
            )
        if read.size and not set(np.unique(read)) <= set(range(len(self))):
            wrong = read.min() if read.min() < 0 else read.max()
            raise DataError(
                f"{wrong} is no tag's number: there are {len(self)}, counted from 0."
            )
        decoded = []
        for place, (row, length) in enumerate(zip(read, counts, strict=True)):
            if not 0 <= length <= len(row):
                raise DataError(
                    f"Sentence {place} has {length} words, and there are tags for "
                    f"{len(row)}. Encode it with more steps."
                )
            decoded.append([self.names[number] for number in row[:length]])
        return decoded
