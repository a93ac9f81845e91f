"""Activation functions by their Keras names, in NumPy float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np


def linear(x: np.ndarray) -> np.ndarray:
    """The input itself; any shape."""
    return x


def relu(x: np.ndarray) -> np.ndarray:
    """max(x, 0), each number for itself; any shape."""
    return np.maximum(x, 0)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(−x)), written so that no exp overflows; any shape.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return 0.5 * (1 + np.tanh(0.5 * x))


def softmax(x: np.ndarray) -> np.ndarray:
    """exp(x) / sum(exp(x)) over the last axis; any shape.

    >>> softmax(np.array([[1000.0, 1000.0]])).tolist()
    [[0.5, 0.5]]
    """
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def hard_sigmoid(x: np.ndarray) -> np.ndarray:
    """x / 6 + 1/2, cut off at 0 and 1; any shape."""
    return np.clip(x / 6 + 0.5, 0, 1)


def softplus(x: np.ndarray) -> np.ndarray:
    """ln(1 + exp(x)), written so that no exp overflows; any shape."""
    return np.logaddexp(x, 0)


def softsign(x: np.ndarray) -> np.ndarray:
    """x / (1 + |x|); any shape."""
    return x / (1 + np.abs(x))


def elu(x: np.ndarray) -> np.ndarray:
    """x where it is positive, exp(x) − 1 elsewhere; any shape."""
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


ACTIVATIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "elu": elu,
    "hard_sigmoid": hard_sigmoid,
    "linear": linear,
    "relu": relu,
    "sigmoid": sigmoid,
    "softmax": softmax,
    "softplus": softplus,
    "softsign": softsign,
    "tanh": np.tanh,
}
