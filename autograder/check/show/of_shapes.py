"""What those errors of Keras's mean that tell shapes, with the shapes in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import words

Axes = tuple[int | None, ...]

_SHAPE = r"(\((?:\d+|None)?(?:, ?(?:\d+|None)?)*\))"
_BATCH_LEFT_OUT = "keras.Input leaves out the batch axis, which stands first in what is"


def of_shapes(error: str) -> str:
    """What an error that tells shapes means; "" for other errors.

    Args:
        error: its name and message.

    >>> of_shapes("indices[0,2] = 12 is not in [0, 12)").partition(",")[0]
    'An Embedding has 12 rows here'
    """
    for pattern, said in _KNOWN:
        met = re.search(pattern, error)
        if met is not None:
            return said(*met.groups())
    return ""


def _axes(text: str) -> Axes:
    """A shape, as Python writes it."""
    lengths = re.findall(r"\d+|None", text)
    return tuple(None if n == "None" else int(n) for n in lengths)


def _other_shape(expected: str, found: str) -> str:
    """What came is not what keras.Input says."""
    asked, came = _axes(expected), _axes(found)
    if len(came) == len(asked) - 1 and all(
        n in (None, other) for n, other in zip(asked[1:], came, strict=True)
    ):
        return (
            f"The batch axis is missing. {_BATCH_LEFT_OUT} read: one sentence alone is "
            "read as sentence[None]."
        )
    return (
        f"keras.Input says {words.shape(asked[1:])} of one sentence, so that what is "
        f"read is {words.shape(asked)}; {words.shape(came)} came. {_BATCH_LEFT_OUT} "
        "read. A model that reads a list of arrays has a keras.Input for each of them."
    )


def _labels(target: str, output: str) -> str:
    """Labels as whole numbers and answers whose axes do not go together."""
    labels, answers = _axes(target), _axes(output)
    told = f"The labels have the shape {target}, the model's answers {output}. "
    if labels == answers:
        return (
            f"{told}sparse_categorical_crossentropy takes one whole number for each "
            "answer, labels of one axis less. One-hot labels, of as many axes, go with "
            "categorical_crossentropy."
        )
    told += "Labels that are whole numbers have all axes of the answers but the last. "
    if len(labels) == len(answers) == 2:
        return told + _NO_STEPS
    if (len(labels), len(answers)) == (1, 3):
        return (
            f"{told}Here the model answers for each step, and there is one label for "
            "each sentence: without return_sequences=True the last recurrent layer "
            "hands on one vector for each."
        )
    if len(labels) == 2 and len(answers) == 3 and labels[1] != answers[1]:
        told += f"{labels[1]} steps have a label here, and {answers[1]} are answered. "
        if isinstance(labels[1], int) and answers[1] == 2 * labels[1]:
            told += (
                "Twice as many come where two sequences are joined along their steps, "
                "as by Concatenate(axis=1)."
            )
    return told.strip()


_NO_STEPS = (
    "Where each word has a label, the model needs an answer for each: "
    "return_sequences=True makes a recurrent layer hand on a vector for each step."
)


def _rank(target: str, output: str) -> str:
    """Labels that were to have the shape of the answers."""
    labels, answers = _axes(target), _axes(output)
    told = (
        f"The labels have the shape {target}, the model's answers {output}; with this "
        "loss the two are to be alike. "
    )
    if labels == answers[:-1] and answers[-1] != 1:
        told += (
            "Labels of one whole number for each answer go with "
            "sparse_categorical_crossentropy."
        )
    elif len(labels) == 3 and len(answers) == 2:
        told += _NO_STEPS
    return told.strip()


def _joined(shapes: str) -> str:
    """What was to be joined along an axis in which it does not differ."""
    each = [_axes(text) for text in re.findall(_SHAPE, shapes)]
    if len({len(axes) for axes in each}) != 1:
        return ""
    apart = [
        n for n, lengths in enumerate(zip(*each, strict=True)) if len({*lengths}) > 1
    ]
    last = len(each[0]) - 1
    if apart != [last]:
        return ""
    return (
        "What is joined differs in the last axis, so it can be joined along that one "
        "alone: Concatenate(), whose axis is −1 when nothing is said. axis=1 are the "
        "steps."
    )


def _rows(number: str, rows: str) -> str:
    """A number of a word that an Embedding has no row for."""
    return (
        f"An Embedding has {rows} rows here, for the numbers 0 to {int(rows) - 1}, and "
        f"{number} came. Its first argument, input_dim, is how many numbers there are, "
        "that of the padding included: len(vocabulary) where there is a vocabulary."
    )


def _weight(belongs: str, came: str) -> str:
    """An array for a weight of another shape."""
    return (
        f"A weight has the shape {words.shape(_axes(belongs))}, and an array of shape "
        f"{words.shape(_axes(came))} came for it. set_weights takes an array for each "
        "weight, in its shape and in the order of get_weights(): of a recurrent layer "
        "the kernel, the recurrent kernel, the bias."
    )


def _classes(label: str, classes: str) -> str:
    """A label for which there is no answer."""
    return (
        f"The last layer answers with {classes} numbers here, for the labels 0 to "
        f"{int(classes) - 1}, and there is a label {label}. It needs a unit for each "
        "label there is, 0 included."
    )


_KNOWN: tuple[tuple[str, Callable[..., str]], ...] = (
    (
        rf"Expected shape {_SHAPE}, but input has incompatible shape {_SHAPE}",
        _other_shape,
    ),
    (
        r"`output` must have rank \(ndim\) `target\.ndim - 1`.*"
        rf"target\.shape={_SHAPE}, output\.shape={_SHAPE}",
        _labels,
    ),
    (
        r"same shape up until the last dimension: "
        rf"target\.shape={_SHAPE}, output\.shape={_SHAPE}",
        _labels,
    ),
    (
        r"`target` and `output` must have the same rank.*"
        rf"target\.shape={_SHAPE}, output\.shape={_SHAPE}",
        _rank,
    ),
    (
        rf"weight shape {_SHAPE} is not compatible with provided weight shape {_SHAPE}",
        _weight,
    ),
    (r"`Concatenate` layer requires inputs with matching shapes.*(\[.*)", _joined),
    (r"indices\[[\d, ]*\] = (-?\d+) is not in \[0, (\d+)\)", _rows),
    (
        r"label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)",
        _classes,
    ),
)
