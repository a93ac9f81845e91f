"""Observes a learner's function: calls it and reports what came, judges nothing.

Runs where the learner's object lives. What it returns is plain data, so that another
process can judge it.
"""

from __future__ import annotations

import contextlib
import copy
import dis
import io
import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal, Protocol

import numpy as np

from .patience import Endless, limited
from .value import LONGEST, Seen, value

PATIENCE = 5
"""Seconds that one call may take."""

# terminal colours, and TensorFlow's names for its own insides
_NOISE = re.compile(
    r"\x1b\[[0-9;]*m|\{\{.*?\}\} ?| ?\[Op:.*| with name '\w+' and path '\S*?'"
)
_FRAME = "Exception encountered when calling"
# what stands before an array that is told of in a line
_WITHIN = re.compile(r"[^\s=]=|\S ")
# [0, 9) is a range and ends in no bracket of its kind
_BRACKET = re.compile(r"\[-?\d+, ?-?\d+\)|[\[\]]")


@dataclass(frozen=True)
class Call:
    """What came of calling a learner's function once.

    Attributes:
        result: what it returned; None when it raised.
        error: the error's name and message; "" when there was none.
        where: line of the learner's own code that raised, such as "line 3: h @ W".
        printed: what it printed, shortened.
        changed: places of the arguments that it changed.
        written: how its numbers are written, when that is as whole numbers, in an
            array that holds no others, or as texts.
        endless: whether it was stopped, by `PATIENCE` or by the learner.
    """

    result: Seen | None
    error: str = ""
    where: str = ""
    printed: str = ""
    changed: tuple[int, ...] = ()
    endless: bool = False
    written: Literal["", "whole", "texts"] = ""


@dataclass(frozen=True)
class FunctionSeen:
    """A learner's function.

    Attributes:
        kind: "untouched" for the stub that was handed out, "function" for anything
            that can be called, "other" for what cannot.
        type: the name of its class.
        calls: one for each set of arguments.
        unread: its parameters that stand nowhere in its code.
        outside: names of arrays that its code takes from outside of it.
    """

    kind: Literal["untouched", "function", "other"]
    type: str
    calls: tuple[Call, ...] = ()
    unread: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


