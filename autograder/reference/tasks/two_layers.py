"""Two SimpleRNN on top of each other, and every way to get them wrong we know of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from ..expected import Case, Function, Mistake
from ..recurrence import RIGHT, Recurrence
from . import drawing
from .variants import pairs, rebased, singles
from .wrong_loops import ALL, CARRIED, LAST, OTHER_AXIS, READING
from .wrong_steps import goes_with_another


@dataclass(frozen=True)
class TwoLayers:
    """The upper layer reads what the lower one makes of each word.

    The defaults are right; each field is one thing that a learner may do otherwise.

    Attributes:
        lower: how the lower layer reads; it makes a state of every word.
        upper: how the upper layer reads.
        handed: what the upper layer gets: every state, the last one once, the last one
            at every step, at each step the state before it, the zeros before the first
            word and then every state, or every state with the steps in the batch's
            place.
        returned: which layer's result comes back.
    """

    lower: Recurrence = ALL
    upper: Recurrence = RIGHT
    handed: Literal[
        "states", "last", "last repeated", "before", "from zeros", "steps first"
    ] = "states"
    returned: Literal["upper", "lower"] = "upper"

    def read(
        self,
        sentences: np.ndarray,
        kernel_1: np.ndarray,
        recurrent_kernel_1: np.ndarray,
        bias_1: np.ndarray,
        kernel_2: np.ndarray,
        recurrent_kernel_2: np.ndarray,
        bias_2: np.ndarray,
    ) -> np.ndarray:
        """What comes out for whole sentences.

        Args:
            sentences: (batch, steps, features).
            kernel_1: (features, lower units).
            recurrent_kernel_1: (lower units, lower units).
            bias_1: (lower units,).
            kernel_2: (lower units, upper units).
            recurrent_kernel_2: (upper units, upper units).
            bias_2: (upper units,).

        Returns:
            (batch, upper units); with a step axis when all states are returned.
        """
        made = self.lower.read(sentences, kernel_1, recurrent_kernel_1, bias_1)
        if self.returned == "lower":
            return made[:, -1]
        if self.handed == "last":
            made = made[:, -1:]
        elif self.handed == "last repeated":
            made = np.repeat(made[:, -1:], made.shape[1], axis=1)
        elif self.handed == "before":
            made = np.concatenate([np.zeros_like(made[:, :1]), made[:, :-1]], axis=1)
        elif self.handed == "from zeros":
            made = np.concatenate([np.zeros_like(made[:, :1]), made], axis=1)
        elif self.handed == "steps first":
            made = made.swapaxes(0, 1)
        return self.upper.read(made, kernel_2, recurrent_kernel_2, bias_2)


BOTH = TwoLayers()

_BETWEEN: tuple[tuple[Mistake, TwoLayers], ...] = (
    (
        Mistake(
            "lower-layer-last-only",
            "Only the last state of the lower layer counts for the upper one here. It "
            "reads every state of the lower layer, one after another, and carries its "
            "own state on from word to word.",
        ),
        replace(BOTH, handed="last"),
    ),
    (
        Mistake(
            "repeated-last-state",
            "The upper layer reads the last state of the lower one at every step. At "
            "each step it reads the state of that step.",
        ),
        replace(BOTH, handed="last repeated"),
    ),
    (
        Mistake(
            "states-shifted",
            "At each step the upper layer reads the lower state before that step. Let "
            "the lower layer do its step first.",
        ),
        replace(BOTH, handed="before"),
    ),
    (
        Mistake(
            "initial-state-included",
            "The upper layer reads one state too many: the lower layer's zeros, from "
            "before the first word. It begins with the state after that word.",
        ),
        replace(BOTH, handed="from zeros"),
    ),
    (
        Mistake(
            "steps-first",
            "The lower layer's states reach the upper one steps first, so that it "
            "takes sentences for steps. Stack them along axis 1: the batch comes "
            "first.",
        ),
        replace(BOTH, handed="steps first"),
    ),
    (
        Mistake(
            "missing-layer",
            "These are the last states of the lower layer. The upper layer's were "
            "asked for.",
        ),
        replace(BOTH, returned="lower"),
    ),
)


_NOT_READ = Mistake(
    "lower-layer-not-read",
    "The lower layer has no share in these numbers. Either x·W is missing in the upper "
    "one's sum, or the lower states are zeros by the time it reads them: an array of "
    "whole numbers, for one, cuts all that lies between −1 and 1 down to 0.",
)
"""Zeros that are read add what a missing product adds."""


def _known() -> Iterator[tuple[Mistake, TwoLayers]]:
    """What goes wrong between the layers, in one of them, or alike in both."""
    yield from _BETWEEN
    lower = rebased(READING, RIGHT, ALL)
    for (mistake, below), (_, above) in zip(lower, READING, strict=True):
        if mistake.id == "last-step-skipped":  # whichever layer does it
            yield mistake, replace(BOTH, lower=below)
            continue
        one = Mistake(mistake.id, f"In the lower layer: {mistake.text}")
        other = Mistake(mistake.id, f"In the upper layer: {mistake.text}")
        if not above.reads_input:
            other = _NOT_READ
        yield one, replace(BOTH, lower=below)
        # the numbers of some are those of what is handed on
        if not (above.resets or above.words == "last" or above.signs != "kept"):
            yield other, replace(BOTH, upper=above)
        # else what the lower layer does never shows
        if above.reads_input and above.words != "first":
            yield mistake, replace(BOTH, lower=below, upper=above)
    for mistake, above in CARRIED:
        ((_, below),) = rebased(((mistake, above),), RIGHT, ALL)
        yield mistake, replace(BOTH, lower=below, upper=above)
        for name, way in (
            ("lower", replace(BOTH, lower=below)),
            ("upper", replace(BOTH, upper=above)),
        ):
            text = f"In the {name} layer: {mistake.text}"
            yield Mistake(mistake.id, text), way
    for mistake, above in LAST:
        returned = mistake.id
        if returned == "all-states-returned":
            returned = "every-step-returned"
        yield Mistake(returned, mistake.text), replace(BOTH, upper=above)
    for mistake, below in rebased(OTHER_AXIS, RIGHT, ALL):
        # the lower layer's states come out with the sentences in the steps' place
        yield mistake, replace(BOTH, lower=below)


KNOWN = tuple(_known())


def _goes_with_another(way: TwoLayers) -> bool:
    """Whether a mistake is looked for beside a second one.

    Of all pairs there are too many; rare mistakes are left out in one layer alone.
    """
    rare = [
        layer.bias in ("with state", "with both", "alone")
        or layer.outside == "input"
        or layer.again
        or layer.squashes_state
        or layer.signs != "kept"
        or layer.words != "own"
        or layer.initial == "bias"
        or layer.after != "linear"
        for layer in (way.lower, way.upper)
    ]
    alone = not (goes_with_another(way.lower) and goes_with_another(way.upper))
    return rare[0] == rare[1] and not alone


PAIRED = tuple(known for known in KNOWN if _goes_with_another(known[1]))


def two_simple_rnns(steps: int, features: int, units: tuple[int, int]) -> Function:
    """Two layers: from sentences to the last states of the upper one.

    The function asked for is ``read_twice(sentences, kernel_1, recurrent_kernel_1,
    bias_1, kernel_2, recurrent_kernel_2, bias_2)`` with sentences (batch, steps,
    features); it returns (batch, units of the upper layer).

    Args:
        steps: words a sentence, of the first case.
        features: numbers a word, of the first case.
        units: of the lower and of the upper layer, of the first case.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        below, above = units
        sizes = [
            (5, steps, features, below, above),
            (1, steps, features, below, above),
            (2, steps + 4, features + 1, below + 1, above + 3),
        ]
        return tuple(
            Case(
                f"batch {b}, {s} steps, {f} features, {low} and {high} units",
                (
                    drawing.sentences(rng, (b, s, f)),
                    *drawing.weights(rng, f, low),
                    *drawing.weights(rng, low, high),
                ),
                drawing.axes(
                    sentences=b, steps=s, features=f, lower_units=low, upper_units=high
                ),
            )
            for b, s, f, low, high in sizes
        )

    names = tuple(f"{name}_{n}" for n in (1, 2) for name in drawing.WEIGHTS)
    return Function(
        ("sentences", *names),
        BOTH.read,
        draw,
        singles(KNOWN, lambda way: way.read),
        batched=True,
        two=pairs(BOTH, PAIRED, lambda way: way.read),
    )
