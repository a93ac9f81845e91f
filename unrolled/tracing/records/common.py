"""What the traces of all kinds of layers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np


class LayerTrace(Protocol):
    """What the traces of all kinds of layers have in common.

    Steps are in the order in which they reach the layer, unless it says otherwise.
    """

    @property
    def name(self) -> str:
        """The layer's own name in the model."""

    @property
    def kind(self) -> str:
        """The layer's class, such as ``"SimpleRNN"``."""

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """What the layer was made with and Keras would not take by itself."""

    @property
    def parameters(self) -> int:
        """How many numbers the layer has learned or can learn."""

    @property
    def inputs(self) -> np.ndarray:
        """What the layer reads, batch first."""

    @property
    def mask(self) -> np.ndarray | None:
        """(batch, steps), False at the steps that the layer is told to skip."""

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """Everything the layer returns, batch first, as Keras orders it."""

    @property
    def outputs(self) -> np.ndarray:
        """The one of these that the next layer reads, or the model returns first."""

    @property
    def error(self) -> float:
        """The largest deviation from what the layer itself returns."""


@dataclass(frozen=True)
class Argument:
    """One argument that a layer was made with, as Python writes it.

    Attributes:
        name: the keyword, ``""`` where it stands first without one.
        source: the value, such as ``4`` or ``"relu"`` with its quotes.
    """

    name: str
    source: str

    @property
    def written(self) -> str:
        """With its keyword, such as ``activation="relu"``."""
        return f"{self.name}={self.source}" if self.name else self.source
