"""What learners build in place of a Bidirectional or a TimeDistributed."""

from __future__ import annotations

from dataclasses import replace

from ..expected import Mistake
from ..layers.layer import InPlace, Layer, steps_and_features
from ..layers.plain import Dense
from ..layers.weightless import Pool
from ..layers.wrappers import Bidirectional, MergeMode, TimeDistributed
from . import dense, recurrent

MERGED: dict[MergeMode, str] = {
    "concat": "side by side",
    "sum": "added up",
    "ave": "averaged",
    "mul": "multiplied",
}
"""What each merge mode does to the outputs of both directions."""

Wrong = tuple[Mistake, tuple[Layer, ...]]


def of_bidirectional(layer: Bidirectional, shape: tuple[int, ...]) -> InPlace:
    """What is built in place of a Bidirectional that reads ``shape``."""
    steps, features = steps_and_features(layer.name, shape)
    found: list[Wrong] = list(_directions(layer))
    for mistake, inner in recurrent.settings(layer.layer, steps, features):
        if inner.go_backwards:  # Keras refuses it
            continue
        if mistake.id == "other-units":
            mistake = _units(layer, inner.units)
        found.append((mistake, (replace(layer, layer=inner),)))
    found += recurrent.outputs(layer, steps)
    if layer.return_state:
        return tuple(found)
    found += recurrent.around(layer, steps, features)
    if not layer.return_sequences:
        text = (
            "This takes the outputs at the last word from both directions. The "
            "backward layer has read one word there; leave return_sequences off, and "
            "each direction hands over its own last state."
        )
        every = recurrent.with_sequences(layer, True)
        found.append((Mistake("last-step-of-both", text), (every, Pool("last"))))
    return tuple(found)


def _directions(layer: Bidirectional) -> tuple[Wrong, ...]:
    """One direction alone, or both merged otherwise."""
    name = layer.name
    text = f"The sentence is read in one direction here; {name} reads it in both."
    found: list[Wrong] = [(Mistake("one-direction", text), (layer.layer,))]
    if layer.merge_mode == "concat":
        wide = replace(layer.layer, units=2 * layer.units)
        text = (
            f"The sentence is read in one direction here, by {2 * layer.units} units; "
            f"{name} reads it in both, by {layer.units} each."
        )
        found.append((Mistake("one-direction", text), (wide,)))
    for mode, how in MERGED.items():
        if mode != layer.merge_mode:
            text = (
                f"The outputs of the two directions are {how} here; the task asks for "
                f"{MERGED[layer.merge_mode]}, merge_mode={layer.merge_mode!r}."
            )
            wrong = replace(layer, merge_mode=mode)
            found.append((Mistake("other-merge-mode", text), (wrong,)))
    return tuple(found)


def _units(layer: Bidirectional, units: int) -> Mistake:
    asked = f"the task asks for {layer.units} in each"
    if 2 * units == layer.units and layer.merge_mode == "concat":
        return Mistake(
            "half-the-units",
            f"Each direction has {units} units here, both together {layer.units}; "
            f"{asked}.",
        )
    if units == 2 * layer.units:
        return Mistake(
            "twice-the-units",
            f"Each direction has {units} units here; {asked}, and Bidirectional makes "
            "the second direction by itself.",
        )
    return Mistake("other-units", f"Each direction has {units} units here; {asked}.")


def of_time_distributed(layer: TimeDistributed, shape: tuple[int, ...]) -> InPlace:
    """What is built in place of a TimeDistributed that reads ``shape``."""
    inner = layer.layer
    if not isinstance(inner, Dense):
        return tuple(
            (mistake, tuple(TimeDistributed(other) for other in others))
            for mistake, others in inner.mistakes(shape[1:])
        )
    found: list[Wrong] = [
        (mistake, (TimeDistributed(other),))
        for mistake, other in dense.settings(inner, shape[1:])
    ]
    return (*found, *dense.around(layer, inner, shape))
