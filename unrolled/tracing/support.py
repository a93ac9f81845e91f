"""Which layers the trace knows, and what it says of those it does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class UnsupportedLayer(ValueError):
    """A layer, or a way of joining layers, that the trace does not know."""


def require_known(layer: Any, kinds: Iterable[str], supported: str = "") -> str:
    """The layer's class if it is one of Keras's that are known.

    A class of one's own is not taken for the one it derives from: it may compute
    anything.

    Args:
        layer: the layer.
        kinds: the names of those that are known here.
        supported: the names that the error gives; all of ``kinds`` by default.

    Raises:
        UnsupportedLayer: the layer is another, computes in half precision, or is
            quantized.
    """
    import keras

    kind = type(layer).__name__
    if type(layer) is not getattr(keras.layers, kind, None) or kind not in kinds:
        raise UnsupportedLayer(
            f"The layer {layer.name!r} is a {kind}, which is not supported"
            f"{' there' if supported else ''}. "
            f"Supported are {supported or ', '.join(kinds)}."
        )
    if layer.compute_dtype not in ("float32", "float64"):
        raise UnsupportedLayer(
            f"The layer {layer.name!r} computes in {layer.compute_dtype}, whose few "
            "digits no trace can be proven by. Supported are float32 and float64: "
            'keras.config.set_dtype_policy("float32") before the model is made.'
        )
    if getattr(layer, "quantization_mode", None):
        raise UnsupportedLayer(
            f"The layer {layer.name!r} is quantized to {layer.quantization_mode}; its "
            "rounding cannot be traced. Trace the model before model.quantize."
        )
    return kind
