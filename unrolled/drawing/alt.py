"""A trace in words, for those who cannot see the figure and for comparing outputs.

Every number that the figure shows is in them, but for states that begin as zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..tracing.records import (
    BidirectionalTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from ..tracing.trace import Trace
from .alt_recurrent import (
    bidirectional_name,
    both_in_words,
    recurrent_in_words,
    recurrent_name,
)
from .grid import ROOMY, Grid, Measures, Place
from .padding import padding_made
from .spoken import (
    call_in_words,
    listed,
    padding,
    steps_in_words,
    title_in_words,
    vector_in_words,
)


def in_words(
    trace: Trace,
    row: int,
    tokens: Sequence[str] | None,
    classes: Sequence[str],
    title: str | None,
    measures: Measures = ROOMY,
) -> str:
    """The figure in words, with the numbers it shows."""
    sentences = title_in_words(title)
    place = Place(Grid(trace.inputs.shape[1], measures))
    read = _input(trace, row, tokens, place.grid)
    for index, layer in enumerate(trace.layers):
        last = index == len(trace.layers) - 1
        named = classes if last and len(classes) > 1 else ()
        shape = trace.shape(layer.outputs)
        taker = "the model returns" if last else "the next layer reads"
        words, place = _made(layer, row, place, shape, named, taker)
        subject = layer_name(layer) if index else f"{layer_name(layer)} {read}"
        sentences.append(f"{subject}; {words}.")
    return " ".join(sentences)


def _input(trace: Trace, row: int, tokens: Sequence[str] | None, grid: Grid) -> str:
    x = trace.inputs[row]
    given = []
    for t in grid.shown:
        name = f"“{tokens[t]}”" if tokens else f"x{t + 1}"
        value = vector_in_words(x[t]) if x.ndim > 1 else str(int(x[t]))
        given.append((t, f"{name} = {value}"))
    return f"reads {len(x)} step{'s' * (len(x) > 1)}: {listed(given)}"


def layer_name(layer: Any) -> str:
    """``SimpleRNN(4)``, ``TimeDistributed(Dense(4, softmax))``."""
    if isinstance(layer, RecurrentTrace):
        return recurrent_name(layer)
    if isinstance(layer, BidirectionalTrace):
        return bidirectional_name(layer)
    if isinstance(layer, TimeDistributedTrace):
        inner = call_in_words(layer.inner.kind, layer.inner.arguments)
        return f"{layer.kind}({inner})"
    return call_in_words(layer.kind, layer.arguments)


def _made(
    layer: Any,
    row: int,
    place: Place,
    shape: str,
    classes: Sequence[str],
    taker: str,
) -> tuple[str, Place]:
    """What a layer made of what stands in a place, and where that stands."""
    if isinstance(layer, RecurrentTrace | BidirectionalTrace):
        if isinstance(layer, RecurrentTrace):
            words, after = recurrent_in_words(layer, row, place, shape, taker)
        else:
            words, after = both_in_words(layer, row, place, shape, taker)
        return words + _largest(layer.outputs[row], after, classes), after
    if isinstance(layer, RepeatVectorTrace):
        steps = layer.outputs.shape[1]
        times = f"{steps} step{'s' * (steps > 1)}"
        values = vector_in_words(layer.inputs[row])
        return f"returns {values} at each of {times}, {shape}", Place(
            Grid(steps, place.grid.measures)
        )
    return _values(layer, row, place, shape, classes), place


def _values(
    layer: Any, row: int, place: Place, shape: str, classes: Sequence[str]
) -> str:
    """What a layer that treats each vector alike made."""
    out = layer.outputs[row]
    if out.ndim == 1:
        return f"returns {vector_in_words(out)}, {shape}{_best(out, classes)}"
    shown = sorted(place.index(position) for position in place.grid.shown)
    made = [
        (t, f"y{t + 1} = {vector_in_words(out[t])}{_best(out[t], classes)}")
        for t in shown
    ]
    read = padding_made(layer)
    skipped = padding(None if read is None else read[row])
    marks = f"marks {steps_in_words(skipped)} as padding; " if skipped else ""
    return f"{marks}{listed(made)}; returns all of them, {shape}"


def _largest(out: np.ndarray, place: Place, classes: Sequence[str]) -> str:
    """The largest of each vector that a recurrent layer returns."""
    if not classes:
        return ""
    if out.ndim == 1:
        return f"; largest: {classes[int(np.argmax(out))]}"
    shown = sorted(place.index(position) for position in place.grid.shown)
    best = [(t, classes[int(np.argmax(out[t]))]) for t in shown]
    return f"; largest: {listed(best)}"


def _best(values: np.ndarray, classes: Sequence[str]) -> str:
    return f", {classes[int(np.argmax(values))]}" if classes else ""
