"""Finds what is wrong with the weights of a model that has the right layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from ...reference.layers import Dense, Layer, SimpleRNN, Stack
from ..judge.agree import close, proven
from ..show import words
from ..show.figures import sketch
from ..show.verdict import Hint
from .orders import MOST, arrange_given
from .task import Task
from .trial import Asker, Trial


def given_weights_mistake(task: Task, trial: Trial) -> list[Hint]:
    """The known mistake that, with the given weights, has these outputs.

    Args:
        task: what was asked for, with its weights.
        trial: a run of the model with its own weights.
    """
    found, explain = [], []
    for mistake, wrong in task.like.mistakes(task.sizes):
        shapes = wrong.weight_shapes(task.sizes)
        weights = arrange_given(task.like.weights, shapes)
        # a bias of zeros is no missing bias: the model must weigh what the mistake does
        if weights is None or not trial.orders.of(wrong.by_layer(task.sizes), 1):
            continue
        if trial.given_by(wrong, weights) and not trial.constant:
            found.append(Hint(mistake.id, mistake.text))
            explain.append((wrong, weights))
    for hint, weights in _wrongly_put(task):
        if trial.given_by(task.like, weights):
            found.append(hint)
            explain.append((task.like, weights))
    hints = proven(found)
    if not hints:
        return []
    wrong, weights = explain[0]
    both = (weights, task.like.weights)
    drawn = sketch(wrong, task.like, both, trial.inputs[0])
    return [replace(hints[0], sketch=drawn)]


def weights_mistake(task: Task, asker: Asker, trial: Trial) -> list[Hint]:
    """Which of the given weights the model holds, when its layers are right.

    Args:
        task: what was asked for, with its weights.
        asker: of the model.
        trial: a run with random weights, which the right layers explain.
    """
    orders = [*trial.fitting(task.like, MOST)]
    if not orders:
        return []
    held = [[asker.seen.weights[place] for place in order] for order in orders]
    given = task.like.weights
    # of several orders the one in which most of the weights are the given ones
    same = max(
        ([close(o, g) for o, g in zip(own, given, strict=True)] for own in held),
        key=sum,
    )
    place, apart, kinds = 0, [], []
    for layer, shapes in zip(
        task.like.layers, task.like.by_layer(task.sizes), strict=True
    ):
        own = same[place : place + len(shapes)]
        place += len(shapes)
        if not all(own):
            apart.append((layer, own))
        elif shapes:
            kinds.append(type(layer).__name__)
    without = [layer.name for layer, _ in apart]
    if task.given_layers:
        return [_fresh(without)] if without else []
    # a new layer has zeros as well where zeros were given
    telling = [fine for fine, g in zip(same, given, strict=True) if g.any()]
    if not any(telling):
        text = (
            "The layers are right; the weights are not the given ones. Put them into "
            "this very model, as the last thing that is done to it."
        )
        if task.any_layers:
            text = (
                "Layers like these can do it, with other weights than these. Set them "
                "in this very model, as the last thing that is done to it."
            )
        return [Hint("weights-not-set", text)]
    if kinds and without:
        kind = "recurrent" if kinds == ["SimpleRNN"] else kinds[0].lower()
        return [
            Hint(
                f"only-{kind}-weights-set",
                f"The weights of {words.several(without)} are not "
                f"{'right yet' if task.any_layers else 'the given ones'}.",
            )
        ]
    if len(apart) == 1:
        return _one_by_one(*apart[0])
    return []


_ROLES = {
    SimpleRNN: (
        ("kernel", "by which it multiplies what it reads"),
        ("recurrent kernel", "by which it multiplies the state before"),
        ("bias", "which it adds at every step"),
    ),
    Dense: (
        ("kernel", "by which it multiplies what it reads"),
        ("bias", "which it adds"),
    ),
}
"""What each weight of a layer is called, and what the layer does with it."""


def _one_by_one(layer: Layer, same: Sequence[bool]) -> list[Hint]:
    """Which weights of a layer are others, when some of them are right."""
    roles = _ROLES.get(type(layer), ())
    pairs = [*zip(roles, same, strict=False)]
    wrong = [role for role, fine in pairs if not fine]
    right = [name for (name, _), fine in pairs if fine]
    if len(roles) < len(same) or len(wrong) != 1 or not right:
        return []
    ((name, use),) = wrong
    verb = "is" if len(right) == 1 else "are"
    text = (
        f"The {name} of {layer.name}, {use}, holds other numbers than the task asks "
        f"for; its {words.several(right)} {verb} right."
    )
    return [Hint(f"other-{name.replace(' ', '-')}", text)]


def fresh_beside(task: Task, asker: Asker, trial: Trial, wrong: Stack) -> list[Hint]:
    """Whether layers are new ones where the given were meant, besides another mistake.

    Args:
        task: what was asked for, with its weights.
        asker: of the model.
        trial: a run with random weights.
        wrong: the layers that the model has.
    """
    shapes = wrong.by_layer(task.sizes)
    given = arrange_given(task.like.weights, [s for each in shapes for s in each])
    places = trial.places_of(wrong)
    if given is None or places is None:
        return []
    own = [asker.seen.weights[place] for place in places]
    same = [close(o, g) for o, g in zip(own, given, strict=True)]
    place, without = 0, []
    for layer, each in zip(wrong.layers, shapes, strict=True):
        if not all(same[place : place + len(each)]):
            without.append(layer.name)
        place += len(each)
    return [_fresh(without)] if without else []


def _fresh(without: list[str]) -> Hint:
    """Layers whose weights are not those of the given: other ones, or changed since."""
    one = len(without) == 1
    text = (
        f"{' and '.join(without)} {'has' if one else 'have'} other weights than the "
        f"given {'layer' if one else 'layers'}. Call the very "
        f"{'layer' if one else 'layers'} that the task gives: a new one draws weights "
        f"of its own. If {'that one was' if one else 'those were'} trained or changed "
        "since, run the cell that makes "
        f"{'it' if one else 'them'}, then your own, once more."
    )
    return Hint("fresh-layer", text)


def set_since(hints: list[Hint]) -> list[Hint]:
    """The same hints, and how a given layer gets back what it was made with.

    Args:
        hints: of mistakes in a model of layers that the task gives.
    """
    back = (
        "If you set that on a layer that the task gives, run the cell that makes it, "
        "then your own, once more."
    )
    if any(hint.id == "fresh-layer" for hint in hints):  # it is none of those
        return hints
    return [
        replace(hint, text=f"{hint.text} {back}")
        if hint.id in ("every-step-returned", "last-step-only")
        else hint
        for hint in hints
    ]


def _wrongly_put(task: Task) -> list[tuple[Hint, list[np.ndarray]]]:
    """Given weights, put in wrongly."""
    given = list(task.like.weights)
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
    for one, other in combinations(range(len(given)), 2):
        if given[one].shape == given[other].shape:
            exchanged = list(given)
            exchanged[one], exchanged[other] = given[other], given[one]
            text = (
                "Two of the weights are exchanged: kernel comes first, then the "
                "recurrent kernel, then the bias, layer by layer."
            )
            wrong.append((Hint("weights-exchanged", text), exchanged))
    return wrong
