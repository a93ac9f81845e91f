"""One step of the recurrence, done otherwise: what learners write."""

from __future__ import annotations

from dataclasses import replace

from ..expected import Mistake
from ..recurrence import RIGHT, Recurrence


def goes_with_another(way: Recurrence) -> bool:
    """Whether a mistake is looked for beside a second one.

    Args:
        way: the recurrence with the one mistake. A bias in both parts is, with no tanh
            around them, a bias that is added twice.
    """
    return way.bias != "with both"


# What a learner's numbers show, and how the recurrence would look that gives them.
STEP: tuple[tuple[Mistake, Recurrence], ...] = (
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
            "bias-twice",
            "The bias is added twice. It belongs into the sum once: x·W + h·U + b.",
        ),
        replace(RIGHT, bias="twice"),
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
            "input-outside-tanh",
            "x·W is added after the tanh. It belongs into the sum, inside.",
        ),
        replace(RIGHT, outside="input"),
    ),
    (
        Mistake(
            "tanh-of-parts",
            "There are two tanh here, one for the word and one for the state. Add "
            "first, then take one tanh of the sum.",
        ),
        replace(RIGHT, outside="parts"),
    ),
    (
        Mistake(
            "tanh-of-parts",
            "There are two tanh here, one for the word and one for the state with the "
            "bias. Add first, then take one tanh of the sum.",
        ),
        replace(RIGHT, outside="parts", bias="with state"),
    ),
    (
        Mistake(
            "tanh-of-parts",
            "There are two tanh here, one for the word and one for the state, each "
            "with the bias. Add first, the bias once, then take one tanh of the sum.",
        ),
        replace(RIGHT, outside="parts", bias="with both"),
    ),
    (
        Mistake(
            "tanh-of-terms",
            "There are three tanh here, one for each term. Add first, then take one "
            "tanh of the sum.",
        ),
        replace(RIGHT, outside="parts", bias="alone"),
    ),
    (
        Mistake(
            "tanh-twice",
            "What comes out of the tanh goes through it once more. Take one tanh, of "
            "the sum.",
        ),
        replace(RIGHT, again=True),
    ),
    (
        Mistake(
            "tanh-of-state",
            "The state goes through a tanh of its own on its way into h·U. It has been "
            "through one in the step that made it: take it as it is.",
        ),
        replace(RIGHT, squashes_state=True),
    ),
    (
        Mistake(
            "negatives-cut",
            "The words' negative numbers count as 0 here. Take the words as they are "
            "given.",
        ),
        replace(RIGHT, signs="cut"),
    ),
    (
        Mistake(
            "signs-lost",
            "The words' negative numbers have lost their minus here. Take the words "
            "as they are given.",
        ),
        replace(RIGHT, signs="lost"),
    ),
)
