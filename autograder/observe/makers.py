"""Observes what layers among the learner's names make: which of them made an answer.

Runs where the layers live; reports plain data. Nothing it does to a layer stays.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .model import run


@dataclass(frozen=True)
class Maker:
    """A layer or model under one of the learner's names.

    Attributes:
        name: the name.
        weights: that it has now.
        outputs: what it makes of the inputs now; of outputs at every step also the
            last alone.
    """

    name: str
    weights: tuple[np.ndarray, ...]
    outputs: tuple[np.ndarray, ...]


def makers(
    names: Mapping[str, Any], inputs: np.ndarray, shapes: Sequence[tuple[int, ...]]
) -> tuple[Maker, ...]:
    """The layers and models that hold weights of the shapes that were asked for.

    Those that are not built, that keep states, or that cannot read the inputs are
    passed over.

    Args:
        names: what the learner's notebook knows.
        inputs: (batch, …).
        shapes: of all weights, in order.
    """
    keras = sys.modules.get("keras")
    if keras is None:
        return ()
    found = []
    for name, layer in names.items():
        if name.startswith("_") or not isinstance(layer, keras.layers.Layer):
            continue
        if not layer.built or getattr(layer, "stateful", False):
            continue
        weights = tuple(map(np.asarray, layer.get_weights()))
        if [weight.shape for weight in weights] != list(shapes):
            continue
        for outputs in run(layer, [inputs.astype("float32")]).made:
            last = tuple(each[:, -1] for each in outputs if each.ndim == 3)
            found.append(Maker(name, weights, outputs + last))
    return tuple(found)
