"""Shapes of what layers read and make, and what wrong ones would show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..expected import Mistake, Number, Shape
from ..layers.gru import GRU
from ..layers.layer import Layer
from ..layers.lstm import LSTM
from ..layers.simple_rnn import SimpleRNN
from ..layers.stack import Stack
from ..layers.wrappers import Bidirectional
from ..mistakes.order import reads

Axes = tuple[int | None, ...]
Wrong = tuple[Mistake, Axes]
Reader = SimpleRNN | LSTM | GRU | Bidirectional

BATCH_FORGOTTEN = Mistake(
    "batch-axis-forgotten",
    "This is the shape of one sentence. Keras reads a batch of them: its axis comes "
    "first.",
)
BATCH_NONE = Mistake(
    "batch-axis-none",
    "None stands for a batch of any size. Here you know how many sentences there are: "
    "write the number.",
)
REVERSED = Mistake(
    "axes-reversed",
    "These are the right lengths in reverse order. The batch comes first.",
)
SWAPPED = Mistake(
    "steps-features-swapped",
    "The last two axes are swapped: steps come before features.",
)
STEPS_FIRST = Mistake(
    "steps-first", "Steps and batch are swapped: Keras has the batch first."
)
FLATTENED = Mistake(
    "flattened",
    "The words of a sentence are laid end to end here. A recurrent layer reads them "
    "one after another, so steps and features are two axes.",
)
EVERY_STEP = Mistake(
    "every-step-returned",
    "This is one vector for each word. What is asked for is one vector for each "
    "sentence: the last state alone.",
)
LAST_ONLY = Mistake(
    "last-step-only",
    "This is one vector for each sentence. What is asked for is one for each word: "
    "the steps are an axis of their own.",
)
STEPS_FOR_UNITS = Mistake(
    "steps-for-units",
    "The last axis is as long as the sentence. The number of units decides it, not "
    "the number of words.",
)
FEATURES_FOR_UNITS = Mistake(
    "features-for-units",
    "The last axis is as long as a word's vector. The number of units decides it.",
)
AXIS_LOST = Mistake(
    "units-axis-forgotten",
    "This is one number for each word. Each word has a vector of them: they are an "
    "axis of their own.",
)


def sequence_shape(sentences: int, words: int, numbers: int) -> Shape:
    """The shape of a batch of sentences: (batch, steps, features).

    Args:
        sentences: how many at once.
        words: of each sentence.
        numbers: of each word.

    >>> sequence_shape(sentences=32, words=10, numbers=50).value
    (32, 10, 50)
    """
    return _shape(
        (sentences, words, numbers),
        _of_sequence(sentences, words, numbers),
        ("batch", "steps", "features"),
    )


def label_shape(sentences: int, words: int, classes: int) -> Shape:
    """The shape of one whole number for each word: (batch, steps).

    Args:
        sentences: how many at once.
        words: of each sentence.
        classes: what the numbers tell apart.

    >>> label_shape(sentences=64, words=12, classes=9).value
    (64, 12)
    """
    batch, steps = sentences, words
    one_hot = Mistake(
        "one-hot-for-integers",
        "This is a row of as many numbers as there are classes for each word. A whole "
        "number alone says which class it is.",
    )
    sentence = Mistake(
        "last-step-only",
        "This is one label for each sentence. Each word has one of its own.",
    )
    row = Mistake(
        "last-step-only",
        "This is one row for each sentence, with a number for each class. Each word "
        "has one whole number of its own.",
    )
    kept = Mistake(
        "axis-kept",
        "The last axis of length 1 is one too many: a label is a number, no vector.",
    )
    return _shape(
        (batch, steps),
        [
            (one_hot, (batch, steps, classes)),
            (sentence, (batch,)),
            (row, (batch, classes)),
            (kept, (batch, steps, 1)),
            (BATCH_FORGOTTEN, (steps,)),
            (BATCH_NONE, (None, steps)),
            (REVERSED, (steps, batch)),
        ],
        ("batch", "steps"),
    )


def output_shape(like: Layer | Stack, input_shape: tuple[int, ...]) -> Shape:
    """The shape of what comes out.

    Args:
        like: a layer or a stack that returns one array.
        input_shape: of what it reads, the batch first.

    Raises:
        ValueError: it returns several arrays.

    >>> every = SimpleRNN(16, return_sequences=True)
    >>> output_shape(every, (32, 10, 50)).value
    (32, 10, 16)
    """
    stack = Stack.of(like)
    batch, *rest = input_shape
    shape = tuple(rest)
    axes = stack.output_shape(shape)
    if axes and isinstance(axes[0], tuple):
        raise ValueError(f"{stack.name} returns several arrays: ask for one of them.")
    below = [shape]
    for layer in stack.layers:
        below.append(layer.output_shape(below[-1]))
    steps = shape[0] if shape else 1
    wrong: list[Wrong] = []
    if len(axes) == 2:
        wrong += [
            (LAST_ONLY, (batch, axes[1])),
            *_of_sequence(batch, *axes),
            (AXIS_LOST, (batch, axes[0])),
        ]
    else:
        wrong += _of_vector(batch, *axes)
        wrong.append((EVERY_STEP, (batch, steps, *axes)))
    top = stack.layers[-1]
    if isinstance(top, Bidirectional) and top.merge_mode == "concat":
        text = (
            f"{top.name} has {top.units} units in each direction and puts the two side "
            "by side: the last axis is twice as long."
        )
        mistake = Mistake("features-not-doubled", text)
        wrong.append((mistake, (batch, *axes[:-1], top.units)))
    wrong.append((STEPS_FOR_UNITS, (batch, *axes[:-1], steps)))
    for made, under in zip(below[1:-1], stack.layers, strict=False):
        text = (
            f"The last axis is that of {under.name}. {top.name} stands above it and "
            "decides."
        )
        mistake = Mistake("missing-layer", text)
        wrong.append((mistake, (batch, *axes[:-1], made[-1])))
    if len(shape) > 1:
        wrong.append((FEATURES_FOR_UNITS, (batch, *axes[:-1], shape[-1])))
    last = "units" if hasattr(top, "units") else "features"
    between = ("steps",) if len(axes) == 2 else ()
    names = ("batch", *between, last) if len(axes) in (1, 2) else ()
    return _shape((batch, *axes), wrong, names)


def state_shape(layer: Reader, input_shape: tuple[int, ...]) -> Shape:
    """The shape of each state that a recurrent layer returns by return_state.

    Args:
        layer: which.
        input_shape: of what it reads, (batch, steps, features).

    >>> state_shape(LSTM(16), (32, 10, 50)).value
    (32, 16)
    """
    batch, steps, features = input_shape
    units, count = layer.units, len(_states(layer))
    wrong = [
        *_of_vector(batch, units),
        (EVERY_STEP, (batch, steps, units)),
        (STEPS_FOR_UNITS, (batch, steps)),
        (FEATURES_FOR_UNITS, (batch, features)),
    ]
    if count > 1:
        text = f"There are {count} states; each is an array of its own."
        stacked = Mistake("states-as-one", text)
        wrong += [
            (stacked, (count, batch, units)),
            (stacked, (batch, count, units)),
            (stacked, (batch, count * units)),
        ]
    text = "One step is no axis here: a state is one vector for each sentence."
    wrong.append((Mistake("axis-kept", text), (batch, 1, units)))
    return _shape((batch, units), wrong, ("batch", "units"))


def returned_tensors(layer: Layer, steps: int | None = None) -> Number:
    """How many tensors a layer returns when it is called.

    Args:
        layer: which; with its return_state.
        steps: of the sentences that it reads, where the task names them: they are an
            axis of one tensor and may be taken for tensors.

    >>> returned_tensors(LSTM(16, return_state=True)).value
    3.0
    """
    if not reads(layer) or not layer.return_state:
        text = "Without return_state one tensor comes back, the outputs."
        return Number(1.0, tuple((Mistake("states-counted", text), n) for n in (2, 3)))
    states = len(_states(layer))
    text = (
        "One tensor comes back without return_state. Here the last states follow the "
        "outputs."
    )
    wrong = [(Mistake("states-not-counted", text), 1.0)]
    if states == 2:
        text = (
            "Outputs and one state are two, as a SimpleRNN or GRU returns them; or two "
            f"states without the outputs. With return_state=True {layer.name} returns "
            "its outputs and two states."
        )
        wrong.append((Mistake("one-missing", text), 2.0))
    elif states == 1:
        text = f"{layer.name} has one state; an LSTM has two."
        wrong.append((Mistake("other-layer", text), 3.0))
    else:
        text = f"Both directions have states: {states} of them follow the outputs."
        wrong += [(Mistake("one-direction", text), 1.0 + states // 2)]
    text = "Too many are counted: the outputs come back, and then each state once."
    wrong.append((Mistake("one-too-many", text), states + 2.0))
    if steps is not None:
        text = (
            "This counts a tensor for each word. The outputs of all words are one "
            "tensor; the words are its second axis."
        )
        mistake = Mistake("steps-counted", text)
        known = {states + 1.0, *(value for _, value in wrong)}
        wrong += [
            (mistake, value)
            for value in (float(steps), float(steps + states))
            if value not in known
        ]
    return Number(states + 1.0, tuple(wrong))


def _states(layer: Any) -> tuple[Axes, ...]:
    """The shapes of a layer's states, without the batch axis."""
    if isinstance(layer, Bidirectional):
        asked: Any = replace(layer, layer=replace(layer.layer, return_state=True))
    else:
        asked = replace(layer, return_state=True)
    return asked.output_shape((1, 1))[1:]


def _of_sequence(batch: int, steps: int, features: int) -> list[Wrong]:
    return [
        (BATCH_FORGOTTEN, (steps, features)),
        (BATCH_NONE, (None, steps, features)),
        (SWAPPED, (batch, features, steps)),
        (REVERSED, (features, steps, batch)),
        (STEPS_FIRST, (steps, batch, features)),
        (FLATTENED, (batch, steps * features)),
    ]


def _of_vector(batch: int, *axes: int) -> list[Wrong]:
    right = (batch, *axes)
    return [
        (BATCH_FORGOTTEN, axes),
        (BATCH_NONE, (None, *axes)),
        (REVERSED, right[::-1]),
    ]


def _shape(
    right: Axes, wrong: list[Wrong] | Iterator[Wrong], names: tuple[str, ...]
) -> Shape:
    """The right shape, and the wrong ones that are not the same by chance."""
    return Shape(right, tuple((m, axes) for m, axes in wrong if axes != right), names)
