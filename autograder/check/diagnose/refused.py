"""Why a model cannot read what it is given, as far as its layers show it."""

from __future__ import annotations

import numpy as np

from ...observe.seen import Batch, LayerSeen, ModelSeen, View
from ..show import words
from ..show.described import of_axes, of_mask, of_steps
from ..show.of_shapes import of_shapes
from ..show.verdict import Hint
from .behaviour import empty, stateful


def refused(view: View, seen: ModelSeen, inputs: Batch, error: str) -> list[Hint]:
    """The reason for an error, where it is proven.

    Args:
        view: asks the model.
        seen: the model.
        inputs: what it was to read.
        error: what it raised.
    """
    return (
        _exchanged(view, inputs)
        or empty(seen)
        or stateful(seen, error)
        or too_small(seen, inputs)
        or _no_row(seen, error)
        or _no_embedding(seen, inputs, error)
        or no_sequence(error)
    )


def too_small(seen: ModelSeen, inputs: Batch) -> list[Hint]:
    """An Embedding with fewer rows than the word numbers ask for.

    Args:
        seen: the model.
        inputs: (batch, steps) word numbers.
    """
    if (
        not isinstance(inputs, np.ndarray)
        or inputs.dtype.kind not in "iu"
        or not inputs.size
    ):
        return []
    tables = [layer for layer in seen.layers if layer.type == "Embedding"]
    rows = [dict(layer.settings).get("input_dim") for layer in tables]
    sizes = [row for row in rows if isinstance(row, int)]
    most = int(inputs.max())
    if len(sizes) != 1 or sizes[0] > most:
        return []
    text = (
        f"The Embedding has {sizes[0]} rows, for the word numbers 0 to {sizes[0] - 1}; "
        f"there are numbers up to {most}. 0 counts as well: it needs a row more than "
        "the largest number says."
    )
    return [Hint("embedding-too-small", text)]


def _no_row(seen: ModelSeen, error: str) -> list[Hint]:
    """The same of one of several Embeddings, told by what it raised."""
    if "is not in [0, " not in error:
        return []
    if not any(layer.type == "Embedding" for layer in seen.layers):
        return []
    return [Hint("embedding-too-small", of_shapes(error))]


def reads_numbers(seen: ModelSeen) -> LayerSeen | None:
    """A recurrent layer that stands first and reads one number a word.

    A Reshape below it changes no number.

    Args:
        seen: the model.
    """
    reading = [layer for layer in seen.layers if layer.type != "Reshape"]
    first = reading[0] if reading else None
    if first is None or not first.recurrent or not first.weights:
        return None
    return first if seen.weights[first.weights[0]].shape[0] == 1 else None


def _exchanged(view: View, inputs: Batch) -> list[Hint]:
    """Two inputs that can be read in the other order alone."""
    if not isinstance(inputs, tuple) or len(inputs) != 2:
        return []
    if not view.run([inputs[::-1]]).made:
        return []
    text = (
        "The model reads the two inputs in the other order alone: the order is the "
        "task's."
    )
    return [Hint("inputs-exchanged", text)]


def _no_embedding(seen: ModelSeen, inputs: Batch, error: str) -> list[Hint]:
    """Word numbers that go to a recurrent layer as they are."""
    first = seen.layers[0] if seen.layers else None
    # a Sequential that fit has failed to build raises something else when it is called
    unbuilt = seen.type == "Sequential" and not seen.weights
    if first is None or not first.recurrent or not (of_axes(error) or unbuilt):
        return []
    if not isinstance(inputs, np.ndarray) or inputs.ndim != 2:
        return []
    text = (
        f"What is read are word numbers, {words.shape((None, *inputs.shape[1:]))}, "
        f"and {first.type} stands first: it needs a vector for each word. An Embedding "
        "below it makes one of each number."
    )
    return [Hint("no-embedding", text)]


def no_sequence(error: str) -> list[Hint]:
    """What a layer says that cannot read what the one below it hands on.

    Args:
        error: its name and message.
    """
    said = of_axes(error) or of_steps(error)
    if said:
        return [Hint("no-sequence-between", said)]
    said = of_mask(error)
    return [Hint("softmax-with-mask", said)] if said else []
