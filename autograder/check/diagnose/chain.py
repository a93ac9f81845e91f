"""Layers and their settings, asked for and found, in one form that can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...observe.seen import LayerSeen, Setting
from ...reference.layers import Layer

_DEFAULTS: Mapping[str, Setting] = {
    "recurrent_activation": "sigmoid",
    "use_bias": True,
    "return_sequences": False,
    "return_state": False,
    "go_backwards": False,
    "stateful": False,
    "reset_after": True,
    "merge_mode": "concat",
    "mask_zero": False,
    "axis": -1,
}
"""What Keras takes for a setting that is not given."""

_RECURRENT = ("SimpleRNN", "LSTM", "GRU")

_FIRST = ("units", "input_dim", "output_dim", "n", "mask_value", "target_shape")
"""Settings that are written without their names."""

_EACH_STEP = ("Dense", "Activation", "Softmax", "ReLU")
"""Layers that do the same to every step, wrapped in TimeDistributed or not."""


@dataclass(frozen=True)
class Link:
    """One layer of a chain.

    Attributes:
        kind: the name of its class.
        settings: what decides its numbers, less what Keras takes anyhow.
        inner: the layer that it wraps.
    """

    kind: str
    settings: tuple[tuple[str, Setting], ...] = ()
    inner: tuple[Link, ...] = ()

    @property
    def code(self) -> str:
        """As one would write it in Keras.

        >>> Link("GRU", (("units", 4), ("return_sequences", True))).code
        'GRU(4, return_sequences=True)'
        """
        said = [link.code for link in self.inner]
        said += [f"{value}" for name, value in self.settings if name in _FIRST]
        said += [
            f"{name}={value!r}" for name, value in self.settings if name not in _FIRST
        ]
        return f"{self.kind}({', '.join(said)})"


def asked_for(layers: Sequence[Layer]) -> list[Link]:
    """The chain of layers that was asked for.

    Args:
        layers: of a reference stack.
    """
    return _folded([_of_config(layer.name, layer.config()) for layer in layers])


def found_in(layers: Sequence[LayerSeen]) -> list[Link]:
    """The chain of layers that a model has.

    Args:
        layers: as they were seen.
    """
    return _folded([_of_seen(layer) for layer in layers])


def _of_config(name: str, config: Mapping[str, Any] | None) -> Link:
    if config is None:
        return Link(name)
    settings = dict(config["config"])
    inner = settings.pop("layer", None)
    links = () if inner is None else (_of_config("", inner),)
    return _link(config["class_name"], settings, links)


def _of_seen(layer: LayerSeen) -> Link:
    inner = tuple(_of_seen(each) for each in layer.inner)
    return _link(layer.type, dict(layer.settings), inner)


def _link(kind: str, settings: Mapping[str, Any], inner: tuple[Link, ...]) -> Link:
    """A link in the form that all have."""
    if kind == "TimeDistributed" and inner and inner[0].kind in _EACH_STEP:
        return inner[0]
    defaults = {**_DEFAULTS, "activation": "linear"}
    if kind in _RECURRENT:
        defaults["activation"] = "tanh"
    if kind == "Activation":
        defaults.pop("activation")
    kept = sorted(
        (name, value if type(value) is not list else str(tuple(value)))
        for name, value in settings.items()
        if name not in defaults or value != defaults[name]
    )
    kept.sort(key=lambda pair: _FIRST.index(pair[0]) if pair[0] in _FIRST else 99)
    return Link(kind, tuple(kept), inner)


def _folded(links: Sequence[Link]) -> list[Link]:
    """The same with each activation that follows a Dense put into it."""
    made: list[Link] = []
    for link in links:
        activation = _activation(link)
        below = made[-1] if made else None
        plain = below is not None and "activation" not in dict(below.settings)
        if activation and below is not None and below.kind == "Dense" and plain:
            settings = dict(below.settings)
            made[-1] = _link("Dense", {**settings, "activation": activation}, ())
        else:
            made.append(link)
    return made


def _activation(link: Link) -> str:
    """The function that a layer of nothing else applies; "" for other layers."""
    settings = dict(link.settings)
    if link.kind == "Activation":
        return str(settings.get("activation", ""))
    if link.kind == "Softmax" and not settings:
        return "softmax"
    return "relu" if link.kind == "ReLU" and not settings else ""
