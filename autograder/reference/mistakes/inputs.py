"""What learners build in place of an Embedding or a Masking."""

from __future__ import annotations

from dataclasses import replace

from ..expected import Mistake
from ..layers.layer import InPlace, Layer
from ..layers.plain import Embedding
from ..layers.weightless import Masking

Wrong = tuple[Mistake, tuple[Layer, ...]]


def of_embedding(layer: Embedding, shape: tuple[int, ...]) -> InPlace:
    """What is built in place of an Embedding that reads ``shape``.

    One with fewer words cannot read all word numbers: see `Stack.vocabulary`.
    """
    words, features = layer.words, layer.features
    if layer.mask_zero:
        text = (
            "Padding is read like a word here: mask_zero=True is missing, so the "
            "layers above go on at every 0."
        )
        mask = Mistake("no-mask", text)
    else:
        text = (
            "The layers above skip every 0 here: mask_zero=True was not asked for, so "
            "0 is a word like any other."
        )
        mask = Mistake("mask-not-asked", text)
    found: list[Wrong] = [(mask, (replace(layer, mask_zero=not layer.mask_zero),))]
    if words != features:
        text = (
            f"The sizes of the Embedding are swapped: first how many word numbers "
            f"there are, {words}, then how many numbers each word gets, {features}."
        )
        swapped = replace(layer, words=features, features=words)
        found.append((Mistake("embedding-sizes-swapped", text), (swapped,)))
    for other in (words + 1, words - 1):
        text = (
            f"The Embedding has {other} rows; {words} word numbers were named, 0 among "
            "them."
        )
        wrong = replace(layer, words=other)
        found.append((Mistake("vocabulary-off-by-one", text), (wrong,)))
    steps = shape[0] if shape else 0
    near = {features + 1, features - 1, 2 * features, steps}
    for other in sorted(near - {0, features, words}):
        mistake = "other-features"
        text = f"A word gets {other} numbers here; {features} were asked for."
        if other == steps:
            mistake = "steps-for-features"
            text = (
                f"A word gets as many numbers as the sentence has words, {steps}; "
                f"{features} were asked for."
            )
        found.append((Mistake(mistake, text), (replace(layer, features=other),)))
    return tuple(found)


def of_masking(layer: Masking) -> InPlace:
    """What is built in place of a Masking."""
    text = (
        f"The steps that hold {layer.mask_value} alone are read like any other here: "
        "Masking is missing."
    )
    return ((Mistake("no-mask", text), ()),)
