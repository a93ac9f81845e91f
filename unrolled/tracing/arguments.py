"""The arguments a layer was made with, as one would write them."""

from __future__ import annotations

import inspect
from typing import Any

from .records import Argument

# Those that a figure can show. Initializers and the like act before it or elsewhere.
SHOWN = (
    "units",
    "input_dim",
    "output_dim",
    "n",
    "rate",
    "mask_value",
    "activation",
    "recurrent_activation",
    "use_bias",
    "dropout",
    "recurrent_dropout",
    "merge_mode",
    "mask_zero",
    "return_sequences",
    "return_state",
    "go_backwards",
    "stateful",
    "reset_after",
)


def arguments_of(layer: Any) -> tuple[Argument, ...]:
    """What must be written to make the layer, defaults left out.

    What Keras requires stands first, without its keyword.
    """
    written = []
    for name, parameter in inspect.signature(type(layer).__init__).parameters.items():
        if name not in SHOWN:
            continue
        required = parameter.default is inspect.Parameter.empty
        value = _value(layer, name)
        if required or value != _source(parameter.default):
            written.append(Argument("" if required else name, value))
    return tuple(written)


def activation_name(activation: Any) -> str:
    """The name of an activation as Keras writes it, ``"f"`` where it has none."""
    name = getattr(activation, "__name__", None) or type(activation).__name__
    return "f" if name == "<lambda>" else name


def _value(layer: Any, name: str) -> str:
    value = getattr(layer, name)
    if not name.endswith("activation"):
        return _source(value)
    import keras

    written = activation_name(value)
    known = getattr(keras.activations, written, None) is value
    if known and written == "linear":  # Keras takes None for it, and gives this back
        default = inspect.signature(type(layer).__init__).parameters[name].default
        return "None" if default is None else '"linear"'
    return f'"{written}"' if known else written


def _source(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, float):
        return f"{value:g}" if value % 1 else repr(value)
    return repr(value)
