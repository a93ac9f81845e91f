"""What learners build in place of a Dense layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..expected import Mistake
from ..layers.layer import InPlace, Layer
from ..layers.plain import Dense
from ..layers.softmax import Softmax
from ..layers.weightless import Flatten, Pool, Reshape

Wrong = tuple[Mistake, tuple[Layer, ...]]


def of_dense(layer: Dense, shape: tuple[int, ...]) -> InPlace:
    """What is built in place of a Dense layer that reads ``shape``."""
    one_for_one: list[Wrong] = [(m, (d,)) for m, d in settings(layer, shape)]
    return (*one_for_one, *around(layer, layer, shape))


def settings(layer: Dense, shape: tuple[int, ...]) -> Iterator[tuple[Mistake, Dense]]:
    """The same layer with another setting.

    Args:
        layer: what was asked for.
        shape: that it reads; of one step, inside a TimeDistributed.
    """
    name, asked = layer.name, layer.activation
    if layer.use_bias:
        text = f"{name} adds no bias here: it is zero, or use_bias is off."
        yield Mistake("no-bias", text), replace(layer, use_bias=False)
    wanted = f"the task asks for a {asked}."
    if asked == "linear":
        wanted = "the task asks for no activation: the sums as they are."
    else:
        text = (
            f"{name} has no activation here: its sums come out as they are. The task "
            f"asks for a {asked}."
        )
        yield Mistake("no-activation", text), replace(layer, activation="linear")
    for activation in ("relu", "tanh", "sigmoid", "softmax"):
        if activation == asked:
            continue
        yield (
            _other_activation(name, asked, activation, wanted, layer.units),
            replace(layer, activation=activation),
        )
    near = {layer.units - 1, layer.units + 1, 2 * layer.units, 1, 2}
    for units in sorted(near - {0, layer.units}):
        text = (
            f"{units} {'number comes' if units == 1 else 'numbers come'} out of the "
            f"Dense layer here; {layer.units} "
            f"{'was' if layer.units == 1 else 'were'} asked for."
        )
        yield Mistake("other-units", text), replace(layer, units=units)

    if layer.units == 1 and asked == "sigmoid":
        text = (
            "Two probabilities come out here, by a softmax, one for each answer. One "
            "number was asked for, by a sigmoid."
        )
        two = replace(layer, units=2, activation="softmax")
        yield Mistake("two-outputs", text), two


def _other_activation(
    name: str, asked: str, found: str, wanted: str, units: int
) -> Mistake:
    if found == "softmax" and units == 1:
        return Mistake(
            "softmax-over-one",
            "A softmax over a single number is always 1. One probability takes a "
            "sigmoid."
            if asked == "sigmoid"
            else f"A softmax over a single number is always 1; {wanted}",
        )
    if (asked, found) == ("softmax", "sigmoid"):
        return Mistake(
            "sigmoid-for-softmax",
            f"{name} has a sigmoid here: each number for itself, and they do not sum "
            "to 1. Where just one class is right, it takes a softmax.",
        )
    text = f"{name} has the activation {found} here; {wanted}"
    return Mistake("other-activation", text)


def around(layer: Layer, inner: Dense, shape: tuple[int, ...]) -> Iterator[Wrong]:
    """Other layers around a Dense layer, or in its place.

    Args:
        layer: what was asked for: a Dense layer, or one inside a TimeDistributed.
        inner: the Dense layer.
        shape: that the layer reads.
    """
    name = layer.name
    text = (
        f"There is one layer more than was asked for: two {name} on top of each other."
    )
    yield Mistake("extra-layer", text), (layer, layer)
    if inner.activation != "relu":
        hidden = replace(inner, activation="relu")
        text = (
            "There is one layer more than was asked for: a Dense layer with relu under "
            f"{name}."
        )
        yield Mistake("extra-layer", text), (hidden, layer)
    sums = replace(inner, activation="linear")
    if inner.activation == "softmax":
        text = (
            "There are two softmax here, one on top of the other: the activation of "
            f"{name} is one."
        )
        yield Mistake("softmax-twice", text), (layer, Softmax())
        if len(shape) == 1:
            text = (
                "The softmax goes over the batch here: a class sums to 1 over all "
                "sentences. It belongs on the last axis, the classes."
            )
            yield Mistake("softmax-over-batch", text), (sums, Softmax(0))
    if len(shape) != 2:
        return
    if inner.activation == "softmax":
        text = (
            "The softmax goes over the words here: a class sums to 1 over the "
            "sentence. It belongs on the last axis, so that each word's classes do."
        )
        yield Mistake("softmax-over-steps", text), (sums, Softmax(1))
    yield from _for_the_sentence(inner, shape)


def _for_the_sentence(inner: Dense, shape: tuple[int, ...]) -> Iterator[Wrong]:
    """One answer for the sentence where each word was to have its own."""
    steps, _ = shape
    text = (
        "This is one answer for the whole sentence, made of the vectors of all words "
        "laid end to end. Each word needs an answer of its own."
    )
    yield Mistake("flattened", text), (Flatten(), inner)
    text = (
        "A Dense layer reads the vectors of all words at once here, laid end to end. "
        "Each word's answer comes from that word's vector, by the same weights."
    )
    target = (steps, inner.units)
    wide = replace(inner, units=steps * inner.units)
    yield Mistake("flattened", text), (Flatten(), wide, Reshape(target))
    if inner.activation == "softmax":
        sums = replace(wide, activation="linear")
        layers = (Flatten(), sums, Reshape(target), Softmax())
        yield Mistake("flattened", text), layers
    text = (
        "This is one answer for the whole sentence, from its last step. Each word "
        "needs an answer of its own."
    )
    yield Mistake("last-step-only", text), (Pool("last"), inner)
    text = (
        "This is one answer for the whole sentence, from the mean of all steps. Each "
        "word needs an answer of its own."
    )
    yield Mistake("mean-of-states", text), (Pool("mean"), inner)
