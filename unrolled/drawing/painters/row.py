"""What the painters of all kinds of layers are given, and give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..grid import Place
from ..theme import Layer


@dataclass(frozen=True)
class Row:
    """What a painter is given beside the page.

    Attributes:
        layer: the layer's trace.
        index: which layer of the model it is, from 0.
        base: the top of the layer's inputs, in inches.
        place: where these stand.
        read: (steps,), False at the steps of the inputs that are padding, or None.
        kept: the same of what the layer returns, where that is a sequence.
        colours: of the layer's blocks; one for each lane of them.
        classes: names of the outputs, for the last layer.
        reads: what a layer of one vector reads, in words.
    """

    layer: Any
    index: int
    base: float
    place: Place
    read: np.ndarray | None
    kept: np.ndarray | None
    colours: tuple[Layer, ...]
    classes: Sequence[str]
    reads: str

    def skips(self, position: int) -> bool:
        """Whether the step of the inputs at the position is padding."""
        return self.read is not None and not self.read[self.place.index(position)]


@dataclass(frozen=True)
class Made:
    """What a painter has made: the row on which the next layer stands.

    Attributes:
        base: the top of the vectors that it reads.
        place: where they stand.
        top: the top of everything, base or above.
    """

    base: float
    place: Place
    top: float
