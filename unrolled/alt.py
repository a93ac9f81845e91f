"""A trace in words, for those who cannot see the figure and for comparing outputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .grid import Grid
from .layers import ElementwiseTrace, RecurrentTrace
from .parts import MOST_CELLS, number
from .trace import Trace


def in_words(
    trace: Trace,
    row: int,
    tokens: Sequence[str] | None,
    classes: Sequence[str],
    title: str | None,
) -> str:
    """The figure in words, with the numbers it shows."""
    ended = title is not None and title.endswith((".", "?", "!"))
    sentences = [f"{title}" if ended else f"{title}."] if title else []
    x = trace.inputs[row]
    shown = Grid(len(x)).shown
    given = [
        f"“{tokens[t]}” = {_vector(x[t])}" if tokens else f"x{t + 1} = {_vector(x[t])}"
        for t in shown
    ]
    read = f"reads {len(x)} step{'s' * (len(x) > 1)}: {_elided(given, len(x))}"
    for place, layer in enumerate(trace.layers):
        name = f"{layer.kind}({_argument(layer)})"
        subject = f"{name} {read}" if place == 0 else name
        last = layer is trace.layers[-1]
        named = classes if last else ()
        made = _made(layer, row, named, trace.shape(layer.outputs))
        sentences.append(f"{subject}; {made}.")
    return " ".join(sentences)


def _argument(layer: Any) -> str:
    if isinstance(layer, ElementwiseTrace):
        return layer.argument
    default = "tanh" if isinstance(layer, RecurrentTrace) else "linear"
    named = "" if layer.activation == default else f", {layer.activation}"
    return f"{layer.units}{named}"


def _made(layer: Any, row: int, classes: Sequence[str], shape: str) -> str:
    out = layer.outputs[row]
    if isinstance(layer, RecurrentTrace):
        (state,) = layer.states
        steps = state.values.shape[1] - 1
        times = [t + 1 for t in Grid(steps).shown]
        made = [f"{state.symbol}{t} = {_vector(state.values[row, t])}" for t in times]
        backwards = "last to first; " if layer.go_backwards else ""
        if layer.return_sequences:
            returned = "returns all of them"
        else:
            returned = f"returns {state.symbol}{steps}"
        return f"{backwards}{_elided(made, steps)}; {returned}, {shape}"
    if out.ndim == 1:
        return f"returns {_vector(out)}, {shape}{_best(out, classes)}"
    made = [
        f"y{t + 1} = {_vector(out[t])}{_best(out[t], classes)}"
        for t in Grid(len(out)).shown
    ]
    return f"{_elided(made, len(out))}; returns all of them, {shape}"


def _best(values: np.ndarray, classes: Sequence[str]) -> str:
    return f", {classes[int(np.argmax(values))]}" if len(classes) > 1 else ""


def _elided(items: Sequence[str], steps: int) -> str:
    if len(items) == steps:
        return ", ".join(items)
    return f"{', '.join(items[:-1])}, …, {items[-1]}"


def _vector(values: np.ndarray) -> str:
    if len(values) <= MOST_CELLS:
        return f"[{', '.join(number(float(v)) for v in values)}]"
    least, most = number(float(values.min())), number(float(values.max()))
    return f"{len(values)} numbers from {least} to {most}"
