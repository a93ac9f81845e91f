"""Checks of values: numbers, shapes, sequences, states, masks, counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .. import reference
from ..observe import elsewhere
from ..observe.value import Seen
from .cells import judged
from .diagnose.makers import unset
from .judge import asked
from .judge import mask as judge_mask
from .judge import parameters as judge_parameters
from .judge import sequence as judge_sequence
from .judge import shape as judge_shape
from .judge import states as judge_states
from .judge import value as judge_value
from .judge.agree import close
from .place import here
from .show.verdict import Verdict


@judged
def value(
    found: object,
    like: reference.Number | float | np.ndarray,
    *,
    name: str = "the value",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check a number, or an array of them.

    Args:
        found: the learner's value; a number of any library, or an array.
        like: the right one; a `reference.Number` also names known mistakes.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.

    >>> value(27, like=28, name="n_parameters").status
    'wrong'
    """
    seen = elsewhere.value(found)
    return judge_value.value(seen, like, name, points)


@judged
def shape(
    found: object,
    like: reference.Shape | Sequence[int | None],
    *,
    name: str = "the shape",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check a shape: a tuple, list or array with the length of each axis.

    Args:
        found: the learner's shape.
        like: the right one; a `reference.Shape` also names known mistakes.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.

    >>> shape([32, 16], like=(32, 16), points=2)
    2
    """
    seen = elsewhere.value(found)
    return judge_shape.shape(seen, like, name, points)


@judged
def sequence(
    found: object,
    like: reference.Sequence | reference.Result | np.ndarray,
    *,
    name: str,
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check an array that holds one vector, or one number, for each word.

    Args:
        found: the learner's array; (batch, steps, …) of any library, or lists.
        like: the right one; a `reference.Sequence` or `reference.Result` also knows
            what mistakes give.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.

    >>> sequence([[1, 2], [3, 0]], like=np.array([[1, 2], [3, 4]]), name="padded")
    0
    """
    known, seen = asked.one(like), elsewhere.value(found)
    made = judge_sequence.sequence(seen, known, name, points)
    if isinstance(like, reference.Result):
        made = _made_by(made, like, [seen], [known.right])
    return made


@judged
def states(
    found: object,
    like: reference.Result | Sequence[np.ndarray],
    *,
    names: Sequence[str],
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check several states; each right one earns its share of the points.

    Args:
        found: a tuple or list of the learner's states, (batch, units) each.
        like: the right ones, in their order.
        names: what the panel calls them, such as ("h", "c").
        points: how many all of them are worth.
        exercise: the id of the exercise that it is about.

    >>> h, c = np.ones((1, 2)), np.zeros((1, 2))
    >>> states((c, h), like=(h, c), names=("h", "c")).hints[0].id
    'h-c-exchanged'
    """
    known, seen = asked.several(like), elsewhere.parts(found)
    made = judge_states.states(seen, known, tuple(names), points)
    if isinstance(like, reference.Result):
        made = _made_by(made, like, seen.items, known.right)
    return made


@judged
def mask(
    found: object,
    like: reference.Mask | np.ndarray,
    *,
    name: str = "the mask",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check a mask: True where a word stands, False where padding does.

    Args:
        found: the learner's mask, (batch, steps) of booleans; 1 and 0 do as well.
        like: the right one.
        name: what the panel calls it.
        points: how many it is worth.
        exercise: the id of the exercise that it is about.

    >>> mask([[0, 0, 1]], like=np.array([[True, True, False]])).hints[0].id
    'mask-inverted'
    """
    known = asked.flags(like)
    return judge_mask.mask(elsewhere.value(found), known, name, points)


@judged
def parameters(
    found: object,
    like: reference.Stack,
    input_shape: tuple[int, ...],
    *,
    name: str = "the parameters",
    points: float = 1,
    exercise: str = "",
) -> Verdict:
    """Check the number of parameters of each layer of a stack.

    Every layer is worth the same share of the points. A layer at the end that weighs
    nothing may be left out.

    Args:
        found: the learner's list, one number for each layer from the input up.
        like: the layers.
        input_shape: of one sentence, without the batch axis.
        name: what the panel calls it.
        points: how many all of them are worth.
        exercise: the id of the exercise that it is about.
    """
    counts = asked.counts(like, tuple(input_shape))
    return judge_parameters.parameters(elsewhere.value(found), counts, name, points)


def _made_by(
    made: Verdict,
    like: reference.Result,
    seen: Sequence[Seen],
    right: Sequence[np.ndarray],
) -> Verdict:
    """A verdict on wrong numbers, with what the learner's layers say of them."""
    if made.hints or made.status not in ("wrong", "partly right"):
        return made
    found = [
        each.array
        for each, answer in zip(seen, right, strict=False)
        if each.array is not None and not close(each.array, answer)
    ]
    given = like.stack.weights
    shapes = [weight.shape for weight in given]
    makers = here().makers(like.inputs, shapes) if found else ()
    return replace(made, hints=tuple(unset(found, given, makers)))
