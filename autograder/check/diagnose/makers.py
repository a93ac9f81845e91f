"""Which layer made numbers that are wrong, and whether it held the given weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...observe.makers import Maker
from ..show.verdict import Hint

Arrays = Sequence[np.ndarray]


def unset(found: Arrays, given: Arrays, makers: Sequence[Maker]) -> list[Hint]:
    """That a layer made these numbers with other weights, or makes others with these.

    Args:
        found: wrong numbers, not all of them alike.
        given: the weights that were to be put in, in Keras' order.
        makers: the layers among the learner's names with weights of those shapes.
    """
    if not found or any(array.size < 2 or np.ptp(array) == 0 for array in found):
        return []
    holding = [maker for maker in makers if all(map(_alike, maker.weights, given))]
    others = [m for m in makers if not any(m is each for each in holding)]
    for maker in others:
        if all(_among(array, maker.outputs) for array in found):
            text = (
                f"{maker.name} makes these numbers, and its weights are not the given "
                "ones: set_weights puts those in, before the call."
            )
            return [Hint("weights-not-set", text)]
    for maker in holding:
        one = len(maker.outputs) <= 2  # an output, and the last step of it
        if one and all(_is_sentence_of(array, maker.outputs) for array in found):
            text = (
                f"This is what {maker.name} answers to single sentences: it returns "
                "one tensor, which was taken apart along the batch. With "
                "return_state=True it returns its states as well."
            )
            return [Hint("taken-apart", text)]
        if not any(_is_part_of(array, maker.outputs) for array in found):
            text = (
                f"{maker.name} holds the given weights, and makes other numbers with "
                "them than these. Call it on the whole of its inputs after "
                "set_weights, from no other state than its own, and keep what that "
                "call returns as it is."
            )
            return [Hint("weights-not-used", text)]
    return []


def _is_sentence_of(array: np.ndarray, outputs: Arrays) -> bool:
    """Whether it is one sentence of an output."""
    return any(_among(array, list(output)) for output in outputs if output.ndim > 1)


def _is_part_of(array: np.ndarray, outputs: Arrays) -> bool:
    """Whether it is an output, a sentence or step of one, or several in one array."""
    if _among(array, outputs) or _is_sentence_of(array, outputs):
        return True
    steps = [step for o in outputs if o.ndim == 3 for step in np.moveaxis(o, 1, 0)]
    return _among(array, steps) or (
        array.ndim > 1 and all(_among(item, outputs) for item in array)
    )


def _among(array: np.ndarray, outputs: Arrays) -> bool:
    return any(_alike(array, output) for output in outputs)


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-5, atol=1e-5)
