"""Observes a learner's model: its layers, shapes, weights and outputs.

Runs where the model lives; reports plain data. Nothing it does to the model stays.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FunctionType, NoneType
from typing import Any

import numpy as np

from .function import failure
from .layers import innermost, layers_seen, watched
from .seen import Arrays, Batch, Kind, ModelSeen, Outputs
from .value import short

_PLAIN: dict[type, Kind] = {
    NoneType: "nothing",
    list: "list",
    str: "text",
    FunctionType: "function",
}

_METHODS = (
    "set_weights",
    "get_weights",
    "compile",
    "fit",
    "predict",
)  # build is Keras's own

CHUNK = 512
"""Inputs that are read at once."""


@dataclass(frozen=True)
class Here:
    """A view of an object in this process.

    Attributes:
        found: the model, or whatever stands under its name.
    """

    found: Any

    def look(self, probe: Batch | None = None) -> ModelSeen:
        """What is there; see `look`."""
        return look(self.found, probe)

    def run(
        self,
        inputs: Sequence[Batch],
        weights: Arrays | None = None,
        inside: bool = False,
    ) -> Outputs:
        """What it makes of each batch of inputs; see `run`."""
        return run(self.found, inputs, weights, inside)


def look(found: Any, probe: Batch | None = None) -> ModelSeen:
    """Observe a model; one that was not built is built for the probe's shape.

    Args:
        found: the model, or whatever stands under its name.
        probe: (batch, …) inputs that it is asked to read; when there is none, zeros of
            the shape that it was built for.
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
    if probe is None and len(reads) > 1:
        probe = np.zeros([1, *(axis or 2 for axis in reads[1:])], "float32")
    called, error = innermost(found), ""
    if probe is not None:
        called, error = _called(found, probe)
    optimizer = getattr(found, "optimizer", None)
    steps = None if optimizer is None else int(optimizer.iterations)
    return ModelSeen(
        "model",
        name,
        reads=reads,
        inputs=_inputs(found),
        layers=tuple(layers_seen(called, found.weights)),
        weights=tuple(map(np.asarray, _method(found, "get_weights")())),
        steps_trained=steps,
        error=error,
        overwritten=tuple(name for name in _METHODS if name in vars(found)),
    )


def _called(found: Any, probe: Batch) -> tuple[list[Any], str]:
    """The layers that a model calls for a probe, in their order, or why it fails."""
    with _undisturbed(found):
        try:
            if not found.built:  # which may call layers besides
                found(_fed(probe), training=False)
            with watched(found) as calls:
                found(_fed(probe), training=False)
        except (Exception, SystemExit) as raised:  # learners' layers may do anything
            return innermost(found), failure(raised)[0]
    return [layer for layer, _ in calls], ""


def run(
    found: Any,
    inputs: Sequence[Batch],
    weights: Arrays | None = None,
    inside: bool = False,
) -> Outputs:
    """What the model makes of each batch of inputs.

    Args:
        found: a Keras model.
        inputs: arrays (batch, …), or a tuple of them for a model of several inputs.
        weights: put in for the while, in the order of ``get_weights()``; None for
            the model's own.
        inside: whether to note what each layer returns for the first batch.
    """
    put = _method(found, "set_weights")
    kept = _method(found, "get_weights")() if weights is not None else None
    made: list[tuple[np.ndarray, ...]] = []
    noted: tuple[np.ndarray, ...] = ()
    form = "tensor"
    try:
        with _undisturbed(found):
            if weights is not None:
                put(list(weights))
            for place, batch in enumerate(inputs):
                if inside and not place:
                    with watched(found) as calls:
                        form, outputs = _made(found, batch)
                    noted = tuple(_first(returned) for _, returned in calls)
                else:
                    form, outputs = _made(found, batch)
                made.append(outputs)
            return Outputs(tuple(made), form, noted)
    except (Exception, SystemExit) as error:  # a learner's own layers may do anything
        return Outputs(error=failure(error)[0])
    finally:
        if kept is not None:
            put(kept)


def _method(found: Any, name: str) -> Any:
    """A method as the model's class has it, whatever was assigned to its name."""
    return getattr(type(found), name).__get__(found)


@contextlib.contextmanager
def _undisturbed(found: Any) -> Iterator[None]:
    """Leaves the states of stateful layers as they are, and what is printed unseen."""
    from keras import ops

    # Keras warns of odd layers at every call; the learner saw it when building
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        held = [
            (state, ops.convert_to_numpy(state))
            for layer in innermost(found)
            for state in _states(layer)
        ]
        try:
            yield
        finally:
            for state, value in held:
                state.assign(value)


def _states(layer: Any) -> list[Any]:
    """The states that a stateful layer keeps from one call to the next."""
    if not getattr(layer, "stateful", False):
        return []
    own = [
        getattr(layer, "forward_layer", None),
        getattr(layer, "backward_layer", None),
    ]
    kept: list[Any] = []
    for each in [layer, *filter(None, own)]:
        states = getattr(each, "states", None) or []
        kept += [state for state in states if hasattr(state, "assign")]
    return kept


def _made(found: Any, batch: Batch) -> tuple[str, tuple[np.ndarray, ...]]:
    """The model's outputs for a batch, and the form in which it gives them."""
    size = len(batch[0] if isinstance(batch, tuple) else batch)
    form, chunks = "tensor", []
    for start in range(0, size, CHUNK):
        form, outputs = _outputs(found(_fed(batch, start), training=False))
        chunks.append(outputs)
    return form, tuple(
        np.concatenate(parts).astype("float64") for parts in zip(*chunks, strict=True)
    )


def _fed(batch: Batch, start: int = 0) -> Any:
    """A chunk of a batch, in the form in which Keras takes it."""
    if isinstance(batch, tuple):
        return [array[start : start + CHUNK] for array in batch]
    return batch[start : start + CHUNK]


def _outputs(returned: Any) -> tuple[str, list[np.ndarray]]:
    """What a model returned as arrays, and the type that held several."""
    from keras import ops

    if isinstance(returned, dict):
        return "dict", [ops.convert_to_numpy(each) for each in returned.values()]
    if isinstance(returned, list | tuple):
        return type(returned).__name__, [
            array for each in returned for array in _outputs(each)[1]
        ]
    return "tensor", [ops.convert_to_numpy(returned)]


def _first(returned: Any) -> np.ndarray:
    """The first of what a layer returned; an empty array for what is none."""
    from keras import ops

    while isinstance(returned, list | tuple) and returned:
        returned = returned[0]
    try:
        return ops.convert_to_numpy(returned).astype("float64")
    except Exception:  # a layer in a compiled function returns no numbers
        return np.zeros(0)


def _kind_of_value(found: Any) -> Kind:
    import keras

    if isinstance(found, np.ndarray | keras.KerasTensor) or keras.ops.is_tensor(found):
        return "output"
    return _PLAIN.get(type(found), "other")


def _inputs(found: Any) -> int:
    """How many arrays a model reads; 0 when it does not say."""
    import keras

    own = getattr(found, "inputs", None)
    if not isinstance(own, list) or not all(
        isinstance(each, keras.KerasTensor) for each in own
    ):
        return 0  # a learner's own class may call anything its inputs
    return len(own)


def _input_shape(found: Any) -> tuple[int | None, ...]:
    """The shape that a built model reads; () when it has none of its own.

    A Sequential without an Input takes the shape of what it reads first, batch and
    all, and reads others as before: whether that was the learner's call or a check's.
    """
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
    if type(found).__name__ == "Sequential" and shape and shape[0] is not None:
        return ()
    return shape
