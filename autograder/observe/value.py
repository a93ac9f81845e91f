"""Observes a learner's value: reports what is there, judges nothing.

Runs where the learner's object lives. What it returns is plain data, so that another
process can judge it.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from numbers import Real
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, Literal

import numpy as np
from typing_extensions import TypeAliasType

LARGEST = 1_000_000
"""Numbers of a result that are kept; one with more is reported by its shape alone."""

LONGEST = 300
"""Characters of a text that are kept."""

DEEPEST = 6
"""Levels of lists in lists that are kept."""

MOST = 10_000
"""Items of lists of texts and numbers that are kept."""

Kind = Literal[
    "untouched",
    "nothing",
    "number",
    "array",
    "flags",
    "shape",
    "text",
    "several",
    "other",
]

_FUNCTIONS = (FunctionType, MethodType, BuiltinFunctionType, np.ufunc, type(np.any))
"""Also NumPy's, which are of classes of their own."""

Thing = Literal["", "model", "layer", "class", "function", "set"]

Plain = TypeAliasType("Plain", "str | int | float | bool | tuple[Plain, ...] | None")
"""Texts and numbers, and tuples of them."""


@dataclass(frozen=True)
class Seen:
    """A value as it was found.

    Attributes:
        kind: "untouched" for the ``...`` that was handed out; "flags" for an array of
            booleans; "shape" for a sequence that holds None beside whole numbers;
            "several" for a tuple or list whose items are arrays of different shapes;
            "other" for what holds no numbers.
        type: the name of its class.
        text: how it prints, shortened.
        array: its numbers in float64, for "number" and "array".
        flags: its booleans as 0 and 1, for "flags".
        axes: its items, for "shape".
        items: what it holds, for "several" and for tuples of arrays.
        plain: a tuple or list of texts and numbers that is no array, as tuples.
        shape: what an array or tensor says of itself, be it a symbolic one; None for
            what is neither, such as lists.
        thing: what an object is that stands where an answer should; "" for all others.
    """

    kind: Kind
    type: str
    text: str = ""
    array: np.ndarray | None = None
    flags: np.ndarray | None = None
    axes: tuple[int | None, ...] = ()
    items: tuple[Seen, ...] = ()
    plain: tuple[Plain, ...] | None = None
    shape: tuple[int | None, ...] | None = None
    thing: Thing = ""


def value(found: Any) -> Seen:
    """Observe a value: numbers of any library become one array."""
    return replace(_value(found), shape=_shape(found), thing=_thing(found))


def _value(found: Any) -> Seen:
    name = type(found).__name__
    if found is Ellipsis:
        return Seen("untouched", name)
    if found is None:
        return Seen("nothing", name, "None")
    if isinstance(found, str | bytes):
        return Seen("text", name, short(found))
    text = short(found)
    if isinstance(found, bool | np.bool_ | set | frozenset | dict):
        return Seen("other", name, text)
    if type(found).__name__ == "TensorShape":  # TensorFlow's, without importing it
        with contextlib.suppress(Exception):
            found = tuple(found)
    array = _numbers(found)
    if array is not None:
        items = tuple(value(i) for i in found) if _is_few(found) else ()
        kind: Kind = "number" if array.ndim == 0 else "array"
        return Seen(kind, name, text, array, items=items)
    flags = _flags(found)
    if flags is not None:
        return Seen("flags", name, text, flags=flags)
    if isinstance(found, tuple | list):
        if found and all(i is None or _whole(i) for i in found):
            axes = tuple(None if i is None else int(i) for i in found)
            return Seen("shape", name, text, axes=axes)
        kept = plain(found)
        if _is_few(found):
            items = tuple(value(i) for i in found)
            return Seen("several", name, text, items=items, plain=kept)
        return Seen("other", name, text, plain=kept)
    return Seen("other", name, text)


def parts(found: Any) -> Seen:
    """Observe each of several values; what is no tuple or list is one value.

    Args:
        found: a tuple or list of values.
    """
    if not _is_few(found):
        return value(found)
    name = type(found).__name__
    return Seen("several", name, short(found), items=tuple(map(value, found)))


def plain(found: Any) -> tuple[Plain, ...] | None:
    """A list of texts and numbers, and of such lists, as tuples.

    Args:
        found: a tuple or list.

    Returns:
        None when it holds anything else, or more than is kept.
    """
    left = [MOST]

    def kept(item: Any, depth: int) -> Plain:
        left[0] -= 1
        if left[0] < 0 or depth > DEEPEST:
            raise ValueError("more than is kept")
        if item is None:
            return None
        if isinstance(item, str):
            return str(item)[:LONGEST]
        if isinstance(item, bool | np.bool_):
            return bool(item)
        if isinstance(item, int | np.integer):
            return int(item)
        if isinstance(item, float | np.floating):
            return float(item)
        if isinstance(item, np.ndarray):
            item = item.tolist()
        if isinstance(item, tuple | list):
            return tuple(kept(i, depth + 1) for i in item)
        raise ValueError("neither text nor number")

    try:
        made = kept(found, 0)
    except ValueError:
        return None
    return made if isinstance(made, tuple) else None


def short(found: object) -> str:
    """How an object prints, in at most `LONGEST` characters; never raises."""
    try:
        text = repr(found) if not isinstance(found, np.ndarray) else str(found)
    except Exception as error:  # a learner's __repr__ may do anything
        return f"<{type(found).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _flags(found: object) -> np.ndarray | None:
    """An array of booleans as 0 and 1, or None when it is anything else."""
    try:
        array = np.asarray(found)
    except Exception:  # ragged lists, symbolic tensors, objects with an own __array__
        return None
    whole = array.dtype.kind == "b" and array.ndim > 0 and array.size <= LARGEST
    return array.astype("int64") if whole else None


def _numbers(found: object) -> np.ndarray | None:
    """An array of float64, or None when there are no plain real numbers in it."""
    if isinstance(found, tuple | list) and not found:
        return None
    try:
        array = np.asarray(found)
        if array.size > LARGEST:
            return None
        if array.dtype.kind == "O" and not all(_real(i) for i in array.flat):
            return None
        # "V" is where bfloat16 and its kin are at home
        return array.astype("float64") if array.dtype.kind in "iufOV" else None
    except Exception:  # ragged lists, symbolic tensors, objects with an own __array__
        return None


def _shape(found: Any) -> tuple[int | None, ...] | None:
    """The lengths of an array's or tensor's axes; None for what is neither."""
    try:
        axes = tuple(found.shape)
        known = all(i is None or _whole(i) for i in axes)
        return tuple(None if i is None else int(i) for i in axes) if known else None
    except (
        Exception
    ):  # no shape, one of unknown rank, or an object that may do anything
        return None


def _thing(found: object) -> Thing:
    """What an object is that may stand in an answer's place."""
    keras = sys.modules.get("keras")  # nobody has a layer before it is imported
    if keras is not None and isinstance(found, keras.layers.Layer):
        return "model" if isinstance(found, keras.Model) else "layer"
    if isinstance(found, type):
        return "class"
    if isinstance(found, _FUNCTIONS):
        return "function"
    return "set" if isinstance(found, set | frozenset) else ""


def _is_few(found: object) -> bool:
    return isinstance(found, tuple | list) and 0 < len(found) <= 16


def _whole(item: object) -> bool:
    return isinstance(item, int | np.integer) and not isinstance(item, bool)


def _real(item: object) -> bool:
    return isinstance(item, Real | Decimal) and not isinstance(item, bool)
