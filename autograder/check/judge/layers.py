"""Judges which layers a model has, and how they are set."""

from __future__ import annotations

from ...observe.seen import Batch, View
from ...reference.layers import Stack
from ..diagnose.chain import Link, asked_for, found_in
from ..show.verdict import Expectation, Hint, Verdict, shared, verdict
from .model import not_a_model


def judge(
    view: View, like: Stack, probe: Batch | None, name: str, points: float
) -> Verdict:
    """Judge the chain of a model's layers.

    Args:
        view: asks the model.
        like: what was asked for.
        probe: (batch, …) inputs that it is asked to read; None for zeros of the shape
            that it was built for.
        name: of the learner's variable.
        points: how many all layers are worth.
    """
    seen = view.look(probe)
    no_model = not_a_model(seen, name, points)
    if no_model is not None:
        return no_model
    asked, found = asked_for(like.layers), found_in(seen.layers)
    ordered = seen.reads or seen.type == "Sequential"
    if not ordered and sorted(found, key=repr) == sorted(asked, key=repr):
        found = asked  # a model of one's own that was never called has no order
    if not found:
        row = Expectation(name, False, f"{len(asked)} layers", "no layers")
        return verdict(name, points, [row])
    rows = [_row(place, asked, found) for place in range(max(len(asked), len(found)))]
    parts = [[row] for row in rows[: len(asked)]]
    if len(found) > len(asked):  # what is too much belongs to the last
        parts[-1] += rows[len(asked) :]
    return shared(name, points, parts, _hints(asked, found))


def _row(place: int, asked: list[Link], found: list[Link]) -> Expectation:
    wanted = asked[place].code if place < len(asked) else "no layer more"
    there = found[place].code if place < len(found) else "no layer more"
    met = place < min(len(asked), len(found)) and asked[place] == found[place]
    return Expectation(f"layer {place + 1}", met, wanted, there)


def _hints(asked: list[Link], found: list[Link]) -> list[Hint]:
    """What the chain shows when one thing alone is wrong with it."""
    if sorted(link.code for link in asked) == sorted(link.code for link in found):
        text = "The layers are the right ones in another order."
        return [Hint("layers-swapped", text)]
    for longer, shorter, name in (
        (found, asked, "extra-layer"),
        (asked, found, "missing-layer"),
    ):
        for place in range(len(longer)):
            if longer[:place] + longer[place + 1 :] == shorter:
                which = f"layer {place + 1}, {longer[place].code}"
                text = f"One layer is too much: {which}."
                if name == "missing-layer":
                    text = f"One layer is missing: {which}."
                return [Hint(name, text)]
    return []
