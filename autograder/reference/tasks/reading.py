"""Functions about a SimpleRNN: its parameters, one step, the whole loop."""

from __future__ import annotations

from dataclasses import replace

from numpy.random import Generator

from .. import counting
from ..counting import Counting
from ..expected import Case, Function, Mistake
from ..recurrence import RIGHT, Recurrence
from . import drawing
from .drawing import WEIGHTS
from .variants import Known, pairs, rebased, singles
from .wrong_loops import (
    ALL,
    CARRIED,
    EVERY,
    IN_NO_ORDER,
    LAST,
    OTHER_AXIS,
    OVER_UNITS,
    READING,
)
from .wrong_steps import STEP, goes_with_another


def simple_rnn_step(features: int, units: int) -> Function:
    """One step of the recurrence for a batch.

    The function asked for is ``step(x, h, kernel, recurrent_kernel, bias)`` with x
    (batch, features) and h (batch, units); it returns (batch, units).

    Args:
        features: numbers a word, of the first case.
        units: of the first case.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        sizes = [
            (3, features, units),
            (1, features, units),
            (5, features + 1, units + 3),
        ]
        return tuple(
            Case(
                f"batch {b}, {f} features, {u} units",
                (
                    drawing.signed(rng, (b, f)),
                    drawing.signed(rng, (b, u)),
                    *drawing.weights(rng, f, u),
                ),
                drawing.axes(sentences=b, features=f, units=u),
            )
            for b, f, u in sizes
        )

    unchanged = Mistake("state-unchanged", "This is the state that came in, unchanged.")
    known = (*STEP, (unchanged, replace(RIGHT, keeps=True)))
    return Function(
        ("x", "h", *WEIGHTS),
        RIGHT.step,
        draw,
        singles(known, lambda way: way.step),
        batched=True,
        two=pairs(RIGHT, _paired(known), lambda way: way.step),
    )


def simple_rnn_last_state(steps: int, features: int, units: int) -> Function:
    """The whole loop: from sentences to their last states.

    The function asked for is ``read(sentences, kernel, recurrent_kernel, bias)`` with
    sentences (batch, steps, features); it returns (batch, units).

    Args:
        steps: words a sentence, of the first case.
        features: numbers a word, of the first case.
        units: of the first case.
    """
    known = (*READING, *IN_NO_ORDER, *LAST, *OTHER_AXIS, *OVER_UNITS, *CARRIED)
    return _reading(RIGHT, known, steps, features, units)


def simple_rnn_states(steps: int, features: int, units: int) -> Function:
    """The whole loop: from sentences to the states after every word.

    The function asked for is ``read_all(sentences, kernel, recurrent_kernel, bias)``
    with sentences (batch, steps, features); it returns (batch, steps, units).

    Args:
        steps: words a sentence, of the first case.
        features: numbers a word, of the first case.
        units: of the first case.
    """
    known = (
        *rebased(
            (*READING, *IN_NO_ORDER, *OTHER_AXIS, *OVER_UNITS, *CARRIED), RIGHT, ALL
        ),
        *EVERY,
    )
    return _reading(ALL, known, steps, features, units)


def _reading(
    right: Recurrence,
    known: Known[Recurrence],
    steps: int,
    features: int,
    units: int,
) -> Function:
    def draw(rng: Generator) -> tuple[Case, ...]:
        sizes = [
            (5, steps, features, units),
            (1, steps, features, units),
            (2, steps + 4, features + 1, units + 2),
            # a loop over the sentences comes to an end where they are as many as steps
            *((n, n, features, units) for n in (3, 7)),
        ]
        return tuple(
            Case(
                f"batch {b}, {s} steps, {f} features, {u} units",
                (drawing.sentences(rng, (b, s, f)), *drawing.weights(rng, f, u)),
                drawing.axes(sentences=b, steps=s, features=f, units=u),
            )
            for b, s, f, u in sizes
        )

    return Function(
        ("sentences", *WEIGHTS),
        right.read,
        draw,
        singles(known, lambda way: way.read),
        batched=True,
        two=pairs(right, _paired(known), lambda way: way.read),
    )


def _paired(known: Known[Recurrence]) -> Known[Recurrence]:
    """The mistakes that are looked for two at once."""
    return [(mistake, way) for mistake, way in known if goes_with_another(way)]


def simple_rnn_parameters() -> Function:
    """The number of parameters of SimpleRNN(units).

    The function asked for is ``count_parameters(features, units)``.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        # no two of the wrong formulas agree where features and units are this far apart
        sizes = [
            (2, 4),
            *((int(rng.integers(21, 90)), int(rng.integers(5, 15))) for _ in "abc"),
        ]
        return tuple(Case(f"features={f}, units={u}", (f, u)) for f, u in sizes)

    right = counting.RIGHT
    words = Mistake(
        "parameters-per-step",
        "This is counted three times. SimpleRNN has one set of weights, however "
        "many words it reads.",
    )
    lstm = Mistake(
        "other-layer",
        "This is counted four times, as for an LSTM. SimpleRNN has one set of weights.",
    )
    gru = Mistake(
        "other-layer",
        "This is counted three times, with two biases each, as for a GRU. SimpleRNN "
        "has one set of weights.",
    )
    doubled = Mistake(
        "doubled-for-squared",
        "The recurrent kernel is counted as 2 · units here. Every unit has a weight "
        "for every unit: units · units.",
    )
    single = Mistake(
        "own-state-alone",
        "The recurrent kernel is counted as one weight a unit here. Every unit has a "
        "weight for every unit: units · units.",
    )
    known: Known[Counting] = (
        *counting.WRONG,
        (doubled, replace(right, recurrent="doubled")),
        (single, replace(right, recurrent="single")),
        (words, replace(right, times=3)),
        (lstm, replace(right, times=4)),
        (gru, replace(right, times=3, bias="twice")),
    )
    return Function(
        ("features", "units"),
        right.count,
        draw,
        singles(known, lambda way: way.count),
        two=pairs(right, known, lambda way: way.count),
    )
