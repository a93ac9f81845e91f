"""Finds mistakes that a model's layers show, whatever its numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from ..show import words
from ..show.verdict import Hint
from .chain import Link, asked_for, found_in
from .task import Task
from .trial import Asker

_RECURRENT = ("SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional")


def facts(asker: Asker, task: Task) -> list[Hint]:
    """A mistake that is seen in the layers, and that other layers cannot have made.

    Args:
        asker: of the model.
        task: what was asked for.
    """
    asked, found = asked_for(task.like.layers), found_in(asker.seen.layers)
    if any(_each_word_alone(link) for link in found) and not any(
        _each_word_alone(link) for link in asked
    ):
        text = (
            "Each word is read as a sentence of its own here: TimeDistributed stands "
            "around the recurrent layer. That goes through the words by itself."
        )
        return [Hint("time-distributed-rnn", text)]
    kinds = [link.kind for link in found]
    reads = any(link.kind in _RECURRENT for link in asked)
    if reads and "Flatten" in kinds and not any(kind in _RECURRENT for kind in kinds):
        text = (
            "The words of a sentence are laid end to end here, and no layer reads them "
            "one after another. That is what a recurrent layer is for."
        )
        return [Hint("flattened", text)]
    return []


def _each_word_alone(link: Link) -> bool:
    inner = link.inner[0].kind if link.inner else ""
    return link.kind == "TimeDistributed" and inner in _RECURRENT


def structure(asker: Asker, task: Task) -> list[Hint]:
    """Mistakes that the shape it reads and its layers show.

    Args:
        asker: of the model.
        task: what was asked for.
    """
    shape, reads = task.shape, asker.seen.reads
    length = _fixed_length(shape, reads)
    if length:
        return [
            Hint(
                "fixed-length",
                f"The model reads {length} steps and no other number of them. None in "
                "keras.Input stands for any number.",
            )
        ]
    if len(reads) == len(shape) + 2 and reads[-len(shape) :] == shape:
        return [
            Hint(
                "batch-in-input",
                f"The model reads {words.shape(reads)}: one axis too many. Keras adds "
                "the batch axis by itself; keras.Input takes the shape of one "
                "sentence.",
            )
        ]
    if _swapped(shape, reads):
        steps = f"{reads[1]} word" if reads[1] == 1 else f"{reads[1]} words"
        return [
            Hint(
                "steps-features-swapped",
                f"The model reads sentences of {steps}, {reads[2]} numbers each. "
                "Steps come before features.",
            )
        ]
    return facts(asker, task) or _layers(asker, task)


def _swapped(shape: tuple[int | None, ...], reads: tuple[int | None, ...]) -> bool:
    """Whether steps and features are in each other's place; None is any number."""
    if len(shape) != 2 or len(reads) != 3:
        return False
    steps, features = shape
    if steps is None:
        return reads[1] == features and reads[2] not in (features, None)
    return steps != features and reads[1:] == (features, steps)


def _fixed_length(
    shape: tuple[int | None, ...], reads: tuple[int | None, ...]
) -> int | None:
    """The length that an axis has where any was asked for, all else being right."""
    if len(reads) != len(shape) + 1 or None not in shape:
        return None
    pairs = list(zip(shape, reads[1:], strict=True))
    if any(asked not in (None, found) for asked, found in pairs):
        return None
    return next((found for asked, found in pairs if asked is None), None)


def _layers(asker: Asker, task: Task) -> list[Hint]:
    """Other layers than were asked for, by their kinds."""
    asked = [link.kind for link in asked_for(task.like.layers)]
    found = [link.kind for link in found_in(asker.seen.layers)]
    # cells of the learner's own may be those of any layer
    if found == asked or not found or "RNN" in found:
        return []
    wanted, there = " → ".join(asked), " → ".join(found)
    if len(found) == len(asked):
        text = f"The layers are {there}; asked for were {wanted}."
        return [Hint("other-layer", text)]
    if _contains(found, asked):
        text = f"The layers are {there}: more than {wanted}, which was asked for."
        return [Hint("extra-layer", text)]
    if _contains(asked, found):
        text = f"The layers are {there}: fewer than {wanted}, which was asked for."
        return [Hint("missing-layer", text)]
    return []


def _contains(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether the items of one stand in the other, in their order."""
    rest = iter(longer)
    return all(item in rest for item in shorter)
