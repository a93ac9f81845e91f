"""The loop over the steps, done otherwise: what learners write."""

from __future__ import annotations

from dataclasses import replace

from ..expected import Mistake
from ..recurrence import RIGHT, Recurrence
from .wrong_steps import STEP

Wrong = tuple[tuple[Mistake, Recurrence], ...]

_READING: Wrong = (
    (
        Mistake(
            "sums-for-states",
            "These are the sums, before their tanh. The state is what comes out of the "
            "tanh: it enters the next step, as here, and it is what is returned.",
        ),
        replace(RIGHT, activation="linear", squashes_state=True),
    ),
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
            "state-reset",
            "Each word is read on its own in these numbers: the state is zero again "
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
            "initial-state-bias",
            "These are the states of a loop that starts from the bias. Before the "
            "first word every unit is zero; the bias comes in at each step.",
        ),
        replace(RIGHT, initial="bias"),
    ),
    (
        Mistake(
            "tanh-at-end",
            "The tanh is taken of what is returned alone; from step to step goes the "
            "bare sum. Each new state is the tanh of its sum, and goes on as that.",
        ),
        replace(RIGHT, activation="linear", after="tanh"),
    ),
    (
        Mistake(
            "tanh-twice",
            "What is returned goes through one tanh more. Return it as the steps make "
            "it.",
        ),
        replace(RIGHT, after="tanh"),
    ),
    (
        Mistake(
            "same-word-read",
            "Each step reads the first word here. Step t reads word t.",
        ),
        replace(RIGHT, words="first"),
    ),
    (
        Mistake(
            "same-word-read",
            "Each step reads the last word here. Step t reads word t.",
        ),
        replace(RIGHT, words="last"),
    ),
)

# in a loop its numbers are those of a state that is reset
READING: Wrong = (
    *((m, wrong) for m, wrong in STEP if wrong != replace(RIGHT, recurrent="none")),
    *_READING,
)
"""What goes wrong in the loop, whatever is returned."""

OTHER_AXIS: Wrong = (
    (
        Mistake(
            "loops-over-batch",
            "The loop goes through the sentences; it should go through the steps, all "
            "sentences at once: sentences[:, t].",
        ),
        replace(RIGHT, over_batch=True),
    ),
    (
        Mistake(
            "loops-over-batch",
            "As many words are read here as there are sentences. Go on to the last "
            "step: the number of steps is sentences.shape[1], len(sentences) is the "
            "number of sentences.",
        ),
        replace(RIGHT, words="as many as sentences"),
    ),
    (
        Mistake(
            "loops-over-features",
            "As many words are read here as a word has numbers. Go on to the last "
            "step: the axes of the sentences are (batch, steps, features), and the "
            "steps are the second.",
        ),
        replace(RIGHT, words="as many as features"),
    ),
)
"""A loop over an axis of the sentences that is not the steps."""

OVER_UNITS: Wrong = (
    (
        Mistake(
            "loops-over-units",
            "As many words are read here as there are units. Go on to the last step: "
            "the axes of the sentences are (batch, steps, features), and the steps are "
            "the second.",
        ),
        replace(RIGHT, words="as many as units"),
    ),
)

CARRIED: Wrong = (
    (
        Mistake(
            "state-carried-over",
            "Each sentence begins with the state that the one before it left. Begin "
            "every sentence from zeros.",
        ),
        replace(RIGHT, carries=True),
    ),
)

IN_NO_ORDER: Wrong = (
    (
        Mistake(
            "bag-of-words",
            "These are the numbers of one step that reads all words added up: their "
            "order has no share. Read one word after another, each with the state "
            "that the words before it left.",
        ),
        replace(RIGHT, words="summed"),
    ),
    (
        Mistake(
            "bag-of-words",
            "These are the numbers of one step that reads the mean of all words: their "
            "order has no share. Read one word after another, each with the state "
            "that the words before it left.",
        ),
        replace(RIGHT, words="averaged"),
    ),
)
"""One step where a loop belongs."""

LAST: Wrong = (
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
            "returned-first-state",
            "This is the state after the first word: the function returns before the "
            "loop has gone on. Look at how far return is indented.",
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
    (
        Mistake(
            "largest-of-states",
            "This is the largest number of each unit over all words. The last state "
            "alone was asked for.",
        ),
        replace(RIGHT, result="largest"),
    ),
    (
        Mistake(
            "last-sentence",
            "These are all states of the last sentence: the first axis of the states "
            "is the batch, the second the steps. The last step of each sentence was "
            "asked for.",
        ),
        replace(RIGHT, result="last sentence"),
    ),
    (
        Mistake(
            "last-unit",
            "This is the last unit alone, at every step: the axes of the states are "
            "(batch, steps, units). The last step of each sentence was asked for.",
        ),
        replace(RIGHT, result="last unit"),
    ),
)
"""What is returned in place of the last state."""

ALL = replace(RIGHT, result="all")

EVERY: Wrong = (
    (
        Mistake(
            "steps-first",
            "The states are stacked steps first and then forced into the right shape, "
            "which mixes sentences and steps. Stack them along axis 1: no reshape.",
        ),
        replace(ALL, result="all misshaped"),
    ),
    (
        Mistake(
            "returned-first-state",
            "The state after the first word is all there is: the function returns "
            "before the loop has gone on. Look at how far return is indented.",
        ),
        replace(ALL, result="one step"),
    ),
    (
        Mistake(
            "last-step-only",
            "This is the last state alone. The state after every word was asked for: "
            "collect them in the loop.",
        ),
        replace(ALL, result="last"),
    ),
    (
        Mistake(
            "repeated-last-state",
            "Every word has the last state here. Where one array is changed in the "
            "loop and collected again and again, it is one array in the end: make a "
            "new one at each step.",
        ),
        replace(ALL, result="last repeated"),
    ),
    (
        Mistake(
            "initial-state-included",
            "The state of zeros before the first word stands among the states here. "
            "They begin with the one after the first word.",
        ),
        replace(ALL, result="all from initial"),
    ),
    (
        Mistake(
            "states-shifted",
            "Each word has the state before it here, not the one after: collect the "
            "state after the step is done.",
        ),
        replace(ALL, result="all before"),
    ),
    (
        Mistake(
            "steps-first",
            "Steps and batch are swapped: stack the states along axis 1, so that the "
            "batch comes first.",
        ),
        replace(ALL, result="all steps first"),
    ),
    (
        Mistake(
            "steps-reversed",
            "The states stand in reverse order: the last word's comes first.",
        ),
        replace(ALL, result="all reversed"),
    ),
    (
        Mistake(
            "reads-backwards",
            "These are the states of a loop that reads the sentence backwards, turned "
            "round at the end.",
        ),
        replace(ALL, backwards=True, result="all reversed"),
    ),
    (
        Mistake(
            "flattened",
            "The states of all words are laid end to end here. Stack them, so that the "
            "steps are an axis of their own.",
        ),
        replace(ALL, result="all flat"),
    ),
    (
        Mistake(
            "returned-first-state",
            "This is the state after the first word: the function returns before the "
            "loop has gone on. Look at how far return is indented.",
        ),
        replace(ALL, result="first"),
    ),
    (
        Mistake(
            "mean-of-states",
            "This is the mean of all states. Each of them was asked for.",
        ),
        replace(ALL, result="mean"),
    ),
    (
        Mistake(
            "sum-of-states",
            "This is the sum of all states. Each of them was asked for.",
        ),
        replace(ALL, result="sum"),
    ),
)
"""What is returned in place of all states."""
