"""What a learner's function raises, with the sizes of its arguments in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from ...observe.function import Call
from ...reference.expected import Case
from ..show import words
from ..show.described import raised
from ..show.verdict import Hint
from .tried import Tried

BATCH = "sentences"
"""What the first axis of a batch is called."""

# a shape in round or square brackets, and what NumPy says of a single axis
_SHAPE = re.compile(r"[(\[](\d+(?:, ?\d+)*),?[)\]]")
# what NumPy says of a @ b and of np.dot(a, b)
_PRODUCT = re.compile(
    r"matmul: Input operand 1 has a mismatch in its core dimension 0, .*"
    r"\(size (?P<rows>\d+) is different from (?P<columns>\d+)\)"
)
_DOT = re.compile(r"not aligned: (?P<columns>\d+) \(dim \d\) != (?P<rows>\d+) \(dim")
# what Python says where one number is made of an array with several
_ONE_NUMBER = re.compile(r"only (?:length-1|size-1|0-dimensional) arrays can be conv")
_OF_MATH = re.compile(r"\bmath\.(\w+)\(")
_SIZE = re.compile(r"(?:size|different from|but got|axis \d+ with size) (\d+)")


def always(first: Tried) -> list[Hint]:
    """What to say when every call raised.

    Args:
        first: what came of the calls.
    """
    calls = first.seen.calls
    if not calls or not all(call.error for call in calls):
        return []
    return [Hint("raises", f"Your function raises an error. {told(first, 0)}")]


def sometimes(first: Tried) -> list[Hint]:
    """What to say when some calls raised and others came to an end.

    Args:
        first: what came of the calls.
    """
    for at, (case, call) in enumerate(zip(first.cases, first.seen.calls, strict=True)):
        if call.error and not call.endless:
            said = f"Your function raises an error for “{case.sizes}”. "
            return [Hint("raises", said + told(first, at))]
    return []


def told(first: Tried, at: int) -> str:
    """An error as a sentence, and what the sizes in it are.

    Args:
        first: what came of the calls.
        at: the place of a call that raised.
    """
    call = first.seen.calls[at]
    # sizes of what comes from outside are not those of the arguments
    read = re.findall(r"\w+", call.where)
    strange = any(name in read for name in first.seen.outside)
    sizes = "" if strange else _sizes(first.cases[at], call)
    rule = _rule(call.error, dict(first.cases[at].axes))
    return raised(call) + sizes + rule + _of_one_number(call) + _outside(first)


def _rule(error: str, axes: Mapping[str, int]) -> str:
    """Why NumPy could not put two arrays together, as sentences.

    Args:
        error: what it said.
        axes: what the axes of the arguments are, and how long.
    """
    product = _PRODUCT.search(error) or _DOT.search(error)
    if product:
        columns, rows = product["columns"], product["rows"]
        text = (
            " In a @ b, a has as many columns as b has rows; here a has "
            f"{_counted(columns, 'column')} and b {_counted(rows, 'row')}."
        )
        if [name for name, size in axes.items() if str(size) == rows] == [BATCH]:
            text += " What has a row for each sentence stands on the left."
        return text
    if "could not be broadcast together" in error:
        return (
            " +, − and * go number by number: axes are equal, or one of them is 1. "
            "The product of two matrices is @."
        )
    return ""


def _of_one_number(call: Call) -> str:
    """What takes one number alone and was given an array, as sentences."""
    if not _ONE_NUMBER.search(call.error):
        return ""
    of_math = {*_OF_MATH.findall(call.where)}
    if len(of_math) == 1 and not re.search(r"\b(?:float|int)\(", call.where):
        (name,) = of_math
        text = f" math.{name} takes one number, and an array came with several."
        if callable(getattr(np, name, None)):
            text += f" np.{name} takes arrays, number by number."
        return text
    return (
        " An array of several numbers came where one number is taken, as math's "
        "functions, float and int do. NumPy's own functions, such as np.tanh, take "
        "arrays."
    )


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun}{'s' if number != '1' else ''}"


def _outside(first: Tried) -> str:
    """What it reads in place of its arguments, as a sentence."""
    unread, outside = first.seen.unread, first.seen.outside
    if not outside:
        return ""
    verb = "comes" if len(outside) == 1 else "come"
    if not unread:
        return (
            f" {words.several(outside)} {verb} from outside of your function: what it "
            "is to read stands in its arguments."
        )
    return (
        f" It never reads its own {words.several(unread)}; {words.several(outside)} "
        f"{verb} from outside of it."
    )


def _sizes(case: Case, call: Call) -> str:
    """What the lengths in an error are the lengths of, as a sentence."""
    shapes = [int(n) for found in _SHAPE.findall(call.error) for n in found.split(",")]
    lengths = dict.fromkeys([*shapes, *map(int, _SIZE.findall(call.error))])
    said = []
    for length in lengths:
        names = [name for name, size in case.axes if size == length]
        if names:
            said.append(f"{length} is the number of {words.several(names)}")
    return f" Here {words.several(said)}." if said else ""
