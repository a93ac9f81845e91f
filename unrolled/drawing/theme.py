"""The colours of a figure, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = 10  # shades on each side of zero: the colour shows a value to a tenth


@dataclass(frozen=True)
class Layer:
    """The two colours of a layer's blocks."""

    fill: str
    edge: str


@dataclass(frozen=True)
class Theme:
    """Every colour of a figure, as ``#rrggbb``.

    Attributes:
        card: the ground, opaque, so that the figure reads on any page.
        panel: the ground of the lines of code.
        ink: text and outlines.
        soft: second text and arrows.
        values: the colours of −1, −0.5, 0, +0.5 and +1.
        layers: for each layer from the bottom, in turns.
        steps: marks what an argument sets about the steps.
        features: marks what an argument sets about the features.
        option: marks what any further argument sets.
    """

    card: str
    panel: str
    ink: str
    soft: str
    values: tuple[str, ...]
    layers: tuple[Layer, ...]
    steps: str
    features: str
    option: str


THEMES = {
    "light": Theme(
        card="#FFFFFF",
        panel="#F6F7F9",
        ink="#1B1F24",
        soft="#57606A",
        values=("#B3490A", "#F2B48A", "#FFFFFF", "#93BDE6", "#1D5A9E"),
        layers=(
            Layer("#ECE7F7", "#6A51A3"),
            Layer("#DDF2EF", "#03605F"),
            Layer("#F9E4EE", "#A22C64"),
            Layer("#F1F0D8", "#6E6702"),
        ),
        steps="#0F814B",
        features="#DE1049",
        option="#634102",
    ),
    "dark": Theme(
        card="#171B20",
        panel="#1F242B",
        ink="#E9EDF2",
        soft="#A3ACB7",
        values=("#F08A4B", "#8A4A22", "#22262C", "#27588C", "#6FB2F5"),
        layers=(
            Layer("#372C58", "#B39DEB"),
            Layer("#123F3C", "#52B6A8"),
            Layer("#4A2038", "#E8AED8"),
            Layer("#38371A", "#E7DF5B"),
        ),
        steps="#7CDF92",
        features="#FF81A5",
        option="#DAA73C",
    ),
}


def value_colour(value: float, theme: Theme) -> str:
    """The colour of a value, to the nearest tenth; beyond −1 … +1 that of the end."""
    level = round(max(-1.0, min(1.0, value)) * LEVELS)
    place = (level / LEVELS + 1) / 2 * (len(theme.values) - 1)
    below = min(int(place), len(theme.values) - 2)
    return mix(theme.values[below], theme.values[below + 1], place - below)


def mix(one: str, other: str, share: float) -> str:
    """The colour that is ``share`` of the way from one colour to the other."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def text_on(ground: str) -> str:
    """Black or white, whichever reads better on the ground: at least 4.5:1."""
    return max("#000000", "#FFFFFF", key=lambda colour: contrast(colour, ground))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
