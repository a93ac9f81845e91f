"""Sentences of unequal length in one array, and the mask that tells words apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Sequence as Several

import numpy as np

from ..expected import Mask, Mistake, Sequence

LONGEST = 128
"""Steps that sentences may be padded to, for it to be recognised."""


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
    in_front = _filled_in_front(sentences, longest)
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
    wrong += [(m, made(sentences, steps)) for m, steps, made in _lengths(longest)]
    text = "The longest sentence has lost its last word: there is one step less."
    wrong.append((Mistake("last-step-lost", text), right[:, :-1]))
    wrong += _cut(sentences, shortest, longest)
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
    longest = int(lengths.max())
    wrong = [
        (m, np.arange(steps) < lengths[:, None])
        for m, steps, made in _lengths(longest)
        if made is _filled
    ]
    right = np.arange(longest) < lengths[:, None]
    ones = np.array(
        [[*(word == 1 for word in s), *[False] * (longest - len(s))] for s in sentences]
    )
    if ones.any():
        text = (
            "The word with the number 1 counts as padding here. Padding is 0 alone: "
            "look at what the numbers are compared with."
        )
        wrong.append((Mistake("word-for-padding", text), right & ~ones))
    return Mask(right, tuple(wrong))


Made = Callable[[Several[Several[int]], int], np.ndarray]


def _lengths(longest: int) -> Iterator[tuple[Mistake, int, Made]]:
    """Ways to pad to more steps than the longest sentence has, and to how many."""
    text = "There is one step more than the longest sentence has."
    yield Mistake("one-step-more", text), longest + 1, _filled
    for steps in range(longest + 2, max(LONGEST, 4 * longest) + 1):
        text = (
            f"There are {steps} steps; the longest sentence has {longest}. Pad to that "
            "one."
        )
        yield Mistake("padded-too-long", text), steps, _filled
    text = "The padding stands in front of the words; it belongs behind them."
    for steps in range(longest + 1, max(LONGEST, 4 * longest) + 1):
        yield Mistake("padding-in-front", text), steps, _filled_in_front


def _cut(
    sentences: Several[Several[int]], shortest: int, longest: int
) -> Iterator[tuple[Mistake, np.ndarray]]:
    """Sentences cut to fewer words than the longest has, at either end."""
    for steps in range(1, longest):
        text = f"Sentences are cut to {steps} words here. Pad them to the longest."
        mistake = Mistake("cut-short", text)
        if steps not in (shortest, longest - 1):
            yield mistake, _filled([s[:steps] for s in sentences], steps)
        yield mistake, _filled([s[-steps:] for s in sentences], steps)


def _filled_in_front(sentences: Several[Several[int]], steps: int) -> np.ndarray:
    return np.array([[*[0] * (steps - len(s)), *s] for s in sentences])


def _filled(
    sentences: Several[Several[int]], steps: int, padding: int = 0
) -> np.ndarray:
    return np.array([[*s, *[padding] * (steps - len(s))] for s in sentences])
