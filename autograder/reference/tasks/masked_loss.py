"""The loss of a tagger that leaves padding out, and ways to get it wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from ..activations import softmax
from ..expected import Case, Function, Mistake
from . import drawing
from .variants import pairs, singles


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
        of: whose probability: the right tag's, the likeliest one's, or all tags'.
        words: which of them count: the real ones, all, or the padding alone.
        over: what the sum is divided by: the words that count, all words, 1, or the
            sentences; or the mean of each sentence's mean; or nothing is summed over
            the sentences, or over anything.
    """

    minus: bool = True
    function: Literal["ln", "log2", "log10", "itself", "minus one"] = "ln"
    of: Literal["right", "likeliest", "all"] = "right"
    words: Literal["real", "all", "padding"] = "real"
    over: Literal[
        "counted", "all", "one", "sentences", "means", "each sentence", "each word"
    ] = "counted"

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
        functions: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            "ln": np.log,
            "log2": np.log2,
            "log10": np.log10,
            "itself": np.positive,
            "minus one": lambda p: p - 1,
        }
        each = functions[self.function](probabilities)
        if self.of == "right":
            losses = np.take_along_axis(each, labels[..., None], axis=-1)[..., 0]
        else:
            losses = each.max(axis=-1) if self.of == "likeliest" else each.sum(axis=-1)
        losses = -losses if self.minus else losses
        counts = {"real": mask, "all": np.ones_like(mask), "padding": ~mask}[self.words]
        losses = losses * counts
        if self.over == "each word":
            return losses
        sums, words = losses.sum(axis=1), counts.sum(axis=1)
        if self.over == "each sentence":
            return sums / words
        if self.over == "means":
            return np.mean(sums / words)
        return (
            sums.sum()
            / {
                "counted": words.sum(),
                "all": mask.size,
                "one": 1,
                "sentences": len(mask),
            }[self.over]
        )


RIGHT = MaskedLoss()

KNOWN: tuple[tuple[Mistake, MaskedLoss], ...] = (
    (
        Mistake("no-minus", "The sign is missing: ln p is negative, −ln p a loss."),
        replace(RIGHT, minus=False),
    ),
    (
        Mistake(
            "other-logarithm",
            "This is the logarithm to base 2; the natural one was asked for, np.log.",
        ),
        replace(RIGHT, function="log2"),
    ),
    (
        Mistake(
            "other-logarithm",
            "This is the logarithm to base 10; the natural one was asked for, np.log.",
        ),
        replace(RIGHT, function="log10"),
    ),
    (
        Mistake(
            "no-logarithm",
            "These are the probabilities themselves. Take −ln of each before the mean.",
        ),
        replace(RIGHT, function="itself"),
    ),
    (
        Mistake(
            "no-logarithm",
            "This is 1 − p. The loss of a word is −ln p.",
        ),
        replace(RIGHT, function="minus one"),
    ),
    (
        Mistake(
            "likeliest-for-right",
            "The largest probability of each word is used. The right tag's was asked "
            "for, large or small: pick it by the label.",
        ),
        replace(RIGHT, of="likeliest"),
    ),
    (
        Mistake(
            "all-tags-counted",
            "The probabilities of all tags are counted. Only the right tag's is, the "
            "one that the label names.",
        ),
        replace(RIGHT, of="all"),
    ),
    (
        Mistake(
            "padding-counted",
            "Padding counts here like words. Leave out the places where the mask is "
            "False, in the sum and in the number of words.",
        ),
        replace(RIGHT, words="all"),
    ),
    (
        Mistake(
            "mask-inverted",
            "Here padding alone counts. The mask is True where a word stands.",
        ),
        replace(RIGHT, words="padding"),
    ),
    (
        Mistake(
            "divided-by-all",
            "The sum is right, and it is divided by all places, padding included. "
            "Divide by the number of real words.",
        ),
        replace(RIGHT, over="all"),
    ),
    (
        Mistake(
            "sum-for-mean",
            "This is the sum over the real words. Their mean was asked for.",
        ),
        replace(RIGHT, over="one"),
    ),
    (
        Mistake(
            "divided-by-sentences",
            "The sum is right, and it is divided by the number of sentences. Divide by "
            "the number of real words.",
        ),
        replace(RIGHT, over="sentences"),
    ),
    (
        Mistake(
            "mean-by-sentence",
            "This is the mean of each sentence's mean, in which a word of a short "
            "sentence weighs more. Take one mean over all real words of the batch.",
        ),
        replace(RIGHT, over="means"),
    ),
    (
        Mistake(
            "one-loss-a-sentence",
            "This is one mean for each sentence. One number for the whole batch was "
            "asked for.",
        ),
        replace(RIGHT, over="each sentence"),
    ),
    (
        Mistake(
            "one-loss-a-word",
            "These are the losses of the words, one by one. Their mean was asked for.",
        ),
        replace(RIGHT, over="each word"),
    ),
)


def masked_loss(steps: int, tags: int) -> Function:
    """The loss of a tagger over the real words of a batch.

    The function asked for is ``masked_loss(labels, probabilities, mask)`` with labels
    (batch, steps), probabilities (batch, steps, tags) and mask (batch, steps); it
    returns one number.

    Args:
        steps: of a sentence with its padding, of the first case; at least 4.
        tags: of the first case.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        sizes = [(4, steps, tags), (1, steps, tags), (3, steps + 3, tags + 2)]
        cases = []
        for b, s, n in sizes:
            mask = np.arange(s) < drawing.lengths(rng, b, s)[:, None]
            labels = np.where(mask, rng.integers(0, n, (b, s)), 0)
            probabilities = softmax(rng.uniform(-2, 2, (b, s, n)))
            words = f"batch {b}, {s} steps, {n} tags"
            cases.append(Case(words, (labels, probabilities, mask)))
        return tuple(cases)

    return Function(
        ("labels", "probabilities", "mask"),
        RIGHT.loss,
        draw,
        singles(KNOWN, lambda way: way.loss),
        batched=True,
        two=pairs(RIGHT, KNOWN, lambda way: way.loss),
    )
