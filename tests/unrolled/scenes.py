"""Scenes of known models, and what the tests ask of them."""

from __future__ import annotations

from functools import cache

from tests.unrolled.models import MODELS, batch_for
from unrolled import Trace, trace
from unrolled.drawing.layout import arrange
from unrolled.drawing.scene import Scene, Text
from unrolled.drawing.theme import THEMES


def scene(
    traced: Trace,
    theme: str = "light",
    tokens: list[str] | None = None,
    classes: tuple[str, ...] = (),
    title: str | None = None,
    code: bool = False,
) -> Scene:
    """The scene of the first sequence of a trace."""
    return arrange(traced, THEMES[theme], 0, tokens, classes, title, code)


def texts(scene: Scene, *roles: str) -> list[Text]:
    """The texts of a scene that have one of the roles, or all of them."""
    found = [item for item in scene.items if isinstance(item, Text)]
    return [text for text in found if not roles or text.role in roles]


@cache
def known(name: str) -> Trace:
    """The trace of a model that many tests ask for."""
    model = MODELS[name]()
    return trace(model, batch_for(model))
