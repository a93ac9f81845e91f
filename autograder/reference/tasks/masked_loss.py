"""The loss of a tagger over the real words, and ways to get it wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from ..activations import softmax
from ..expected import Case, Function, Mistake
from . import drawing
from .loss import RIGHT, MaskedLoss
from .variants import pairs, singles

_ALL_LABELS: tuple[tuple[Literal["all labels", "real labels"], str], ...] = (
    ("all labels", "places of the batch"),
    ("real labels", "real words"),
)

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
    *(
        (
            Mistake(
                "all-labels-for-each",
                f"Each word is combined with the labels of all {which} here. It has "
                "one label: pick one probability for each word, by rows and columns "
                "of one length.",
            ),
            replace(RIGHT, of=of),
        )
        for of, which in _ALL_LABELS
    ),
    (
        Mistake(
            "labels-from-one",
            "The probability of the tag before the right one is used. The labels count "
            "from 0: they are the places of the probabilities as they are.",
        ),
        replace(RIGHT, of="before"),
    ),
    (
        Mistake(
            "one-tag-for-all",
            "The probability of tag 0 is used for each word. The right tag's was asked "
            "for: pick it by the label.",
        ),
        replace(RIGHT, of="tag 0"),
    ),
    (
        Mistake(
            "errors-counted",
            "This is the share of words whose likeliest tag is wrong. The loss is the "
            "mean of −ln p, p the probability of the right tag.",
        ),
        replace(RIGHT, of="misses"),
    ),
    (
        Mistake(
            "errors-counted",
            "This is the accuracy: the share of words whose likeliest tag is right. "
            "The loss is the mean of −ln p, p the probability of the right tag.",
        ),
        replace(RIGHT, of="hits"),
    ),
    (
        Mistake(
            "padding-taken-for-tag-0",
            "From the sum over all places, the loss of tag 0 is taken off at the "
            "padding. Other labels stand there too: leave out the places where the "
            "mask is False.",
        ),
        replace(RIGHT, taken_off=True),
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
            "words-up-to-first-false",
            "In each sentence the words before the first False of the mask count "
            "here, and none behind it. The mask may be True again: each place is "
            "asked for itself.",
        ),
        replace(RIGHT, words="up to padding"),
    ),
    (
        Mistake(
            "mask-taken-for-length",
            "As many places count here as a sentence has words, from its start on. "
            "The mask says which places they are, and they may stand anywhere.",
        ),
        replace(RIGHT, words="as many"),
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
    (
        Mistake(
            "one-loss-a-word",
            "These are the losses of the real words, one by one. Their mean was asked "
            "for.",
        ),
        replace(RIGHT, over="each real word"),
    ),
    (
        Mistake(
            "labels-for-mask",
            "The words whose label is not 0 count here. 0 is a label like any other, "
            "and padding has labels too: the mask alone says where a word stands.",
        ),
        replace(RIGHT, words="labelled"),
    ),
    (
        Mistake(
            "logarithm-of-mean",
            "This is −ln of the mean probability. Take −ln of each first, then the "
            "mean.",
        ),
        replace(RIGHT, averages="probabilities"),
    ),
    (
        Mistake(
            "softmax-twice",
            "A softmax is taken here of what are probabilities already. Use them as "
            "they are given.",
        ),
        replace(RIGHT, again=True),
    ),
    (
        Mistake(
            "logarithm-of-zero",
            "Infinity comes out, as from the logarithm of 0. None of the "
            "probabilities is 0; a product with the mask, or with one-hot labels, "
            "makes zeros. Take the logarithm first, then leave words out.",
        ),
        replace(RIGHT, zeros=True),
    ),
)


def _with_holes(rng: Generator, batch: int, steps: int) -> np.ndarray:
    """A mask, (batch, steps), in each of whose sentences a True follows a False.

    Args:
        rng: what it is drawn from.
        batch: how many sentences.
        steps: of each; at least 4.
    """
    mask = rng.random((batch, steps)) < 0.5
    mask[:, 0], mask[:, 1], mask[:, -1] = True, False, True
    mask[0, 0] = False  # one begins with it
    return mask


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
            lengths = drawing.lengths(rng, b, s)
            mask = np.arange(s) < lengths[:, None]
            # what stands at the padding is a label and says nothing; no sentence can
            # do without the mask: 0 is the label of a word, another one of padding
            labels = rng.integers(0, n, (b, s))
            labels[np.arange(b), rng.integers(0, lengths)] = 0
            labels[:, -1] = rng.integers(1, n, b)
            probabilities = softmax(rng.uniform(-2, 2, (b, s, n)))
            words = f"batch {b}, {s} steps, {n} tags"
            axes = drawing.axes(sentences=b, steps=s, tags=n)
            cases.append(Case(words, (labels, probabilities, mask), axes))
        mask = _with_holes(rng, 4, steps)
        labels = np.where(mask, rng.integers(0, tags, (4, steps)), tags - 1)
        labels[np.arange(4), mask.argmax(axis=1)] = 0  # the first word's
        weights = rng.uniform(-2, 2, (4, steps, tags))
        weights[0, mask[0].argmax(), 0] = -8  # one is small, and counts
        probabilities = softmax(weights)
        words = "a mask with its False anywhere"
        axes = drawing.axes(sentences=4, steps=steps, tags=tags)
        cases.append(Case(words, (labels, probabilities, mask), axes))
        return tuple(cases)

    return Function(
        ("labels", "probabilities", "mask"),
        RIGHT.loss,
        draw,
        singles(KNOWN, lambda way: way.loss),
        batched=True,
        two=pairs(RIGHT, KNOWN, lambda way: way.loss),
    )
