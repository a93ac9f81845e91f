"""Every number a recurrent Keras model makes on its way from an input to its output.

A trace is taken step by step through the layers' public cells, and then proves itself:
each layer's outputs and states are compared with what the layer itself returns, and
the last outputs with the model's.

A further kind of layer is one more dataclass with the fields of `LayerTrace`, and one
more function in `TRACERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .chain import UnsupportedLayer, batch_of_sequences, layers_in_order
from .layers import DenseTrace, ElementwiseTrace, LayerTrace, RecurrentTrace, State

TOLERANCE = 1e-5  # absolute up to 1, relative above; float32 keeps about 7 digits


class TraceMismatch(RuntimeError):
    """The trace and the layer disagree, so the trace must not be shown."""


@dataclass(frozen=True)
class Trace:
    """Every number a model made from one batch.

    Attributes:
        input_shape: as the model gives it, None where it takes any number:
            (None, steps, features).
        inputs: (batch, steps, features).
        layers: one trace for each layer, first to last.
        outputs: what the model returns, batch first.
        error: the largest deviation from Keras found in any layer or in the whole.
    """

    input_shape: tuple[int | None, ...]
    inputs: np.ndarray
    layers: tuple[LayerTrace, ...]
    outputs: np.ndarray
    error: float

    def shape(self, values: np.ndarray) -> str:
        """The shape of some values as Keras gives it: None for the batch.

        The steps are None too where the model takes any number of them.
        """
        axes = ["None", *(str(n) for n in values.shape[1:])]
        if values.ndim > 2:
            axes[1] = str(self.input_shape[1])
        return f"({', '.join(axes)})"


def trace(model: Any, x: Any) -> Trace:
    """Runs a model on a batch and keeps every number it makes.

    Args:
        model: a built keras.Sequential, or a functional keras.Model of one path, made
            of SimpleRNN, Dense, Dropout and Activation. It is left as it was.
        x: (batch, steps, features), an array or an eager tensor.

    Returns:
        The trace, each of whose layers agreed with Keras.

    Raises:
        TypeError: ``model`` is no Keras model, or ``x`` holds no numbers.
        ValueError: the model is not built, or ``x`` does not fit it.
        UnsupportedLayer: the model holds something the trace does not know.
        TraceMismatch: a number deviates from Keras's own by more than 1e-5.

    The recurrence of a SimpleRNN is Elman's (Cognitive Science 14, 1990)::

        h_t = activation(x_t W + h_(t-1) U + b)
    """
    chain = layers_in_order(model)
    tracers = [_tracer(layer) for layer in chain]
    inputs = batch_of_sequences(model, x)
    values = inputs
    traced: list[LayerTrace] = []
    for layer, tracer in zip(chain, tracers, strict=True):
        traced.append(tracer(layer, values))
        values = traced[-1].outputs
    whole = _deviation(
        values, _numpy(model(inputs, training=False)), f"the model {model.name!r}"
    )
    return Trace(
        input_shape=tuple(model.input_shape),
        inputs=inputs,
        layers=tuple(traced),
        outputs=values,
        error=max([whole, *(layer.error for layer in traced)]),
    )


def _tracer(layer: Any) -> Callable[[Any, np.ndarray], LayerTrace]:
    import keras

    kind = type(layer).__name__
    known = type(layer) is getattr(keras.layers, kind, None)
    if not known or kind not in TRACERS:
        raise UnsupportedLayer(
            f"The layer {layer.name!r} is a {kind}, which is not supported. "
            f"Supported are {', '.join(TRACERS)}."
        )
    return TRACERS[kind]


def _trace_recurrent(layer: Any, inputs: np.ndarray) -> RecurrentTrace:
    from keras import ops

    if layer.stateful:
        raise UnsupportedLayer(
            f"The layer {layer.name!r} is stateful: it would start from where it last "
            "stopped. Supported is stateful=False."
        )
    steps = inputs.shape[1]
    x = ops.convert_to_tensor(inputs, dtype=layer.compute_dtype)
    carried = _as_tuple(layer.get_initial_state(inputs.shape[0]))
    states = [carried]
    outputs = []
    for t in reversed(range(steps)) if layer.go_backwards else range(steps):
        output, carried = layer.cell(x[:, t], list(carried), training=False)
        carried = _as_tuple(carried)
        outputs.append(_numpy(output))
        states.append(carried)
    sequence = np.stack(outputs, axis=1)  # (batch, steps, units)
    histories = [
        np.stack([_numpy(s) for s in history], axis=1)
        for history in zip(*states, strict=True)
    ]
    cell = layer.cell
    return RecurrentTrace(
        name=layer.name,
        kind=type(layer).__name__,
        units=layer.units,
        activation=activation_name(cell.activation),
        return_sequences=layer.return_sequences,
        go_backwards=layer.go_backwards,
        parameters=layer.count_params(),
        kernel=_numpy(cell.kernel),
        recurrent_kernel=_numpy(cell.recurrent_kernel),
        bias=None if cell.bias is None else _numpy(cell.bias),
        inputs=inputs,
        states=tuple(State(s, v) for s, v in zip("hc", histories, strict=False)),
        outputs=sequence if layer.return_sequences else sequence[:, -1],
        error=_prove_recurrent(layer, x, sequence, histories),
    )


def _prove_recurrent(
    layer: Any, x: Any, sequence: np.ndarray, histories: list[np.ndarray]
) -> float:
    """Compares the loop with the layer's own, rebuilt so that it returns everything."""
    config = layer.get_config()
    config |= {"return_sequences": True, "return_state": True}
    twin = type(layer).from_config(config)
    twin.build(x.shape)
    twin.set_weights(layer.get_weights())
    own_sequence, *own_states = twin(x, training=False)
    name = f"the layer {layer.name!r}"
    errors = [_deviation(sequence, _numpy(own_sequence), f"{name}, outputs")]
    for history, own in zip(histories, own_states, strict=True):
        errors.append(_deviation(history[:, -1], _numpy(own), f"{name}, last state"))
    return max(errors)


