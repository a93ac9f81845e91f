"""Judges a trained tagger by the entities that it finds in unseen sentences."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from ...observe.seen import Batch, ModelSeen, View
from ..show import words
from ..show.verdict import Expectation, Hint, Verdict, verdict
from .learnt import BY_HEART, fitted_to_the_check, score_in_training
from .trained import (
    NOT_FINITE,
    UNTRAINED,
    Goal,
    first,
    is_fresh,
    layers_told,
    read_all,
    several_tensors,
)

Tags = Sequence[Sequence[str]]

OUTSIDE = "O"

SUM = 1e-3
"""How far from 1 the probabilities of a word may add up to."""


def tagger(
    view: View,
    inputs: Batch,
    tags: Tags,
    names: Sequence[str],
    goal: Goal,
    name: str,
    points: float,
) -> Verdict:
    """Judge a model that gives each word the probabilities of its tags.

    Args:
        view: asks the model.
        inputs: (batch, steps), or an array for each input; padding stands at the end.
        tags: BIO tags of the real words, a list for each sentence.
        names: the tag of each class.
        goal: what is asked for; the score is the F1 of entities.
        name: of the learner's variable.
        points: how many there are.
    """
    seen, outputs, refused = read_all(view, inputs, name, points)
    if refused is not None:
        return refused
    found, asked = outputs.arrays[0], (*first(inputs).shape[:2], len(names))
    rows, of_layers = layers_told(view, seen, inputs, goal.recurrent)
    shape = Expectation(
        "returns",
        len(outputs.made[0]) == 1 and found.shape == asked,
        words.shape((None, *asked[1:])),
        words.shapes([(None, *array.shape[1:]) for array in outputs.made[0]]),
    )
    if not shape.met:
        hints = _shape_hints(outputs.made[0], asked)
        return verdict(name, points, [*rows, shape], hints)
    real = _real(tags, asked[1])
    summed = found.sum(axis=-1)[real]
    finite = bool(np.all(np.isfinite(found)))
    probable = finite and bool(
        found.min() >= 0 and np.allclose(summed, 1, rtol=0, atol=SUM)
    )
    score = entity_f1(tags, _decoded(found, tags, names)) if finite else 0.0
    total = "not a number" if not finite else _range(summed)
    rows += [
        shape,
        Expectation("a word's probabilities", probable, "add up to 1", total),
        Expectation(
            "entity F1",
            score >= goal.floor,
            f"{goal.floor:.3f} or more",
            f"{_shown(score, goal)} (baseline: {goal.baseline:.3f})",
        ),
    ]
    hints = of_layers or (_range_hints(found, real) if not probable else [])
    if not hints and probable:

        def f1(answers: np.ndarray, right: Tags) -> float:
            return entity_f1(right, _decoded(answers, right, names))

        own = score_in_training(view, goal, len(tags), f1)
        row, hints = fitted_to_the_check(score, own, len(tags), goal, "entity F1")
        rows += row
        if score < goal.floor:
            hints = _hints(view, seen, inputs, found, tags, names, score, goal, own)
    return verdict(name, points, rows, hints)


def entity_f1(right: Tags, found: Tags) -> float:
    """The F1 of entities over all sentences, as seqeval counts them by default.

    H. Nakayama, seqeval: a Python framework for sequence labeling evaluation (2018).

    Args:
        right: BIO tags, a list for each sentence.
        found: of the same lengths.

    >>> round(entity_f1([["B-name", "O", "B-name"]], [["B-name", "O", "O"]]), 3)
    0.667
    """
    from seqeval.metrics import f1_score

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # seqeval warns where nothing is found
        sentences = [list(s) for s in right], [list(s) for s in found]
        return float(f1_score(*sentences, zero_division=0))


def _shown(score: float, goal: Goal) -> str:
    """A score, with more digits where fewer would look like enough."""
    return f"{score:.{6 if goal.looks_met(score) else 3}f}"


def _real(tags: Tags, steps: int) -> np.ndarray:
    """Where a word stands, (batch, steps)."""
    lengths = np.array([len(sentence) for sentence in tags])
    return np.arange(steps) < lengths[:, None]


def _decoded(found: np.ndarray, tags: Tags, names: Sequence[str]) -> list[list[str]]:
    """The most probable tag of each word; none for words beyond the last step."""
    best = found.argmax(axis=-1)
    made = []
    for row, sentence in zip(best, tags, strict=True):
        own = [names[number] for number in row[: len(sentence)]]
        made.append(own + [OUTSIDE] * (len(sentence) - len(own)))
    return made


def _range(summed: np.ndarray) -> str:
    low, high = words.number(summed.min()), words.number(summed.max())
    return f"add up to {low}" if low == high else f"add up to {low} … {high}"


def _shape_hints(made: tuple[np.ndarray, ...], asked: tuple[int, ...]) -> list[Hint]:
    """What the shape of the answers shows."""
    found, (batch, steps, classes) = made[0], asked
    if len(made) > 1:
        return [several_tensors(len(made))]
    if found.shape == (batch, classes) or (found.ndim == 2 and found.shape[1] != steps):
        text = (
            "There is one answer for the whole sentence here; one for each word was "
            "asked for. Look for return_sequences."
        )
        return [Hint("last-step-only", text)]
    if found.ndim == 3 and found.shape[1] == 2 * steps:
        text = (
            f"There are answers for {found.shape[1]} steps here, and a sentence has "
            f"{steps}. Twice as many come where two sequences are joined along their "
            "steps, as by Concatenate(axis=1): join them on the last axis."
        )
        return [Hint("joined-along-steps", text)]
    if found.ndim == 3 and found.shape[1] == steps:
        text = (
            f"Each word gets {found.shape[2]} numbers; there are {classes} tags, "
            f"{OUTSIDE} among them, and each needs a probability."
        )
        return [Hint("wrong-number-of-classes", text)]
    return []


def _range_hints(found: np.ndarray, real: np.ndarray) -> list[Hint]:
    """What numbers that are no probabilities show."""
    if not np.all(np.isfinite(found)):
        return [NOT_FINITE]
    if found.min() < 0 or found.max() > 1:
        text = (
            "These are no probabilities: some lie outside 0 to 1. A softmax in the "
            "last layer makes them so."
        )
        return [Hint("no-probabilities", text)]
    if np.allclose(found.sum(axis=1), 1, rtol=0, atol=SUM):
        text = (
            "The numbers add up to 1 over the words of a sentence, not over the tags "
            "of a word: the softmax goes along the wrong axis."
        )
        return [Hint("softmax-over-steps", text)]
    if not np.any(np.isclose(found.sum(axis=-1)[real], 1, rtol=0, atol=SUM)):
        text = (
            "Each tag has a probability of its own here, and a word's do not add up "
            "to 1. A word has one tag: softmax, not sigmoid."
        )
        return [Hint("sigmoid-for-softmax", text)]
    return []


def _hints(
    view: View,
    seen: ModelSeen,
    inputs: Batch,
    found: np.ndarray,
    tags: Tags,
    names: Sequence[str],
    score: float,
    goal: Goal,
    in_training: float | None,
) -> list[Hint]:
    """What probabilities of wrong tags show, the most telling thing alone."""
    real = _real(tags, found.shape[1])

    def reaches(other: np.ndarray) -> bool:
        return entity_f1(tags, _decoded(other, tags, names)) >= goal.floor

    if isinstance(inputs, tuple) and len(inputs) == 2:
        arrays = view.run([inputs[::-1]]).arrays
        if arrays and arrays[0].shape == found.shape and reaches(arrays[0]):
            text = "The two inputs are exchanged: their order is the task's."
            return [Hint("inputs-exchanged", text)]
    if reaches(found[:, ::-1]):
        text = (
            "The answers are right in reverse order: the last word's comes first. "
            "Look for go_backwards."
        )
        return [Hint("reads-backwards", text)]
    if reaches(_to_front(found, tags)):
        text = (
            "The answers are right for the last steps of each sentence, as if the "
            "padding stood in front. It stands at the end."
        )
        return [Hint("padding-in-front", text)]
    for by in (1, -1):
        if reaches(np.roll(found, by, axis=-1)):
            text = (
                "The answers are right with each class moved by one: the numbers of "
                "the tags do not begin where the task's do."
            )
            return [Hint("classes-shifted", text)]
    ordered, moved = _ordered(found, tags, names)
    if moved > 0.5 and reaches(ordered):
        text = (
            "The answers are right with the classes in another order: the tags were "
            "numbered otherwise than in the task. Take the labels from the tag set "
            "that the task gives."
        )
        return [Hint("tags-in-other-order", text)]
    if (
        np.ptp(found.reshape(-1, found.shape[-1])[real.reshape(-1)], axis=0).max()
        < 1e-6
    ):
        text = (
            "It gives every word the same answer: which word it is makes no difference."
        )
        return [Hint("same-answer-for-all", text)]
    if is_fresh(seen):
        return [UNTRAINED]
    if {tag for sentence in _decoded(found, tags, names) for tag in sentence} == {
        OUTSIDE
    }:
        text = (
            f"Every word is called {OUTSIDE}: no entity is found at all. Training "
            f"begins so where {OUTSIDE} is frequent, or where padding, whose label is "
            "the same number, is learnt like words: a mask (mask_zero=True in the "
            "Embedding) leaves it out. More epochs lead beyond it."
        )
        return [Hint("only-outside", text)]
    if score <= goal.baseline:
        text = (
            f"The F1 of its entities is {_shown(score, goal)}, and the baseline has "
            f"{goal.baseline:.3f}. "
        )
        if in_training is None:
            text += (
                "What is it on the sentences that it was trained with? Near 1: it has "
                "learnt them by heart, as it may with mixed-up tags too. Try dropout, "
                "and see that each sentence has its own tags. No better there: try "
                "more epochs."
            )
        else:
            text += f"With the training {goal.what}s it is {in_training:.3f}. " + (
                "It has learnt those by heart: try dropout."
                if in_training >= BY_HEART
                else f"Try more epochs, and see that each {goal.what} has its own tags."
            )
        return [Hint("below-floor", text)]
    text = (
        f"The F1 of its entities is {_shown(score, goal)}, and {goal.floor:.3f} is "
        f"asked for; the baseline has {goal.baseline:.3f}. More epochs, both "
        "directions, dropout against learning by heart: try them on the development "
        "sentences."
    )
    return [Hint("below-floor", text)]


def _ordered(
    found: np.ndarray, tags: Tags, names: Sequence[str]
) -> tuple[np.ndarray, float]:
    """The answers with each class in the place of the tag that it mostly stands for.

    Args:
        found: (batch, steps, classes).
        tags: BIO tags of the real words.
        names: the tag of each class.

    Returns:
        The answers, and the share of the real words that another class stands for.
    """
    steps, number = found.shape[1], {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)), dtype=int)
    for row, sentence in zip(found.argmax(axis=-1), tags, strict=True):
        for best, tag in zip(row, sentence[:steps], strict=False):
            if tag in number:
                counts[best, number[tag]] += 1
    place_of: dict[int, int] = {}
    for at in np.argsort(-counts, axis=None, kind="stable"):
        own, right = divmod(int(at), len(names))
        if own not in place_of and right not in place_of.values():
            place_of[own] = right
    ordered = np.empty_like(found)
    for own, right in place_of.items():
        ordered[..., right] = found[..., own]
    moved = sum(counts[own].sum() for own, right in place_of.items() if own != right)
    return ordered, float(moved / max(counts.sum(), 1))


def _to_front(found: np.ndarray, tags: Tags) -> np.ndarray:
    """The answers to the last steps of each sentence, moved to the first."""
    moved = np.zeros_like(found)
    for row, sentence in enumerate(tags):
        length = min(len(sentence), found.shape[1])
        moved[row, :length] = found[row, found.shape[1] - length :]
    return moved
