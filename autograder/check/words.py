"""Numbers and shapes in words, short enough for a panel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .observe import Plain

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


def shapes(found: Sequence[tuple[int | None, ...]]) -> str:
    """Shapes of one output or of several.

    >>> shapes([(None, 4)]), shapes([(None, 4), (None, 2)])
    ('(None, 4)', '2 outputs: (None, 4), (None, 2)')
    """
    text = ", ".join(map(shape, found))
    return text if len(found) == 1 else f"{len(found)} outputs: {text}"


def some(values: np.ndarray, most: int = 4) -> str:
    """The first numbers of an array, its last axis alone.

    >>> some(np.array([[0.5, -0.25], [0.0, 1.0]])), some(np.array([3, 1, 0]))
    ('[0.500, −0.250] …', '[3, 1, 0]')
    """
    row = values.reshape(-1, values.shape[-1] if values.ndim else 1)
    if not row.size:
        return "nothing"
    whole = bool(np.all(row[0] == np.round(row[0])))
    shown = [number(v) if whole else _three(v) for v in row[0][:most]]
    more = [" …"] if row.size > len(shown) else []
    inner = ", ".join(shown) + (", …" if row.shape[1] > most else "")
    return f"[{inner}]" + (more[0] if len(row) > 1 and more else "")


def one(value: np.ndarray) -> str:
    """What stands at one place of an array: a number, or the first of a vector.

    >>> one(np.array(3.0)), one(np.array([0.5, 1.0]))
    ('3', '[0.500, 1.000]')
    """
    return some(value) if value.ndim else number(float(value))


def place(at: tuple[int, ...]) -> str:
    """Where in a batch something stands, to go before what stands there.

    >>> place((1,)), place((1, 2))
    ('sentence 2: ', 'sentence 2, step 3: ')
    """
    step = f", step {at[1] + 1}" if len(at) > 1 else ""
    return f"sentence {at[0] + 1}{step}: " if at else ""


def items(found: tuple[Plain, ...], most: int = 110) -> str:
    """A list of texts and numbers as Python writes it, shortened.

    >>> items((("person", 0, 2),))
    "[('person', 0, 2)]"
    """
    text = f"[{', '.join(map(repr, found))}]"
    return text if len(text) <= most else text[: most - 1] + "…"


def several(names: Sequence[str]) -> str:
    """Names in a row of words.

    >>> several(["a"]), several(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _three(value: float) -> str:
    if not np.isfinite(value):
        return str(value)
    return f"{value + 0.0:.3f}".replace("-0.000", "0.000").replace("-", MINUS)
