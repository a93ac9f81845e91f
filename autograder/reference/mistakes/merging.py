"""Two mistakes in one layer, made one."""

from __future__ import annotations

from ..changes import Changes, changes, put
from ..layers.gru import GRU
from ..layers.layer import Layer
from ..layers.lstm import LSTM
from ..layers.simple_rnn import SimpleRNN
from ..layers.wrappers import Bidirectional, TimeDistributed

RECURRENT = (SimpleRNN, LSTM, GRU)


def merged(
    layer: Layer, one: tuple[Layer, ...], other: tuple[Layer, ...]
) -> tuple[Layer, ...] | None:
    """What is built with both mistakes; None when they are about the same thing.

    One of the two at least must leave the layer what it is and change settings alone;
    those are put into what the other builds.

    Args:
        layer: what was asked for.
        one: what is built in its place with one mistake.
        other: with the other.
    """
    for settings, layers in ((other, one), (one, other)):
        if len(settings) == 1:
            changed = changes(layer, settings[0])
            found = None if changed is None else _into(layers, layer, changed)
            if found is not None:
                return found
    return None


def _into(
    layers: tuple[Layer, ...], layer: Layer, changed: Changes
) -> tuple[Layer, ...] | None:
    """Layers with a setting of ``layer`` changed wherever it is found in them."""
    found: list[Layer] = []
    touched = False
    for built in layers:
        if not _stems(built, layer):
            found.append(built)
            continue
        new = _put(built, layer, changed)
        if new is None:
            return None
        touched = True
        found.append(new)
    return tuple(found) if touched else None


def _stems(built: Layer, layer: Layer) -> bool:
    """Whether a layer is another form of what was asked for."""
    if type(built) is type(layer) or (
        isinstance(layer, RECURRENT) and isinstance(built, RECURRENT)
    ):
        return True
    if isinstance(built, TimeDistributed | Bidirectional):
        return _stems(built.layer, layer)
    if isinstance(layer, TimeDistributed | Bidirectional):
        return _stems(built, layer.layer)
    return False


def _put(built: Layer, layer: Layer, changed: Changes) -> Layer | None:
    same_kind = type(built) is type(layer)
    if isinstance(built, TimeDistributed | Bidirectional) and not same_kind:
        inside = tuple((("layer", *way), value) for way, value in changed)
        return put(built, _Around(layer), inside)
    if isinstance(layer, TimeDistributed | Bidirectional) and not same_kind:
        if any(way[0] != "layer" or len(way) == 1 for way, _ in changed):
            return None
        inner = tuple((way[1:], value) for way, value in changed)
        return put(built, layer.layer, inner)
    return put(built, layer, changed)


class _Around:
    """What is measured from: a layer as if it stood inside a wrapper."""

    def __init__(self, layer: Layer) -> None:
        self.layer = layer
