"""What was found, in words for a panel."""

from __future__ import annotations

import re

from ...observe.function import Call
from ...observe.value import Seen
from . import words
from .of_shapes import of_shapes


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
        return f"{words.a(seen.type)} of {len(seen.items)}"
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


_READS = (
    "This layer reads (batch, steps, features), and one of these axes did not come. "
)
_BELOW = (
    "Do the layers stand in the order that was asked for? Where a recurrent layer "
    "belongs below it, return_sequences=True makes that one hand on a vector for each "
    "step; where numbers of words enter, an Embedding makes a vector of each"
)
NO_SEQUENCE = (
    f"{_READS}{_BELOW}; and keras.Input takes two lengths for it, (steps, features)."
)
"""What two axes mean, where one of them is the batch."""

_ONE_MISSING = (
    f"{_READS}Where it was called on one sentence, that is the batch: sentence[None] "
    f"puts it in front. {_BELOW}."
)
_BATCH_TOO = (
    "This layer reads (batch, steps, features), three axes, and four came. keras.Input "
    "adds the batch itself: leave it out there. An Embedding adds an axis as well: it "
    "reads the numbers of words, keras.Input((steps,)), and makes the vectors."
)
_TOO_MANY = (
    "This layer reads (batch, steps, features), three axes, and four came: one is too "
    "many."
)
_NO_WEIGHTS = (
    "It has no weights yet, or is of a kind without any. Weights come when it is known "
    "what is read: call a layer on an input, or build it for a shape, as with "
    "layer.build((None, steps, features)); begin a model with keras.Input(…)."
)
_UNBUILT = (
    "A layer has no weights before it has read something: how many there are depends "
    "on what it reads. Call it on an input, or build it for a shape, first; begin a "
    "model with keras.Input(…)."
)
_NO_LIST = (
    "keras.Sequential takes its layers in one list, in square brackets: "
    "keras.Sequential([first, second])."
)
_LAYER_FOR_OUTPUT = (
    "This is a layer and not what it makes: call it on what it reads, layer(inputs), "
    "and hand in the result."
)
_LAYER_FOR_INPUT = (
    "A layer stands where a model begins. inputs = keras.Input(…) begins it, and the "
    "layers are called on that."
)
_NOT_ONE_LIST = (
    "set_weights takes one list of all arrays: set_weights([first, second])."
)
_NO_TUPLE = (
    "A shape is a tuple, in brackets of its own: keras.Input((5, 3)), and (3,) of one "
    "number."
)
_OTHER_SHAPE = (
    "What came has another shape than keras.Input says, which leaves out the batch "
    "axis: that stands first in what is read."
)
_LIST_FOR_WEIGHT = (
    "A list has no shape; np.array(…) makes an array of it. set_weights takes a list "
    "of such arrays, one for each weight."
)
_NUMBER_FOR_WEIGHT = (
    "A plain number has no shape. set_weights takes a list of arrays, one for each "
    "weight and in its shape: np.array([[0.5]]) has the shape (1, 1), np.array([0.5]) "
    "the shape (1,)."
)
_FEATURES_OPEN = (
    "How many features enter has to be known, since that is how many rows the kernel "
    "has. None may stand for the number of steps alone: keras.Input((None, features))."
)
_DATA_FOR_OUTPUT = (
    "keras.Model takes what keras.Input gave, and what the last layer returned for it. "
    "An array stands here: data and labels are handed to fit."
)
_NO_ARRAY = (
    "fit, evaluate and predict read arrays, and labels are one too. A list is taken "
    "for an array for each input: np.array(…) makes one of a list of numbers."
)
_OTHER_NO_ARRAY = (
    "x is an array here, as it should be, and something else is none: the labels must "
    "be an array too, as np.array(…) makes one of a list of numbers."
)

_NO_STEPS = (
    "TimeDistributed puts the layer in it to each step and reads (batch, steps, …); "
    "what came has no axis of steps. Where a recurrent layer stands below it, "
    "return_sequences=True makes that one hand on a vector for each step."
)
_EACH_WORD_ALONE = (
    "TimeDistributed hands the layer in it one word at a time, and a recurrent layer "
    "reads a sentence: it goes through the words by itself. Take TimeDistributed off "
    "it; return_sequences=True gives a vector for each word."
)
_INSIDE = (
    "Bidirectional takes no {setting}: that belongs to the layer inside it, as in "
    "Bidirectional(LSTM(…, {setting}=…))."
)
_BELOW_IT = (
    "TimeDistributed takes no {setting}: that belongs to the recurrent layer below it, "
    "as in LSTM(…, {setting}=…)."
)
_SOFTMAX_MASK = (
    "layers.Softmax() cannot do with the mask that mask_zero=True makes: it takes one "
    'of words for one of tags. activation="softmax" in the layer below, or '
    'layers.Activation("softmax") in its place, gives the same numbers.'
)

