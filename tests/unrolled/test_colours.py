"""A figure's colours tell things apart for every reader, in both themes."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from tests.unrolled.colour import VISIONS, Lab, difference, seen
from unrolled.drawing.theme import (
    LEVELS,
    THEMES,
    Theme,
    contrast,
    text_on,
    value_colour,
)

APART = 10.0  # ΔE00 of two colours that nobody takes for each other, also far apart
READABLE = 4.5  # contrast of text, level AA of WCAG 2.2

# Pairs of Sharma et al. (2005), table 1: those that find a wrong sign, a wrong mean of
# two hues, a wrong hue of grey.
PUBLISHED: list[tuple[Lab, Lab, float]] = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
visions = pytest.mark.parametrize("vision", VISIONS)


def marks(theme: Theme) -> dict[str, str]:
    """Every colour that ties something in the code to something in the figure."""
    layers = {f"layer {at}": layer.edge for at, layer in enumerate(theme.layers)}
    rest = {
        "steps": theme.steps,
        "features": theme.features,
        "option": theme.option,
    }
    return layers | rest


def closest(colours: dict[str, str], vision: str) -> tuple[float, str, str]:
    """The smallest difference between two of the colours, and which two."""
    return min(
        (difference(seen(one, vision), seen(other, vision)), name, second)
        for (name, one), (second, other) in combinations(colours.items(), 2)
    )


@pytest.mark.parametrize(("one", "other", "published"), PUBLISHED)
def test_differences_are_the_published_ones(
    one: Lab, other: Lab, published: float
) -> None:
    assert difference(one, other) == pytest.approx(published, abs=5e-5)
    assert difference(other, one) == pytest.approx(published, abs=5e-5)


@visions
def test_greys_stay_grey_for_every_reader(vision: str) -> None:
    for grey in ("#000000", "#777777", "#FFFFFF"):
        assert difference(seen(grey, vision), seen(grey)) < 0.1


def test_a_reader_without_red_cones_confuses_what_others_do_not() -> None:
    red, green = "#A00000", "#3C3C00"
    assert difference(seen(red), seen(green)) > 30
    assert difference(seen(red, "protanopia"), seen(green, "protanopia")) < 8


@visions
@themes
def test_five_values_look_different(theme: Theme, vision: str) -> None:
    shown = {str(v): value_colour(v, theme) for v in (-1, -0.5, 0, 0.5, 1)}
    assert tuple(shown.values()) == theme.values
    apart, *which = closest(shown, vision)
    assert apart >= APART, which


@visions
@themes
def test_the_sign_of_a_value_is_visible(theme: Theme, vision: str) -> None:
    for level in range(2, LEVELS + 1):
        value = level / LEVELS
        below, above = (seen(value_colour(v, theme), vision) for v in (-value, value))
        assert difference(below, above) >= APART, value


@visions
@themes
def test_a_larger_value_is_further_from_the_card(theme: Theme, vision: str) -> None:
    for sign in (-1, 1):
        colours = [value_colour(sign * k / LEVELS, theme) for k in range(LEVELS + 1)]
        lightness = [seen(colour, vision)[0] for colour in colours]
        order = sorted(lightness, reverse=theme is THEMES["light"])
        assert lightness == order
        steps = [abs(b - a) for a, b in pairwise(lightness)]
        assert min(steps) > 2


@visions
@themes
def test_layers_and_marks_look_different(theme: Theme, vision: str) -> None:
    apart, *which = closest(marks(theme), vision)
    assert apart >= APART, which


@themes
def test_marks_do_not_look_like_plain_text(theme: Theme) -> None:
    for name, colour in marks(theme).items():
        for plain in (theme.ink, theme.soft):
            assert difference(seen(colour), seen(plain)) >= APART, name


@themes
def test_marks_can_be_read_as_text_and_with_text_on_them(theme: Theme) -> None:
    for name, colour in marks(theme).items():
        assert contrast(colour, theme.card) >= READABLE, name
        assert contrast(colour, theme.panel) >= READABLE, name
        assert contrast(colour, text_on(colour)) >= READABLE, name


@themes
def test_text_can_be_read_wherever_it_stands(theme: Theme) -> None:
    grounds = [theme.card, theme.panel, *(layer.fill for layer in theme.layers)]
    for ground in grounds:
        for colour in (theme.ink, theme.soft):
            assert contrast(colour, ground) >= READABLE, (colour, ground)
    for level in range(-LEVELS, LEVELS + 1):
        fill = value_colour(level / LEVELS, theme)
        assert contrast(fill, text_on(fill)) >= READABLE, level
