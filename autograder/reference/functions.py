"""Functions that learners write: parameters, one step, the whole loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import Generator

from .expected import Case, Function, Mistake
from .recurrence import RIGHT, Recurrence, simple_rnn_count

# What a learner's numbers show, and how the recurrence would look that gives them.
_STEP: tuple[tuple[Mistake, Recurrence], ...] = (
    (
        Mistake(
            "no-tanh",
            "These are the sums before the tanh: nothing keeps them between −1 and 1.",
        ),
        replace(RIGHT, activation="linear"),
    ),
    (
        Mistake("sigmoid-for-tanh", "These are the numbers with a sigmoid for tanh."),
        replace(RIGHT, activation="sigmoid"),
    ),
    (
        Mistake("relu-for-tanh", "These are the numbers with relu in place of tanh."),
        replace(RIGHT, activation="relu"),
    ),
    (
        Mistake("no-bias", "These are the right numbers without the bias."),
        replace(RIGHT, bias="none"),
    ),
    (
        Mistake(
            "bias-outside-tanh",
            "The bias is added after the tanh. It belongs into the sum, inside.",
        ),
        replace(RIGHT, bias="outside"),
    ),
    (
        Mistake("bias-subtracted", "The bias is taken away. It is added to the sum."),
        replace(RIGHT, bias="subtracted"),
    ),
    (
        Mistake(
            "no-recurrent-kernel",
            "The state before has no share in these numbers: h·U is missing in the "
            "sum, so nothing is remembered.",
        ),
        replace(RIGHT, recurrent="none"),
    ),
    (
        Mistake(
            "no-input-kernel",
            "The word has no share in these numbers: x·W is missing in the sum.",
        ),
        replace(RIGHT, reads_input=False),
    ),
    (
        Mistake(
            "recurrent-kernel-transposed",
            "These are the numbers with the recurrent kernel transposed. With a batch "
            "the states stand on the left: h @ recurrent_kernel.",
        ),
        replace(RIGHT, recurrent="transposed"),
    ),
    (
        Mistake(
            "elementwise-product",
            "Here each unit remembers itself alone: the diagonal of the recurrent "
            "kernel. h @ recurrent_kernel lets every unit act on every unit.",
        ),
        replace(RIGHT, recurrent="diagonal"),
    ),
    (
        Mistake(
            "state-added",
            "The state before is added to the new one. It comes in by way of h·U "
            "alone.",
        ),
        replace(RIGHT, adds_state=True),
    ),
    (
        Mistake(
            "recurrent-outside-tanh",
            "h·U is added after the tanh. It belongs into the sum, inside.",
        ),
        replace(RIGHT, outside="recurrent"),
    ),
    (
        Mistake(
            "tanh-of-parts",
            "There are two tanh here, one for the word and one for the state. Add "
            "first, then take one tanh of the sum.",
        ),
        replace(RIGHT, outside="parts"),
    ),
)

_LOOP: tuple[tuple[Mistake, Recurrence], ...] = (
    (
        Mistake(
            "reads-backwards",
            "These are the states of a layer that reads the sentence backwards.",
        ),
        replace(RIGHT, backwards=True),
    ),
    (
        Mistake(
            "first-step-skipped",
            "The first word was never read: the loop begins one step late.",
        ),
        replace(RIGHT, skipped=(1, 0)),
    ),
    (
        Mistake(
            "last-step-skipped",
            "The last word was never read: the loop ends one step early.",
        ),
        replace(RIGHT, skipped=(0, 1)),
    ),
    (
        Mistake(
            "all-states-returned",
            "These are the states after every word. Only the last one was asked for.",
        ),
        replace(RIGHT, result="all"),
    ),
    (
        Mistake(
            "states-steps-first",
            "These are the states after every word, steps first. Only the last one "
            "was asked for.",
        ),
        replace(RIGHT, result="all steps first"),
    ),
    (
        Mistake(
            "state-reset",
            "Only the last word counts in these numbers: the state is zero again "
            "before every word, or h·U is missing. Set it to zero once, before the "
            "loop, and carry it on.",
        ),
        replace(RIGHT, resets=True),
    ),
    (
        Mistake(
            "initial-state-ones",
            "These are the states of a loop that starts from ones. Before the first "
            "word every unit is zero.",
        ),
        replace(RIGHT, initial=1.0),
    ),
    (
        Mistake(
            "returned-first-state",
            "This is the state after the first word: the function returns before the "
            "loop has gone on. Look at how far `return` is indented.",
        ),
        replace(RIGHT, result="first"),
    ),
    (
        Mistake(
            "mean-of-states",
            "This is the mean of all states. The last one alone was asked for.",
        ),
        replace(RIGHT, result="mean"),
    ),
    (
        Mistake(
            "sum-of-states",
            "This is the sum of all states. The last one alone was asked for.",
        ),
        replace(RIGHT, result="sum"),
    ),
)

WEIGHTS = ("kernel", "recurrent_kernel", "bias")


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
                    _signed(rng, (b, f)),
                    _signed(rng, (b, u)),
                    *_weights(rng, f, u),
                ),
            )
            for b, f, u in sizes
        )

    unchanged = Mistake("state-unchanged", "This is the state that came in, unchanged.")
    return Function(
        ("x", "h", *WEIGHTS),
        RIGHT.step,
        draw,
        (
            *((mistake, wrong.step) for mistake, wrong in _STEP),
            (unchanged, lambda x, h, kernel, recurrent_kernel, bias: h),
        ),
        batched=True,
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

    def draw(rng: Generator) -> tuple[Case, ...]:
        sizes = [
            (5, steps, features, units),
            (1, steps, features, units),
            (2, steps + 4, features + 1, units + 2),
        ]
        return tuple(
            Case(
                f"batch {b}, {s} steps, {f} features, {u} units",
                (_signed(rng, (b, s, f)), *_weights(rng, f, u)),
            )
            for b, s, f, u in sizes
        )

    over_batch = Mistake(
        "loops-over-batch",
        "The loop goes through the sentences; it should go through the steps, all "
        "sentences at once: sentences[:, t].",
    )
    known = tuple(
        (mistake, wrong.read)
        for mistake, wrong in (*_STEP, *_LOOP)
        # in a loop its numbers are those of a state that is reset
        if wrong != replace(RIGHT, recurrent="none")
    )
    return Function(
        ("sentences", *WEIGHTS),
        RIGHT.read,
        draw,
        (
            *known,
            (over_batch, lambda x, *weights: RIGHT.read(x.swapaxes(0, 1), *weights)),
        ),
        batched=True,
    )


def simple_rnn_parameters() -> Function:
    """The number of parameters of SimpleRNN(units).

    The function asked for is ``count_parameters(features, units)``.
    """

    def draw(rng: Generator) -> tuple[Case, ...]:
        # no two of the wrong formulas agree where features and units are this far apart
        pairs = [
            (2, 4),
            *((int(rng.integers(20, 90)), int(rng.integers(5, 15))) for _ in "abc"),
        ]
        return tuple(Case(f"features={f}, units={u}", (f, u)) for f, u in pairs)

    words = _count(
        "parameters-per-step",
        "This is three times the number. SimpleRNN has one set of weights, however "
        "many words it reads.",
        lambda f, u: 3 * simple_rnn_count(f, u),
    )
    lstm = _count(
        "other-layer",
        "This is four times the number, as many as an LSTM has. SimpleRNN has one set "
        "of weights.",
        lambda f, u: 4 * simple_rnn_count(f, u),
    )
    return Function(
        ("features", "units"), simple_rnn_count, draw, (*PARAMETERS, words, lstm)
    )


def _signed(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Random numbers whose signs alternate along the last axis.

    No sentence is of one sign by chance, so what is right for one sign shows in all.
    """
    signs = np.where(np.arange(shape[-1]) % 2, 1, -1) * rng.choice([-1, 1])
    return rng.uniform(0.1, 1, shape) * signs


