"""How each kind of layer is drawn above its inputs.

A further kind of layer is one more painter in `PAINTERS`: a function that draws the
layer and what it returns, and says where the next row begins.
"""

from __future__ import annotations

from collections.abc import Callable

from ...tracing.records import (
    BidirectionalTrace,
    DenseTrace,
    ElementwiseTrace,
    EmbeddingTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)
from ..parts import Page
from .bidirectional import paint_bidirectional
from .pointwise import paint_pointwise, paint_time_distributed
from .recurrent import paint_recurrent
from .row import Made, Row
from .sequences import paint_embedding, paint_masking, paint_repeat

PAINTERS: dict[type, Callable[[Page, Row], Made]] = {
    RecurrentTrace: paint_recurrent,
    BidirectionalTrace: paint_bidirectional,
    DenseTrace: paint_pointwise,
    ElementwiseTrace: paint_pointwise,
    TimeDistributedTrace: paint_time_distributed,
    EmbeddingTrace: paint_embedding,
    MaskingTrace: paint_masking,
    RepeatVectorTrace: paint_repeat,
}
