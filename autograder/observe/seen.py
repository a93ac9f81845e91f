"""What is seen of a learner's model: plain data, and how to ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

Arrays = Sequence[np.ndarray]

Batch = np.ndarray | tuple[np.ndarray, ...]
"""What a model reads at once: one array (batch, …), or one for each of its inputs."""

Setting = str | int | float | bool | None

Kind = Literal[
    "untouched",
    "model",
    "layer",
    "model class",
    "output",
    "history",
    "nothing",
    "list",
    "text",
    "function",
    "other",
]


@dataclass(frozen=True)
class LayerSeen:
    """A layer of a model.

    Attributes:
        type: the name of its class, such as "SimpleRNN"; an RNN around one of Keras'
            cells is called after the layer of that cell.
        recurrent: whether it is one that reads step by step.
        settings: what decides its numbers, by Keras' names.
        inner: the layer that it wraps, for Bidirectional and TimeDistributed.
        weights: places of its weights in the model's ``get_weights()``.
        cells: how many layers of cells it runs on top of each other.
    """

    type: str
    recurrent: bool
    settings: tuple[tuple[str, Setting], ...] = ()
    inner: tuple[LayerSeen, ...] = ()
    weights: tuple[int, ...] = ()
    cells: int = 1


@dataclass(frozen=True)
class ModelSeen:
    """A learner's model.

    Attributes:
        kind: "output" is a tensor or array where the model that made it was asked
            for, "history" what ``fit`` returns.
        type: the name of its class.
        text: how it prints, shortened.
        reads: shape it was built for, batch axis first; () when it was not built.
        inputs: how many arrays it reads; 0 when that is not known.
        layers: all that do something when predicting, nested ones included, in the
            order in which they were called; in the order they were made when the
            model could not run.
        weights: its own weights, in the order of ``get_weights()``.
        steps_trained: steps of its optimizer; None when it was never compiled.
        error: why it cannot read the shape that was asked for; "" when it can.
        overwritten: names of its methods that something else was assigned to.
    """

    kind: Kind
    type: str
    text: str = ""
    reads: tuple[int | None, ...] = ()
    inputs: int = 0
    layers: tuple[LayerSeen, ...] = ()
    weights: tuple[np.ndarray, ...] = ()
    steps_trained: int | None = None
    error: str = ""
    overwritten: tuple[str, ...] = ()

    @property
    def recurrent(self) -> int:
        """How many recurrent layers there are."""
        return sum(layer.cells for layer in self.layers if layer.recurrent)


@dataclass(frozen=True)
class Outputs:
    """What a model made of inputs.

    Attributes:
        made: its outputs for each batch of inputs, float64; mostly one for each batch.
        form: "tensor" for a model of one output, else the type that holds several.
        inside: what each of its layers returned for the first batch, in the order of
            `ModelSeen.layers`, first outputs alone; empty unless it was asked for.
        error: why there are none; "" when there are.
    """

    made: tuple[tuple[np.ndarray, ...], ...] = ()
    form: str = "tensor"
    inside: tuple[np.ndarray, ...] = ()
    error: str = ""

    @property
    def arrays(self) -> tuple[np.ndarray, ...]:
        """The first output for each batch."""
        return tuple(batch[0] for batch in self.made if batch)


class View(Protocol):
    """Asks a learner's model, wherever it lives."""

    def look(self, probe: Batch | None = None) -> ModelSeen:
        """What is there, and whether it reads the probe."""

    def run(
        self,
        inputs: Sequence[Batch],
        weights: Arrays | None = None,
        inside: bool = False,
    ) -> Outputs:
        """What it makes of each batch of inputs."""
