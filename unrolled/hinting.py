"""Draws a hint: what a learner built beside what was asked for.

The grader does not import this package; it finds `figure` by its entry point, in the
group ``autograder.figures``, and hands over plain data alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .comparing.compare import compare
from .quiet import quiet
from .tracing.undisturbed import undisturbed

NAMES = ("yours", "asked for")
"""What the two models are called in the figure."""

Configs = Sequence[Mapping[str, Any]]


def figure(
    found: Configs,
    asked: Configs,
    weights: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
    sentence: np.ndarray,
) -> tuple[bytes, str, int]:
    """Two models on one sentence, with what differs marked.

    Args:
        found: a description of each layer of the one that was built, from the input
            up: ``{"class_name": "GRU", "config": {"units": 4}}``, as Keras has it.
        asked: of the one that was asked for.
        weights: of both, each in the order of Keras' ``get_weights()``.
        sentence: (steps, features), or (steps,) of word numbers, which both read.

    Returns:
        A PNG, the figure in words, and its width in CSS pixels.

    Raises:
        ValueError: a model cannot be built, or cannot read the sentence.
        UnsupportedLayer: a layer is of a kind that cannot be drawn.
    """
    with undisturbed(), quiet():
        yours, wanted = (
            _built(name, layers, own, sentence)
            for name, layers, own in zip(NAMES, (found, asked), weights, strict=True)
        )
        drawn = compare(yours, wanted, sentence[np.newaxis], names=NAMES)
    return drawn.png, drawn.alt, drawn.width


def _built(
    name: str, layers: Configs, weights: Sequence[np.ndarray], sentence: np.ndarray
) -> Any:
    """A Sequential of these layers that reads sentences of this shape."""
    import keras

    # names of its own: the reader's next layers are called as they would be
    called = name.replace(" ", "_")
    dtype = "int32" if sentence.dtype.kind in "iu" else "float32"
    made = [keras.Input(sentence.shape, dtype=dtype, name=f"{called}_input")]
    made += [
        _layer(config, f"{called}_{place}") for place, config in enumerate(layers, 1)
    ]
    model = keras.Sequential(made, name=called)
    model.set_weights(list(weights))
    return model


def _layer(config: Mapping[str, Any], name: str) -> Any:
    """A Keras layer from its description, and the one that it wraps from its own."""
    import keras

    settings = dict(config["config"])
    if "layer" in settings:
        settings["layer"] = _layer(settings["layer"], f"{name}_inner")
    return getattr(keras.layers, config["class_name"])(name=name, **settings)
