"""The sums inside a cell, from its weights and the states that it went through.

The equations are those of Keras's cells, x and h being rows::

    SimpleRNN (Elman, Cognitive Science 14, 1990)
        h' = φ(x W + h U + b)

    LSTM (Hochreiter & Schmidhuber, Neural Computation 9, 1997; its forget gate: Gers,
    Schmidhuber & Cummins, Neural Computation 12, 2000)
        i = σ(x W_i + h U_i + b_i)
        f = σ(x W_f + h U_f + b_f)
        c̃ = φ(x W_c + h U_c + b_c)
        o = σ(x W_o + h U_o + b_o)
        c' = f∘c + i∘c̃
        h' = o∘φ(c')

    GRU (Cho et al., EMNLP 2014)
        z = σ(x W_z + h U_z + b_z)
        r = σ(x W_r + h U_r + b_r)
        h̃ = φ(x W_h + (r∘h) U_h + b_h)           with reset_after=False
        h̃ = φ(x W_h + b_h + r∘(h U_h + b'_h))    with reset_after=True
        h' = z∘h + (1 - z)∘h̃

With ``reset_after=True`` z and r have a second bias too.

The gates of a layer are never returned, so they are proven by what they make: the next
states, put together from them, are those that the cell itself gave.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arguments import activation_name
from .proof import TOLERANCE, deviation
from .records import Gate, Term
from .tensors import to_numpy, to_tensor

LSTM_GATES = (
    ("i", "input gate"),
    ("f", "forget gate"),
    ("c̃", "candidate"),
    ("o", "output gate"),
)
GRU_GATES = (("z", "update gate"), ("r", "reset gate"), ("h̃", "candidate"))


def gates_of(
    cell: Any, x: np.ndarray, before: tuple[np.ndarray, ...]
) -> tuple[Gate, ...]:
    """The gates of one of Keras's cells at every step; none for any other cell.

    Args:
        cell: a SimpleRNNCell, LSTMCell or GRUCell.
        x: (batch, steps, features), what it reads, in the order of reading.
        before: its states before each step, (batch, steps, units) each.
    """
    kind = known_kind(cell)
    return _GATES[kind](cell, x, before) if kind else ()


def known_kind(cell: Any) -> str:
    """``"SimpleRNN"``, ``"LSTM"`` or ``"GRU"``; empty for a cell of another class."""
    import keras

    for kind in _GATES:
        if type(cell) is getattr(keras.layers, f"{kind}Cell"):
            return kind
    return ""


def prove_gates(
    kind: str,
    gates: tuple[Gate, ...],
    before: tuple[np.ndarray, ...],
    after: tuple[np.ndarray, ...],
    read: np.ndarray,
    cell: Any,
    where: str,
) -> float:
    """Compares the states that the gates make with those that the cell gave.

    Args:
        kind: as `known_kind` gives it, not empty.
        gates: at every step.
        before: the states before each step, (batch, steps, units) each.
        after: those that the cell gave after it.
        read: (batch, steps), False at masked steps, which are left out.
        cell: whose activation the last step of an LSTM uses.
        where: as in `deviation`.
    """
    made = _states(kind, {gate.symbol: gate.values for gate in gates}, before, cell)
    allowed = max(TOLERANCE, 4 * _rounding(gates))
    return max(
        deviation(new[read], given[read], f"{where}, gates", allowed)
        for new, given in zip(made, after, strict=True)
    )


def _rounding(gates: tuple[Gate, ...]) -> float:
    """How far two orders of adding up a gate's products can come apart.

    Keras adds in an order of its own; where products of hundreds cancel each other,
    the float32 of the two sums differ by more than `TOLERANCE`.
    """
    largest = 0.0
    for gate in gates:
        sizes = [
            np.abs(term.matrix).max()
            if term.reads is None
            else (np.abs(term.reads) @ np.abs(term.matrix)).max()
            for term in gate.terms
        ]
        largest = max(largest, float(np.sum(sizes)))
    return largest * float(np.finfo(gates[0].sums.dtype).eps)


def _states(
    kind: str, gates: dict[str, np.ndarray], before: tuple[np.ndarray, ...], cell: Any
) -> tuple[np.ndarray, ...]:
    """The states after each step, from the gates and the states before it."""
    if kind == "SimpleRNN":
        return (gates["h"],)
    if kind == "GRU":
        z = gates["z"]
        return (z * before[0] + (1 - z) * gates["h̃"],)
    c = gates["f"] * before[1] + gates["i"] * gates["c̃"]
    return gates["o"] * _activated(cell, cell.activation, c), c


def _simple(cell: Any, x: np.ndarray, before: tuple[np.ndarray, ...]) -> tuple[Gate]:
    weights = _split(cell, 1)[0]
    return (_gate(cell, "h", "new state", cell.activation, x, before[0], weights),)


def _lstm(cell: Any, x: np.ndarray, before: tuple[np.ndarray, ...]) -> tuple[Gate, ...]:
    gates = []
    for (symbol, role), weights in zip(LSTM_GATES, _split(cell, 4), strict=True):
        activation = cell.activation if symbol == "c̃" else cell.recurrent_activation
        gates.append(_gate(cell, symbol, role, activation, x, before[0], weights))
    return tuple(gates)


def _gru(cell: Any, x: np.ndarray, before: tuple[np.ndarray, ...]) -> tuple[Gate, ...]:
    update, reset, candidate = _split(cell, 3)
    h, inner = before[0], cell.recurrent_activation
    z = _gate(cell, *GRU_GATES[0], inner, x, h, update)
    r = _gate(cell, *GRU_GATES[1], inner, x, h, reset)
    kernel, recurrent, *biases = candidate
    terms = [_product("x", x, "W", kernel)]
    if cell.reset_after:
        terms += [_bias("b", bias, x) for bias in biases[:1]]
        terms.append(_product("h", h, "U", recurrent, r.values))
        terms += [_bias("bU", bias, x, r.values) for bias in biases[1:]]
    else:
        terms.append(_product("r∘h", r.values * h, "U", recurrent))
        terms += [_bias("b", bias, x) for bias in biases]
    return z, r, _summed(cell, *GRU_GATES[2], cell.activation, terms)


_GATES: dict[str, Any] = {"SimpleRNN": _simple, "LSTM": _lstm, "GRU": _gru}


def _split(cell: Any, number: int) -> list[list[np.ndarray]]:
    """For each gate its kernel, recurrent kernel and biases, as Keras orders them."""
    kernel, recurrent = to_numpy(cell.kernel), to_numpy(cell.recurrent_kernel)
    weights = [kernel, recurrent]
    if cell.bias is not None:
        bias = to_numpy(cell.bias)
        weights += list(bias) if bias.ndim > 1 else [bias]
    parts = [np.split(each, number, axis=-1) for each in weights]
    return [list(gate) for gate in zip(*parts, strict=True)]


def _gate(
    cell: Any,
    symbol: str,
    role: str,
    activation: Any,
    x: np.ndarray,
    h: np.ndarray,
    weights: list[np.ndarray],
) -> Gate:
    """activation(x W + h U + b), with the second bias of a GRU where there is one."""
    kernel, recurrent, *biases = weights
    terms = [_product("x", x, "W", kernel), _product("h", h, "U", recurrent)]
    terms += [
        _bias(name, bias, x) for name, bias in zip(("b", "bU"), biases, strict=False)
    ]
    return _summed(cell, symbol, role, activation, terms)


def _summed(
    cell: Any, symbol: str, role: str, activation: Any, terms: list[Term]
) -> Gate:
    sums = np.sum([term.values for term in terms], axis=0)
    return Gate(
        symbol=symbol,
        role=role,
        activation=activation_name(activation),
        terms=tuple(terms),
        sums=sums,
        values=_activated(cell, activation, sums),
    )


def _product(
    reads_symbol: str,
    reads: np.ndarray,
    matrix_symbol: str,
    matrix: np.ndarray,
    factor: np.ndarray | None = None,
) -> Term:
    values = reads @ matrix
    return Term(
        reads_symbol=reads_symbol,
        matrix_symbol=matrix_symbol,
        factor_symbol="" if factor is None else "r",
        reads=reads,
        matrix=matrix,
        factor=factor,
        values=values if factor is None else factor * values,
    )


def _bias(
    symbol: str, bias: np.ndarray, x: np.ndarray, factor: np.ndarray | None = None
) -> Term:
    values = np.broadcast_to(bias, (*x.shape[:2], len(bias)))
    return Term(
        reads_symbol="",
        matrix_symbol=symbol,
        factor_symbol="" if factor is None else "r",
        reads=None,
        matrix=bias,
        factor=factor,
        values=values if factor is None else factor * values,
    )


def _activated(cell: Any, activation: Any, sums: np.ndarray) -> np.ndarray:
    return to_numpy(activation(to_tensor(sums, cell)))
