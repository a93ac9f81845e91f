"""Observes the layers of a learner's model: which are called, how they are set.

Runs where the model lives. A layer's ``call`` is watched for the time of one run; the
model is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .seen import LayerSeen, Setting

_IDLE = (
    "InputLayer",
    "Dropout",
    "SpatialDropout1D",
    "GaussianDropout",
    "GaussianNoise",
    "ActivityRegularization",
    "Identity",
)
"""Layers that do nothing but in training."""

_DECISIVE = (
    "units",
    "activation",
    "recurrent_activation",
    "use_bias",
    "return_sequences",
    "return_state",
    "go_backwards",
    "stateful",
    "reset_after",
    "merge_mode",
    "input_dim",
    "output_dim",
    "mask_zero",
    "mask_value",
    "n",
    "target_shape",
    "axis",
)
"""Settings that decide what a layer computes; the rest concerns its training."""

_OF_CELL = {"SimpleRNNCell": "SimpleRNN", "LSTMCell": "LSTM", "GRUCell": "GRU"}
_OUTSIDE = ("return_sequences", "return_state", "go_backwards", "stateful")


@contextmanager
def watched(found: Any) -> Iterator[list[tuple[Any, Any]]]:
    """Notes each call of a model's innermost layers while it lasts.

    Args:
        found: a Keras model.

    Yields:
        A list that fills with (layer, what it returned), in the order of the calls.
    """
    calls: list[tuple[Any, Any]] = []
    watching: list[Any] = []

    def watch(layer: Any) -> None:
        call = layer.call

        def noted(*args: Any, **kwargs: Any) -> Any:
            returned = call(*args, **kwargs)
            calls.append((layer, returned))
            return returned

        # past Keras' own __setattr__, which would keep track of it
        object.__setattr__(layer, "call", noted)
        watching.append(layer)

    try:
        for layer in innermost(found):
            if "call" not in vars(layer):
                watch(layer)
        yield calls
    finally:
        for layer in watching:
            object.__delattr__(layer, "call")


def innermost(found: Any) -> list[Any]:
    """A model's layers, less those that only hold others, in the order of their making.

    Args:
        found: a Keras model.
    """
    kept, stack, met = [], [found], set()
    while stack:
        layer = stack.pop()
        inner = _inner(layer)
        if inner:
            stack += reversed(inner)
        elif layer is not found and id(layer) not in met and not _idle(layer):
            met.add(id(layer))
            kept.append(layer)
    return kept


def layers_seen(layers: Sequence[Any], variables: Sequence[Any]) -> list[LayerSeen]:
    """Layers as plain data.

    Args:
        layers: Keras layers.
        variables: the weights of the model that they belong to, in its order.
    """
    places = {id(variable): place for place, variable in enumerate(variables)}
    return [_seen(layer, places) for layer in layers]


def _seen(layer: Any, places: dict[int, int]) -> LayerSeen:
    """One layer as plain data."""
    import keras

    name, cells = _name(layer), 1
    settings = _settings(layer)
    inner: tuple[LayerSeen, ...] = ()
    recurrent = isinstance(layer, keras.layers.RNN | keras.layers.Bidirectional)
    if isinstance(layer, keras.layers.Bidirectional):
        inner = (_seen(layer.forward_layer, {}),)
        cells = inner[0].cells
    elif isinstance(layer, keras.layers.Wrapper):
        inner = (_seen(layer.layer, {}),)
        recurrent = inner[0].recurrent
    elif isinstance(layer, keras.layers.RNN):
        cell = layer.cell
        own = getattr(cell, "cells", None)
        if own:
            cells = len(own)
        elif _name(cell) in _OF_CELL:
            name = _OF_CELL[_name(cell)]
            outside = tuple(pair for pair in settings if pair[0] in _OUTSIDE)
            settings = _settings(cell) + outside
    at = tuple(places[id(v)] for v in layer.weights if id(v) in places)
    return LayerSeen(name, recurrent, settings, inner, at, cells)


def _name(layer: Any) -> str:
    """A layer's class; one that only bears the name of one of Keras' is told apart."""
    import keras

    name = type(layer).__name__
    theirs = getattr(keras.layers, name, None)
    own = isinstance(theirs, type) and not issubclass(type(layer), theirs)
    return f"{name} of its own" if own else name


def _settings(layer: Any) -> tuple[tuple[str, Setting], ...]:
    """What decides a layer's numbers; () when it does not say."""
    try:
        config = layer.get_config()
    except Exception:  # a learner's own layer may not know its settings
        return ()
    kept = [(name, config[name]) for name in _DECISIVE if name in config]
    return tuple((name, _plain(value)) for name, value in kept)


def _plain(value: Any) -> Setting:
    """A setting as a text or a number; a function by its name."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, dict):
        inner = value.get("config")
        name = inner if isinstance(inner, str) else value.get("class_name", "function")
        return str(name)
    return str(value)


def _idle(layer: Any) -> bool:
    import keras

    return isinstance(layer, tuple(getattr(keras.layers, name) for name in _IDLE))


def _inner(layer: Any) -> list[Any]:
    """The layers right inside one that does nothing but call them."""
    import keras

    if isinstance(layer, keras.Model):
        inner = list(layer.layers)
    elif isinstance(layer, keras.layers.RNN | keras.layers.Wrapper):
        inner = []
    elif type(layer).__module__.split(".")[0] != "keras":
        # a layer of the learner's own; Keras keeps those that it holds in _layers
        inner = list(getattr(layer, "_layers", ()))
    else:
        inner = []
    return [i for i in inner if not isinstance(i, keras.layers.InputLayer)]
