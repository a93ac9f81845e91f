"""Observes a learner's model: its layers, shapes, weights and outputs.

Runs where the model lives; reports plain data. Nothing it does to the model stays.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from .observe import failure, short

Arrays = Sequence[np.ndarray]

CHUNK = 512
"""Inputs that are read at once."""

Kind = Literal[
    "untouched", "model", "layer", "model class", "output", "history", "other"
]


_IDLE = (
    "InputLayer",
    "Dropout",
    "SpatialDropout1D",
    "GaussianDropout",
    "GaussianNoise",
    "ActivityRegularization",
    "Identity",
)


@dataclass(frozen=True)
class LayerSeen:
    """A layer of a model.

    Attributes:
        type: the name of its class, such as "SimpleRNN".
        recurrent: whether it is one that reads step by step.
    """

    type: str
    recurrent: bool


@dataclass(frozen=True)
class ModelSeen:
    """A learner's model.

    Attributes:
        kind: "output" is a tensor or array where the model that made it was asked
            for, "history" what ``fit`` returns.
        type: the name of its class.
        text: how it prints, shortened.
        reads: shape it was built for, batch axis first; () when it was not built.
        layers: all that do something when predicting, nested ones included.
        weights: its own weights, in the order of ``get_weights()``.
        steps_trained: steps of its optimizer; None when it was never compiled.
        error: why it cannot read the shape that was asked for; "" when it can.
    """

    kind: Kind
    type: str
    text: str = ""
    reads: tuple[int | None, ...] = ()
    layers: tuple[LayerSeen, ...] = ()
    weights: tuple[np.ndarray, ...] = ()
    steps_trained: int | None = None
    error: str = ""


@dataclass(frozen=True)
class Outputs:
    """What a model made of inputs.

    Attributes:
        arrays: one for each batch of inputs, float64.
        error: why there are none; "" when there are.
    """

    arrays: tuple[np.ndarray, ...] = ()
    error: str = ""


class View(Protocol):
    """Asks a learner's model, wherever it lives."""

    def look(self, probe: np.ndarray) -> ModelSeen:
        """What is there, and whether it reads the probe."""

    def run(self, inputs: Arrays, weights: Arrays | None = None) -> Outputs:
        """What it makes of each batch of inputs; see `run`."""


@dataclass(frozen=True)
class Here:
    """A view of an object in this process.

    Attributes:
        found: the model, or whatever stands under its name.
    """

    found: Any

    def look(self, probe: np.ndarray) -> ModelSeen:
        """What is there; see `look`."""
        return look(self.found, probe)

    def run(self, inputs: Arrays, weights: Arrays | None = None) -> Outputs:
        """What it makes of each batch of inputs; see `run`."""
        return run(self.found, inputs, weights)


def look(found: Any, probe: np.ndarray) -> ModelSeen:
    """Observe a model; one that was not built is built for the probe's shape.

    Args:
        found: the model, or whatever stands under its name.
        probe: (batch, …) inputs that it is asked to read.
    """
    import keras

    name = type(found).__name__
    if found is Ellipsis:
        return ModelSeen("untouched", name)
    if inspect.isclass(found) and issubclass(found, keras.layers.Layer):
        return ModelSeen("model class", found.__name__)
    if isinstance(found, keras.callbacks.History):
        return ModelSeen("history", name)
    if not isinstance(found, keras.layers.Layer):
        return ModelSeen(_kind_of_value(found), name, short(found))
    if not isinstance(found, keras.Model):
        return ModelSeen("layer", name)
    reads = _input_shape(found)
    error = run(found, [probe]).error
    optimizer = getattr(found, "optimizer", None)
    steps = None if optimizer is None else int(optimizer.iterations)
    return ModelSeen(
        "model",
        name,
        reads=reads,
        layers=_layers(found),
        weights=tuple(found.get_weights()),
        steps_trained=steps,
        error=error,
    )


def run(
    found: Any,
    inputs: Arrays,
    weights: Arrays | None = None,
) -> Outputs:
    """What the model makes of each batch of inputs.

    Args:
        found: a Keras model.
        inputs: arrays (batch, …).
        weights: put in for the while, in the order of ``get_weights()``; None for
            the model's own.
    """
    from keras import ops

    def made(batch: np.ndarray) -> np.ndarray:
        chunks = [batch[i : i + CHUNK] for i in range(0, len(batch), CHUNK)]
        outputs = [ops.convert_to_numpy(found(c, training=False)) for c in chunks]
        return np.concatenate(outputs).astype("float64")

    kept = found.get_weights() if weights is not None else None
    try:
        # Keras warns of odd layers at every call; the learner saw it when building
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if weights is not None:
                found.set_weights(list(weights))
            return Outputs(tuple(made(batch) for batch in inputs))
    except (Exception, SystemExit) as error:  # a learner's own layers may do anything
        return Outputs(error=failure(error)[0])
    finally:
        if kept is not None:
            found.set_weights(kept)


def _kind_of_value(found: Any) -> Kind:
    import keras

    if isinstance(found, np.ndarray | keras.KerasTensor) or keras.ops.is_tensor(found):
        return "output"
    return "other"


def _input_shape(found: Any) -> tuple[int | None, ...]:
    """The shape that a built model reads; () when it has none of its own yet."""
    if not found.built:
        return ()
    try:
        shape = found.input_shape
    except (AttributeError, ValueError):  # a subclass knows no shape
        return ()
    if not isinstance(shape, tuple) or not all(
        i is None or isinstance(i, int) for i in shape
    ):
        return ()
    return shape


def _layers(found: Any) -> tuple[LayerSeen, ...]:
    """The innermost layers, less those that do nothing but in training."""
    import keras

    idle = tuple(getattr(keras.layers, name) for name in _IDLE)
    seen = []
    stack = [found]
    while stack:
        layer = stack.pop()
        recurrent = isinstance(layer, keras.layers.RNN | keras.layers.Bidirectional)
        inner = [] if recurrent else _inner(layer)
        if inner:
            stack += reversed(inner)
        elif layer is not found and not isinstance(layer, idle):
            seen.append(LayerSeen(type(layer).__name__, recurrent))
    return tuple(seen)


def _inner(layer: Any) -> list[Any]:
    """The layers right inside a layer, in the order they were made."""
    import keras

    if isinstance(layer, keras.Model):
        return [i for i in layer.layers if not isinstance(i, keras.layers.InputLayer)]
    wrapped = getattr(layer, "layer", None)
    if isinstance(layer, keras.layers.Wrapper) and wrapped is not None:
        return [wrapped]
    return []
