"""Numbers and shapes in words, short enough for a panel."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ...observe.value import Plain

MINUS = "\N{MINUS SIGN}"

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")

# an is said before these, in spite of their letters; and not before those
_AN = re.compile(r"[aeio]|u(?![fis]|n[iu])|ndarray|LSTM|RNN", re.IGNORECASE)
_NOT_AN = re.compile(r"one\b|eu", re.IGNORECASE)

# an array as NumPy prints it, cut off or not: brackets in brackets, numbers in them
_ARRAY = re.compile(r"\[\s*\[[-+.\deE,\s\[\]…]*")


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


def called(text: str, item: str) -> str:
    """A text about sentences and their words, as it is said of what is read.

    Args:
        text: about sentences.
        item: of a batch: "sentence", or "series", which has steps.

    >>> called("A sentence of 3 words, and others.", "series")
    'A series of 3 steps, and others.'
    """
    if item == "sentence":
        return text
    text = re.sub(r"\bsentences?\b", item, text)
    return re.sub(r"\bword(s?)\b", r"step\1", text)


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
    inner = _first(row[0], most, None if _whole(row[0]) else 3)
    return f"[{inner}]" + (" …" if len(row) > 1 else "")


def apart(right: np.ndarray, found: np.ndarray) -> tuple[str, str]:
    """Two vectors or numbers that differ, with as many digits as show it.

    Args:
        right: what was asked for.
        found: of the same shape.

    >>> apart(np.array([0.5, 1.0]), np.array([0.5, 1.00001]))
    ('[0.50000, 1.00000]', '[0.50000, 1.00001]')
    >>> apart(np.arange(6.0), np.array([0.0, 1, 2, 3, 4, 6]))
    ('unit 6: 5', 'unit 6: 6')
    """
    form = "[{}]" if right.ndim else "{}"
    right, found = np.atleast_1d(right), np.atleast_1d(found)
    whole = _whole(right) and _whole(found)
    for decimals in (None,) if whole else (3, 5, 7):
        one, other = (_first(row, 4, decimals) for row in (right, found))
        if one != other:
            return form.format(one), form.format(other)
    at = int(np.argmax(~np.isclose(right, found, rtol=1e-5, atol=1e-5)))
    return f"unit {at + 1}: {number(right[at])}", f"unit {at + 1}: {number(found[at])}"


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


def a(noun: str) -> str:
    """A noun, or the name of a class, with the article that is said before it.

    >>> a("tuple"), a("int"), a("ndarray"), a("ufunc")
    ('a tuple', 'an int', 'an ndarray', 'a ufunc')
    """
    said_an = _AN.match(noun) and not _NOT_AN.match(noun)
    return f"{'an' if said_an else 'a'} {noun}"


def without_arrays(text: str) -> str:
    """An error's words less the numbers of an array in them.

    >>> without_arrays("ValueError: Invalid input shape for input [[[-0.98 0.2]")
    'ValueError: Invalid input shape for input […]'
    """
    return _ARRAY.sub(lambda met: "[…] " if met[0][-1:] == " " else "[…]", text)


def several(names: Sequence[str]) -> str:
    """Names in a row of words.

    >>> several(["a"]), several(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _first(row: np.ndarray, most: int, decimals: int | None) -> str:
    """The first numbers of a vector; whole ones, where ``decimals`` is None."""
    shown = [
        number(value) if decimals is None else _short(value, decimals)
        for value in row[:most]
    ]
    return ", ".join(shown) + (", …" if len(row) > most else "")


def _whole(values: np.ndarray) -> bool:
    return bool(np.all(values == np.round(values)))


def _short(value: float, decimals: int) -> str:
    if not np.isfinite(value):
        return str(value)
    zero = f"{0:.{decimals}f}"
    return f"{value + 0.0:.{decimals}f}".replace(f"-{zero}", zero).replace("-", MINUS)
