"""Right arrays taken for others: exchanged, shifted, turned."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..expected import Mistake
from ..layers.layer import Made


def of_outputs(right: np.ndarray) -> Iterator[tuple[Mistake, np.ndarray]]:
    """What is handed in for the outputs of a layer.

    Args:
        right: (batch, …) outputs.
    """
    yield from _of_batch(right)
    if right.ndim != 3:
        return
    zeros = np.zeros_like(right[:, :1])
    text = (
        "The state of zeros that the layer starts from stands among the outputs here. "
        "They begin with the state after the first word."
    )
    included = np.concatenate([zeros, right], axis=1)
    yield Mistake("initial-state-included", text), included
    text = (
        "Each word has the state before it here, not the one after: the outputs are "
        "one step late."
    )
    yield Mistake("states-shifted", text), included[:, :-1]
    text = "Steps and batch are swapped: Keras has the batch first."
    yield Mistake("steps-first", text), right.swapaxes(0, 1)
    text = "The last word comes first here: the steps are in reverse order."
    yield Mistake("steps-reversed", text), right[:, ::-1]
    text = (
        "The states of all words are laid end to end here; they belong one under "
        "another, a vector for each word."
    )
    yield Mistake("flattened", text), right.reshape(len(right), -1)


def of_states(
    right: tuple[np.ndarray, ...], outputs: np.ndarray, first: Made | None
) -> Iterator[tuple[Mistake, Made]]:
    """What is handed in for the last states of a layer.

    Args:
        right: the states, each (batch, units).
        outputs: what the layer returns beside them.
        first: the states after the first step; None when they are not known.
    """
    if len(right) == 2:
        h, c = right
        text = "The two states are exchanged: h comes first, then c."
        yield Mistake("h-c-exchanged", text), (c, h)
        text = "Both are h. The second state that an LSTM returns is c, the cell."
        yield Mistake("h-for-c", text), (h, h)
        text = "Both are c, the cell. The first state that an LSTM returns is h."
        yield Mistake("c-for-h", text), (c, c)
        if outputs.ndim == 3:
            text = (
                "The outputs come first of the three that the layer returns, then h, "
                "then c; here they are taken for h, and h for c."
            )
            yield Mistake("outputs-for-states", text), (outputs, h)
    if outputs.ndim == 3:
        text = "These are the outputs at every step. The last state is one vector."
        yield Mistake("every-step-returned", text), (outputs, *right[1:])
    text = "These are the states that the layer starts from: zeros."
    yield (
        Mistake("initial-state-returned", text),
        tuple(np.zeros_like(state) for state in right),
    )
    if first is not None:
        text = "These are the states after the first word; the last ones are asked for."
        yield Mistake("returned-first-state", text), first
    text = (
        "These are the states of the first sentence alone. The first axis is the "
        "batch: all of it is asked for."
    )
    yield (
        Mistake("batch-axis-lost", text),
        tuple(state[0] for state in right),
    )
    yield (
        Mistake("batch-axis-lost", text),
        tuple(state[:1] for state in right),
    )


def _of_batch(right: np.ndarray) -> Iterator[tuple[Mistake, np.ndarray]]:
    text = (
        "This is the answer to the first sentence alone. The first axis is the batch: "
        "answer all of it."
    )
    yield Mistake("batch-axis-lost", text), right[0]
    yield Mistake("batch-axis-lost", text), right[:1]
