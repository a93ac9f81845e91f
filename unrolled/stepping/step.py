"""A recurrent Keras model unrolled over one real input, to step through in a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..drawing.asked import kept, one_line, title_of
from ..drawing.display import image
from ..drawing.draw import Drawing, draw
from ..tracing.trace import Trace
from .content import content_of
from .page import fragment, standalone
from .views import FigureView
from .words import name_of


@dataclass(frozen=True, repr=False)
class Stepper:
    """A figure to step through, which Jupyter shows as the last value of a cell.

    Attributes:
        drawing: the same figure at rest, shown wherever no script may run.
        view: what the page shows, as plain data.
    """

    drawing: Drawing
    view: FigureView = field(repr=False, hash=False)

    @property
    def trace(self) -> Trace:
        """The numbers it shows."""
        return self.drawing.trace

    @property
    def alt(self) -> str:
        """The figure in words, with its numbers."""
        return self.drawing.alt

    @property
    def html(self) -> str:
        """The figure as a piece of a page, with all that it needs in it."""
        return fragment(self.view, self._picture(), self._label())

    def __repr__(self) -> str:
        """The figure in words."""
        return self.alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        """What Jupyter shows: the figure to step through, a picture, or the words."""
        data, metadata = self.drawing._repr_mimebundle_()
        return data | {"text/html": self.html}, metadata

    def save(self, path: str | Path) -> None:
        """Writes the figure as a page of its own, which needs no other file.

        Args:
            path: ends in .html.

        Raises:
            ValueError: the name ends otherwise.
        """
        path = Path(path)
        if path.suffix.lower() not in (".html", ".htm"):
            raise ValueError(f"{path.name!r} is no page's name. End it in .html.")
        label = self._label()
        title = self.view.title or label
        page = standalone(self.view, self._picture(), label, title)
        path.write_text(page, encoding="utf-8")

    def _label(self) -> str:
        layers = " → ".join(name_of(layer) for layer in self.trace.layers)
        return f"{layers}, step by step"

    def _picture(self) -> str:
        return image(self.drawing.png, self.alt, self.drawing.width)


def step(
    model: Any,
    x: Any,
    tokens: Sequence[str] | None = None,
    classes: Sequence[str] | None = None,
    title: str | None = None,
    row: int = 0,
) -> Stepper:
    """Shows a model unrolled over one input, to step through.

    Move along time, point at a unit, and read the whole sum that made it. The page
    holds every number it shows, about 8 bytes for each, and needs no kernel.

    Args:
        model: a built keras.Sequential or functional keras.Model of one path, of the
            layers that `unrolled.trace` knows. It is left as it was.
        x: (batch, steps, features), or (batch, steps) ids for a model that begins with
            an Embedding.
        tokens: the word at each step.
        classes: the name of each of the last layer's outputs.
        title: stands on top.
        row: which sequence of the batch is shown, from 0.

    Returns:
        The figure. A layer of more than 8 units shows one unit's weights at a time.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: an argument does not fit the model, or the model is not built.
        UnsupportedLayer: the model holds something that cannot be traced.
        TraceMismatch: the numbers deviate from Keras's own, so they are not shown.
    """
    # read once here, for names may come from what can be read once only
    tokens, classes, title = kept(tokens), kept(classes), title_of(title)
    drawing = draw(model, x, tokens=tokens, classes=classes, title=title, row=row)
    view = content_of(
        drawing.trace, int(row), one_line(tokens), one_line(classes), title
    )
    return Stepper(drawing, view)
