"""What is right for some sizes of arrays alone, or for one sentence of a batch."""

from __future__ import annotations

import numpy as np

from ...observe.function import Call
from ...reference.expected import Function, Mistake
from ..judge.agree import close, same
from ..show.described import raised
from ..show.verdict import Hint
from .tried import Tried

LOST = Mistake(
    "batch-axis-lost",
    "This is the answer to the first sentence alone. The first axis is the batch: "
    "answer all of it.",
)
LOST_BUT_LAST = Mistake(
    LOST.id,
    "This is the answer to the last sentence alone. The first axis is the batch: "
    "answer all of it.",
)


def sizes(first: Tried, like: Function) -> list[Hint]:
    """What is right for some sizes of arrays, or for some sizes given, alone."""
    calls, cases, right = first.seen.calls, first.cases, first.right
    if not right:
        return []
    # lists have no sizes that could be written out
    lists = any(isinstance(argument, list) for argument in cases[0].arguments)
    if like.batched and right[1] and not right[0] and not right[2]:
        words = "It is right for one sentence, and not for a batch of several."
        return [Hint("only-one-sentence", words + _error(calls[0]))]
    others = right[1] or bool(calls[1].error)
    if not like.batched:  # one that is right by chance proves nothing
        others = len(set(right[1:-1])) == 1
    for fits, other in () if lists else ((0, 2), (2, 0)):
        if right[fits] and others and not right[other]:
            words = (
                f"It is right for {cases[fits].sizes} and not for "
                f"{cases[other].sizes}: take the sizes from the arguments."
            )
            return [Hint("only-these-sizes", words + _error(calls[other]))]
    arrays = first.arrays
    found = arrays[0]
    if (
        not like.batched
        and isinstance(first.answers[0], np.ndarray)
        and found is not None
        and np.all(np.isfinite(found))
        and all(same(a, found) for a in arrays)
    ):
        words = "It gives the same number whatever "
        words += "it is called with." if lists else "the sizes are."
        return [Hint("same-for-all-sizes", words)]
    return []


def _error(call: Call) -> str:
    return f" {raised(call)}" if call.error else ""


def lost_batch(first: Tried) -> list[Hint]:
    """Right numbers of one sentence alone; calls that raised show nothing."""
    pairs = [
        (array, answer)
        for array, answer, call in zip(
            first.arrays, first.answers, first.seen.calls, strict=True
        )
        if not call.error
    ]
    several = [
        (found, right)
        for found, right in pairs
        if isinstance(right, np.ndarray) and right.ndim and len(right) > 1
    ]
    if not several or len(pairs) < 3:
        return []
    for mistake, of in ((LOST, 0), (LOST_BUT_LAST, -1)):
        if all(
            found is not None
            and isinstance(right, np.ndarray)
            and right.ndim
            and (close(found, right[of]) or close(found, right[[of]]))
            for found, right in pairs
        ):
            return [Hint(mistake.id, mistake.text)]
    return []
