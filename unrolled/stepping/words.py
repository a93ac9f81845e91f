"""What is said of a layer beside its numbers."""

from __future__ import annotations

from ..tracing.records import (
    BidirectionalTrace,
    CellTrace,
    DenseTrace,
    EmbeddingTrace,
    LayerTrace,
    MaskingTrace,
    RecurrentTrace,
    RepeatVectorTrace,
    TimeDistributedTrace,
)

CELLS = {
    "SimpleRNN": (
        "At each step the layer reads one vector x and the state h that it made at the "
        "step before, and makes the next h of them. W, U and b are the same at every "
        "step."
    ),
    "LSTM": (
        "The layer carries two states from step to step: c, its memory, and h, its "
        "output. Gates between 0 and 1 decide what c keeps (f), what it takes in (i) "
        "and what of it shows as h (o)."
    ),
    "GRU": (
        "The layer carries one state h from step to step. The update gate z decides "
        "how much of the old h stays, the reset gate r how much of it the candidate "
        "h̃ gets to see."
    ),
}
MERGES = {
    "concat": "puts the two outputs side by side",
    "sum": "adds the two outputs up",
    "mul": "multiplies the two outputs",
    "ave": "takes the mean of the two outputs",
}
ROLES = {
    ("SimpleRNN", "h"): "the new state",
    ("LSTM", "i"): "input gate: how much of the candidate goes into c",
    ("LSTM", "f"): "forget gate: how much of the old c stays",
    ("LSTM", "c̃"): "candidate: what could go into c",
    ("LSTM", "o"): "output gate: how much of c shows as h",
    ("GRU", "z"): "update gate: how much of the old h stays",
    ("GRU", "r"): "reset gate: how much of the old h the candidate sees",
    ("GRU", "h̃"): "candidate: what could become the new h",
}


def name_of(layer: LayerTrace) -> str:
    """The layer as Python writes it, such as ``"Dense(1, activation='sigmoid')"``."""
    written = [argument.written for argument in layer.arguments]
    if isinstance(layer, BidirectionalTrace):
        written.insert(0, name_of(layer.forward))
    elif isinstance(layer, RecurrentTrace) and layer.kind == "RNN":
        cells = ", ".join(_cell_name(cell) for cell in layer.cells)
        written.insert(0, f"[{cells}]" if len(layer.cells) > 1 else cells)
    elif isinstance(layer, TimeDistributedTrace):
        written.insert(0, name_of(layer.inner))
    return f"{layer.kind}({', '.join(written)})"


def _cell_name(cell: CellTrace) -> str:
    written = [argument.written for argument in cell.arguments]
    return f"{cell.class_name}({', '.join(written)})"


def detail_of(layer: LayerTrace) -> str:
    """How many parameters the layer has."""
    if layer.parameters == 0:
        return "no parameters"
    return f"{layer.parameters:,} parameter{'s' * (layer.parameters > 1)}"


def note_of(layer: LayerTrace) -> str:
    """What the layer does, in a sentence or two."""
    if isinstance(layer, BidirectionalTrace):
        merged = MERGES.get(layer.merge_mode or "", "returns the two outputs")
        return (
            "Two layers read the same steps, one from the first to the last, one from "
            f"the last to the first, each with weights of its own; Bidirectional "
            f"{merged}. {_cells(layer.forward)}"
        ).strip()
    if isinstance(layer, RecurrentTrace):
        order = "It reads the last step first. " if layer.go_backwards else ""
        return f"{order}{_cells(layer)}".strip()
    if isinstance(layer, TimeDistributedTrace):
        return f"Applied at each step alike. {note_of(layer.inner)}".strip()
    if isinstance(layer, DenseTrace):
        return "Each output is a weighted sum of all the numbers that come in."
    if isinstance(layer, EmbeddingTrace):
        padding = " Id 0 is padding: the layers above skip it." * layer.mask_zero
        return (
            f"A table of {layer.table.shape[0]:,} vectors: each id picks its row."
            f"{padding}"
        )
    if isinstance(layer, MaskingTrace):
        return f"The layers above skip the steps that hold only {layer.mask_value:g}."
    if isinstance(layer, RepeatVectorTrace):
        return "Hands the same vector to each of the steps that follow."
    if "Dropout" in layer.kind or "Noise" in layer.kind:
        return "At work in training only: here it hands its numbers on unchanged."
    return ""


def _cells(layer: RecurrentTrace) -> str:
    if len(layer.cells) > 1:
        return (
            "Several cells work in turn within each step: the first reads x, each "
            "further one the output of the one below it."
        )
    return CELLS.get(layer.cells[0].kind, "")


def role_of(cell: CellTrace, symbol: str, otherwise: str) -> str:
    """What a gate is for."""
    return ROLES.get((cell.kind, symbol), otherwise)
