"""Models of any kind, inputs and options, drawn by a seed."""

from __future__ import annotations

from functools import cache
from typing import Any

import keras
import numpy as np
from keras import layers

from tests.unrolled.models import randomised
from unrolled import Trace, trace

LONG_WORDS = [
    "incomprehensibilities",
    "supercalifragilisticexpialidocious",
    "a",
    "$x_1$",
    "WWWWWWWWWWWWWWWWWWWWWWWW",
    "don’t",
    "antidisestablishmentarianism",
]
TITLES = [
    None,
    "Short",
    "A title that nearly reaches the bar at the right of the figure, or more",
    "A title much longer than any figure is wide, which therefore has to go on in a "
    "second line, and perhaps in a third one, depending on how wide the figure is, "
    "where none of its lines may touch the bar",
]


@cache
def random_case(seed: int) -> tuple[Trace, dict[str, Any]]:
    """A model, an input and options drawn by a seed."""
    rng = np.random.default_rng(seed)
    steps, features = int(rng.integers(1, 8)), int(rng.choice([1, 2, 3, 8, 9, 40]))
    ids = rng.random() < 0.25
    model = random_model(rng, steps, features, ids)
    if ids:
        x = rng.integers(0, 5, (1, steps)) * rng.choice([0, 1, 1, 1], (1, steps))
    else:
        scale = rng.choice([0.5, 3.0, 50.0])
        x = rng.normal(0, scale, (1, steps, features))
        x *= rng.choice([0, 1, 1, 1], (1, steps, 1))
    traced = trace(model, x)
    outputs = traced.outputs.shape[-1]
    names = ["O", "B-PERSON", "I-PERSON", "a class with a long name", "LOC"]
    options = {
        "tokens": list(rng.choice(LONG_WORDS, steps)) if rng.random() < 0.7 else None,
        "classes": tuple(rng.choice(names, outputs)) if rng.random() < 0.5 else (),
        "title": TITLES[rng.integers(len(TITLES))],
        "code": bool(rng.random() < 0.6),
    }
    return traced, options


def random_model(rng: Any, steps: int, features: int, ids: bool) -> Any:
    """A model of up to three recurrent layers of any kind, and others."""
    length = None if rng.random() < 0.3 else steps
    stack: list[Any] = []
    if ids:
        rows, masked = int(rng.choice([5, 100, 12345])), bool(rng.random() < 0.6)
        stack.append(layers.Embedding(rows, features, mask_zero=masked))
    elif masked := bool(rng.random() < 0.3):
        stack.append(layers.Masking())
    depth, sequence = int(rng.choice([1, 1, 2, 2, 3])), True
    for place in range(depth):
        last = place == depth - 1
        if not sequence:
            stack.append(layers.RepeatVector(int(rng.integers(1, 8))))
        sequence = bool(rng.random() < (0.5 if last else 0.85))
        # a Sequential, which alone can be masked, hands no states on
        states = (last or not masked) and rng.random() < 0.2
        stack.append(random_recurrent(rng, sequence, bool(states), last or not masked))
        several = states or getattr(stack[-1], "merge_mode", "") is None
        if not several and rng.random() < 0.2:
            stack.append(layers.Dropout(0.25))
    if not several and rng.random() < 0.7:
        stack.append(random_top(rng, sequence))
    shape = (length,) if ids else (length, features)
    if masked:
        return randomised(keras.Sequential([keras.Input(shape), *stack]))
    start = tensor = keras.Input(shape)
    for layer in stack:
        if isinstance(tensor, list | tuple):
            tensor = tensor[0]
        tensor = layer(tensor)
        if isinstance(tensor, list | tuple) and layer is stack[-1]:
            tensor = tensor[int(rng.integers(len(tensor)))]
            if rng.random() < 0.5:
                tensor = layers.Dense(2)(tensor)
    return randomised(keras.Model(start, tensor))


def random_recurrent(rng: Any, sequences: bool, states: bool, apart: bool) -> Any:
    kinds = ["SimpleRNN", "LSTM", "GRU", "RNN"]
    options: dict[str, Any] = {"return_sequences": sequences, "return_state": states}
    kind = str(rng.choice(kinds))
    if rng.random() < 0.3:
        merges = ["concat", "sum", "mul", "ave", *([None] if apart else [])]
        merge = merges[int(rng.integers(len(merges)))]
        one_way = random_one_way(rng, kind, options)
        return layers.Bidirectional(one_way, merge_mode=merge)
    options["go_backwards"] = bool(rng.random() < 0.3)
    return random_one_way(rng, kind, options)


def random_one_way(rng: Any, kind: str, options: dict[str, Any]) -> Any:
    sizes = [1, 2, 3, 4, 8, 9, 32, 300]
    if kind == "RNN":
        cells = [layers.SimpleRNNCell, layers.LSTMCell, layers.GRUCell]
        chosen = rng.integers(0, 3, int(rng.integers(1, 4)))
        stack = [cells[c](int(rng.choice(sizes))) for c in chosen]
        return layers.RNN(stack if len(stack) > 1 else stack[0], **options)
    options = options | {
        "activation": str(rng.choice(["tanh", "relu", "sigmoid", "hard_sigmoid"])),
        "use_bias": bool(rng.random() < 0.7),
    }
    return getattr(layers, kind)(int(rng.choice(sizes)), **options)


def random_top(rng: Any, sequence: bool) -> Any:
    activation = str(rng.choice(["linear", "softmax", "sigmoid", "leaky_relu"]))
    units = int(rng.choice([1, 2, 3, 8, 12]))
    dense = layers.Dense(units, activation, use_bias=bool(rng.random() < 0.7))
    if sequence and rng.random() < 0.5:
        return layers.TimeDistributed(dense)
    return dense
