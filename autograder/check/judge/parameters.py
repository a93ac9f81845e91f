"""Judges the number of parameters of each layer of a stack."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...observe.value import Seen
from ...reference.expected import Mistake
from ..diagnose.proof import Pair, proven_pair
from ..show import words
from ..show.described import described
from ..show.instead import instead
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, shared, verdict
from .agree import proven


@dataclass(frozen=True)
class Count:
    """The parameters of one layer.

    Attributes:
        layer: as one would write it in Keras.
        right: how many there are.
        mistakes: known wrong counts.
        pairs: what two mistakes at once would count.
    """

    layer: str
    right: int
    mistakes: tuple[tuple[Mistake, float], ...] = ()
    pairs: tuple[tuple[Pair, float], ...] = ()


def parameters(
    seen: Seen, counts: Sequence[Count], name: str, points: float
) -> Verdict:
    """Judge counts: each right one earns its share of the points.

    Args:
        seen: what was found.
        counts: of each layer, from the input up.
        name: of the learner's variable.
        points: how many all layers are worth.
    """
    if seen.kind == "untouched":
        return not_attempted(name, points)
    asked = f"{len(counts)} numbers, one for each layer"
    if seen.array is None:
        row = Expectation(name, False, asked, described(seen))
        return verdict(name, points, [row], instead(seen, "list"))
    found = _whole(seen.array, counts)
    if found is None:
        row = Expectation(name, False, asked, _shown(seen.array))
        return verdict(name, points, [row], _list_hints(seen.array, counts))
    rows = [
        Expectation(
            f"layer {place}, {count.layer}",
            number == count.right,
            words.number(number) if number == count.right else "another number",
            words.number(number),
        )
        for place, (number, count) in enumerate(zip(found, counts, strict=True), 1)
    ]
    hints = _order(found, counts) or _hints(found, counts)
    return shared(name, points, [[row] for row in rows], hints)


def _whole(found: np.ndarray, counts: Sequence[Count]) -> list[float] | None:
    """A number for each layer; layers at the end that weigh nothing may be left out."""
    if found.ndim != 1 or not len(found):
        return None
    missing = counts[len(found) :]
    if len(found) > len(counts) or any(count.right for count in missing):
        return None
    return [*map(float, found), *(0.0 for _ in missing)]


def _shown(found: np.ndarray) -> str:
    if not found.ndim:
        return words.number(float(found))
    return f"{words.some(found, most=8)}, shape {words.shape(found.shape)}"


def _list_hints(found: np.ndarray, counts: Sequence[Count]) -> list[Hint]:
    """What is wrong with what is no list of as many numbers as there are layers."""
    total = sum(count.right for count in counts)
    if found.size == 1 and float(found.reshape(())) == total:
        text = "This is the number of all parameters. Write one number for each layer."
        return [Hint("total-for-list", text)]
    own = [float(count.right) for count in counts]
    if found.ndim == 1 and len(found) == len(counts) - 1:
        for place, count in enumerate(counts):
            if list(found) == own[:place] + own[place + 1 :]:
                text = f"The number of layer {place + 1}, {count.layer}, is missing."
                return [Hint("one-missing", text)]
    if found.ndim == 1 and len(found) == len(counts) + 1:
        if list(found) == [*own, total]:
            text = "The last number is the sum of the others. Leave it out."
            return [Hint("total-in-list", text)]
        if list(found[1:]) == own and found[0] == 0:
            text = "The first number is the input's, which is no layer. Leave it out."
            return [Hint("input-counted", text)]
    return []


def _order(found: Sequence[float], counts: Sequence[Count]) -> list[Hint]:
    right = [count.right for count in counts]
    if found != right and list(found) == right[::-1]:
        text = "These are the right numbers from the top down. Begin at the input."
        return [Hint("layers-reversed", text)]
    return []


def _hints(found: Sequence[float], counts: Sequence[Count]) -> list[Hint]:
    """What each wrong number shows, with the layer that it is about."""
    hints: list[Hint] = []
    for place, (number, count) in enumerate(zip(found, counts, strict=True), 1):
        if number == count.right:
            continue
        fitting = [Hint(m.id, m.text) for m, wrong in count.mistakes if number == wrong]
        said = proven(fitting)
        if not fitting:
            said = proven_pair([p for p, wrong in count.pairs if number == wrong])
        hints += [
            Hint(hint.id, f"Layer {place}, {count.layer}: {hint.text}")
            for hint in said
            if hint.id not in {h.id for h in hints}
        ]
    return hints


def weigh(shapes: Sequence[tuple[int, ...]]) -> int:
    """How many numbers weights of these shapes hold.

    >>> weigh([(2, 3), (3,)])
    9
    """
    return sum(math.prod(shape) for shape in shapes)
