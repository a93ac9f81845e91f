"""A model as it was before training, beside the one that has been trained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..tracing.arguments import arguments_of
from ..tracing.chain import chain_of
from ..tracing.proof import deviation
from ..tracing.records import Argument
from ..tracing.tensors import flat, to_numpy
from ..tracing.trace import Trace, trace
from ..tracing.undisturbed import undisturbed
from .changes import Change, changes

HOW = "Keep them with before = model.get_weights() ahead of model.fit."


@dataclass(frozen=True)
class Earlier:
    """What a model was before training.

    Attributes:
        trace: of the same input.
        changes: what became of each array of weights, in the order of the layers.
    """

    trace: Trace
    changes: tuple[Change, ...]


def earlier_of(model: Any, now: Trace, before: Any, x: Any) -> Earlier:
    """What the model was before training, as the two functions below find it."""
    weights = weights_before(model, before)
    return Earlier(trace_before(model, now, weights, x), changes(model, weights))


def weights_before(model: Any, before: Any) -> list[np.ndarray]:
    """The weights that a model had, one array for each of ``model.get_weights()``.

    Args:
        model: the model as it is now.
        before: what its ``get_weights()`` returned, or a model with these weights.

    Raises:
        TypeError: ``before`` is neither.
        ValueError: the arrays are not as many, or not of the shapes, that the model
            has; or they hold NaN or infinity.
    """
    import keras

    if before is model:
        raise ValueError(
            f"before is the model itself, whose weights are those after training. {HOW}"
        )
    if isinstance(before, keras.Model):
        if _described(before) != _described(model):
            raise ValueError(
                f"before is a model of other layers, {before.name!r}. Give the weights "
                "that this model had, or a model of the same layers; "
                "compare(model_a, model_b, x) draws two models of any layers."
            )
        before = before.get_weights()
    if isinstance(before, np.ndarray | str | dict) or not isinstance(before, Sequence):
        raise TypeError(
            f"before is a {type(before).__name__}; it is the list of arrays that "
            f"model.get_weights() returned before training. {HOW}"
        )
    return _fitting(model, [np.asarray(each) for each in before])


def trace_before(model: Any, now: Trace, weights: list[np.ndarray], x: Any) -> Trace:
    """The trace of a copy of the model with the given weights.

    The copy is first given the model's own weights, and must then return what the
    model does.

    Args:
        model: the model as it is now; it is not touched.
        now: its trace of ``x``.
        weights: as `weights_before` gives them.
        x: what it reads.

    Raises:
        ValueError: Keras cannot copy the model.
        TraceMismatch: the copy computes something else.
    """
    twin = _copied(model)
    twin.set_weights(model.get_weights())
    _hand_on_states(model, twin)
    own = flat(twin(now.inputs, training=False))
    for ours, theirs in zip(now.returned, own, strict=True):
        deviation(ours, to_numpy(theirs), f"a copy of the model {model.name!r}")
    twin.set_weights(weights)
    _hand_on_states(model, twin)
    return trace(twin, x)


def _fitting(model: Any, arrays: list[np.ndarray]) -> list[np.ndarray]:
    own = model.weights
    if len(arrays) != len(own):
        raise ValueError(
            f"before holds {len(arrays)} array{'s' * (len(arrays) != 1)}, and the "
            f"model {model.name!r} has {len(own)} weights. They must be those of this "
            f"model. {HOW}"
        )
    for place, (array, variable) in enumerate(zip(arrays, own, strict=True)):
        where = f"before[{place}], {variable.path},"
        if array.dtype.kind not in "biuf":
            raise TypeError(f"{where} holds no numbers but {array.dtype}. {HOW}")
        if array.shape != tuple(variable.shape):
            raise ValueError(
                f"{where} has shape {array.shape}, and the model’s is "
                f"{tuple(variable.shape)}. They must be those of this model. {HOW}"
            )
        if not np.isfinite(array).all():
            raise ValueError(f"{where} holds NaN or infinity.")
    return arrays


def _copied(model: Any) -> Any:
    import keras

    own = {
        type(part).__name__: type(part) for part in _parts(model) if not _is_keras(part)
    }
    try:
        with undisturbed(), keras.saving.custom_object_scope(own):
            twin = keras.models.clone_model(model)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise ValueError(
            f"Keras cannot copy the model {model.name!r}, so it cannot be shown as it "
            "was before training: a cell of one’s own needs get_config, and a lambda "
            f"must be a function with a name. Keras says: {error}"
        ) from error
    if not twin.built:
        twin.build(tuple(model.inputs[0].shape))
    return twin


def _parts(model: Any) -> Iterator[Any]:
    """The layers and cells of a model."""
    for link in chain_of(model).links:
        found = [link.layer]
        for name in ("forward_layer", "backward_layer", "layer"):
            found += [getattr(link.layer, name)] if hasattr(link.layer, name) else []
        for layer in found:
            cell = getattr(layer, "cell", None)
            for part in (layer, cell, *getattr(cell, "cells", ())):
                if part is not None:
                    yield part


def _described(model: Any) -> list[tuple[str, tuple[Argument, ...]]]:
    """The class of each layer and cell, and what it was made with."""
    return [
        (type(part).__name__, arguments_of(part) if _is_keras(part) else ())
        for part in _parts(model)
    ]


def _is_keras(part: Any) -> bool:
    return type(part).__module__.partition(".")[0] == "keras"


def _hand_on_states(model: Any, twin: Any) -> None:
    """Lets the copy of a stateful layer start where the layer itself stands."""
    links = zip(chain_of(model).links, chain_of(twin).links, strict=True)
    for own, copy in links:
        if getattr(own.layer, "stateful", False):
            for mine, its in zip(
                flat(own.layer.states), flat(copy.layer.states), strict=True
            ):
                its.assign(to_numpy(mine))
