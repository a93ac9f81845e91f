"""Shapes of sequences and of what recurrent layers make of them."""

from __future__ import annotations

from .expected import Mistake, Shape

BATCH_FORGOTTEN = Mistake(
    "batch-axis-forgotten",
    "This is the shape of one sentence. Keras reads a batch of them: its axis comes "
    "first.",
)
BATCH_NONE = Mistake(
    "batch-axis-none",
    "None stands for a batch of any size. Here you know how many sentences there are: "
    "write the number.",
)
REVERSED = Mistake(
    "axes-reversed",
    "These are the right lengths in reverse order. The batch comes first.",
)
SWAPPED = Mistake(
    "steps-features-swapped",
    "The last two axes are swapped: steps come before features.",
)
STEPS_FIRST = Mistake(
    "steps-first", "Steps and batch are swapped: Keras has the batch first."
)
FLATTENED = Mistake(
    "flattened",
    "The words of a sentence are laid end to end here. A recurrent layer reads them "
    "one after another, so steps and features are two axes.",
)
EVERY_STEP = Mistake(
    "every-step-returned",
    "This is one vector for each word. SimpleRNN answers with its last state alone: "
    "one vector for each sentence.",
)
STEPS_FOR_UNITS = Mistake(
    "steps-for-units",
    "The last axis is as long as the sentence. The number of units decides it, not "
    "the number of words.",
)
FEATURES_FOR_UNITS = Mistake(
    "features-for-units",
    "The last axis is as long as a word's vector. The number of units decides it.",
)


def sequence_shape(sentences: int, words: int, numbers: int) -> Shape:
    """The shape of a batch of sentences: (batch, steps, features).

    Args:
        sentences: how many at once.
        words: of each sentence.
        numbers: of each word.

    >>> sequence_shape(sentences=32, words=10, numbers=50).value
    (32, 10, 50)
    """
    batch, steps, features = sentences, words, numbers
    return Shape(
        (batch, steps, features),
        (
            (BATCH_FORGOTTEN, (steps, features)),
            (BATCH_NONE, (None, steps, features)),
            (SWAPPED, (batch, features, steps)),
            (REVERSED, (features, steps, batch)),
            (STEPS_FIRST, (steps, batch, features)),
            (FLATTENED, (batch, steps * features)),
        ),
    )


def last_state_shape(input_shape: tuple[int, int, int], units: int) -> Shape:
    """The shape of the last states: (batch, units).

    Args:
        input_shape: (batch, steps, features) of what the layer reads.
        units: of the layer.
    """
    batch, steps, features = input_shape
    return Shape(
        (batch, units),
        (
            (BATCH_FORGOTTEN, (units,)),
            (BATCH_NONE, (None, units)),
            (EVERY_STEP, (batch, steps, units)),
            (STEPS_FOR_UNITS, (batch, steps)),
            (FEATURES_FOR_UNITS, (batch, features)),
            (REVERSED, (units, batch)),
        ),
    )
