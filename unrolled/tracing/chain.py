"""Which layers a Keras model runs, in order, and what each hands to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .support import UnsupportedLayer
from .tensors import quiet_config

ONE_PATH = (
    "Supported are models of one path: one input, each layer used once, each reading "
    "one output of the layer before it."
)


@dataclass(frozen=True)
class Link:
    """A layer of a chain.

    Attributes:
        layer: the Keras layer.
        passes: which of the tensors it returns goes on, 0 for the output, more for a
            state of ``return_state``.
    """

    layer: Any
    passes: int


@dataclass(frozen=True)
class Chain:
    """A model of one path.

    Attributes:
        links: its layers, first to last, without its input.
        returned: which of the last layer's tensors the model returns, in its order.
    """

    links: tuple[Link, ...]
    returned: tuple[int, ...]


def chain_of(model: Any) -> Chain:
    """The layers of a one-path model; those of a model inside it in its place.

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
    if isinstance(model, keras.Sequential):
        layers, passes = list(model.layers), [0] * len(model.layers)
        returned = tuple(range(len(model.outputs)))
    else:
        layers, passes, returned = _path(model, keras)
    links: list[Link] = []
    for layer, passed in zip(layers, passes, strict=True):
        if isinstance(layer, keras.Model):
            inner = chain_of(layer)
            links += inner.links[:-1]
            links.append(Link(inner.links[-1].layer, inner.returned[passed]))
            if layer is layers[-1]:
                returned = tuple(inner.returned[place] for place in returned)
        else:
            links.append(Link(layer, passed))
    if not links:
        raise UnsupportedLayer(
            f"The model {model.name!r} has no layer beyond its input."
        )
    return Chain(tuple(links), returned)


def _path(model: Any, keras: Any) -> tuple[list[Any], list[int], tuple[int, ...]]:
    """A functional model's layers, what each passes on, and what is returned.

    It is followed from its end. Beside the path Keras may have put operations that
    make a mask; a mask is traced in its own way, so these are left out.

    Raises `UnsupportedLayer` unless each layer reads one tensor of the layer before.
    """
    config = quiet_config(model)
    every = {layer["name"]: layer for layer in config["layers"]}
    starts = list(_histories(config["input_layers"]))
    ends = list(_histories(config["output_layers"]))
    returned = tuple(tensor for _, _, tensor in ends)
    if len(starts) > 1 or len({end[:2] for end in ends}) > 1:
        raise UnsupportedLayer(
            f"The model {model.name!r} has more than one input, or its outputs are not "
            f"those of its last layer. {ONE_PATH}"
        )
    (first, *_), (name, _, passed) = starts[0], ends[0]
    known = {layer.name for layer in model.layers}
    layers, passes = [], []
    while name != first:
        if name not in known:
            raise UnsupportedLayer(
                f"Between the layers of the model {model.name!r} stands the operation "
                f"{name!r} ({every[name]['class_name']}), which is not supported: no "
                f"arithmetic, no slices. {ONE_PATH}"
            )
        layers.append(model.get_layer(name))
        passes.append(passed)
        name, passed = _source(every[name])
    return layers[::-1], passes[::-1], returned


def _source(layer: dict[str, Any]) -> tuple[str, int]:
    """The layer that a serialised layer reads, and which of its tensors."""
    if len(layer["inbound_nodes"]) == 1:
        (node,) = layer["inbound_nodes"]
        reads = {k: v for k, v in node["kwargs"].items() if k != "mask"}
        sources = list(_histories([node["args"], reads]))
        if len(sources) == 1:
            ((name, call, tensor),) = sources
            if call == 0:
                return name, tensor
    raise UnsupportedLayer(
        f"The layer {layer['name']!r}, a {layer['class_name']}, does not simply read "
        f"the output of the layer before it. {ONE_PATH}"
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
