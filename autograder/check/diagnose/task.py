"""What a model is asked to be."""

from __future__ import annotations

from dataclasses import dataclass

from ...reference.layers import Stack
from .draw_inputs import sizes


@dataclass(frozen=True)
class Task:
    """What a model is asked to be.

    Attributes:
        like: the layers, with their weights when those are given.
        shape: of one sentence, without the batch axis; None for any length.
        own_weights: whether the model is judged with the weights it has.
        given_layers: whether the task gives layers that hold the weights.
    """

    like: Stack
    shape: tuple[int | None, ...]
    own_weights: bool = False
    given_layers: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        """The shape of the first batch's sentences."""
        return sizes(self.shape)