_LAYER = r"<\w+ name=\w+, built="
_OF_AXES = (
    (r"expected ndim=3, found ndim=2.*received: \(None\b", NO_SEQUENCE),
    (r"expected ndim=3, found ndim=2", _ONE_MISSING),
    (r"expected ndim=3, found ndim=4.*received: \(\d", _TOO_MANY),
    (r"expected ndim=3, found ndim=4", _BATCH_TOO),
)
_WRAPPERS = {"Bidirectional": _INSIDE, "TimeDistributed": _BELOW_IT}
_SETTINGS = ("return_sequences", "return_state", "go_backwards")
_OF_LAYERS = (
    (r"`TimeDistributed` Layer should be passed .* 3 dimensions", _NO_STEPS),
    (r"must be fully-defined.*time_distributed\w*/.*_cell/", _EACH_WORD_ALONE),
    (r"must be fully-defined.*_cell/kernel", _FEATURES_OPEN),
    (r"The `mask` must be broadcastable to `inputs`", _SOFTMAX_MASK),
    *(
        (
            rf"Unrecognized keyword arguments passed to {wrapper}: .*'{setting}'",
            said.format(setting=setting),
        )
        for wrapper, said in _WRAPPERS.items()
        for setting in _SETTINGS
    ),
)
_OF_CALLS = (
    (r"`set_weights\(weights\)` .* expecting 0 weights", _NO_WEIGHTS),
    (r"set_weights\(\) takes 2 positional arguments but", _NOT_ONE_LIST),
    (r"`count_params` .* isn't built", _UNBUILT),
    (rf"Expected `trainable` to be a boolean.*: trainable={_LAYER}", _NO_LIST),
    (rf"Argument `name` must be a string.*: name={_LAYER}", _NO_LIST),
    (r"Sequential\.__init__\(\) takes from 1 to \d positional", _NO_LIST),
    (rf"All `outputs` values .* (value |outputs=){_LAYER}", _LAYER_FOR_OUTPUT),
    (rf"All `inputs` values .* (value |inputs=){_LAYER}", _LAYER_FOR_INPUT),
    (r"All `\w+puts` values .* of type <class 'numpy\.ndarray'>", _DATA_FOR_OUTPUT),
    (r"Unrecognized data type: x=.*of type <class 'numpy\.ndarray'>", _OTHER_NO_ARRAY),
    (r"Unrecognized data type: x=.*of type <class '(list|tuple)'>", _NO_ARRAY),
    (r"AttributeError: 'list' object has no attribute 'shape'", _LIST_FOR_WEIGHT),
    (
        r"AttributeError: '(int|float|float64)' object has no attribute 'shape'",
        _NUMBER_FOR_WEIGHT,
    ),
    (r"Invalid input shape for input", _OTHER_SHAPE),
    (r"ValueError: Cannot convert '\d+' to a shape", _NO_TUPLE),
)


def explained(error: str) -> str:
    """What an error's words mean, when they are words of Keras's that are known.

    Args:
        error: its name and message.

    >>> explained("expected ndim=3, found ndim=2").partition(", and")[0]
    'This layer reads (batch, steps, features)'
    """
    known = (*_OF_AXES, *_OF_LAYERS, *_OF_CALLS)
    return of_shapes(error) or _meant(error, known)


def of_axes(error: str) -> str:
    """What it means that axes are too few or too many for a model that got a batch.

    Args:
        error: its name and message; other errors mean nothing here.
    """
    said = _meant(error, _OF_AXES)
    return NO_SEQUENCE if said == _ONE_MISSING else said


def of_steps(error: str) -> str:
    """What it means that TimeDistributed met no steps; "" for other errors.

    Args:
        error: its name and message.
    """
    return _NO_STEPS if _meant(error, _OF_LAYERS) == _NO_STEPS else ""


def of_mask(error: str) -> str:
    """What it means that a layer cannot do with a mask; "" for other errors.

    Args:
        error: its name and message.
    """
    return _SOFTMAX_MASK if _meant(error, _OF_LAYERS) == _SOFTMAX_MASK else ""


def _meant(error: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((text for words, text in known if re.search(words, error)), "")
