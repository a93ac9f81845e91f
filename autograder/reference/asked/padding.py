"""Sentences of unequal length in one array, and the mask that tells words apart."""

from __future__ import annotations

from collections.abc import Sequence as Several

import numpy as np

from ..expected import Mask, Mistake, Sequence


def padded(sentences: Several[Several[int]]) -> Sequence:
    """Word numbers, padded with 0 at the end to the longest sentence.

    Args:
        sentences: word numbers, one list a sentence; none of them is 0.

    >>> padded([[3, 1], [2]]).value.tolist()
    [[3, 1], [2, 0]]
    """
    longest = max(len(sentence) for sentence in sentences)
    shortest = min(len(sentence) for sentence in sentences)
    right = _filled(sentences, longest)
    text = "The padding stands in front of the words; it belongs behind them."
    in_front = np.array([[0] * (longest - len(s)) + list(s) for s in sentences])
    wrong = [(Mistake("padding-in-front", text), in_front)]
    text = "The sentences are cut to the shortest. Pad them to the longest."
    wrong.append((Mistake("cut-to-shortest", text), right[:, :shortest]))
    text = "Steps and batch are swapped: each sentence is a row."
    wrong.append((Mistake("steps-first", text), right.T))
    text = (
        "The padding is another number than 0. 0 is the one that Embedding skips with "
        "mask_zero=True."
    )
    for other in (-1, 1):
        filled = _filled(sentences, longest, other)
        wrong.append((Mistake("other-padding", text), filled))
    text = "There is one step more than the longest sentence has."
    wrong.append((Mistake("one-step-more", text), _filled(sentences, longest + 1)))
    text = "The longest sentence has lost its last word: there is one step less."
    wrong.append((Mistake("last-step-lost", text), right[:, :-1]))
    return Sequence(
        right, tuple((m, w) for m, w in wrong if not np.array_equal(w, right))
    )


def padding_mask(sentences: Several[Several[int]]) -> Mask:
    """True where a word stands, for sentences padded at the end to the longest.

    Args:
        sentences: words or their numbers, one list a sentence.

    >>> padding_mask([[3, 1], [2]]).value.tolist()
    [[True, True], [True, False]]
    """
    lengths = np.array([len(sentence) for sentence in sentences])
    return Mask(np.arange(lengths.max()) < lengths[:, None])


def _filled(
    sentences: Several[Several[int]], steps: int, padding: int = 0
) -> np.ndarray:
    return np.array([[*s, *[padding] * (steps - len(s))] for s in sentences])
