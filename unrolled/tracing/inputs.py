"""Whether an input fits a model, and what to do when it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .chain import Link
from .tensors import to_numpy


def batch_of_inputs(model: Any, x: Any, links: Sequence[Link]) -> np.ndarray:
    """``x`` as the model reads it.

    Returns:
        Floats of shape (batch, steps, features); where the first layer is an Embedding,
        whole numbers of shape (batch, steps).

    Raises:
        TypeError: ``x`` holds no numbers, or none that can be ids.
        ValueError: its shape does not fit the model, or it holds NaN or infinity.
    """
    import keras

    ids = type(links[0].layer).__name__ == "Embedding"
    axes = ("batch", "steps") if ids else ("batch", "steps", "features")
    named = f"({', '.join(axes)})"
    if isinstance(x, keras.KerasTensor):
        raise TypeError(
            "x is a symbolic tensor, which holds no numbers. Give real data: a NumPy "
            f"array of shape {named}."
        )
    if isinstance(x, dict):
        raise TypeError(
            f"x is a dict. The model has one input: give its array alone, {named}."
        )
    expected = tuple(model.inputs[0].shape)
    if len(expected) != len(axes):
        raise ValueError(
            f"The model reads inputs of shape {expected}; supported are sequences, "
            "(batch, steps, features), or (batch, steps) before an Embedding."
        )
    x = _numbers(to_numpy(x) if keras.ops.is_tensor(x) else x, named)
    _require_shape(x, expected, axes)
    if not np.isfinite(x).all():
        raise ValueError("x holds NaN or infinity. Replace them before you trace.")
    if ids and x.dtype.kind == "f" and (x != np.round(x)).any():
        raise TypeError(
            f"The layer {links[0].layer.name!r} reads ids, whole numbers of shape "
            f"{named}; x holds others."
        )
    if ids:
        return x.astype("int32")
    return x.astype("float64" if x.dtype == "float64" else "float32")


def _require_shape(
    x: np.ndarray, expected: tuple[int | None, ...], axes: tuple[str, ...]
) -> None:
    sizes = (a if n is None else str(n) for a, n in zip(axes, expected, strict=True))
    words = f"({', '.join(sizes)}), that is ({', '.join(axes)})"
    if x.ndim == len(axes) - 1 and _fit(x.shape, expected[1:]):
        raise ValueError(
            f"x has shape {x.shape}; the model reads {words}. The batch axis is "
            "missing: write x[np.newaxis]."
        )
    if x.ndim == len(axes) + 1 and len(x) == 1 and _fit(x.shape[1:], expected):
        raise ValueError(
            f"x has shape {x.shape}; the model reads {words}. Give the array alone, "
            "not in a list."
        )
    if not _fit(x.shape, expected):
        stateful = len(x) and x.ndim == len(axes) and _fit(x.shape[1:], expected[1:])
        more = f" A stateful model takes batches of {expected[0]}." if stateful else ""
        raise ValueError(f"x has shape {x.shape}; the model reads {words}.{more}")
    if 0 in x.shape:
        raise ValueError(f"x has shape {x.shape}, so there is nothing to read.")


def _fit(shape: tuple[int, ...], expected: tuple[int | None, ...]) -> bool:
    return len(shape) == len(expected) and all(
        e in (None, n) for n, e in zip(shape, expected, strict=True)
    )


def _numbers(x: Any, named: str) -> np.ndarray:
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise TypeError(
            "x is not a regular array: its rows differ in length. Give an array of "
            f"shape {named}."
        ) from error
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"x holds no numbers but {array.dtype}. Give a NumPy array of numbers of "
            f"shape {named}."
        )
    return array
