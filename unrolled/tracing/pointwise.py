"""Traces layers that do the same to each vector: Dense, dropout, activations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .arguments import activation_name, arguments_of
from .proof import deviation_of_outputs
from .records import DenseTrace, ElementwiseTrace, TimeDistributedTrace
from .support import require_known
from .tensors import to_numpy, to_tensor

IDENTITIES = ("Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise")


def trace_dense(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> DenseTrace:
    """activation(x W + b) of each vector of a batch."""
    from keras import ops

    x = to_tensor(inputs, layer)
    sums = ops.matmul(x, layer.kernel)
    if layer.bias is not None:
        sums = ops.add(sums, layer.bias)
    outputs = to_numpy(layer.activation(sums))
    return DenseTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        units=layer.units,
        activation=activation_name(layer.activation),
        parameters=layer.count_params(),
        kernel=to_numpy(layer.kernel),
        bias=None if layer.bias is None else to_numpy(layer.bias),
        inputs=inputs,
        mask=mask,
        sums=to_numpy(sums),
        outputs=outputs,
        error=deviation_of_outputs(layer, layer(x), outputs),
    )


def trace_elementwise(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> ElementwiseTrace:
    """An activation of its own, or dropout and noise, which are off when predicting."""
    x = to_tensor(inputs, layer)
    identity = type(layer).__name__ in IDENTITIES
    outputs = inputs if identity else to_numpy(layer.activation(x))
    own = layer(x, training=False) if identity else layer(x)
    return ElementwiseTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=arguments_of(layer),
        parameters=0,
        inputs=inputs,
        mask=mask,
        outputs=outputs,
        error=deviation_of_outputs(layer, own, outputs),
    )


WRAPPED: dict[str, Callable[..., DenseTrace | ElementwiseTrace]] = {
    "Dense": trace_dense,
    "Dropout": trace_elementwise,
    "Activation": trace_elementwise,
}


def trace_time_distributed(
    layer: Any, inputs: np.ndarray, mask: np.ndarray | None, passes: int
) -> TimeDistributedTrace:
    """One layer at each step, (batch, steps, features) in."""
    inside = f"{', '.join(WRAPPED)} inside TimeDistributed"
    kind = require_known(layer.layer, WRAPPED, inside)
    inner = WRAPPED[kind](layer.layer, inputs, mask, 0)
    own = layer(to_tensor(inputs, layer), training=False)
    return TimeDistributedTrace(
        name=layer.name,
        kind=type(layer).__name__,
        arguments=(),
        inner=inner,
        error=max(inner.error, deviation_of_outputs(layer, own, inner.outputs)),
    )
