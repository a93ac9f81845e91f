"""Which layers a Keras model runs, in order, and whether it can be traced at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np


class UnsupportedLayer(ValueError):
    """A layer, or a way of joining layers, that the trace does not know."""


def layers_in_order(model: Any) -> list[Any]:
    """The layers of a one-path model, first to last, without its input.

    Raises:
        TypeError: ``model`` is not a Keras model.
        ValueError: the model has no input shape yet.
        UnsupportedLayer: it is neither Sequential nor functional, or it branches.
    """
    import keras  # here, so that `import unrolled` stays fast

    if not isinstance(model, keras.Model):
        raise TypeError(_not_a_model(model, keras))
    if not model.built:
        raise ValueError(
            f"The model {model.name!r} has no input shape yet. Begin it with "
            "keras.Input((steps, features)), or call it once on data."
        )
    if not getattr(model, "inputs", None):
        raise UnsupportedLayer(
            f"The model {model.name!r} is of a class of its own "
            f"({type(model).__name__}), so its order of layers is not known. "
            "Supported are keras.Sequential and keras.Model(inputs, outputs)."
        )
    if not isinstance(model, keras.Sequential):
        _require_one_path(model)
    return [x for x in model.layers if not isinstance(x, keras.layers.InputLayer)]


def batch_of_sequences(model: Any, x: Any) -> np.ndarray:
    """``x`` as floats of shape (batch, steps, features) that the model can read.

    Raises:
        TypeError: ``x`` holds no numbers.
        ValueError: its shape does not fit the model, or it holds NaN or infinity.
    """
    import keras

    if isinstance(x, keras.KerasTensor):
        raise TypeError(
            "x is a symbolic tensor, which holds no numbers. Give real data: a NumPy "
            "array of shape (batch, steps, features)."
        )
    expected = tuple(model.input_shape)
    if len(expected) != 3:
        raise ValueError(
            f"The model reads inputs of shape {expected}; supported are sequences, "
            "(batch, steps, features)."
        )
    x = _numbers(keras.ops.convert_to_numpy(x) if keras.ops.is_tensor(x) else x)
    words = _shape_in_words(expected)
    if x.shape == expected[1:]:
        raise ValueError(
            f"x has shape {x.shape}; the model reads {words}. The batch axis is "
            "missing: write x[np.newaxis]."
        )
    if x.ndim != 3 or any(
        e not in (None, n) for e, n in zip(expected, x.shape, strict=True)
    ):
        raise ValueError(f"x has shape {x.shape}; the model reads {words}.")
    if 0 in x.shape:
        raise ValueError(f"x has shape {x.shape}, so there is nothing to read.")
    if not np.isfinite(x).all():
        raise ValueError("x holds NaN or infinity. Replace them before you trace.")
    return x


def _numbers(x: Any) -> np.ndarray:
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise TypeError(
            "x is not a regular array: its rows differ in length. Give an array of "
            "shape (batch, steps, features)."
        ) from error
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"x holds no numbers but {array.dtype}. Give a NumPy array of numbers of "
            "shape (batch, steps, features)."
        )
    return array.astype("float64" if array.dtype == "float64" else "float32")


def _shape_in_words(shape: tuple[int | None, ...]) -> str:
    axes = ("batch", "steps", "features")
    named = (a if n is None else str(n) for a, n in zip(axes, shape, strict=True))
    return f"({', '.join(named)}), that is (batch, steps, features)"


def _not_a_model(thing: Any, keras: Any) -> str:
    if isinstance(thing, keras.layers.Layer):
        return (
            f"{type(thing).__name__} is a layer; a model is needed. Write "
            "keras.Sequential([keras.Input((steps, features)), layer])."
        )
    return (
        f"A Keras model is needed, not a {type(thing).__name__}. Give a "
        "keras.Sequential or a keras.Model(inputs, outputs)."
    )


def _require_one_path(model: Any) -> None:
    """Raises unless each layer reads the whole output of the one before, once."""
    config = model.get_config()
    ends = [*_histories(config["input_layers"]), *_histories(config["output_layers"])]
    before = None
    for layer in config["layers"]:
        sources = [list(_histories(node)) for node in layer["inbound_nodes"]]
        wanted: list[Any] = [[(before, 0, 0)]] if before else []
        if sources != wanted:
            raise UnsupportedLayer(
                f"The layer {layer['name']!r} does not simply read the output of the "
                f"layer before it. Supported are models of one path: one input, one "
                "output, each layer used once."
            )
        before = layer["name"]
    first = config["layers"][0]["name"]
    if ends != [(first, 0, 0), (before, 0, 0)]:
        raise UnsupportedLayer(
            f"The model {model.name!r} has more than one input or output, or its "
            f"output is not that of its last layer, {before!r}. Supported are models "
            "of one path."
        )


def _histories(node: Any) -> Iterator[tuple[str, int, int]]:
    """Every (layer, node, tensor) that a serialised call names."""
    if isinstance(node, dict):
        if "keras_history" in node:
            name, call, tensor = node["keras_history"]
            yield name, call, tensor
        else:
            for value in node.values():
                yield from _histories(value)
    elif isinstance(node, list | tuple):
        if len(node) == 3 and isinstance(node[0], str):
            yield node[0], node[1], node[2]
        else:
            for value in node:
                yield from _histories(value)
