"""What a trace holds of each kind of layer, as plain arrays."""

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


@dataclass(frozen=True)
class State:
    """One state of a recurrent layer, from before the first step to after the last.

    Attributes:
        symbol: the letter of the equations, such as ``"h"``.
        values: (batch, steps + 1, units), in the order of reading; ``values[:, 0]`` is
            the initial state, ``values[:, t]`` the one after t steps. A masked step
            leaves it as it was.
    """

    symbol: str
    values: np.ndarray


@dataclass(frozen=True)
class Term:
    """One addend of a gate's sum at every step, or a bias.

    Unit j receives ``factor[j] · Σ_k reads[k] · matrix[k, j]``; from a bias, which
    reads nothing, ``factor[j] · matrix[j]``. Without a factor that is 1.

    Attributes:
        reads_symbol: what is read: ``"x"``, ``"h"`` for the state before the step,
            ``"r∘h"`` for that state times the reset gate; ``""`` for a bias.
        matrix_symbol: ``"W"``, ``"U"``, or ``"b"``; ``"bU"`` for a second bias.
        factor_symbol: ``"r"`` where the reset gate multiplies the term, else ``""``.
        reads: (batch, steps, numbers), in the order of reading; None for a bias.
        matrix: (numbers, units), or (units,) for a bias.
        factor: (batch, steps, units), or None.
        values: (batch, steps, units), the addend itself.
    """

    reads_symbol: str
    matrix_symbol: str
    factor_symbol: str
    reads: np.ndarray | None
    matrix: np.ndarray
    factor: np.ndarray | None
    values: np.ndarray


@dataclass(frozen=True)
class Gate:
    """One weighted sum of a cell with its activation, at every step.

    A masked step has values too: those that the cell computed and nobody took.

    Attributes:
        symbol: ``"h"`` in a SimpleRNN; ``"i"``, ``"f"``, ``"c̃"``, ``"o"`` in an LSTM;
            ``"z"``, ``"r"``, ``"h̃"`` in a GRU.
        role: in words, such as ``"forget gate"``.
        activation: its name, ``"linear"`` where there is none.
        terms: the addends.
        sums: (batch, steps, units), their sum, in the order of reading.
        values: (batch, steps, units), activation(sums).
    """

    symbol: str
    role: str
    activation: str
    terms: tuple[Term, ...]
    sums: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class CellTrace:
    """What one cell did: a layer has one, or several in turn within each step.

    Attributes:
        kind: ``"SimpleRNN"``, ``"LSTM"``, ``"GRU"``, or the class of a cell of one's
            own.
        units: the size of its output.
        activation: the activation's name; ``""`` for a cell of one's own.
        recurrent_activation: that of the gates; ``""`` where there are none.
        use_bias: whether it adds a bias.
        reset_after: of a GRU; None for others.
        arguments: as a layer's.
        parameters: the number of its weights, biases included.
        gates: its sums; none for a cell of one's own, whose equations are not known.
        states: h, and c of an LSTM; of a cell of one's own s1, s2 and so on, or h when
            there is one.
        inputs: (batch, steps, features), in the order of reading.
        outputs: (batch, steps, units), in the order of reading, masks left aside.
    """

    kind: str
    units: int
    activation: str
    recurrent_activation: str
    use_bias: bool
    reset_after: bool | None
    arguments: tuple[Argument, ...]
    parameters: int
    gates: tuple[Gate, ...]
    states: tuple[State, ...]
    inputs: np.ndarray
    outputs: np.ndarray


@dataclass(frozen=True)
class RecurrentTrace:
    """What one recurrent layer did with one batch.

    Attributes:
        name: the layer's name in the model.
        kind: its class: ``"SimpleRNN"``, ``"LSTM"``, ``"GRU"`` or ``"RNN"``.
        arguments: what it was made with.
        cells: one; several for an RNN of stacked cells, of which each reads the output
            of the one before in the same step.
        return_sequences: whether it returns the output of every step.
        return_state: whether it returns its last states too.
        go_backwards: whether it reads its inputs last to first.
        stateful: whether it starts where the last batch ended.
        parameters: the number of its weights, biases included.
        inputs: (batch, steps, features), in the order in which they came.
        mask: (batch, steps), in that order, False at the steps that are skipped; None
            where there is no mask.
        sequence: (batch, steps, units), the output of each step in the order of
            reading, returned or not: at a masked step the one before once more, or
            zeros (inside Bidirectional, with sequences).
        returned: the output, (batch, steps, units) in the order of reading or
            (batch, units), and with return_state the last states.
        passes: which of these the next layer reads, 0 for the output.
        error: the largest deviation from the layer's own outputs and states.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    cells: tuple[CellTrace, ...]
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    sequence: np.ndarray
    returned: tuple[np.ndarray, ...]
    passes: int
    error: float

    @property
    def units(self) -> int:
        """The size of its output."""
        return self.cells[-1].units

    @property
    def states(self) -> tuple[State, ...]:
        """The states of all its cells, in the order in which Keras returns them."""
        return tuple(state for cell in self.cells for state in cell.states)

    @property
    def outputs(self) -> np.ndarray:
        """What the next layer reads."""
        return self.returned[self.passes]


@dataclass(frozen=True)
class BidirectionalTrace:
    """Two recurrent layers over one input, one of them from the end.

    Attributes:
        name: the layer's name in the model.
        kind: ``"Bidirectional"``.
        arguments: what it was made with, beside the layer that it wraps.
        forward: reads first to last.
        backward: reads last to first; its arrays are in that order of reading.
        merge_mode: ``"concat"``, ``"sum"``, ``"mul"``, ``"ave"``, or None for two
            outputs.
        backward_layer: whether the backward layer was given and is no copy.
        parameters: of both.
        inputs: (batch, steps, features).
        mask: as a RecurrentTrace's.
        returned: the merged output, steps first to last, or forward's and backward's
            without a merge; then, with return_state, forward's and backward's states.
        passes: which of these the next layer reads.
        error: the largest deviation from the layer's own outputs and states.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    forward: RecurrentTrace
    backward: RecurrentTrace
    merge_mode: str | None
    backward_layer: bool
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    returned: tuple[np.ndarray, ...]
    passes: int
    error: float

    @property
    def return_sequences(self) -> bool:
        """Whether it returns the output of every step."""
        return self.forward.return_sequences

    @property
    def return_state(self) -> bool:
        """Whether it returns the last states of both layers too."""
        return self.forward.return_state

    @property
    def outputs(self) -> np.ndarray:
        """What the next layer reads."""
        return self.returned[self.passes]