def _trace_dense(layer: Any, inputs: np.ndarray) -> DenseTrace:
    from keras import ops

    x = ops.convert_to_tensor(inputs, dtype=layer.compute_dtype)
    total = ops.matmul(x, layer.kernel)
    if layer.bias is not None:
        total = ops.add(total, layer.bias)
    outputs = _numpy(layer.activation(total))
    own = _numpy(layer(x))
    return DenseTrace(
        name=layer.name,
        kind=type(layer).__name__,
        units=layer.units,
        activation=activation_name(layer.activation),
        parameters=layer.count_params(),
        kernel=_numpy(layer.kernel),
        bias=None if layer.bias is None else _numpy(layer.bias),
        inputs=inputs,
        outputs=outputs,
        error=_deviation(outputs, own, f"the layer {layer.name!r}, outputs"),
    )


def _trace_elementwise(layer: Any, inputs: np.ndarray) -> ElementwiseTrace:
    from keras import ops

    x = ops.convert_to_tensor(inputs, dtype=layer.compute_dtype)
    kind = type(layer).__name__
    if kind == "Dropout":
        argument = f"{layer.rate:g}"
        outputs, own = inputs, _numpy(layer(x, training=False))
    else:
        argument = activation_name(layer.activation)
        outputs, own = _numpy(layer.activation(x)), _numpy(layer(x))
    return ElementwiseTrace(
        name=layer.name,
        kind=kind,
        argument=argument,
        parameters=0,
        inputs=inputs,
        outputs=outputs,
        error=_deviation(outputs, own, f"the layer {layer.name!r}, outputs"),
    )


TRACERS: dict[str, Callable[[Any, np.ndarray], LayerTrace]] = {
    "SimpleRNN": _trace_recurrent,
    "Dense": _trace_dense,
    "Dropout": _trace_elementwise,
    "Activation": _trace_elementwise,
}


def activation_name(activation: Any) -> str:
    """The name of an activation as Keras writes it, ``"f"`` where it has none."""
    name = getattr(activation, "__name__", None) or type(activation).__name__
    return "f" if name == "<lambda>" else name


def _deviation(ours: np.ndarray, own: np.ndarray, where: str) -> float:
    """The largest deviation of two arrays; raises where it is too large."""
    if ours.shape != own.shape:
        raise TraceMismatch(
            f"{_capital(where)}: the trace has shape {ours.shape}, Keras {own.shape}. "
            "The trace is not shown, because it would be wrong."
        )
    if not (np.isfinite(ours).all() and np.isfinite(own).all()):
        raise ValueError(
            f"{_capital(where)}: NaN or infinity came out. Look for it in the weights."
        )
    error = float(np.abs(ours - own).max() / max(1.0, float(np.abs(own).max())))
    if error > TOLERANCE:
        raise TraceMismatch(
            f"{_capital(where)}: the trace deviates from Keras by {error:.2g}, and "
            f"{TOLERANCE:g} is allowed. The trace is not shown, because it would be "
            "wrong."
        )
    return error


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _numpy(tensor: Any) -> np.ndarray:
    from keras import ops

    return np.array(ops.convert_to_numpy(tensor))


def _as_tuple(states: Any) -> tuple[Any, ...]:
    return tuple(states) if isinstance(states, list | tuple) else (states,)
