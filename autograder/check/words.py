"""Numbers and shapes in words, short enough for a panel."""

from __future__ import annotations

import numpy as np

MINUS = "\N{MINUS SIGN}"


def number(value: float) -> str:
    """A number as a person would write it.

    >>> number(28.0), number(-0.4621), number(1e-9)
    ('28', '−0.462', '0')
    """
    if not np.isfinite(value):
        return {"nan": "not a number (NaN)"}.get(str(value), f"{value}")
    if value == round(value) and abs(value) < 1e15:
        text = f"{value:.0f}"
    elif abs(value) < 5e-4:
        text = "0"
    else:
        text = f"{value:.3f}" if abs(value) < 1000 else f"{value:.1f}"
    text = "0" if text in ("-0", "-0.000") else text
    return text.replace("-", MINUS)


def shape(axes: tuple[int | None, ...]) -> str:
    """A shape as Python writes it.

    >>> shape((None, 4)), shape((4,)), shape(())
    ('(None, 4)', '(4,)', '()')
    """
    return str(tuple(axes))


def some(values: np.ndarray, most: int = 4) -> str:
    """The first numbers of an array, its last axis alone.

    >>> some(np.array([[0.5, -0.25], [0.0, 1.0]]))
    '[0.500, −0.250] …'
    """
    row = values.reshape(-1, values.shape[-1] if values.ndim else 1)
    if not row.size:
        return "nothing"
    shown = [_three(v) for v in row[0][:most]]
    more = [" …"] if row.size > len(shown) else []
    inner = ", ".join(shown) + (", …" if row.shape[1] > most else "")
    return f"[{inner}]" + (more[0] if len(row) > 1 and more else "")


def _three(value: float) -> str:
    if not np.isfinite(value):
        return str(value)
    return f"{value + 0.0:.3f}".replace("-0.000", "0.000").replace("-", MINUS)
