"""The same layers in Keras, called one by one."""

from __future__ import annotations

import math
from typing import Any

import keras
import numpy as np
from keras import ops

from autograder.reference import Bidirectional, Pool, Softmax, Stack
from autograder.reference.layers import Layer

TOLERANCE = 1e-5

POOLED = {
    "first": lambda x: x[:, 0],
    "last but one": lambda x: x[:, -2],
    "last": lambda x: x[:, -1],
    "sum": lambda x: ops.sum(x, axis=1),
}
"""What learners write where no layer of Keras does it."""


class TwoByHand(keras.layers.Layer):
    """Two directions, put together as a learner may do it, not as Keras does."""

    def __init__(self, asked: Bidirectional) -> None:
        super().__init__()
        self.asked = asked
        self.there = in_keras(asked.layer)
        self.back = in_keras(asked.backward)

    def build(self, shape: Any) -> None:
        self.there.build(shape)
        self.back.build(shape)
        self.built = True

    def call(self, x: Any, mask: Any = None) -> Any:
        there, back = self.there(x, mask=mask), self.back(x, mask=mask)
        if self.asked.return_sequences and self.asked.turned:
            back = ops.flip(back, axis=1)
            if mask is not None:  # as in Keras' own, which the oracle follows
                there, back = (
                    ops.where(mask[..., None], h, 0.0) for h in (there, back)
                )
        halves = [there, back] if self.asked.first == "forward" else [back, there]
        modes = {
            "concat": lambda: ops.concatenate(halves, axis=-1),
            "sum": lambda: there + back,
            "ave": lambda: (there + back) / 2,
            "mul": lambda: there * back,
        }
        return modes[self.asked.merge_mode]()

    def compute_mask(self, x: Any, mask: Any = None) -> Any:
        return mask if self.asked.return_sequences else None


def in_keras(layer: Layer) -> Any:
    """The Keras layer that a layer of the oracle describes."""
    if isinstance(layer, Softmax):  # Keras' own would mask classes, not steps
        axis = layer.axis
        return keras.layers.Lambda(
            lambda x: keras.activations.softmax(x, axis=axis),
            mask=lambda inputs, mask=None: mask,
        )
    described = layer.config()
    if isinstance(layer, Bidirectional) and described is None:
        return TwoByHand(layer)
    if described is None:
        assert isinstance(layer, Pool)
        return keras.layers.Lambda(POOLED[layer.how])
    return keras.layers.deserialize(described)


def each_in_keras(
    stack: Stack, x: np.ndarray, weights: list[np.ndarray]
) -> list[np.ndarray | tuple[np.ndarray, ...]]:
    """What Keras makes of the same input with the same weights, layer by layer."""
    kind = "int32" if stack.vocabulary is not None else "float32"
    made: Any = ops.convert_to_tensor(x.astype(kind))
    found: list[np.ndarray | tuple[np.ndarray, ...]] = []
    rest = list(weights)
    for layer, shapes in zip(stack.layers, stack.by_layer(x.shape[1:]), strict=True):
        twin = in_keras(layer)
        twin.build(tuple(made.shape))
        twin.set_weights([rest.pop(0) for _ in shapes])
        made = twin(made)
        found.append(
            tuple(map(np.asarray, made))
            if isinstance(made, list | tuple)
            else np.asarray(made)
        )
    return found


def some_weights(
    stack: Stack, shape: tuple[int, ...], rng: np.random.Generator
) -> list[np.ndarray]:
    """Random weights, large enough to be felt."""
    return [
        rng.uniform(-1, 1, s) / math.sqrt(max(1, s[0] if len(s) > 1 else 1) / 3)
        for s in stack.weight_shapes(shape)
    ]


def some_inputs(
    stack: Stack, batch: int, shape: tuple[int, ...], rng: np.random.Generator
) -> np.ndarray:
    """Random inputs; with steps that are masked, where a mask can be made of them."""
    padding = np.zeros((batch, *shape[:1]), bool)
    if shape[0] > 1:
        padding = rng.random((batch, shape[0])) < 0.3
    if stack.vocabulary is not None:
        numbers = rng.integers(0, stack.vocabulary, (batch, *shape))
        return np.where(padding, 0, numbers)
    x = rng.uniform(-1, 1, (batch, *shape)).astype("float32")
    x[padding] = getattr(stack.layers[0], "mask_value", 0.0)
    return x


def apart(found: Any, expected: Any) -> float:
    """How far two results are apart, in units of what a check allows.

    1 is rtol = atol = `TOLERANCE`, as the checks have it. Results of other shapes are
    infinitely far apart, and those with a NaN where the other has none.
    """
    if isinstance(expected, tuple):
        assert isinstance(found, tuple)
        assert len(found) == len(expected)
        return max(map(apart, found, expected))
    missing = np.isnan(expected)
    if found.shape != expected.shape or (np.isnan(found) != missing).any():
        return math.inf
    allowed = TOLERANCE + TOLERANCE * np.abs(expected[~missing])
    distance = np.abs(found[~missing] - expected[~missing])
    return float(np.max(distance / allowed, initial=0.0))