def _weights(rng: Generator, features: int, units: int) -> tuple[np.ndarray, ...]:
    """Kernel, recurrent kernel and bias, large enough for every part to be felt."""
    return (
        rng.uniform(-1, 1, (features, units)),
        rng.uniform(-1, 1, (units, units)),
        rng.uniform(-1, 1, units),
    )


def _count(
    mistake: str, text: str, wrong: Callable[[int, int], int]
) -> tuple[Mistake, Callable[[int, int], int]]:
    return Mistake(mistake, text), wrong


PARAMETERS: tuple[tuple[Mistake, Callable[[int, int], int]], ...] = (
    _count(
        "no-recurrent-kernel",
        "The recurrent kernel is missing: every unit also has a weight for every unit.",
        lambda f, u: f * u + u,
    ),
    _count(
        "no-bias",
        "The biases are missing: one for each unit.",
        lambda f, u: f * u + u * u,
    ),
    _count(
        "kernel-alone",
        "This is the kernel alone. The recurrent kernel and the biases belong to it.",
        lambda f, u: f * u,
    ),
    _count(
        "no-input-kernel",
        "The kernel is missing: every unit has a weight for each number of the word.",
        lambda f, u: u * u + u,
    ),
    _count(
        "features-units-swapped",
        "Features and units are swapped: this is a layer of as many units as the word "
        "has numbers.",
        lambda f, u: f * (u + f + 1),
    ),
    _count(
        "bias-per-feature",
        "Here is one bias for each number of the word. There is one for each unit.",
        lambda f, u: u * (f + u) + f,
    ),
    _count(
        "recurrent-kernel-of-features",
        "The recurrent kernel goes from units to units; here it is counted with the "
        "word's numbers.",
        lambda f, u: f * u + f * f + u,
    ),
    _count(
        "two-biases",
        "The biases are counted twice. SimpleRNN has one for each unit.",
        lambda f, u: u * (f + u + 2),
    ),
    _count(
        "one-bias",
        "One bias is counted. Each unit has one of its own.",
        lambda f, u: u * (f + u) + 1,
    ),
)
"""Wrong counts of a SimpleRNN's parameters, by (features, units)."""
