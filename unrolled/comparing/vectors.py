"""Every vector of a trace by what it is, shown or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..drawing.parts import Tag
from ..tracing.records import BidirectionalTrace, RecurrentTrace
from ..tracing.trace import Trace


def vectors_of(trace: Trace, row: int) -> dict[Tag, np.ndarray]:
    """The vectors of one sequence of the batch, by the tags under which they are drawn.

    Those of steps that a figure leaves out are among them.
    """
    found: dict[Tag, np.ndarray] = {}
    for step, values in enumerate(trace.inputs[row]):
        found[Tag(-1, "input", step + 1)] = np.atleast_1d(values)
    for index, layer in enumerate(trace.layers):
        for what, time, values in _layer(layer, row):
            found[Tag(index, what, time)] = values
    return found


def steps_of(found: dict[Tag, np.ndarray], layer: int, what: str) -> int:
    """How many steps a layer's vectors of a kind have, 0 where there is one for all."""
    return max((t.time for t in found if (t.layer, t.what) == (layer, what)), default=0)


Found = tuple[str, int, np.ndarray]


def _layer(layer: Any, row: int) -> Iterator[Found]:
    if isinstance(layer, RecurrentTrace):
        yield from _states(layer, row, "")
        yield from _outputs("output", layer.outputs[row])
    elif isinstance(layer, BidirectionalTrace):
        yield from _states(layer.forward, row, "forward ")
        yield from _states(layer.backward, row, "backward ")
        apart = layer.merge_mode is None and layer.passes < 2
        if apart:
            yield from _outputs("forward output", layer.returned[0][row])
            yield from _outputs("backward output", layer.returned[1][row])
        else:
            yield from _outputs("output", layer.outputs[row])
    else:
        yield from _outputs("output", layer.outputs[row])


def _states(layer: RecurrentTrace, row: int, prefix: str) -> Iterator[Found]:
    for number, cell in enumerate(layer.cells, start=1):
        several = f"cell {number} " if len(layer.cells) > 1 else ""
        for state in cell.states:
            for time, values in enumerate(state.values[row]):
                yield f"{prefix}{several}state {state.symbol}", time, values


def _outputs(what: str, values: np.ndarray) -> Iterator[Found]:
    """One vector, or one for each step."""
    if values.ndim == 1:
        yield what, 0, values
        return
    for step, each in enumerate(values):
        yield what, step + 1, each