@dataclass(frozen=True)
class DenseTrace:
    """What a Dense layer did with one batch: activation(x W + b), at each step alike.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        arguments: what it was made with.
        units: the number of outputs for each vector.
        activation: the activation's name, ``"linear"`` where there is none.
        parameters: the number of its weights, biases included.
        kernel: (features, units), W.
        bias: (units,), b, or None.
        inputs: (batch, features), or (batch, steps, features).
        mask: (batch, steps), which Dense hands on and does not heed; or None.
        sums: x W + b, of the outputs' shape.
        outputs: (batch, units), or (batch, steps, units).
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    units: int
    activation: str
    parameters: int
    kernel: np.ndarray
    bias: np.ndarray | None
    inputs: np.ndarray
    mask: np.ndarray | None
    sums: np.ndarray
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True)
class ElementwiseTrace:
    """What a layer without weights did: dropout, or an activation of its own.

    Attributes:
        name: the layer's name in the model.
        kind: its class.
        arguments: what it was made with: the rate, or the activation.
        parameters: 0.
        inputs: (batch, features), or (batch, steps, features).
        mask: (batch, steps), handed on; or None.
        outputs: of the same shape as the inputs.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True)
class TimeDistributedTrace:
    """One layer applied to every step alike.

    Attributes:
        name: the wrapper's name in the model.
        kind: ``"TimeDistributed"``.
        arguments: none.
        inner: what the wrapped layer did, its arrays (batch, steps, …).
        error: the largest deviation from the wrapper's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    inner: DenseTrace | ElementwiseTrace
    error: float

    @property
    def parameters(self) -> int:
        """Those of the wrapped layer, once for all steps."""
        return self.inner.parameters

    @property
    def inputs(self) -> np.ndarray:
        """(batch, steps, features)."""
        return self.inner.inputs

    @property
    def mask(self) -> np.ndarray | None:
        """(batch, steps), or None."""
        return self.inner.mask

    @property
    def outputs(self) -> np.ndarray:
        """(batch, steps, numbers)."""
        return self.inner.outputs

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True)
class EmbeddingTrace:
    """A table of vectors, of which each id picks a row.

    Attributes:
        name: the layer's name in the model.
        kind: ``"Embedding"``.
        arguments: what it was made with: rows, numbers a row, mask_zero.
        parameters: the size of the table.
        table: (rows, features).
        mask_zero: whether id 0 is padding, which later layers skip.
        inputs: (batch, steps), whole numbers.
        mask: None: nothing comes before it.
        outputs: (batch, steps, features).
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    table: np.ndarray
    mask_zero: bool
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True)
class MaskingTrace:
    """A layer that tells the later ones to skip the steps that hold one value only.

    Attributes:
        name: the layer's name in the model.
        kind: ``"Masking"``.
        arguments: the value, unless it is 0.
        mask_value: the value.
        parameters: 0.
        inputs: (batch, steps, features).
        mask: the mask that it was given, which its own replaces; None as a rule.
        outputs: the inputs, zero at the masked steps.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    mask_value: float
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)


@dataclass(frozen=True)
class RepeatVectorTrace:
    """One vector, once for each of a number of steps.

    Attributes:
        name: the layer's name in the model.
        kind: ``"RepeatVector"``.
        arguments: the number of steps.
        parameters: 0.
        inputs: (batch, features).
        mask: None.
        outputs: (batch, steps, features): from here on the model has these steps.
        error: the largest deviation from the layer's own outputs.
    """

    name: str
    kind: str
    arguments: tuple[Argument, ...]
    parameters: int
    inputs: np.ndarray
    mask: np.ndarray | None
    outputs: np.ndarray
    error: float

    @property
    def returned(self) -> tuple[np.ndarray, ...]:
        """The outputs alone."""
        return (self.outputs,)
