"""What training changed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from ..comparing.differences import amount, unlike
from ..drawing.alt import layer_name
from ..drawing.grid import Grid
from ..drawing.spoken import listed, vector_in_words
from ..tracing.trace import Trace
from .changes_panel import array_name, change_in_words
from .earlier import Earlier


def changed_in_words(
    now: Trace, earlier: Earlier, row: int, classes: Sequence[str]
) -> str:
    """The outputs before training and after, and what became of the weights."""
    return " ".join(
        [_outputs(earlier.trace, now, row, classes), *_weights(now, earlier)]
    )


def _outputs(before: Trace, now: Trace, row: int, classes: Sequence[str]) -> str:
    old, new = before.outputs[row], now.outputs[row]
    if not unlike(old, new).any():
        return "Before training its outputs were the same."
    gap = amount(float(np.abs(old.astype(float) - new.astype(float)).max()))
    said = "; ".join((f"before training {_said(old, classes)}",
                      f"after it {_said(new, classes)}"))  # fmt: skip
    return f"Its outputs changed by up to {gap}: {said}."


def _said(values: np.ndarray, classes: Sequence[str]) -> str:
    def one(each: np.ndarray) -> str:
        best = f", {classes[int(np.argmax(each))]}" if len(classes) > 1 else ""
        return vector_in_words(each) + best

    if values.ndim == 1:
        return one(values)
    shown = Grid(len(values)).shown
    return listed([(t, f"y{t + 1} = {one(values[t])}") for t in shown])


def _weights(now: Trace, earlier: Earlier) -> Iterator[str]:
    for index, group in groupby(earlier.changes, lambda change: change.layer):
        parts = list(group)
        name = layer_name(now.layers[index])
        if any(change.changed for change in parts):
            arrays = "; ".join(
                f"{array_name(c)} {c.after.shape}: {change_in_words(c)}" for c in parts
            )
            yield f"Weights of {name}: {arrays}."
        else:
            frozen = not any(change.trainable for change in parts)
            yield f"The weights of {name} are unchanged{', it is frozen' * frozen}."
