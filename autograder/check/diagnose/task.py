"""What a model is asked to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...reference.layers import Stack
from .draw_inputs import sizes


@dataclass(frozen=True)
class Task:
    """What a model is asked to be.

    Attributes:
        like: the layers, with their weights when those are given.
        shape: of one sentence, without the batch axis; None for any length.
        own_weights: whether the model is judged with the weights it has.
        given: what the task gives, if weights are asked for: the weights; layers that
            hold them; or nothing but what is to be computed.
        reads: what an item of a batch is called.
    """

    like: Stack
    shape: tuple[int | None, ...]
    own_weights: bool = False
    given: Literal["weights", "layers", "nothing"] = "weights"
    reads: Literal["sentence", "series"] = "sentence"

    @property
    def given_layers(self) -> bool:
        """Whether the task gives layers that hold the weights."""
        return self.given == "layers"

    @property
    def any_layers(self) -> bool:
        """Whether no layer was asked for, but what is to be computed."""
        return self.given == "nothing"

    @property
    def sizes(self) -> tuple[int, ...]:
        """The shape of the first batch's sentences."""
        return sizes(self.shape)
