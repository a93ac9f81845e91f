"""What Jupyter shows of a figure, and the files it can be saved to."""

from __future__ import annotations

import base64
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .scene import Scene

PIXELS = 96  # CSS pixels an inch


def size_of(scene: Scene) -> tuple[int, int]:
    """The width and height of the figure, in CSS pixels."""
    from .render import canvas_of

    canvas = canvas_of(scene)
    width, height = canvas.right - canvas.left, canvas.top - canvas.bottom
    return round(width * PIXELS), round(height * PIXELS)


def mimebundle(png: bytes, alt: str, width: int, height: int) -> Any:
    """A picture with its words, a bare picture, or the words, with their metadata.

    JupyterLab and nbconvert prefer HTML, the only form that carries an alternative
    text; what cannot show HTML, such as a PDF, shows the PNG.
    """
    data = {
        "image/png": _encoded(png),
        "text/html": image(png, alt, width),
        "text/plain": alt,
    }
    return data, {"image/png": {"width": width, "height": height}}


def image(png: bytes, alt: str, width: int) -> str:
    """A picture with its words as HTML, no wider than the page."""
    return (
        f'<img alt="{html.escape(alt)}" width="{width}" '
        f'style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{_encoded(png)}">'
    )


def _encoded(png: bytes) -> str:
    return base64.b64encode(png).decode("ascii")


def save(scene: Scene, png: bytes, path: str | Path) -> None:
    """Writes a figure to a file that ends in .png, .svg or .pdf.

    Raises:
        ValueError: the name ends otherwise.
    """
    path = Path(path)
    form = path.suffix.lower().lstrip(".")
    if form == "png":
        path.write_bytes(png)
    elif form in ("svg", "pdf"):
        from .render import save as save_as

        save_as(scene, str(path), form)
    else:
        raise ValueError(
            f"{path.name!r} names no known format. End it in .png, .svg or .pdf."
        )
