"""The output after the last real word, where padding stands at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.random import Generator

from ..expected import Case, Function, Mistake, Pair
from . import drawing
from .variants import pairs, singles


@dataclass(frozen=True)
class LastOutput:
    """Takes, of each sentence, the output at the step of its last real word.

    The defaults are right; each field is one thing that a learner may do otherwise.

    Attributes:
        at: which step counts as the last: that of the last real word; the very last;
            the one after or before the right one, at the most the last and at the
            least the first; the one before, of a sentence of one word the very last,
            at −1; the first; or as far from the end as the last word is from the
            start.
        lengths: whose: each sentence's own, or for all of them the longest or the
            shortest of the batch, or the first or the last sentence's.
        made: the output there; or the mean, sum or largest of all up to there; or the
            output with an axis of one step, or the units first; or the outputs at the
            last words of all sentences, for each sentence; or all outputs, as they
            are or with zeros at the padding.
    """

    at: Literal[
        "last", "padding", "after", "before", "before, from end", "first", "from end"
    ] = "last"
    lengths: Literal[
        "own", "longest", "shortest", "first sentence", "last sentence"
    ] = "own"
    made: Literal[
        "there",
        "mean",
        "sum",
        "largest",
        "with axis",
        "units first",
        "each with all",
        "all",
        "zeros at padding",
    ] = "there"

    def take(self, outputs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """The outputs that count.

        Args:
            outputs: (batch, steps, units).
            lengths: (batch,), how many real words each sentence has.

        Returns:
            (batch, units).
        """
        batch, steps, _ = outputs.shape
        of = {
            "own": lengths,
            "longest": np.full(batch, lengths.max()),
            "shortest": np.full(batch, lengths.min()),
            "first sentence": np.full(batch, lengths[0]),
            "last sentence": np.full(batch, lengths[-1]),
        }[self.lengths]
        at = {
            "last": of - 1,
            "padding": np.full(batch, steps - 1),
            "after": np.minimum(of, steps - 1),
            "before": np.maximum(of - 2, 0),
            "before, from end": (of - 2) % steps,
            "first": np.zeros(batch, int),
            "from end": steps - of,
        }[self.at]
        if self.made == "all":
            return outputs
        if self.made == "zeros at padding":
            return np.where(np.arange(steps)[:, None] <= at[:, None, None], outputs, 0)
        if self.made == "each with all":
            return outputs[:, at]
        there = outputs[np.arange(batch), at]
        if self.made == "with axis":
            return there[:, None]
        if self.made == "units first":
            return there.T
        combine: dict[str, Callable[[np.ndarray], np.ndarray]] = {
            "mean": lambda rows: rows.mean(axis=0),
            "sum": lambda rows: rows.sum(axis=0),
            "largest": lambda rows: rows.max(axis=0),
        }
        if self.made not in combine:
            return there
        return np.stack(
            [
                combine[self.made](rows[: end + 1])
                for rows, end in zip(outputs, at, strict=True)
            ]
        )


RIGHT = LastOutput()

_BEFORE: tuple[Literal["before", "before, from end"], ...] = (
    "before",
    "before, from end",
)

KNOWN: tuple[tuple[Mistake, LastOutput], ...] = (
    (
        Mistake(
            "last-of-padding",
            "These are the outputs at the very last step, which is padding in short "
            "sentences. Take each sentence's output at the step of its last word.",
        ),
        replace(RIGHT, at="padding"),
    ),
    (
        Mistake(
            "length-off-by-one",
            "These are the outputs one step after the last word. Steps are counted "
            "from 0: a sentence of 3 words ends at step 2.",
        ),
        replace(RIGHT, at="after"),
    ),
    *(
        (
            Mistake(
                "length-off-by-one",
                "These are the outputs one step before the last word. Steps are "
                "counted from 0: a sentence of 3 words ends at step 2.",
            ),
            replace(RIGHT, at=at),
        )
        for at in _BEFORE
    ),
    (
        Mistake(
            "first-output",
            "These are the outputs after the first word; those after the last real "
            "word were asked for.",
        ),
        replace(RIGHT, at="first"),
    ),
    (
        Mistake(
            "counted-from-end",
            "The length is counted from the end of the padding here. The words stand "
            "in front: count from the start.",
        ),
        replace(RIGHT, at="from end"),
    ),
    (
        Mistake(
            "longest-for-all",
            "The longest sentence's length is used for all of them here. Each has its "
            "own.",
        ),
        replace(RIGHT, lengths="longest"),
    ),
    (
        Mistake(
            "shortest-for-all",
            "The shortest sentence's length is used for all of them here. Each has its "
            "own.",
        ),
        replace(RIGHT, lengths="shortest"),
    ),
    (
        Mistake(
            "first-length-for-all",
            "The first sentence's length is used for all of them here. Each has its "
            "own.",
        ),
        replace(RIGHT, lengths="first sentence"),
    ),
    (
        Mistake(
            "last-length-for-all",
            "The last sentence's length is used for all of them here. Each has its "
            "own.",
        ),
        replace(RIGHT, lengths="last sentence"),
    ),
    (
        Mistake(
            "mean-of-outputs",
            "This is the mean of the outputs over the steps. The last word's own was "
            "asked for.",
        ),
        replace(RIGHT, made="mean"),
    ),
    (
        Mistake(
            "sum-of-outputs",
            "This is the sum of the outputs over the steps. The last word's own was "
            "asked for.",
        ),
        replace(RIGHT, made="sum"),
    ),
    (
        Mistake(
            "largest-of-outputs",
            "This is the largest number of each unit over the steps. The last word's "
            "output was asked for.",
        ),
        replace(RIGHT, made="largest"),
    ),
    (
        Mistake(
            "each-with-all",
            "Each sentence gets the outputs at the last words of all sentences here. "
            "Beside an array of steps, : takes all of them for every sentence; an "
            "array of sentences, np.arange(len(outputs)), is paired with it.",
        ),
        replace(RIGHT, made="each with all"),
    ),
    (
        Mistake(
            "all-states-returned",
            "These are the outputs at every step, as they came in. One of each "
            "sentence was asked for.",
        ),
        replace(RIGHT, made="all"),
    ),
    (
        Mistake(
            "axis-kept",
            "The numbers are right, and an axis of one step is left between the "
            "sentences and the units. Take its one item, as [:, 0] does.",
        ),
        replace(RIGHT, made="with axis"),
    ),
    (
        Mistake(
            "padding-zeroed",
            "These are the outputs at every step, with zeros at the padding. One of "
            "each sentence was asked for, the one at its last word.",
        ),
        replace(RIGHT, made="zeros at padding"),
    ),
    (
        Mistake(
            "axes-reversed",
            "These are the right numbers with the axes swapped: the batch comes first.",
        ),
        replace(RIGHT, made="units first"),
    ),
)


PADDED = Mistake(
    "padding-counted",
    "The outputs at the padding are counted too: the steps behind a sentence's length.",
)


def _two() -> Iterator[Pair]:
    """Two mistakes at once; what is made of all steps counts the padding as well."""
    of_all = {"mean", "sum", "largest"}
    for mistake, way in KNOWN:
        if way.made in of_all:
            yield (mistake, PADDED), replace(way, at="padding").take
    one_step = [known for known in KNOWN if known[1].made not in of_all]
    yield from pairs(RIGHT, one_step, lambda way: way.take)()


def _three(rng: Generator, steps: int) -> list[int]:
    """Lengths of which no step is as far from the start as another from the end."""
    while True:
        short, middle, long = sorted(rng.choice(np.arange(2, steps), 3, replace=False))
        if steps + 1 not in (short + middle, short + long, middle + long):
            return [middle, long, short]


def last_output(steps: int, units: int) -> Function:
    """The output after the last real word of each sentence.

    The function asked for is ``last_output(outputs, lengths)`` with outputs (batch,
    steps, units) and lengths (batch,), how many words stand before the padding; it
    returns (batch, units).

    Args:
        steps: of a sentence with its padding, of the first case; at least 6.
        units: of the first case.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        # no two axes are of one length: a wrong shape shows; the first, the last, the
        # longest and the shortest sentence differ; the median length is the last
        # sentence's in the first case, the first one's in the third
        sizes = [
            (steps, units, [steps - 2, steps - 1, 2, 2, steps - 3]),
            (steps, units, [steps - 1]),
            (steps + 3, units + 3, _three(rng, steps + 3)),
        ]
        cases = [
            Case(
                f"batch {len(lengths)}, {s} steps, {u} units",
                (drawing.signed(rng, (len(lengths), s, u)), np.array(lengths)),
                drawing.axes(sentences=len(lengths), steps=s, units=u),
            )
            for s, u, lengths in sizes
        ]
        outputs = drawing.signed(rng, (4, steps, units))
        first, last = rng.choice(np.arange(2, steps), 2, replace=False)
        lengths = np.array([first, *rng.permutation([1, steps]), last])
        words = "a sentence of one word and one without padding"
        axes = drawing.axes(sentences=4, steps=steps, units=units)
        cases.append(Case(words, (outputs, lengths), axes))
        return tuple(cases)

    return Function(
        ("outputs", "lengths"),
        RIGHT.take,
        draw,
        singles(KNOWN, lambda way: way.take),
        batched=True,
        two=_two,
    )
