"""The recurrent layers by their equations, in float64 and without Keras.

Rows are vectors, σ and φ are given. What the trace says is held against this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Vectors = dict[str, np.ndarray]

FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "tanh": np.tanh,
    "relu": lambda v: np.maximum(v, 0),
    "linear": lambda v: v,
    "sigmoid": lambda v: 1 / (1 + np.exp(-v)),
    "hard_sigmoid": lambda v: np.clip(v / 6 + 0.5, 0, 1),
}


def simple_rnn(cell: Any, x: np.ndarray, states: Vectors) -> tuple[Vectors, Vectors]:
    """One step: the gates and the new states."""
    w, u, b = weights(cell, 1)
    h = FUNCTIONS[cell.activation](x @ w[0] + states["h"] @ u[0] + b[0][0])
    return {"h": h}, {"h": h}


def lstm(cell: Any, x: np.ndarray, states: Vectors) -> tuple[Vectors, Vectors]:
    """One step: the gates and the new states."""
    w, u, b = weights(cell, 4)
    sigma, phi = FUNCTIONS[cell.recurrent_activation], FUNCTIONS[cell.activation]
    i, f, g, o = (x @ w[n] + states["h"] @ u[n] + b[n][0] for n in range(4))
    i, f, g, o = sigma(i), sigma(f), phi(g), sigma(o)
    c = f * states["c"] + i * g
    return {"i": i, "f": f, "c̃": g, "o": o}, {"h": o * phi(c), "c": c}


def gru(cell: Any, x: np.ndarray, states: Vectors) -> tuple[Vectors, Vectors]:
    """One step: the gates and the new states."""
    w, u, b = weights(cell, 3)
    sigma, phi = FUNCTIONS[cell.recurrent_activation], FUNCTIONS[cell.activation]
    h = states["h"]
    z = sigma(x @ w[0] + h @ u[0] + b[0][0] + b[0][1])
    r = sigma(x @ w[1] + h @ u[1] + b[1][0] + b[1][1])
    if cell.reset_after:
        candidate = phi(x @ w[2] + b[2][0] + r * (h @ u[2] + b[2][1]))
    else:
        candidate = phi(x @ w[2] + (r * h) @ u[2] + b[2][0])
    new = z * h + (1 - z) * candidate
    return {"z": z, "r": r, "h̃": candidate}, {"h": new}


STEPS = {"SimpleRNN": simple_rnn, "LSTM": lstm, "GRU": gru}


def weights(cell: Any, gates: int) -> tuple[Any, Any, Any]:
    """W, U and both biases of each gate, from the Keras cell's own weights."""
    kernel, recurrent, *bias = (w.astype("float64") for w in cell.keras.get_weights())
    none = np.zeros((2, kernel.shape[1]))
    b = none + (np.atleast_2d(bias[0]) if bias else 0)
    if bias and bias[0].ndim == 1:
        b[1] = 0
    w, u = np.split(kernel, gates, 1), np.split(recurrent, gates, 1)
    return w, u, [list(part) for part in np.split(b, gates, 1)]
