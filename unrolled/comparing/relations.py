"""What two models' outputs have to do with each other, as far as numbers prove it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..drawing.spoken import steps_in_words
from ..tracing.trace import Trace
from .differences import amount, unlike


def verdict(a: Trace, b: Trace, row: int, names: tuple[str, str]) -> list[str]:
    """The outputs of two models on one sequence compared, in one to three sentences."""
    one, other = a.outputs[row], b.outputs[row]
    said = []
    if one.shape != other.shape:
        shapes = f"{a.shape(a.outputs)} and {b.shape(b.outputs)}"
        said.append(f"Outputs of different shapes: {shapes}.")
    elif equal(one, other):
        largest = _gap(one, other)
        words = f": largest difference {amount(largest)}" if largest else ", exactly"
        said.append(f"The same outputs{words}.")
    else:
        said.append(f"The outputs differ by up to {amount(_gap(one, other))}.")
    if one.shape != other.shape or not equal(one, other):
        found = relation(one, other, names) or relation(
            other, one, (names[1], names[0])
        )
        said += [found] if found else []
    return [*said, *_others(a, b, row, names)]


def equal(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays of vectors have the same shape and, but for noise, numbers."""
    return one.shape == other.shape and not unlike(one, other).any()


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(float) - other.astype(float)).max(initial=0.0))


def relation(whole: np.ndarray, part: np.ndarray, names: tuple[str, str]) -> str:
    """How the second array is contained in the first, or nothing."""
    for words, values in _views(whole, part.shape):
        if equal(values, part):
            whole_of = f"what {_quoted(names[0])} returns"
            return f"{_quoted(names[1])} returns {words.format(whole_of)}."
    if whole.shape == part.shape and _same_units(whole, part):
        return (
            f"{_quoted(names[1])} returns the numbers of {_quoted(names[0])}, with the "
            "units in another order."
        )
    return ""


def _quoted(name: str) -> str:
    return name if len(name) == 1 else f"“{name}”"


def _views(
    whole: np.ndarray, shape: tuple[int, ...]
) -> Iterator[tuple[str, np.ndarray]]:
    """Parts of an array of the given shape, each with its name; the whole is none."""
    for step, values in _steps(whole, shape):
        size, wanted = whole.shape[-1], shape[-1]
        if wanted == size and step:
            yield step, values
        elif wanted < size:
            of_it = step or "{}"
            numbers = f"the {{}} {wanted if wanted > 1 else ''}".rstrip()
            plural = "numbers" if wanted > 1 else "number"
            every = " at every step" if len(shape) > 1 else ""
            for end, part in (("first", values[..., :wanted]),
                              ("last", values[..., -wanted:])):  # fmt: skip
                named = numbers.format(end)
                yield f"{named} {plural}{every} of {of_it}", part


def _steps(
    whole: np.ndarray, shape: tuple[int, ...]
) -> Iterator[tuple[str, np.ndarray]]:
    """The steps that an array of the given shape can be made of, with their name."""
    if whole.ndim == len(shape):
        yield "", whole
        if whole.ndim == 2:
            yield "{}, with the steps in reverse order", whole[::-1]
    elif whole.ndim == 2 and len(shape) == 1:
        last = len(whole) - 1
        yield "the last step of {}", whole[last]
        for step in range(last):
            yield f"step {step + 1} of {{}}", whole[step]


def _same_units(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether the units of one are those of the other in some order."""
    free = list(range(other.shape[-1]))
    for unit in range(one.shape[-1]):
        mine = one[..., unit : unit + 1]
        same = [k for k in free if not unlike(mine, other[..., k : k + 1]).any()]
        if not same:
            return False
        free.remove(same[0])
    return True


def _others(a: Trace, b: Trace, row: int, names: tuple[str, str]) -> list[str]:
    """What there is to say of further arrays that the models return."""
    ours, theirs = len(a.returned), len(b.returned)
    if ours == theirs == 1:
        return []
    if ours != theirs:
        return [
            f"{names[0]} returns {ours} array{'s' * (ours > 1)} and {names[1]} "
            f"{theirs}; these are the first."
        ]
    others = zip(a.returned[1:], b.returned[1:], strict=True)
    unequal = [
        place
        for place, (one, other) in enumerate(others, start=2)
        if not equal(one[row], other[row])
    ]
    if not unequal:
        arrays = (
            f"{ours - 1} arrays that they return are"
            if ours > 2
            else ("array that they return is")
        )
        return [f"The other {arrays} the same too."]
    return [
        f"Of the {ours} arrays that each returns, "
        f"{steps_in_words(unequal).replace('step', 'number')} "
        f"differ{'s' * (len(unequal) == 1)} too."
    ]
