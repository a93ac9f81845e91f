"""What is asked of Keras: tensors of whatever backend as arrays, and what changes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import numpy as np


def to_numpy(tensor: Any) -> np.ndarray:
    """A copy of the tensor as an array."""
    from keras import ops

    return np.array(ops.convert_to_numpy(tensor))


def to_tensor(values: Any, layer: Any) -> Any:
    """The values as a tensor in which the layer computes."""
    from keras import ops

    return ops.convert_to_tensor(values, dtype=layer.compute_dtype)


def flat(structure: Any) -> list[Any]:
    """The tensors of a tensor, a list of tensors or a nest of lists."""
    import keras

    return list(keras.tree.flatten(structure))


def kept_variables(model: Any, layers: Iterable[Any]) -> list[tuple[Any, np.ndarray]]:
    """The variables that a prediction may change, with what they hold.

    These are the seeds of dropout, and the states of stateful layers, which Keras does
    not count among the model's variables.
    """
    learned = {id(variable) for variable in model.trainable_variables}
    changing = [v for v in model.variables if id(v) not in learned]
    for layer in layers:
        if getattr(layer, "stateful", False):
            changing += flat(layer.states)
    return [(variable, to_numpy(variable)) for variable in changing]


def put_back(kept: list[tuple[Any, np.ndarray]]) -> None:
    """Gives each variable what it held."""
    for variable, value in kept:
        variable.assign(value)


def quiet_config(layer: Any) -> dict[str, Any]:
    """A layer's or a model's configuration.

    Keras warns that a lambda in it cannot be saved safely; nothing is saved here.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*includes a `lambda`.*")
        return dict(layer.get_config())
