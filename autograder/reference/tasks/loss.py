"""The loss of a tagger that leaves padding out, as it is and otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..activations import softmax


@dataclass(frozen=True)
class MaskedLoss:
    """The mean of −ln p over the real words, p the probability of the right tag.

    The cross-entropy between what is right, which is certain, and what was predicted;
    C. E. Shannon's measure, A mathematical theory of communication, 1948. The defaults
    are right; each field is one thing that a learner may do otherwise.

    Attributes:
        minus: whether the sign is turned.
        function: what is taken of p: its natural logarithm, the one to base 2 or 10,
            p itself, or p − 1.
        of: whose probability: the right tag's, the likeliest one's, the one of tag 0,
            or all tags'; or those of the tags that all labels of the batch name, or all
            labels of real words; or the tag's before the right one, the last before
            tag 0; or no probability, but whether the likeliest tag is wrong, or right.
        words: which of them count: the real ones, all, the padding alone, or those
            whose label is not 0; those of each sentence before its first padding, or
            as many places from its start as it has words.
        taken_off: whether what tag 0 has at the padding is taken off a sum over all.
        over: what the sum is divided by: the words that count, all words, 1, or the
            sentences; or the mean of each sentence's mean; or nothing is summed over
            the sentences, or over anything, or over the words that count.
        averages: what the mean is taken of: the losses, or the probabilities.
        again: whether a softmax is taken of what are probabilities already.
        zeros: whether the probabilities of the words that do not count become 0, and
            no word is left out after that.
    """

    minus: bool = True
    function: Literal["ln", "log2", "log10", "itself", "minus one"] = "ln"
    of: Literal[
        "right",
        "likeliest",
        "tag 0",
        "all",
        "all labels",
        "real labels",
        "before",
        "misses",
        "hits",
    ] = "right"
    words: Literal["real", "all", "padding", "labelled", "up to padding", "as many"] = (
        "real"
    )
    over: Literal[
        "counted",
        "all",
        "one",
        "sentences",
        "means",
        "each sentence",
        "each word",
        "each real word",
    ] = "counted"
    taken_off: bool = False
    averages: Literal["losses", "probabilities"] = "losses"
    again: bool = False
    zeros: bool = False

    def loss(
        self, labels: np.ndarray, probabilities: np.ndarray, mask: np.ndarray
    ) -> np.ndarray:
        """The loss of a batch.

        Args:
            labels: (batch, steps), whole numbers from 0 to tags − 1.
            probabilities: (batch, steps, tags).
            mask: (batch, steps), True where a word stands.

        Returns:
            One number.
        """
        counts = {
            "real": mask,
            "all": np.ones_like(mask),
            "padding": ~mask,
            "labelled": labels > 0,
            "up to padding": np.logical_and.accumulate(mask, axis=1),
            "as many": np.arange(mask.shape[1]) < mask.sum(axis=1, keepdims=True),
        }[self.words]
        given = softmax(probabilities) if self.again else probabilities
        if self.zeros:
            given, left = given * counts[..., None], np.ones_like(mask)
        else:
            left = counts
        if self.taken_off:
            numbers = self._each(given)
            off = np.where(mask, 0.0, numbers[..., 0])
            every = self._of(numbers, labels, mask)
            with np.errstate(invalid="ignore"):  # infinity less infinity
                return self._over(every - off, np.ones_like(mask), mask)
        if self.of in ("misses", "hits"):
            missed = given.argmax(axis=-1) != labels
            told = missed if self.of == "misses" else ~missed
            return self._over(told.astype("float64"), left, counts)
        # of a single word there is no mean to be taken first
        if self.averages == "probabilities" and self.over != "each word":
            return self._each(self._over(self._of(given, labels, mask), left, counts))
        return self._over(self._of(self._each(given), labels, mask), left, counts)

    def _each(self, p: np.ndarray) -> np.ndarray:
        """The loss of a probability."""
        functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            "ln": np.log,
            "log2": np.log2,
            "log10": np.log10,
            "itself": np.positive,
            "minus one": lambda p: p - 1,
        }
        with np.errstate(divide="ignore"):  # the logarithm of 0 is infinite
            found = functions[self.function](p)
        return -found if self.minus else found

    def _of(self, each: np.ndarray, labels: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """The number of each word, out of one for each of its tags."""
        if self.of == "right":
            return np.take_along_axis(each, labels[..., None], axis=-1)[..., 0]
        if self.of == "all":
            return each.sum(axis=-1)
        if self.of == "before":
            return np.take_along_axis(each, labels[..., None] - 1, axis=-1)[..., 0]
        if self.of in ("all labels", "real labels"):
            named = labels[mask] if self.of == "real labels" else labels.ravel()
            return each[..., named].mean(axis=-1)
        if self.of == "tag 0":
            return each[..., 0]
        # the likeliest tag has the smallest loss
        falls = self.minus and self.averages == "losses"
        return each.min(axis=-1) if falls else each.max(axis=-1)

    def _over(
        self, each: np.ndarray, left: np.ndarray, counts: np.ndarray
    ) -> np.ndarray:
        """What the words' numbers come to.

        Args:
            each: (batch, steps), a number for each word.
            left: the same shape, False at the words that are left out.
            counts: the same shape, True at the words that are counted.
        """
        if self.over == "each real word":
            return each[left]
        kept = np.where(left, each, 0.0)
        if self.over == "each word":
            return kept
        sums, words = kept.sum(axis=1), counts.sum(axis=1)
        if self.over in ("each sentence", "means"):
            means = sums / np.maximum(words, 1)
            return means if self.over == "each sentence" else np.mean(means)
        count = {
            "counted": words.sum(),
            "all": counts.size,
            "one": 1,
            "sentences": len(counts),
        }[self.over]
        return sums.sum() / count


RIGHT = MaskedLoss()
