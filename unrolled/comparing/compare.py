"""Draws two models on one input side by side, and says what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..drawing.asked import names_for, row_of, theme_of, title_of
from ..drawing.display import mimebundle, save, size_of
from ..tracing.chain import chain_of
from ..tracing.support import UnsupportedLayer
from ..tracing.trace import Trace, trace

if TYPE_CHECKING:
    from ..drawing.scene import Scene
    from .alignment import Pair


@dataclass(frozen=True, repr=False)
class Comparison:
    """A figure of two models, which Jupyter shows when it is a cell's last value.

    Attributes:
        png: the picture, of at most 64 colours, at up to two pixels for each CSS pixel.
        alt: the figure in words, with its numbers; the verdict comes first.
        width: in CSS pixels.
        height: in CSS pixels.
        verdict: what the outputs have to do with each other, as far as the numbers
            prove it.
        traces: the numbers it was drawn from, of the first model and the second.
    """

    png: bytes = field(hash=False)
    alt: str
    width: int
    height: int
    verdict: str
    traces: tuple[Trace, Trace] = field(compare=False)
    _scene: Scene = field(compare=False)

    def __repr__(self) -> str:
        """The figure in words."""
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        """What Jupyter shows."""
        return mimebundle(self.png, self.alt, self.width, self.height)

    def save(self, path: str | Path) -> None:
        """Writes the figure to a file.

        Args:
            path: its name, which ends in .png, .svg or .pdf.

        Raises:
            ValueError: the name ends otherwise.
        """
        save(self._scene, self.png, path)


def compare(
    model_a: Any,
    model_b: Any,
    x: Any,
    tokens: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    names: Sequence[str] = ("A", "B"),
    title: str | None = None,
    theme: str = "light",
    row: int = 0,
    code: bool = False,
) -> Comparison:
    """Draws two models on one input side by side, with what differs marked.

    Layers answer to each other by their kind and their order, vectors by their layer,
    name and step; the one output of a layer without sequences answers to the last of
    one with them. Numbers differ if they do by more than 1e-6 of the largest in their
    vectors, or of 1 if that is larger: two ways to the same number in float32 differ
    by less.

    Args:
        model_a: a model that `trace` reads. It is left as it was.
        model_b: another, or the same.
        x: what both read: (batch, steps, features), or (batch, steps) of whole numbers
            where both begin with an Embedding.
        tokens: the word at each step.
        classes: the name of each of the last layer's outputs, in the models that have
            as many.
        names: what the two models are called.
        title: stands on top.
        theme: ``"light"`` or ``"dark"``.
        row: which sequence of the batch is drawn and compared, from 0.
        code: whether the Keras code of both stands below, marked where it differs.

    Returns:
        The figure, with its verdict. More than 3 steps are cut to two, ⋯ and the last.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument does not fit, or a model cannot read x; which of the
            two, and why, is said.
        UnsupportedLayer: a model holds something that `trace` does not know.
        TraceMismatch: the numbers deviate from Keras's own, so they are not shown.
    """
    colours, title = theme_of(theme), title_of(title)
    called = names_for(names, "names", 2, "models")
    a = _traced(model_a, x, called[0])
    b = _traced(model_b, x, called[1])
    batch, steps = a.inputs.shape[:2]
    which = row_of(row, batch)
    words = names_for(tokens, "tokens", steps, "steps") if tokens is not None else None
    labelled = _classes(classes, (a, b))

    # Matplotlib takes a third of a second to load: only a figure needs it.
    from ..drawing.render import png
    from .compared import compared_in_words
    from .differences import differences
    from .panels import Shown, side_by_side
    from .relations import verdict

    both = (called[0], called[1])
    found = differences(a, b, which)
    said = verdict(a, b, which, both)
    causes = _causes(model_a, model_b, found.pairs)
    shown = Shown(which, words, labelled, both, title, said, code, causes)
    scene, marked = side_by_side((a, b), colours, found, shown)
    width, height = size_of(scene)
    return Comparison(
        png=png(scene),
        alt=compared_in_words((a, b), found, shown, marked),
        width=width,
        height=height,
        verdict=" ".join(said),
        traces=(a, b),
        _scene=scene,
    )


def _traced(model: Any, x: Any, name: str) -> Trace:
    """The trace of a model; an error says which of the two it is."""
    try:
        return trace(model, x)
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        if isinstance(error, UnsupportedLayer):
            kind = UnsupportedLayer
        raise kind(
            f"{name} cannot be compared on this x, which both models must read. {error}"
        ) from error


def _classes(
    classes: Any, traces: tuple[Trace, Trace]
) -> tuple[Sequence[str], Sequence[str]]:
    """The names of each model's outputs, none where their number is another."""
    if classes is None:
        return (), ()
    sizes = [each.outputs.shape[-1] for each in traces]
    number = len(classes) if hasattr(classes, "__len__") else sizes[0]
    wanted = number if number in sizes else sizes[0]
    names = names_for(classes, "classes", wanted, "outputs")
    a, b = (names if size == len(names) else () for size in sizes)
    return a, b


def _causes(
    model_a: Any, model_b: Any, pairs: Sequence[Pair]
) -> dict[Pair, tuple[list[str], list[str]]]:
    """For pairs of layers whose weights are alike in shape and not in numbers: how."""
    from .marks import cause

    ours, theirs = (chain_of(model).links for model in (model_a, model_b))
    causes = {}
    for pair in pairs:
        if pair.a is None or pair.b is None or pair.a < 0:
            continue
        a, b = ours[pair.a].layer.get_weights(), theirs[pair.b].layer.get_weights()
        if [w.shape for w in a] != [w.shape for w in b]:
            continue
        gaps = [
            float(np.abs(p - q).max(initial=0.0)) for p, q in zip(a, b, strict=True)
        ]
        if any(gaps):
            causes[pair] = ([cause(max(gaps))], [cause(max(gaps))])
    return causes
