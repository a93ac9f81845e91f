"""What a trace holds of recurrent layers: their cells, states and gates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .common import Argument


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
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

    @property
    def class_name(self) -> str:
        """The class of the cell, ``"LSTMCell"`` for the kind ``"LSTM"``."""
        return f"{self.kind}Cell" if self.gates else self.kind


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, eq=False)
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