class FunctionView(Protocol):
    """Asks a learner's function, wherever it lives."""

    def call(self, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
        """What comes of calling it with each set of arguments; see `function`."""


@dataclass(frozen=True)
class FunctionHere:
    """A view of a function in this process.

    Attributes:
        found: the function, or whatever stands under its name.
    """

    found: Any

    def call(self, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
        """What comes of calling it with each set of arguments; see `function`."""
        return function(self.found, arguments)


def function(found: object, arguments: Sequence[Sequence[Any]]) -> FunctionSeen:
    """Call a learner's function with each set of arguments and report what came of it.

    Args:
        found: the function, or whatever stands under its name.
        arguments: a list of arguments for each call; arrays and lists are copied, so
            that the function cannot change them.
    """
    name = type(found).__name__
    if found is Ellipsis or _is_stub(found):
        return FunctionSeen("untouched", name)
    if not callable(found):
        return FunctionSeen("other", name)
    calls: list[Call] = []
    for some in arguments:
        stuck = bool(calls) and calls[-1].endless  # it would be so again
        calls.append(calls[-1] if stuck else _call(found, some))
    return FunctionSeen("function", name, tuple(calls), *_taken(found))


def _taken(found: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A function's parameters that it never reads, arrays that are none of them."""
    if not isinstance(found, FunctionType) or found.__closure__:
        return (), ()
    code = found.__code__
    read: set[Any] = {*code.co_cellvars}
    outer: list[str] = []
    for step in dis.get_instructions(code):
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        if step.opname.startswith("LOAD_FAST"):
            read.update(names)
        elif step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            outer += names
    parameters = code.co_varnames[: code.co_argcount]
    outside = [n for n in outer if isinstance(found.__globals__.get(n), np.ndarray)]
    return tuple(p for p in parameters if p not in read), (*dict.fromkeys(outside),)


def failure(error: BaseException) -> tuple[str, str]:
    """An error of a learner's code as words, and the line of hers that raised it."""
    text = _without_lists(_NOISE.sub("", str(error)))
    lines = [line.strip() for line in text.splitlines()]
    # Keras wraps an error's own words in a frame that says where it was called
    own = [line for line in lines if line and not line.startswith(_FRAME)]
    said = own[0] if own else ""
    if said == "Graph execution error:":  # what went wrong stands at TensorFlow's end
        said = next((line for line in reversed(own) if line[:2] != "[["), said)
    words = f"{type(error).__name__}: {said}" if said else type(error).__name__
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        # code typed into a notebook has no file of its own, or one of ipykernel's
        if "ipykernel_" in frame.filename or frame.filename.startswith("<"):
            where = f"line {frame.lineno}: {frame.line}" if frame.line else ""
    return words[:LONGEST], where[:LONGEST]


def _without_lists(text: str) -> str:
    """An error's words less the arrays and the lists in lists that stand in a line.

    Args:
        text: of an error.

    >>> _without_lists("bad x=[['a', 'b'], ['c']] (a list) of [(None, 3), (None, 2)]")
    'bad x=[…] (a list) of [(None, 3), (None, 2)]'
    """
    kept, at, start, depth = [], 0, 0, 0
    for met in _BRACKET.finditer(text):
        if len(met[0]) > 1:
            continue
        if met[0] == "[":
            start, depth = (start if depth else met.start()), depth + 1
            continue
        depth = max(depth - 1, 0)
        inner = text[start + 1 : met.start()]
        data = "[" in inner or "\n" in inner
        if not depth and data and _is_within(text, start):
            kept.append(text[at:start] + "[…]")
            at = met.end()
    if depth and "[" in text[start + 1 :] and _is_within(text, start):
        return "".join(kept) + text[at:start] + "[…]"
    return "".join(kept) + text[at:]


def _is_within(text: str, start: int) -> bool:
    """Whether a bracket stands behind words of its line."""
    return _WITHIN.fullmatch(text, max(start - 2, 0), start) is not None


def _call(found: Callable[..., Any], arguments: Sequence[Any]) -> Call:
    own = [copy.deepcopy(argument) for argument in arguments]
    printed = io.StringIO()
    try:
        quietly = contextlib.redirect_stdout(printed)
        with limited(PATIENCE), quietly, np.errstate(all="ignore"):
            made = found(*own)
            result = value(made)
    except (Endless, KeyboardInterrupt) as error:
        said = f"did not end within {PATIENCE} seconds"
        if isinstance(error, KeyboardInterrupt):
            said = "was interrupted"
        where = failure(error)[1]
        return Call(None, said, where, printed.getvalue()[:LONGEST], endless=True)
    except (Exception, SystemExit, GeneratorExit) as error:  # a learner's code's
        return Call(None, *failure(error), printed.getvalue()[:LONGEST])
    changed = tuple(
        place
        for place, (before, after) in enumerate(zip(arguments, own, strict=True))
        if not _unchanged(before, after)
    )
    return Call(
        result,
        printed=printed.getvalue()[:LONGEST],
        changed=changed,
        written=_written(made),
    )


def _written(made: Any) -> Literal["", "whole", "texts"]:
    """How the numbers of a result are written, when it is otherwise than usual."""
    if made is None or isinstance(made, str | bytes):
        return ""
    try:
        array = np.asarray(made)
        if array.dtype.kind in "iu":
            return "whole"
        texts = all(isinstance(item, str) for item in array.flat)
        if array.size and texts:
            array.astype("float64")
            return "texts"
    except Exception:  # ragged lists, symbolic tensors, texts that are no numbers
        return ""
    return ""


def _unchanged(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return np.array_equal(before, after)
    return bool(before == after)


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
