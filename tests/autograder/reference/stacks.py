"""Random stacks for hypothesis, and those that the lessons ask for, made small."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from autograder.reference import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    Flatten,
    Masking,
    Pool,
    RepeatVector,
    SimpleRNN,
    Stack,
    TimeDistributed,
)
from autograder.reference.layers import Layer

ACTIVATIONS = ("tanh", "linear", "relu", "sigmoid", "elu", "softsign")
GATES = ("sigmoid", "hard_sigmoid", "tanh")

ASKED: dict[str, tuple[Stack, tuple[int, ...]]] = {
    "one state": (Stack([SimpleRNN(3)]), (4, 2)),
    "every state": (Stack([SimpleRNN(5, return_sequences=True)]), (4, 3)),
    "average": (Stack([SimpleRNN(1, "linear", return_sequences=True)]), (5, 1)),
    "tagger": (
        Stack(
            [
                Embedding(9, 2, mask_zero=True),
                SimpleRNN(4, return_sequences=True),
                TimeDistributed(Dense(3, "softmax")),
            ]
        ),
        (5,),
    ),
    "mended": (
        Stack([SimpleRNN(4, return_sequences=True), SimpleRNN(3), Dense(1, "sigmoid")]),
        (5, 2),
    ),
    "classes": (
        Stack([GRU(4, return_sequences=True), GRU(3), Dense(3, "softmax")]),
        (4, 2),
    ),
    "tags": (
        Stack(
            [
                Bidirectional(LSTM(4, return_sequences=True)),
                LSTM(2, return_sequences=True),
                TimeDistributed(Dense(4, "softmax")),
            ]
        ),
        (5, 3),
    ),
    "by hand": (Stack([LSTM(4, return_sequences=True), SimpleRNN(3)]), (5, 2)),
    "masking": (
        Stack([Masking(-1.0), Bidirectional(GRU(2, reset_after=False))]),
        (4, 3),
    ),
}
"""What exercises ask for, with a few of the sizes changed."""


@st.composite
def recurrent(draw: Any, every: bool) -> Layer:
    """A recurrent layer of any kind and setting.

    Args:
        draw: hypothesis'.
        every: whether it returns one vector for each word.
    """
    kind = draw(st.sampled_from([SimpleRNN, LSTM, GRU]))
    settings: dict[str, Any] = {
        "units": draw(st.integers(1, 5)),
        "activation": draw(st.sampled_from(ACTIVATIONS)),
        "use_bias": draw(st.booleans()),
        "go_backwards": draw(st.booleans()),
        "return_sequences": every,
    }
    if kind is not SimpleRNN:
        settings["recurrent_activation"] = draw(st.sampled_from(GATES))
    if kind is GRU:
        settings["reset_after"] = draw(st.booleans())
    layer = kind(**settings)
    if draw(st.booleans()):
        mode = draw(st.sampled_from(["concat", "sum", "ave", "mul"]))
        return Bidirectional(replace(layer, go_backwards=False), mode)
    return layer


@st.composite
def stacks(draw: Any) -> tuple[Stack, tuple[int, ...]]:
    """Up to three layers on what masks or embeds, and the shape that they read."""
    steps = draw(st.integers(1, 5))
    layers: list[Layer] = []
    shape: tuple[int, ...] = (steps, draw(st.integers(1, 4)))
    below = draw(st.sampled_from(["nothing", "embedding", "masking"]))
    if below == "embedding":
        mask = draw(st.booleans())
        layers.append(Embedding(draw(st.integers(2, 9)), shape[1], mask_zero=mask))
        shape = (steps,)
    elif below == "masking":
        layers.append(Masking(draw(st.sampled_from([0.0, -1.0, 0.5]))))
    count = draw(st.integers(1, 3))
    for place in range(count):
        top = place == count - 1
        every = not top or draw(st.booleans())
        layers.append(_above(draw, every, top, place == 0))
    last = layers[-1]
    if isinstance(last, SimpleRNN | LSTM | GRU) and draw(st.booleans()):
        layers[-1] = replace(last, return_state=True)
    elif isinstance(last, Bidirectional) and draw(st.booleans()):
        inner = replace(last.layer, return_state=True)
        layers[-1] = replace(last, layer=inner)
    return Stack(layers), shape


def _above(draw: Any, every: bool, top: bool, bottom: bool) -> Layer:
    """A layer that reads a sequence, and hands one on if ``every``."""
    wide = Dense(
        draw(st.integers(1, 4)),
        draw(st.sampled_from([*ACTIVATIONS, "softmax", "softplus"])),
        draw(st.booleans()),
    )
    others: list[Layer] = [] if bottom else [wide, TimeDistributed(wide)]
    if top and not every:
        others = [] if bottom else [Flatten(), Pool("mean"), Pool("max")]
    kinds = st.sampled_from(["recurrent", "recurrent", *others])
    chosen = draw(kinds)
    return draw(recurrent(every)) if isinstance(chosen, str) else chosen


REPEATED = Stack([SimpleRNN(3), RepeatVector(4), GRU(2, return_sequences=True)])
"""An encoder and a decoder."""
