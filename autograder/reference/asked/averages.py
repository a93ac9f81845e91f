"""Averages that a recurrent layer computes with weights set by hand."""

from __future__ import annotations

import numpy as np

from ..layers import SimpleRNN, Stack


def running_average(keep: float) -> Stack:
    """A running average of a series: one unit without tanh, whose state it is.

    a_t = keep · a_{t-1} + (1 - keep) · x_t from a_0 = 0: what statistics calls the
    exponentially weighted moving average. It is h_t = x_t·W + h_{t-1}·U + b with
    U = keep, W = 1 - keep and b = 0.

    Args:
        keep: the share of the average before that stays, between 0 and 1.

    Returns:
        A stack with weights: reads (steps, 1), answers (steps, 1).

    Raises:
        ValueError: ``keep`` is not between 0 and 1.

    >>> average = running_average(keep=0.5)
    >>> average.output_shape((3, 1))
    (3, 1)
    """
    if not 0 < keep < 1:
        raise ValueError(f"keep={keep} is a share of the average: between 0 and 1.")
    return Stack(
        [SimpleRNN(1, "linear", return_sequences=True)],
        weights=[np.array([[1 - keep]]), np.array([[keep]]), np.array([0.0])],
    )
