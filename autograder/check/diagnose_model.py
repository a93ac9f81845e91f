"""Finds which known mistake explains what a model made of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from ..reference.layers import Stack
from . import words
from .judge import close, proven
from .observe_model import ModelSeen, Outputs, View
from .verdict import Hint
from .weights import Arrays, Shape, arrange, arrange_given, draw_weights


def structure(like: Stack, shape: Shape, seen: ModelSeen) -> list[Hint]:
    """Mistakes that the shape it reads and its layers show.

    Args:
        like: what was asked for.
        shape: of one sentence.
        seen: the model.
    """
    reads = seen.reads
    if len(reads) == len(shape) + 2 and reads[-len(shape) :] == shape:
        return [
            Hint(
                "batch-in-input",
                f"The model reads {words.shape(reads)}: one axis too many. Keras adds "
                "the batch axis by itself; keras.Input takes the shape of one "
                "sentence.",
            )
        ]
    if len(shape) > 1 and shape[0] != shape[1] and reads[1:] == shape[::-1]:
        return [
            Hint(
                "steps-features-swapped",
                f"The model reads sentences of {reads[1]} words, {reads[2]} numbers "
                "each. Steps come before features.",
            )
        ]
    return _layers(like, seen)


def _layers(like: Stack, seen: ModelSeen) -> list[Hint]:
    asked = [type(layer).__name__ for layer in like.layers]
    found = [layer.type for layer in seen.layers]
    if found == asked or not found or "RNN" in found:  # RNN(cell) may be any of them
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


def layers_mistake(
    view: View,
    like: Stack,
    shape: Shape,
    seen: ModelSeen,
    inputs: Arrays,
    rng: np.random.Generator,
) -> list[Hint]:
    """The known mistake that the model makes whatever its weights are.

    Args:
        view: asks the model.
        like: what was asked for.
        shape: of one sentence.
        seen: the model.
        inputs: arrays (batch, …) for it to read.
        rng: draws weights that are put in for the while.
    """
    own_shapes = [w.shape for w in seen.weights]
    # mistakes whose weights have the same shapes share one run of the model
    ran: dict[tuple[Shape, ...], tuple[list[np.ndarray], Outputs]] = {}
    found = []
    for mistake, wrong in like.mistakes(shape):
        shapes = wrong.weight_shapes(shape)
        if shapes not in ran:
            weights = draw_weights(wrong, shape, rng)
            placed = arrange(weights, own_shapes)
            fits = placed is not None
            ran[shapes] = weights, view.run(inputs, placed) if fits else Outputs()
        weights, outputs = ran[shapes]
        fits = all_close(outputs, wrong, weights, inputs)
        if fits and _constant(outputs):  # which proves little: with others once more
            weights = [-w for w in weights]
            outputs = view.run(inputs, arrange(weights, own_shapes))
            fits = all_close(outputs, wrong, weights, inputs)
        if fits:
            found.append(Hint(mistake.id, mistake.text))
    return proven(found)


def given_weights_mistake(
    like: Stack, shape: Shape, seen: ModelSeen, inputs: Arrays, outputs: Outputs
) -> list[Hint]:
    """The known mistake that, with the given weights, has these outputs.

    Args:
        like: what was asked for, with its weights.
        shape: of one sentence.
        seen: the model.
        inputs: arrays (batch, …).
        outputs: what the model made of them with its own weights.
    """
    found = []
    for mistake, wrong in like.mistakes(shape):
        weights = arrange_given(like.weights, wrong.weight_shapes(shape))
        # a bias of zeros is no missing bias: the model must weigh what the mistake does
        if weights is None or arrange(weights, [w.shape for w in seen.weights]) is None:
            continue
        if all_close(outputs, wrong, weights, inputs) and not _constant(outputs):
            found.append(Hint(mistake.id, mistake.text))
    for hint, weights in _wrongly_put(like):
        if all_close(outputs, like, weights, inputs):
            found.append(hint)
    return proven(found)


def weights_mistake(like: Stack, shape: Shape, seen: ModelSeen) -> list[Hint]:
    """Which of the given weights the model holds, when its layers are right."""
    own = arrange(seen.weights, like.weight_shapes(shape))
    if own is None:
        return []
    same = [close(o, g) for o, g in zip(own, like.weights, strict=True)]
    if not any(same):
        return [
            Hint(
                "weights-not-set",
                "The layers are right; none of the weights is the given one. Put "
                "them into this very model, as the last thing that is done to it.",
            )
        ]
    by_layer, place = [], 0
    for layer, shapes in zip(like.layers, like.by_layer(shape), strict=True):
        by_layer.append((layer, all(same[place : place + len(shapes)])))
        place += len(shapes)
    without = [layer.name for layer, fine in by_layer if not fine]
    with_them = [type(layer).__name__ for layer, fine in by_layer if fine]
    if with_them and without:
        kind = "recurrent" if with_them == ["SimpleRNN"] else with_them[0].lower()
        return [
            Hint(
                f"only-{kind}-weights-set",
                f"The weights of {', '.join(without)} are not the given ones.",
            )
        ]
    return []


def _wrongly_put(like: Stack) -> list[tuple[Hint, list[np.ndarray]]]:
    """Given weights, put in wrongly."""
    given = list(like.weights)
    biases = [place for place, w in enumerate(given) if w.ndim == 1]
    wrong = []
    for count in range(1, len(biases) + 1):
        for left_out in combinations(biases, count):
            weights = [
                np.zeros_like(w) if i in left_out else w for i, w in enumerate(given)
            ]
            text = "The kernels are the given ones; a bias is still zero."
            wrong.append((Hint("bias-left-zero", text), weights))
    transposed = [
        w.T if w.ndim == 2 and w.shape[0] == w.shape[1] and w.shape[0] > 1 else w
        for w in given
    ]
    text = "The recurrent kernel is the given one, transposed."
    wrong.append((Hint("recurrent-kernel-transposed", text), transposed))
    return wrong


def all_close(outputs: Outputs, like: Stack, weights: Arrays, inputs: Arrays) -> bool:
    """Whether outputs are those of a stack with these weights.

    Args:
        outputs: what a model made of the inputs.
        like: the stack.
        weights: in the stack's order.
        inputs: arrays (batch, …).
    """
    if len(outputs.arrays) != len(inputs):
        return False
    with np.errstate(all="ignore"):
        answers = [like(x, weights) for x in inputs]
    return all(close(f, a) for f, a in zip(outputs.arrays, answers, strict=True))


def _constant(outputs: Outputs) -> bool:
    """Whether every number that came out is the same one."""
    return len({float(n) for a in outputs.arrays for n in a.flat}) == 1


def _contains(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether the items of one stand in the other, in their order."""
    rest = iter(longer)
    return all(item in rest for item in shorter)
