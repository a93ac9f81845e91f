"""Judges the states that a recurrent layer hands out, several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...observe.value import Seen
from ..show import words
from ..show.described import described
from ..show.instead import blank, instead
from ..show.verdict import Expectation, Hint, Verdict, not_attempted, shared, verdict
from .agree import close
from .asked import Known
from .sequence import known_mistake, list_hint, numbers, plain_of

STATES = ("h", "c")
"""What the two states of an LSTM are called, in ids of mistakes."""


def states(
    seen: Seen,
    known: Known[tuple[np.ndarray, ...]],
    names: Sequence[str],
    points: float,
) -> Verdict:
    """Judge states: each earns its share of the points.

    Args:
        seen: what was found, the states in their order.
        known: (batch, units) of each state, and wrong ones.
        names: of the learner's variables.
        points: how many all states are worth.
    """
    called, right = words.several(names), known.right
    parts = seen.items
    if seen.kind == "untouched" or (
        parts and all(part.kind == "untouched" for part in parts)
    ):
        return not_attempted(called, points)
    if len(parts) != len(right):
        asked = f"{len(right)} states: {called}"
        return verdict(
            called, points, [Expectation(called, False, asked, described(seen))]
        )
    rows = [_rows(*each) for each in zip(parts, right, names, strict=True)]
    met = [all(row.met for row in each) for each in rows]
    if all(met):
        return shared(called, points, rows)
    return shared(called, points, rows, _hints(parts, known, names, met))


def _rows(seen: Seen, right: np.ndarray, name: str) -> list[Expectation]:
    """What was looked at in one state."""
    if seen.kind == "untouched":
        return [Expectation(name, False, "your answer", "…")]
    found = seen.array
    if found is None or found.shape != right.shape:
        asked = f"one tensor, shape {words.shape(right.shape)}"
        return [Expectation(name, False, asked, described(seen))]
    return [numbers(name, found, right, steps=False)]


def _hints(
    parts: Sequence[Seen],
    known: Known[tuple[np.ndarray, ...]],
    names: Sequence[str],
    met: Sequence[bool],
) -> list[Hint]:
    """What the wrong states show."""
    right = known.right
    arrays = [part.array for part in parts if part.array is not None]
    said = _exchanged(parts, right, names)
    if not said and len(arrays) == len(parts):
        said = known_mistake(arrays, known, tuple)
    if said:
        return said
    about: dict[Hint, list[str]] = {}
    for place, (seen, answer, name) in enumerate(zip(parts, right, names, strict=True)):
        if met[place] or seen.kind == "untouched":
            continue
        said = _for_other(parts, right, names, place) or list_hint(seen, answer)
        if not said and seen.array is not None:
            own = [(m, wrong[place]) for m, wrong in known.mistakes]
            alone = Known(answer, [(m, w) for m, w in own if not close(w, answer)])
            said = known_mistake((seen.array,), alone, lambda wrong: (wrong,))
            said = said or _shape(seen.array, answer) or plain_of(seen.array, answer)
        elif not said:
            said = instead(seen, "array")
        for hint in said:
            about.setdefault(hint, []).append(name)
    left = [n for n, part in zip(names, parts, strict=True) if part.kind == "untouched"]
    return _joined(about, len(names)) + ([blank(left)] if left else [])


def _joined(about: Mapping[Hint, Sequence[str]], every: int) -> list[Hint]:
    """Hints of one mistake as one, with the names it is about unless that is all."""
    texts: dict[str, list[str]] = {}
    for hint, names in about.items():
        whose = "" if len(names) == every else f"{words.several(names)}: "
        texts.setdefault(hint.id, []).append(whose + hint.text)
    return [Hint(mistake, "\n".join(said)) for mistake, said in texts.items()]


def _exchanged(
    parts: Sequence[Seen], right: Sequence[np.ndarray], names: Sequence[str]
) -> list[Hint]:
    """Two states, each where the other belongs."""
    for one in range(len(right)):
        for other in range(one):
            first, second = parts[other].array, parts[one].array
            if first is None or second is None or close(right[one], right[other]):
                continue
            if close(first, right[one]) and close(second, right[other]):
                a, b = names[other], names[one]
                text = (
                    f"{a} and {b} are exchanged: each holds what belongs into the "
                    "other. An LSTM returns its outputs, then h, then c."
                )
                is_lstm = len(right) == 2
                return [Hint("h-c-exchanged" if is_lstm else "states-exchanged", text)]
    return []


def _for_other(
    parts: Sequence[Seen], right: Sequence[np.ndarray], names: Sequence[str], place: int
) -> list[Hint]:
    """One state where another belongs."""
    found = parts[place].array
    for other, answer in enumerate(right):
        if other == place or found is None or not close(found, answer):
            continue
        name = "state-for-state"
        if len(right) == 2:
            name = f"{STATES[other]}-for-{STATES[place]}"
        text = f"this is the state that belongs into {names[other]}."
        return [Hint(name, text)]
    return []


def _shape(found: np.ndarray, right: np.ndarray) -> list[Hint]:
    """Right numbers in another shape, or a shape that says what is wrong."""
    if found.shape == right.shape[1:] and close(found, right[0]):
        text = "the batch axis is lost: this is the state of one sentence."
        return [Hint("batch-axis-lost", text)]
    if found.ndim == 2 and close(found.T, right):
        text = "these are the right numbers with the axes swapped: the batch is first."
        return [Hint("axes-reversed", text)]
    if (
        found.ndim == right.ndim + 1
        and (len(found), found.shape[-1]) == (len(right), right.shape[-1])
        and close(found[:, -1], right)
    ):
        text = (
            "this is one vector for each word, the outputs. The last state is one "
            "vector for each sentence."
        )
        return [Hint("every-step-returned", text)]
    return []
