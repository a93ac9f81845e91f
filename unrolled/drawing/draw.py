"""Draws a recurrent Keras model unrolled over the steps of one real input."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..tracing.trace import Trace, trace

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
        """What Jupyter shows: a picture with its words, a bare picture, or the words.

        JupyterLab and nbconvert prefer HTML, the only form that carries an alternative
        text; what cannot show HTML, such as a PDF, shows the PNG.
        """
        encoded = base64.b64encode(self.png).decode("ascii")
        image = (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" '
            f'style="max-width: 100%; height: auto" '
            f'src="data:image/png;base64,{encoded}">'
        )
        data = {"image/png": encoded, "text/html": image, "text/plain": self.alt}
        size = {"width": self.width, "height": self.height}
        return data, {"image/png": size}

    def save(self, path: str | Path) -> None:
        """Writes the figure to a file that ends in .png, .svg or .pdf.

        Raises:
            ValueError: the name ends otherwise.
        """
        path = Path(path)
        form = path.suffix.lower().lstrip(".")
        if form == "png":
            path.write_bytes(self.png)
        elif form in ("svg", "pdf"):
            from .render import save

            save(self._scene, str(path), form)
        else:
            raise ValueError(
                f"{path.name!r} names no known format. End it in .png, .svg or .pdf."
            )


def draw(
    model: Any,
    x: Any,
    tokens: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    title: str | None = None,
    theme: str = "light",
    code: bool = False,
    row: int = 0,
) -> Drawing:
    """Draws a model unrolled over the steps of one input, every number computed by it.

    Args:
        model: a built keras.Sequential, or a functional keras.Model of one path, made
            of SimpleRNN, LSTM, GRU, RNN of any cells, Bidirectional, TimeDistributed,
            Embedding, Masking, RepeatVector, Dense, Dropout and Activation: whatever
            `trace` reads. A stateful layer stays where it is.
        x: (batch, steps, features), an array of numbers; (batch, steps) of whole
            numbers where the model begins with an Embedding.
        tokens: the word at each step.
        classes: the name of each of the last layer's outputs; the largest is framed.
        title: stands on top.
        theme: ``"light"`` or ``"dark"``.
        code: whether the Keras code stands below, its arguments tied by colour to the
            places that they set.
        row: which sequence of the batch is drawn, from 0.

    Returns:
        The figure. More than 4 steps are cut to two, ⋯ and the last; a vector of more
        than 8 numbers is a strip of colours; what is padding, and skipped, is grey.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument does not fit the model, or the model is not built.
        UnsupportedLayer: the model holds something that `trace` does not know.
        TraceMismatch: the numbers deviate from Keras's own, so they are not shown.
    """
    from .theme import THEMES

    if theme not in THEMES:
        raise ValueError(f"theme is {theme!r}; there are {' and '.join(THEMES)}.")
    traced = trace(model, x)
    batch, steps = traced.inputs.shape[:2]
    if not isinstance(row, int | np.integer) or not 0 <= row < batch:
        raise ValueError(f"row is {row!r}; the batch has rows 0 to {batch - 1}.")
    words = _names(tokens, "tokens", steps, "steps") if tokens is not None else None
    size = traced.outputs.shape[-1]
    names = _names(classes, "classes", size, "outputs") if classes is not None else []

    # Matplotlib takes a third of a second to load: only a figure needs it.
    from .alt import in_words
    from .layout import arrange
    from .render import canvas_of, png

    scene = arrange(traced, THEMES[theme], int(row), words, names, title, code)
    canvas = canvas_of(scene)
    return Drawing(
        png=png(scene),
        alt=in_words(traced, int(row), words, names, title),
        width=round((canvas.right - canvas.left) * 96),
        height=round((canvas.top - canvas.bottom) * 96),
        trace=traced,
        _scene=scene,
    )


def _names(given: Any, name: str, number: int, what: str) -> list[str]:
    """The given names as strings, one for each of something."""
    if isinstance(given, str):
        raise TypeError(f"{name} is one string; give a list of {number} strings.")
    if not isinstance(given, Iterable):
        raise TypeError(
            f"{name} is a {type(given).__name__}; give a list of {number} strings."
        )
    names = [" ".join(str(each).split()) for each in given]
    if len(names) != number:
        raise ValueError(
            f"{name} has {len(names)} names, and the model has {number} {what}. "
            "Give one name for each."
        )
    return names
