"""How many parameters layers have, and what wrong counts of them would be."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..expected import Mistake, Number
from ..layers.gru import GRU
from ..layers.layer import Layer
from ..layers.lstm import LSTM
from ..layers.plain import Dense, Embedding
from ..layers.simple_rnn import SimpleRNN
from ..layers.stack import Stack
from ..layers.wrappers import Bidirectional, TimeDistributed
from .recurrent_counts import of_recurrent

Wrong = tuple[Mistake, float]


def parameters(like: Layer | Stack, input_shape: tuple[int, ...]) -> Number:
    """How many numbers training would change.

    Args:
        like: a layer or a stack of them.
        input_shape: of one sentence, without the batch axis.

    Returns:
        The right number, and what known mistakes would count.

    >>> layer = TimeDistributed(Dense(9))
    >>> parameters(layer, input_shape=(12, 20)).value
    189.0
    """
    if not isinstance(like, Stack):
        like = Stack([like])
    each = parameters_by_layer(like, input_shape)
    if len(each) == 1:
        return each[0]
    right = sum(number.value for number in each)
    wrong: list[Wrong] = []
    for layer, number in zip(like.layers, each, strict=True):
        text = f"The parameters of {layer.name} are missing."
        wrong.append((Mistake("missing-layer", text), right - number.value))
        wrong += [(m, right - number.value + value) for m, value in number.mistakes]
    return _number(right, wrong)


def parameters_of_top(like: Stack, input_shape: tuple[int, ...]) -> Number:
    """How many numbers training would change in the uppermost layer of a stack.

    Args:
        like: two layers or more.
        input_shape: of one sentence, without the batch axis.

    Returns:
        The right number, and what known mistakes would count: also that the layers
        below are counted, or that what the stack reads is taken for what the uppermost
        layer reads.

    >>> stack = Stack([SimpleRNN(20, return_sequences=True), Dense(9)])
    >>> parameters_of_top(stack, input_shape=(12, 30)).value
    189.0
    """
    *below, top = parameters_by_layer(like, input_shape)
    layer, under = like.layers[-1], like.layers[-2]
    wrong = list(top.mistakes)
    text = f"This counts all layers. {layer.name} alone was asked for."
    total = top.value + sum(number.value for number in below)
    wrong.append((Mistake("all-layers-counted", text), total))
    text = f"This counts {under.name}. {layer.name} was asked for."
    wrong.append((Mistake("layer-below-counted", text), below[-1].value))
    if len(input_shape) > 1:
        text = (
            f"{input_shape[-1]} numbers enter {layer.name} here, those of a word. It "
            f"reads what {under.name} hands on."
        )
        shape = like.layers[0].output_shape(input_shape)
        for between in like.layers[1:-1]:
            shape = between.output_shape(shape)
        misread = _count(layer, (*shape[:-1], input_shape[-1]))
        if misread not in [value for _, value in wrong]:
            wrong.append((Mistake("features-for-units", text), misread))
    return _number(top.value, wrong)


def parameters_by_layer(
    stack: Stack, input_shape: tuple[int, ...]
) -> tuple[Number, ...]:
    """The same for each layer of a stack.

    Args:
        stack: the layers.
        input_shape: of one sentence, without the batch axis.
    """
    found = []
    shape, below, entered = input_shape, None, input_shape
    for layer in stack.layers:
        right = _count(layer, shape)
        wrong = list(_wrong(layer, shape))
        if isinstance(below, Bidirectional) and below.merge_mode == "concat":
            text = (
                f"{below.name} hands {shape[-1]} numbers a word to {layer.name}, "
                f"{below.units} from each direction; here {below.units} are counted."
            )
            halved = _count(layer, (*shape[:-1], below.units))
            wrong.insert(0, (Mistake("features-not-doubled", text), halved))
            text = (
                f"{below.name} hands {shape[-1]} numbers a word to {layer.name}, "
                f"{below.units} from each direction; here twice as many are counted."
            )
            doubled = _count(layer, (*shape[:-1], 2 * shape[-1]))
            wrong.append((Mistake("features-doubled-twice", text), doubled))
        if below is not None and len(entered) > 1:
            text = (
                f"{entered[-1]} numbers a word are counted for {layer.name}, as "
                f"many as enter {below.name}: count what {below.name} hands on."
            )
            misread = _count(layer, (*shape[:-1], entered[-1]))
            wrong.append((Mistake("features-for-units", text), misread))
        found.append(_number(right, wrong))
        shape, below, entered = layer.output_shape(shape), layer, shape
    return tuple(found)


def _number(right: float, wrong: list[Wrong]) -> Number:
    return Number(right, tuple((m, value) for m, value in wrong if value != right))


def _count(layer: Layer, shape: tuple[int, ...]) -> float:
    return float(sum(math.prod(s) for s in layer.weight_shapes(shape)))


def _wrong(layer: Layer, shape: tuple[int, ...]) -> Iterator[Wrong]:
    """What wrong counts of a layer that reads ``shape`` would be."""
    if isinstance(layer, SimpleRNN | LSTM | GRU):
        yield from of_recurrent(layer, shape)
    elif isinstance(layer, Bidirectional):
        yield from _of_bidirectional(layer, shape)
    elif isinstance(layer, TimeDistributed) and isinstance(layer.layer, Dense):
        yield from _of_dense(layer.layer, layer.name, shape)
    elif isinstance(layer, Dense):
        yield from _of_dense(layer, layer.name, shape)
    elif isinstance(layer, Embedding):
        yield from _of_embedding(layer, shape)


def _of_bidirectional(layer: Bidirectional, shape: tuple[int, ...]) -> Iterator[Wrong]:
    inner = layer.layer
    text = "One direction is counted. The other has as many parameters, all of its own."
    yield Mistake("one-direction", text), _count(inner, shape)
    for mistake, value in of_recurrent(inner, shape):
        yield mistake, 2 * value
        if mistake.id == "one-gate":
            yield mistake, value


def _of_dense(layer: Dense, name: str, shape: tuple[int, ...]) -> Iterator[Wrong]:
    features, units = shape[-1], layer.units
    kernel = features * units
    right = _count(layer, shape[-1:])
    if layer.use_bias:
        text = "The biases are missing: one for each unit."
        yield Mistake("no-bias", text), kernel
        text = "One bias is counted. Each unit has one of its own."
        yield Mistake("one-bias", text), kernel + 1
        text = (
            f"Here is one bias for each number that comes in. {name} has one for each "
            "that goes out."
        )
        yield Mistake("bias-per-feature", text), kernel + features
    text = (
        f"Weights from units to units are counted. {name} remembers nothing: it has a "
        "kernel and biases."
    )
    yield Mistake("recurrent-kernel-counted", text), right + units * units
    if len(shape) < 2:
        return
    steps = shape[0]
    text = (
        f"The parameters are counted once for each word. {name} has one set of them, "
        "used at every step."
    )
    yield Mistake("parameters-per-step", text), steps * right
    text = "The number of words stands where the numbers of a word belong."
    yield Mistake("steps-for-features", text), _count(layer, (steps,))
    text = "This counts a Dense layer on all words of the sentence laid end to end."
    yield Mistake("dense-parameters", text), _count(layer, (steps * features,))
    if layer.use_bias:
        text = "The biases are counted once for each word. All words share them."
        yield Mistake("bias-per-step", text), kernel + steps * units


def _of_embedding(layer: Embedding, shape: tuple[int, ...]) -> Iterator[Wrong]:
    words, features = layer.words, layer.features
    text = (
        "This is one vector. The table has one for each of the "
        f"{words} word numbers, and all of them are trained."
    )
    yield Mistake("embedding-without-words", text), features
    if shape:
        text = (
            "The vectors of one sentence are counted. The table has one for each word "
            f"number there is: {words}."
        )
        yield Mistake("embedding-without-words", text), math.prod(shape) * features
    text = "The rows are counted; each of them is a vector."
    yield Mistake("embedding-without-features", text), words
    text = "An Embedding is trained like any other layer: its table is its parameters."
    yield Mistake("embedding-not-counted", text), 0
    text = "An Embedding has no biases: it is a table, a vector for each word number."
    yield Mistake("embedding-with-bias", text), (words + 1) * features
    text = f"A row is missing: the word numbers are 0 to {words - 1}, padding included."
    yield Mistake("vocabulary-off-by-one", text), (words - 1) * features
