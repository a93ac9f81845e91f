"""What learners build in place of a stack: with one mistake, and with two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..expected import Mistake
from ..layers.layer import Layer
from ..layers.stack import Stack
from .merging import merged
from .order import reads, two_by_hand, whole

Pair = tuple[Mistake, Mistake]


@dataclass(frozen=True)
class Edit:
    """A mistake at one place of a stack.

    Attributes:
        mistake: which.
        place: of the layer that it is about.
        shape: that this layer reads.
        others: what is built in its place.
        which: of several recurrent layers it is, in words; "" when there is one.
    """

    mistake: Mistake
    place: int
    shape: tuple[int, ...]
    others: tuple[Layer, ...]
    which: str = ""

    def of(self, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        """The layers with this mistake."""
        return (*layers[: self.place], *self.others, *layers[self.place + 1 :])


def singles(stack: Stack, shape: tuple[int, ...]) -> tuple[tuple[Mistake, Stack], ...]:
    """Stacks with one mistake, each once; those that cannot be built are left out.

    Args:
        stack: what was asked for.
        shape: of one sentence that it reads.
    """
    found = [
        *((edit.mistake, edit.of(stack.layers)) for edit in _edits(stack, shape)),
        *whole(stack.layers, shape),
        *two_by_hand(stack.layers),
    ]
    seen = {stack.layers}
    made = []
    for mistake, layers in found:
        if layers not in seen and builds(layers, shape):
            seen.add(layers)
            made.append((mistake, Stack(layers, stack.weights)))
    return tuple(made)


def pairs(stack: Stack, shape: tuple[int, ...]) -> Iterator[tuple[Pair, Stack]]:
    """Stacks with two mistakes, each once; see `Stack.pairs`.

    Args:
        stack: what was asked for.
        shape: of one sentence that it reads.
    """
    seen = {stack.layers, *(wrong.layers for _, wrong in singles(stack, shape))}
    for both, layers in _two(stack, shape):
        if layers not in seen and builds(layers, shape):
            seen.add(layers)
            yield both, Stack(layers, stack.weights)


def _two(
    stack: Stack, shape: tuple[int, ...]
) -> Iterator[tuple[Pair, tuple[Layer, ...]]]:
    """Two mistakes at once: in one layer, in two layers, in the order and a layer."""
    edits = _edits(stack, shape)
    for i, first in enumerate(edits):
        layer = stack.layers[first.place]
        for second in edits[i + 1 :]:
            if second.place == first.place:
                others = merged(layer, first.others, second.others)
                if others is not None and _true(first, second, others):
                    both = replace(first, others=others)
                    said = _said(layer, first, second, others)
                    yield said, both.of(stack.layers)
        # what reads otherwise now can also go wrong otherwise
        layers = first.of(stack.layers)
        above = first.place + len(first.others)
        numbered = len(first.others) == 1
        for second in _edits(Stack(layers), shape, above, numbered):
            yield (first.mistake, second.mistake), second.of(layers)
    for mistake, layers in whole(stack.layers, shape):
        for second in _edits(Stack(layers), shape, numbered=False):
            # a layer that the first mistake has changed is not what the second is about
            if layers[second.place] in stack.layers:
                yield (mistake, second.mistake), second.of(layers)


def _said(layer: Layer, first: Edit, second: Edit, others: tuple[Layer, ...]) -> Pair:
    """Two mistakes in one layer, each in words that hold of the layer that is there.

    Where one of them gives the layer another name, the other speaks of that name.
    """
    one, other = first.mistake, second.mistake
    return (
        _renamed(layer, second, others).get(one.id, one),
        _renamed(layer, first, others).get(other.id, other),
    )


def _renamed(
    layer: Layer, edit: Edit, others: tuple[Layer, ...]
) -> Mapping[str, Mistake]:
    """The mistakes in the layer of an edit that make these layers, when it is named
    otherwise than the one that was asked for."""
    if len(edit.others) != 1 or edit.others[0].name == layer.name:
        return {}
    there = edit.others[0]
    return {
        mistake.id: _of_which(mistake, there, edit.which)
        for mistake, made in there.mistakes(edit.shape)
        if made == others
    }


def _true(first: Edit, second: Edit, others: tuple[Layer, ...]) -> bool:
    """Whether what both mistakes say holds of the layers that have both.

    A softmax over one number is none once the layer has more than one.
    """
    of_one = "softmax-over-one" in (first.mistake.id, second.mistake.id)
    return not of_one or getattr(others[0], "units", 1) == 1


def _edits(
    stack: Stack, shape: tuple[int, ...], start: int = 0, numbered: bool = True
) -> list[Edit]:
    """The mistakes of each layer from ``start`` on, as far as the stack can be built.

    Args:
        stack: the layers.
        shape: of one sentence that it reads.
        start: the first layer to look at.
        numbered: whether texts may name places: not those of a stack that holds
            other layers than were asked for, which may be written in many ways.
    """
    found = []
    which = _which(stack.layers, numbered)
    for place, layer in enumerate(stack.layers):
        try:
            above = layer.output_shape(shape)
            mistakes = layer.mistakes(shape) if place >= start else ()
        except ValueError:  # what lies below hands it a shape that it cannot read
            break
        told = which.get(place, "")
        found += [
            Edit(_of_which(mistake, layer, told), place, shape, others, told)
            for mistake, others in mistakes
        ]
        shape = above
    return found


_TWO = ("lower", "upper")
_MORE = ("first", "second", "third", "fourth", "fifth", "sixth")


def _which(layers: Sequence[Layer], numbered: bool) -> Mapping[int, str]:
    """What to call each recurrent layer where there are several, by its place.

    Args:
        layers: from the input up.
        numbered: whether places are told as numbers.
    """
    places = [place for place, layer in enumerate(layers) if reads(layer)]
    names = _TWO if len(places) == 2 else _MORE
    if not 1 < len(places) <= len(names):
        return {}
    return {
        place: f"Layer {place + 1}, the {name} recurrent one"
        if numbered
        else f"The {name} recurrent layer"
        for place, name in zip(places, names, strict=False)
    }


_OF_SOME = ("one-direction", "both-directions", "other-units")
"""Mistakes whose texts name a layer, and not where it stands."""


def _of_which(mistake: Mistake, layer: Layer, which: str) -> Mistake:
    """A mistake that says in which of several recurrent layers it was made.

    Args:
        mistake: in one of them.
        layer: the one.
        which: what to call it; "" where there is one alone.
    """
    text = mistake.text
    named = layer.name in text and mistake.id not in _OF_SOME
    if not which or named:
        return mistake
    return replace(mistake, text=f"{which}: {text}")


def builds(layers: Sequence[Layer], shape: tuple[int, ...]) -> bool:
    """Whether every layer can read what comes to it.

    Args:
        layers: from the input up.
        shape: of one sentence.
    """
    try:
        Stack(layers).weight_shapes(shape)
    except ValueError:
        return False
    return bool(layers)
