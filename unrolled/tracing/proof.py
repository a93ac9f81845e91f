"""The proof of a trace: two ways to the same number must agree."""

from __future__ import annotations

from typing import Any

import numpy as np

from .tensors import to_numpy

TOLERANCE = 1e-5  # absolute up to 1, relative above; float32 keeps about 7 digits


def deviation_of_outputs(layer: Any, own: Any, outputs: np.ndarray) -> float:
    """The same of a layer's outputs; ``own`` is the tensor that it returned itself."""
    return deviation(outputs, to_numpy(own), f"the layer {layer.name!r}, outputs")


def allowed_over(steps: int) -> float:
    """How far two runs over so many steps may come apart.

    A state hands its last digit's rounding on to the next, so the allowance grows with
    the steps, from `TOLERANCE` for up to 20 of them.
    """
    return TOLERANCE * max(1.0, steps / 20)


class TraceMismatch(RuntimeError):
    """The trace and the layer disagree, so the trace must not be shown."""


def deviation(
    ours: np.ndarray, own: np.ndarray, where: str, allowed: float = TOLERANCE
) -> float:
    """The largest deviation of the trace's numbers from Keras's own.

    Args:
        ours: what the trace holds.
        own: what Keras returns, of the same shape.
        where: what is compared, as a sentence begins.
        allowed: how far they may deviate.

    Raises:
        TraceMismatch: the shapes differ, or a number by more than is allowed.
        ValueError: a number is NaN or infinite.
    """
    where = where[0].upper() + where[1:]
    if ours.shape != own.shape:
        raise TraceMismatch(
            f"{where}: the trace has shape {ours.shape}, Keras {own.shape}. "
            "The trace is not shown, because it would be wrong."
        )
    if not (np.isfinite(ours).all() and np.isfinite(own).all()):
        raise ValueError(
            f"{where}: NaN or infinity came out. Look for it in the weights."
        )
    if not ours.size:
        return 0.0
    error = float(np.abs(ours - own).max() / max(1.0, float(np.abs(own).max())))
    if error > allowed:
        raise TraceMismatch(
            f"{where}: the trace deviates from Keras by {error:.2g}, and "
            f"{allowed:.2g} is allowed. The trace is not shown, because it would be "
            "wrong."
        )
    return error
