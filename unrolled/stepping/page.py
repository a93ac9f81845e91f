"""The page of a figure: its HTML, which holds data, script and style."""

from __future__ import annotations

import html
import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files

from ..drawing.theme import LEVELS, THEMES, Theme, text_on, value_colour
from .views import FigureView

SCRIPTS = (
    "numbers.js",
    "parts.js",
    "strip.js",
    "sums.js",
    "panels.js",
    "theme.js",
    "step.js",
)


def fragment(view: FigureView, picture: str, label: str) -> str:
    """The figure as HTML that runs wherever it is put.

    The picture stands in it until the script runs, and stays where none may run.

    Args:
        view: what it shows.
        picture: HTML of the fallback.
        label: what the figure is called by those who cannot see it.
    """
    return (
        '<div class="unrolled-step mathjax_ignore tex2jax_ignore" data-unrolled-step '
        f'lang="en" role="group" aria-label="{html.escape(label)}">'
        f'<div class="fallback">{picture}</div>'
        f"<style>{styles()}</style>"
        f'<script type="application/json">{as_json(view)}</script>'
        f'<script type="module">{script()}</script>'
        "</div>"
    )


def standalone(view: FigureView, picture: str, label: str, title: str) -> str:
    """A whole page with the figure alone, light or dark as the reader's system is."""
    light, dark = THEMES["light"], THEMES["dark"]
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 1.5rem; font-family: system-ui, sans-serif;
  background: {light.card}; color: {light.ink}; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: {dark.card}; color: {dark.ink}; }}
}}
</style>
</head>
<body>
<main>
{fragment(view, picture, label)}
</main>
</body>
</html>
"""


def as_json(view: FigureView) -> str:
    """The data, compact, with nothing in it that could end the script element."""
    text = json.dumps(asdict(view), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def script() -> str:
    """The one ES module, put together from its parts."""
    return "\n".join(_read(name) for name in SCRIPTS)


@cache
def styles() -> str:
    """The style sheet, the theme's colours in front."""
    light, dark = colours(THEMES["light"]), colours(THEMES["dark"])
    root = ".unrolled-step"
    return f"{root}{{{light}}}{root}[data-theme=dark]{{{dark}}}\n{_read('step.css')}"


def colours(theme: Theme) -> str:
    """The colours of values and of layers as CSS variables.

    ``--v-10`` to ``--v10`` are the grounds of the values −1 to 1 and ``--t…`` the text
    on them; ``--fill0``, ``--edge0`` and ``--on0`` are a layer's.
    """
    declared = []
    for level in range(-LEVELS, LEVELS + 1):
        ground = value_colour(level / LEVELS, theme)
        declared += [f"--v{level}:{ground}", f"--t{level}:{text_on(ground)}"]
    for place, layer in enumerate(theme.layers):
        declared += [
            f"--fill{place}:{layer.fill}",
            f"--edge{place}:{layer.edge}",
            f"--on{place}:{text_on(layer.edge)}",
        ]
    return ";".join([*declared, f"--ink:{theme.ink}"])


def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
