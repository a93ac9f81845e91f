"""Mistakes in the order of a stack: layers swapped, left out, read by the wrong one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from ..expected import Mistake
from ..layers.gru import GRU
from ..layers.layer import Layer
from ..layers.lstm import LSTM
from ..layers.plain import Dense
from ..layers.simple_rnn import SimpleRNN
from ..layers.stack import Stack
from ..layers.weightless import Flatten, Masking, Pool, Reshape
from ..layers.wrappers import Bidirectional, TimeDistributed
from .recurrent import with_sequences

Layers = tuple[Layer, ...]
Reader = SimpleRNN | LSTM | GRU | Bidirectional

FLAT = Mistake(
    "flattened",
    "These are the numbers of a Dense layer that reads all words at once, laid end to "
    "end. A recurrent layer reads them one after another.",
)

MASKED = Mistake(
    "mask-not-asked",
    "The steps that hold zeros alone are left out here, as by Masking. None was asked "
    "for: a step of zeros is read like any other.",
)


def whole(layers: Layers, shape: tuple[int, ...]) -> Iterator[tuple[Mistake, Layers]]:
    """Mistakes that are about more than one layer; not all of them can be built.

    Args:
        layers: what was asked for, from the input up.
        shape: of one sentence.
    """
    yield from _swapped(layers)
    yield from _left_out(layers)
    yield from _for_the_sentence(layers)
    yield from _reads_one(layers)
    yield from _last_word_alone(layers, shape)
    recurrent = any(reads(layer) for layer in layers)
    if len(shape) == 2 and recurrent and not isinstance(layers[0], Masking):
        yield MASKED, (Masking(), *layers)
    if len(shape) > 1 and recurrent:
        width = Stack(layers).output_shape(shape)[-1]
        if isinstance(width, tuple):  # states are returned as well
            return
        for activation in ("tanh", "linear", "sigmoid", "relu"):
            yield FLAT, (Flatten(), Dense(width, activation))


def two_by_hand(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    """A Bidirectional put together by hand, its halves not where they belong.

    Args:
        layers: what was asked for, from the input up.
    """
    for place, layer in enumerate(layers):
        if not isinstance(layer, Bidirectional) or layer.return_state:
            continue
        below, above = layers[:place], layers[place + 1 :]
        if layer.return_sequences:
            text = (
                "The backward half comes in the order in which it was read here, the "
                "last word first. Turn it round again, so that both halves of a vector "
                "are about one word."
            )
            wrong = replace(layer, turned=False)
            yield Mistake("backward-half-not-turned", text), (*below, wrong, *above)
        # a kernel right above takes the halves in any order: see `equals`
        if layer.merge_mode == "concat" and not absorbs(above):
            text = (
                "The backward half of each vector comes first here, the forward half "
                f"behind it; {layer.name} puts the forward half first."
            )
            other = replace(layer, first="backward")
            yield Mistake("halves-exchanged", text), (*below, other, *above)


def absorbs(above: Layers) -> bool:
    """Whether the order of the numbers that layers read is lost in a kernel's rows.

    Args:
        above: what reads the numbers, from there up.
    """
    if not above:
        return False
    lowest = above[0]
    inner = lowest.layer if isinstance(lowest, TimeDistributed) else lowest
    return reads(inner) or isinstance(inner, Dense)


def equals(stack: Stack) -> Iterator[Stack]:
    """The stacks that are right where a stack was asked for, itself first.

    Two directions, side by side, may come in either order where a layer with a kernel
    reads them: with the kernel's rows in that order it is the same model.

    Args:
        stack: what was asked for.
    """
    forms: list[Layers] = [()]
    for place, layer in enumerate(stack.layers):
        each: list[Layer] = [layer]
        if (
            isinstance(layer, Bidirectional)
            and layer.merge_mode == "concat"
            and not layer.return_state
            and absorbs(stack.layers[place + 1 :])
        ):
            each.append(replace(layer, first="backward"))
        forms = [(*form, one) for form in forms for one in each]
    for form in forms:
        yield Stack(form, stack.weights)


def reads(layer: Layer) -> TypeGuard[Reader]:
    """Whether a layer reads step by step."""
    return isinstance(layer, SimpleRNN | LSTM | GRU | Bidirectional)


def _swapped(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    """Two recurrent layers in each other's place, each with its own outputs."""
    places = [place for place, layer in enumerate(layers) if reads(layer)]
    for low, high in pairwise(places):
        below, above = layers[low], layers[high]
        if not reads(below) or not reads(above):
            continue
        new = list(layers)
        new[low] = with_sequences(above, below.return_sequences)
        new[high] = with_sequences(below, above.return_sequences)
        text = (
            f"{above.name} stands under {below.name} here; {below.name} was to read "
            "first."
        )
        yield Mistake("layers-swapped", text), tuple(new)


def _left_out(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    """A layer that is not there; what lies below hands on what it would have."""
    if len(layers) < 2:
        return
    for place, layer in enumerate(layers):
        below = list(layers[:place])
        if below and reads(layer) and reads(below[-1]):
            below[-1] = with_sequences(below[-1], layer.return_sequences)
        text = f"{layer.name} is missing here."
        yield Mistake("missing-layer", text), (*below, *layers[place + 1 :])


def _for_the_sentence(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    """One answer for the sentence where each word was to have its own."""
    for place, layer in enumerate(layers):
        above = layers[place + 1 :]
        if not reads(layer) or not layer.return_sequences or not above:
            continue
        if any(reads(other) for other in above):
            continue
        plain = [a.layer if isinstance(a, TimeDistributed) else a for a in above]
        text = (
            f"This is one answer for the whole sentence: {layer.name} returns its last "
            "state alone. Each word needs an answer of its own."
        )
        last = with_sequences(layer, False)
        yield Mistake("last-step-only", text), (*layers[:place], last, *plain)


def _reads_one(layers: Layers) -> Iterator[tuple[Mistake, Layers]]:
    """An upper layer that reads the last state of the lower one, as one step."""
    for place, (lower, upper) in enumerate(pairwise(layers)):
        if not reads(lower) or not reads(upper):
            continue
        last = with_sequences(lower, False)
        wide = 2 if getattr(lower, "merge_mode", "") == "concat" else 1
        one = Reshape((1, wide * lower.units))
        text = (
            f"{upper.name} reads one vector here, the last state of {lower.name}. It "
            f"was to read one for each word: {lower.name} needs return_sequences=True."
        )
        new = (*layers[:place], last, one, *layers[place + 1 :])
        yield Mistake("lower-layer-last-only", text), new


def _last_word_alone(
    layers: Layers, shape: tuple[int, ...]
) -> Iterator[tuple[Mistake, Layers]]:
    """A layer that reads the last word and none before it, from a state of zeros."""
    place = next((i for i, layer in enumerate(layers) if reads(layer)), None)
    if place is None:
        return
    try:
        steps, features = Stack(layers[:place]).output_shape(shape)
    except ValueError:  # what lies below cannot read this, or makes no sequence
        return
    if steps > 1:
        text = (
            "The last word alone is read here, from a state of zeros: those before it "
            "have no share in the answer. Let the layer read the whole sentence, and "
            "take of its outputs what was asked for."
        )
        last = (Pool("last"), Reshape((1, features)))
        wrong = (*layers[:place], *last, *layers[place:])
        yield Mistake("last-word-alone", text), wrong
