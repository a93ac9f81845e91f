"""What the page is told of a trace: plain data, the field names of its JSON.

Numbers of several steps stand in one flat list, step after step, so that they take
little room; a lane's ``units`` and ``features`` say how to cut it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TermView:
    """One addend of a sum.

    Attributes:
        reads: ``"x"``, a state's symbol for that state before the step, or a key of
            the lane's ``reads``; ``""`` for a bias.
        matrix: ``"W"``, ``"U"``, ``"b"`` or ``"bU"``.
        factor: the symbol of the gate that multiplies the addend, or ``""``.
        weights: (numbers read, units), or (units,), flat.
    """

    reads: str
    matrix: str
    factor: str
    weights: list[float]


@dataclass(frozen=True)
class GateView:
    """One weighted sum with its activation.

    Attributes:
        symbol: as the record's.
        role: in words.
        activation: its name.
        terms: the addends.
        sums: (steps, units), flat.
        values: (steps, units), flat.
    """

    symbol: str
    role: str
    activation: str
    terms: list[TermView]
    sums: list[float]
    values: list[float]


@dataclass(frozen=True)
class EquationView:
    """How a state comes from the gates: a sum of products, unit by unit.

    Attributes:
        of: the state's symbol.
        products: pairs of factors, each the symbol of a gate or of a state, where
            ``"⁻"`` behind a state's symbol means that before the step, or a key of the
            lane's ``derived``.
    """

    of: str
    products: list[list[str]]


@dataclass(frozen=True)
class LaneView:
    """One row of blocks, in the order of reading.

    Attributes:
        label: what tells it from the other lanes: ``"forward"``, ``"cell 1"``; or
            ``""``.
        block: the name on its blocks.
        colour: of its blocks, a number of the theme's layers.
        backwards: whether it reads the last step first.
        reads_below: whether its x is the output of the lane before it, in the same
            step.
        units: the size of its states, or of its outputs.
        features: the size of its x.
        masked: the steps it skips, from 1, in the order of reading.
        returned: the steps whose output the layer returns, in the order of reading.
        states: symbol to (steps + 1, units), flat; none of a layer without states.
        reads: symbol to (steps, numbers), flat: x, and what else the sums read.
        derived: name to (steps, units), flat: what the equations need beside.
        outputs: (steps, units), flat, where they are no state: of a layer without
            states, and of a cell of one's own.
        gates: its sums.
        equations: how its states come from the gates.
    """

    label: str
    block: str
    colour: int
    backwards: bool
    reads_below: bool
    units: int
    features: int
    masked: list[int]
    returned: list[int]
    states: dict[str, list[float]]
    reads: dict[str, list[float]]
    derived: dict[str, list[float | None]]
    outputs: list[float]
    gates: list[GateView]
    equations: list[EquationView]


@dataclass(frozen=True)
class LayerView:
    """One layer of the model.

    Attributes:
        name: as Python writes it, such as ``"SimpleRNN(4)"``.
        detail: its parameters.
        note: what it does, in a sentence or two.
        steps: how many there are; 1 where there is one vector for the whole sequence.
        whole: whether it is so.
        words: the word at each step, from first to last, or none.
        ids: the id at each step, or none.
        classes: the names of its outputs, or none.
        lanes: its rows of blocks, from the bottom.
    """

    name: str
    detail: str
    note: str
    steps: int
    whole: bool
    words: list[str]
    ids: list[int]
    classes: list[str]
    lanes: list[LaneView]


@dataclass(frozen=True)
class FigureView:
    """Everything that one page shows.

    Attributes:
        title: stands on top, or ``""``.
        first: which layer is shown at first.
        layers: first to last.
    """

    title: str
    first: int
    layers: list[LayerView]
