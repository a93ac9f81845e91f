"""How the parameters of one gate, or of a SimpleRNN, are counted, rightly or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from .expected import Mistake


@dataclass(frozen=True)
class Counting:
    """features · units + units · units + units: kernel, recurrent kernel and bias.

    The defaults are right; each field is one thing that a learner may count otherwise.

    Attributes:
        kernel: whether it is counted.
        recurrent: what the recurrent kernel goes from and to; or the units are
            doubled where they are squared, or stand there as they are.
        bias: one for each unit, for each feature, two a unit, a single one, or none.
        swapped: whether features and units stand for each other.
        times: how often all of it is counted.
        one_unit: whether one unit alone is counted.
    """

    kernel: bool = True
    recurrent: Literal["units", "features", "doubled", "single", "none"] = "units"
    bias: Literal["units", "features", "twice", "one", "none"] = "units"
    swapped: bool = False
    times: int = 1
    one_unit: bool = False

    def count(self, features: int, units: int) -> float:
        """The number of parameters.

        >>> Counting().count(features=2, units=4)
        28
        """
        if self.swapped:
            features, units = units, features
        kernel = features * units if self.kernel else 0
        recurrent = {
            "units": units**2,
            "features": features**2,
            "doubled": 2 * units,
            "single": units,
            "none": 0,
        }
        bias = {
            "units": units,
            "features": features,
            "twice": 2 * units,
            "one": 1,
            "none": 0,
        }
        count = self.times * (kernel + recurrent[self.recurrent] + bias[self.bias])
        return count / units if self.one_unit else count


RIGHT = Counting()

WRONG: tuple[tuple[Mistake, Counting], ...] = (
    (
        Mistake(
            "no-recurrent-kernel",
            "The recurrent kernel is missing: every unit also has a weight for every "
            "unit.",
        ),
        replace(RIGHT, recurrent="none"),
    ),
    (
        Mistake("no-bias", "The biases are missing: one for each unit."),
        replace(RIGHT, bias="none"),
    ),
    (
        Mistake(
            "kernel-alone",
            "This is the kernel alone. The recurrent kernel and the biases belong to "
            "it.",
        ),
        replace(RIGHT, recurrent="none", bias="none"),
    ),
    (
        Mistake(
            "no-input-kernel",
            "The kernel is missing: every unit has a weight for each number of the "
            "word.",
        ),
        replace(RIGHT, kernel=False),
    ),
    (
        Mistake(
            "features-units-swapped",
            "Features and units are swapped: this is a layer of as many units as the "
            "word has numbers.",
        ),
        replace(RIGHT, swapped=True),
    ),
    (
        Mistake(
            "bias-per-feature",
            "Here is one bias for each number of the word. There is one for each unit.",
        ),
        replace(RIGHT, bias="features"),
    ),
    (
        Mistake(
            "recurrent-kernel-of-features",
            "The recurrent kernel goes from units to units; here it is counted with "
            "the word's numbers.",
        ),
        replace(RIGHT, recurrent="features"),
    ),
    (
        Mistake(
            "two-biases",
            "The biases are counted twice. There is one for each unit.",
        ),
        replace(RIGHT, bias="twice"),
    ),
    (
        Mistake("one-bias", "One bias is counted. Each unit has one of its own."),
        replace(RIGHT, bias="one"),
    ),
    (
        Mistake(
            "one-unit-counted",
            "This is what one unit has: a weight for each number of the word, one for "
            "each unit, and a bias. Every unit has as many.",
        ),
        replace(RIGHT, one_unit=True),
    ),
)
"""Known wrong ways to count."""
