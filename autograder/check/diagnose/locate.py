"""Finds the layer of a model at which its numbers part from the right ones."""

from __future__ import annotations

import numpy as np

from ...observe.seen import ModelSeen
from ..judge.agree import close
from ..show.verdict import Expectation
from .chain import Link, asked_for, found_in
from .task import Task
from .trial import Trial


def located(seen: ModelSeen, trial: Trial, task: Task) -> list[Expectation]:
    """A row that points at the first layer that is not as it was asked for.

    Where the numbers of each layer can be compared they decide, else the settings.

    Args:
        seen: the model, whose outputs are wrong.
        trial: a run of it, with what its layers made.
        task: what was asked for.
    """
    asked, found = asked_for(task.like.layers), found_in(seen.layers)
    comparable = len(asked) == len(task.like.layers) == len(found)
    place = _parting(trial, task) if comparable else None
    by_numbers = place is not None
    if task.any_layers:
        return []  # none was asked for
    if task.given_layers and not by_numbers:
        return []  # the layers that are given may be set otherwise than one stack
    if place is None:
        pairs = zip(asked, found, strict=False)
        differ = (i for i, (a, f) in enumerate(pairs) if a != f)
        place = next(differ, min(len(asked), len(found)))
    if len(asked) + len(found) < 3 or place >= max(len(asked), len(found)):
        return []
    parts_at, place = place, _cause(asked, found, place)
    wanted = asked[place].code if place < len(asked) else "no layer more"
    there = found[place].code if place < len(found) else "no layer more"
    if not by_numbers and wanted == there:
        return []
    what = f"layer {place + 1}"
    if by_numbers:
        above = (
            parts_at > place
            and asked[parts_at : parts_at + 1] == (found[parts_at : parts_at + 1])
        )
        shows = f"shows at layer {parts_at + 1}" if above else "differs first"
        what += f", {shows}"
    if wanted == there and _weighed_otherwise(seen, task, place):
        # weights come after the layers that are to hold them
        for at, (one, other) in enumerate(zip(asked, found, strict=True)):
            if one != other:
                return [Expectation(f"layer {at + 1}", False, one.code, other.code)]
        wanted, there = f"{wanted} with the given weights", "other weights"
    return [Expectation(what, False, wanted, there)]


def _weighed_otherwise(seen: ModelSeen, task: Task, place: int) -> bool:
    """Whether a layer has other weights than those that the task gives it."""
    if not task.own_weights:
        return False
    sizes = [len(shapes) for shapes in task.like.by_layer(task.sizes)]
    start = sum(sizes[:place])
    given = task.like.weights[start : start + sizes[place]]
    own = [seen.weights[at] for at in seen.layers[place].weights]
    return len(own) == len(given) and not all(
        close(one, right) for one, right in zip(own, given, strict=True)
    )


def _cause(asked: list[Link], found: list[Link], place: int) -> int:
    """The layer that is set otherwise, at the place or below it; else the place.

    An Embedding without its mask shows in the layer above it, which may be set
    otherwise as well: the lower one comes first.
    """
    pairs = [*zip(asked, found, strict=False)][: place + 1]
    differ = [i for i, (a, f) in enumerate(pairs) if a != f]
    masks = [i for i in differ if _masks_otherwise(*pairs[i])]
    if masks:
        return masks[0]
    return place if place in differ or not differ else differ[-1]


def _masks_otherwise(asked: Link, found: Link) -> bool:
    """Whether two Embeddings differ in their masks, which do not show there."""
    both = (dict(asked.settings), dict(found.settings))
    marks = {bool(settings.get("mask_zero")) for settings in both}
    return asked.kind == found.kind == "Embedding" and len(marks) == 2


def _parting(trial: Trial, task: Task) -> int | None:
    """The first layer whose outputs are not the oracle's; None when that is not seen.

    Layers are compared only where the model has as many as were asked for.
    """
    inside, like = trial.outputs.inside, task.like
    weights = trial.weights_for(like, task.own_weights)
    if weights is None or len(inside) != len(like.layers):
        return None
    with np.errstate(all="ignore"):
        right = like.each(trial.inputs[0], weights)
    for place, (made, answer) in enumerate(zip(inside, right, strict=True)):
        first = answer[0] if isinstance(answer, tuple) else answer
        if not close(made, first):
            return place
    return None
