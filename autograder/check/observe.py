"""Observes a learner's value or function: reports what is there, judges nothing.

Runs where the learner's object lives. What it returns is plain data, so that another
process can judge it.
"""

from __future__ import annotations

import contextlib
import io
import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

import numpy as np

LARGEST = 1_000_000
"""Numbers of a result that are kept; one with more is reported by its shape alone."""

LONGEST = 300
"""Characters of a text that are kept."""

# terminal colours, and TensorFlow's names for its own insides
_NOISE = re.compile(r"\x1b\[[0-9;]*m|\{\{.*?\}\} ?| ?\[Op:.*")
_FRAME = "Exception encountered when calling"

Kind = Literal[
    "untouched", "nothing", "number", "array", "shape", "text", "several", "other"
]


@dataclass(frozen=True)
class Seen:
    """A value as it was found.

    Attributes:
        kind: "untouched" for the ``...`` that was handed out; "shape" for a sequence
            that holds None beside whole numbers; "several" for a tuple or list whose
            items are arrays of different shapes; "other" for what holds no numbers.
        type: the name of its class.
        text: how it prints, shortened.
        array: its numbers in float64, for "number" and "array".
        axes: its items, for "shape".
        items: what it holds, for "several" and for tuples of arrays.
    """

    kind: Kind
    type: str
    text: str = ""
    array: np.ndarray | None = None
    axes: tuple[int | None, ...] = ()
    items: tuple[Seen, ...] = ()


@dataclass(frozen=True)
class Call:
    """What came of calling a learner's function once.

    Attributes:
        result: what it returned; None when it raised.
        error: the error's name and message; "" when there was none.
        where: line of the learner's own code that raised, such as "line 3: h @ W".
        printed: what it printed, shortened.
        changed: places of the arguments that it changed.
    """

    result: Seen | None
    error: str = ""
    where: str = ""
    printed: str = ""
    changed: tuple[int, ...] = ()


@dataclass(frozen=True)
class FunctionSeen:
    """A learner's function.

    Attributes:
        kind: "untouched" for the stub that was handed out, "function" for anything
            that can be called, "other" for what cannot.
        type: the name of its class.
        calls: one for each set of arguments.
    """

    kind: Literal["untouched", "function", "other"]
    type: str
    calls: tuple[Call, ...] = ()


def value(found: Any) -> Seen:
    """Observe a value: numbers of any library become one array."""
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
    if isinstance(found, tuple | list):
        if found and all(i is None or _whole(i) for i in found):
            axes = tuple(None if i is None else int(i) for i in found)
            return Seen("shape", name, text, axes=axes)
        if _is_few(found):
            items = tuple(value(i) for i in found)
            return Seen("several", name, text, items=items)
    return Seen("other", name, text)


def function(found: object, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
    """Call a learner's function with each set of arguments and report what came of it.

    Args:
        found: the function, or whatever stands under its name.
        arguments: a list of arguments for each call; arrays are copied, so that the
            function cannot change them.
    """
    name = type(found).__name__
    if found is Ellipsis or _is_stub(found):
        return FunctionSeen("untouched", name)
    if not callable(found):
        return FunctionSeen("other", name)
    return FunctionSeen("function", name, tuple(_call(found, a) for a in arguments))


def short(found: object) -> str:
    """How an object prints, in at most `LONGEST` characters; never raises."""
    try:
        text = repr(found) if not isinstance(found, np.ndarray) else str(found)
    except Exception as error:  # a learner's __repr__ may do anything
        return f"<{type(found).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def failure(error: BaseException) -> tuple[str, str]:
    """An error of a learner's code as words, and the line of hers that raised it."""
    lines = [line.strip() for line in _NOISE.sub("", str(error)).splitlines()]
    # Keras wraps an error's own words in a frame that says where it was called
    own = [line for line in lines if line and not line.startswith(_FRAME)]
    said = own[0] if own else ""
    words = f"{type(error).__name__}: {said}" if said else type(error).__name__
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        # code typed into a notebook has no file of its own, or one of ipykernel's
        if "ipykernel_" in frame.filename or frame.filename.startswith("<"):
            where = f"line {frame.lineno}: {frame.line}" if frame.line else ""
    return words[:LONGEST], where[:LONGEST]


def _call(found: Callable[..., Any], arguments: Sequence[Any]) -> Call:
    own = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
            result = value(found(*own))
    except (Exception, SystemExit) as error:  # whatever a learner's code raises
        return Call(None, *failure(error), printed.getvalue()[:LONGEST])
    changed = tuple(
        place
        for place, (before, after) in enumerate(zip(arguments, own, strict=True))
        if not np.array_equal(before, after)
    )
    return Call(result, printed=printed.getvalue()[:LONGEST], changed=changed)


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


def _is_few(found: object) -> bool:
    return isinstance(found, tuple | list) and 0 < len(found) <= 16


def _whole(item: object) -> bool:
    return isinstance(item, int | np.integer) and not isinstance(item, bool)


def _real(item: object) -> bool:
    return isinstance(item, Real) and not isinstance(item, bool)


def _described_stub() -> None:
    """Stands for the body that a fresh exercise has."""
    ...


def _bare_stub() -> None: ...


_STUBS = {stub.__code__.co_code for stub in (_described_stub, _bare_stub)}


def _is_stub(found: object) -> bool:
    """Whether a function's body is still the docstring and the ``...``."""
    code = getattr(found, "__code__", None)
    if code is None or code.co_code not in _STUBS:
        return False
    # the same instructions return any constant: a stub returns None
    return set(code.co_consts) <= {None, getattr(found, "__doc__", None)}
