"""What was found, in words for a panel."""

from __future__ import annotations

from ...observe.function import Call
from ...observe.value import Seen
from . import words


def described(seen: Seen) -> str:
    """What a value is."""
    if seen.kind == "nothing":
        return "None"
    if seen.kind == "text":
        return f"text: {seen.text}"
    if seen.kind == "array" and seen.array is not None:
        return f"shape {words.shape(seen.array.shape)}"
    if seen.kind == "flags" and seen.flags is not None:
        return f"booleans, shape {words.shape(seen.flags.shape)}"
    if seen.kind == "several":
        return f"a {seen.type} of {len(seen.items)}"
    return f"{seen.type}: {seen.text}" if seen.text else seen.type


def came(call: Call) -> str:
    """What came of a call: its result, or the error."""
    if call.result is None:
        return call.error
    array = call.result.array
    if array is not None and array.size == 1:
        return words.number(float(array.reshape(())))
    return described(call.result)


def raised(call: Call) -> str:
    """The error of a call and the line that raised it, as a sentence."""
    where = f" ({call.where})" if call.where else ""
    return f"{call.error}{where}."


NO_SEQUENCE = (
    "A layer that reads step by step got one vector here. Where a recurrent layer "
    "stands below it, return_sequences=True makes that one hand on a vector for each "
    "step; where numbers of words enter, an Embedding makes a vector of each."
)
_BATCH_TOO = (
    "A layer that reads step by step reads (batch, steps, features). keras.Input adds "
    "the batch itself: leave it out."
)
_MEANT = {
    "expected ndim=3, found ndim=2": NO_SEQUENCE,
    "expected ndim=3, found ndim=4": _BATCH_TOO,
}


def explained(error: str) -> str:
    """What an error's words mean, when they are Keras's of axes too few or too many.

    Args:
        error: its name and message.

    >>> explained("expected ndim=3, found ndim=2").partition(" got")[0]
    'A layer that reads step by step'
    """
    return next((text for words, text in _MEANT.items() if words in error), "")
