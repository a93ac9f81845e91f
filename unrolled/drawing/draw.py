"""Draws a recurrent Keras model unrolled over the steps of one real input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..changing.earlier import earlier_of
from ..tracing.trace import Trace, trace
from .asked import names_for, row_of, theme_of, title_of
from .display import mimebundle, save, size_of

if TYPE_CHECKING:
    from .scene import Scene


@dataclass(frozen=True, repr=False)
class Drawing:
    """A figure, which Jupyter shows when it is the last value of a cell.

    Attributes:
        png: the picture, of at most 64 colours, at two pixels for each CSS pixel.
        alt: the figure in words, with its numbers.
        width: in CSS pixels.
        height: in CSS pixels.
        trace: the numbers it was drawn from.
    """

    png: bytes = field(hash=False)
    alt: str
    width: int
    height: int
    trace: Trace = field(compare=False)
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


def draw(
    model: Any,
    x: Any,
    tokens: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    title: str | None = None,
    theme: str = "light",
    code: bool = False,
    row: int = 0,
    before: Any = None,
) -> Drawing:
    """Draws a model unrolled over the steps of one input, every number computed by it.

    Args:
        model: a built keras.Sequential, or a functional keras.Model of one path, made
            of SimpleRNN, LSTM, GRU, RNN of any cells, Bidirectional, TimeDistributed,
            Embedding, Masking, RepeatVector, Dense, Activation, dropout and noise:
            whatever `trace` reads. A stateful layer stays where it is.
        x: (batch, steps, features), an array of numbers; (batch, steps) of whole
            numbers where the model begins with an Embedding.
        tokens: the word at each step. A letter that the font, DejaVu, lacks is an empty
            box in the picture; the figure in words has it.
        classes: the name of each of the last layer's outputs; the largest is framed.
        title: stands on top.
        theme: ``"light"`` or ``"dark"``.
        code: whether the Keras code stands below, its arguments tied by colour to the
            places that they set.
        row: which sequence of the batch is drawn, from 0.
        before: the weights before training, to show what it changed: the list of arrays
            that ``model.get_weights()`` returned, or a model of the same layers that
            holds them. Neither model is touched: a copy computes what was.

    Returns:
        The figure. More than 4 steps are cut to two, ⋯ and the last; a vector of more
        than 8 numbers is a strip of colours; what is padding, and skipped, is grey.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument does not fit the model, or the model is not built.
        UnsupportedLayer: the model holds something that `trace` does not know.
        TraceMismatch: the numbers deviate from Keras's own, so they are not shown.
    """
    colours, title = theme_of(theme), title_of(title)
    traced = trace(model, x)
    earlier = None if before is None else earlier_of(model, traced, before, x)
    batch, steps = traced.inputs.shape[:2]
    which = row_of(row, batch)
    words = names_for(tokens, "tokens", steps, "steps") if tokens is not None else None
    size = traced.outputs.shape[-1]
    named = (
        names_for(classes, "classes", size, "outputs") if classes is not None else []
    )

    # Matplotlib takes a third of a second to load: only a figure needs it.
    from ..changing.changed import changed_in_words
    from .alt import in_words
    from .layout import arrange
    from .render import png

    scene = arrange(traced, colours, which, words, named, title, code, earlier)
    alt = in_words(traced, which, words, named, title)
    if earlier is not None:
        alt += " " + changed_in_words(traced, earlier, which, named)
    width, height = size_of(scene)
    return Drawing(
        png=png(scene),
        alt=alt,
        width=width,
        height=height,
        trace=traced,
        _scene=scene,
    )
