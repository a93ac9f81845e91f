"""A reader goes on and back: by the clock, with the mouse, with the keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.figures import Shown, figure, read_line

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all


NOON = 12 * 60 * 60 * 1000


def show_at_noon(page: Page, name: str, folder: Path) -> None:
    """A figure whose page's clock goes when it is told to, and never by itself."""
    page.clock.install(time=0)
    figure(name).save(folder / "figure.html")
    page.goto((folder / "figure.html").as_uri())
    page.clock.pause_at(NOON)


def test_play_advances_and_stops_at_the_end(page: Page, tmp_path: Path) -> None:
    show_at_noon(page, "SimpleRNN", tmp_path)
    shown = Shown(page)
    shown.button("Play").click()
    assert shown.root.locator(".line").get_attribute("aria-live") == "off"
    page.clock.run_for(1300)
    assert shown.step() == 1
    page.clock.run_for(200)
    assert shown.step() == 2
    shown.button("Pause").click()
    page.clock.run_for(5000)
    assert shown.step() == 2
    shown.button("Play").click()
    page.clock.run_for(1500)
    assert shown.step() == 3
    expect(shown.button("Play")).to_be_visible()
    assert shown.root.locator(".line").get_attribute("aria-live") == "polite"
    page.clock.run_for(5000)
    assert shown.step() == 3
    shown.button("Play").click()  # at the end it begins again
    assert shown.step() == 1


def test_speed_changes_how_long_a_step_stays(page: Page, tmp_path: Path) -> None:
    show_at_noon(page, "wide", tmp_path)
    shown = Shown(page)
    gone = {}
    for speed in ("0.5", "1", "2"):
        shown.button("‹ Back").focus()
        page.keyboard.press("Home")
        shown.root.get_by_label("speed").select_option(speed)
        shown.button("Play").click()
        page.clock.run_for(5700)
        gone[speed] = shown.step() - 1
        shown.button("Pause").click()
    assert gone == {"0.5": 2, "1": 4, "2": 8}


def focus(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.ariaLabel || document.activeElement.textContent"
    )


def test_the_keys_alone_are_enough(show: Callable[[str], Shown]) -> None:
    shown = show("SimpleRNN")
    keys = shown.page.keyboard
    keys.press("Tab")
    assert focus(shown.page) == "SimpleRNN, step 1, “I”"
    keys.press("ArrowRight")
    assert focus(shown.page) == "SimpleRNN, step 2, “am”"
    keys.press("Home")
    assert shown.step() == 1
    keys.press("End")
    assert shown.step() == 3
    keys.press("ArrowLeft")
    assert shown.step() == 2
    keys.press("Tab")
    state = figure("SimpleRNN").trace.layers[0].states[0].values[0]  # type: ignore[attr-defined]
    assert focus(shown.page) == said(1, 2, state)
    keys.press("ArrowDown")
    assert focus(shown.page) == said(2, 2, state)
    assert read_line(shown.line()).unit == 2
    keys.press("ArrowRight")
    assert focus(shown.page) == said(2, 3, state)
    keys.press("Enter")
    assert shown.step() == 3
    keys.press("Shift+Tab")
    assert focus(shown.page) == "SimpleRNN, step 3, “Groot”"
    keys.press("Tab")
    keys.press("Tab")
    assert focus(shown.page) == "‹ Back"
    keys.press("Space")
    assert shown.step() == 2
    keys.press("Tab")
    assert focus(shown.page) == "Play"
    for _ in range(2):
        keys.press("Tab")
    assert shown.page.evaluate("document.activeElement.type") == "range"
    keys.press("ArrowRight")
    assert shown.step() == 3
    assert shown.page.evaluate("document.activeElement.type") == "range"
    for _ in range(3):
        keys.press("Tab")
    assert not shown.page.evaluate(
        "document.querySelector('.unrolled-step').contains(document.activeElement)"
    )


def said(unit: int, step: int, state: Any) -> str:
    value = f"{state[step, unit - 1]:.2f}".replace("-", "−")
    return f"unit {unit} of h at step {step}: {value}"


def test_enter_on_a_block_goes_there(show: Callable[[str], Shown]) -> None:
    shown = show("bidirectional")
    for key in ("Enter", "Space"):
        shown.go(1)
        shown.root.locator('.block[data-lane="1"][data-step="3"]').focus()
        shown.page.keyboard.press(key)
        assert shown.step() == 3
        assert shown.line().startswith("backward unit")


def test_no_key_leaves_the_figure(show: Callable[[str], Shown]) -> None:
    shown = show("SimpleRNN")
    shown.page.evaluate(
        """() => { window.heard = [];
            for (const kind of ['keydown', 'keyup', 'keypress'])
                document.addEventListener(kind, event => heard.push(event.key)); }"""
    )
    for place in (".block.now", ".made .pointed", "input[type=range]", ".play"):
        shown.root.locator(place).focus()
        for key in ("b", "a", "d", "ArrowDown", "Escape", "Shift+Enter"):
            shown.page.keyboard.press(key)
    assert shown.page.evaluate("heard") == []


def test_focus_is_never_lost(show: Callable[[str], Shown]) -> None:
    shown = show("masked")
    keys = shown.page.keyboard
    inside = (
        "document.querySelector('.view').contains(document.activeElement)"
        " && document.activeElement.checkVisibility()"
    )
    for name, times in (("Next ›", 6), ("‹ Back", 6)):
        shown.button(name).focus()
        for _ in range(times):
            keys.press("Space")
            assert shown.page.evaluate(inside)
    assert shown.step() == 1
    # from a panel into a masked step, where there are no panels
    shown.root.locator(".panel button.result.pointed").first.focus()
    for _ in range(4):
        keys.press("ArrowRight")
        assert shown.page.evaluate(inside)
    assert shown.step() == 5


def test_pointing_does_not_scroll_the_strip(show: Callable[[str], Shown]) -> None:
    shown = show("wide")
    shown.page.emulate_media(reduced_motion="reduce")
    shown.go(3)
    strip = shown.root.locator(".strip")
    strip.evaluate("strip => strip.scrollBy(90, 0)")
    before = strip.evaluate("strip => strip.scrollLeft")
    for place in (20, 60, 100):
        shown.root.locator(".bands.made").hover(position={"x": 20, "y": place})
    assert strip.evaluate("strip => strip.scrollLeft") == before


def test_focus_can_be_seen(show: Callable[[str], Shown]) -> None:
    shown = show("wide")
    for _ in range(12):
        shown.page.keyboard.press("Tab")
        style = shown.page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle"
        )
        assert style != "none", focus(shown.page)


def test_every_control_has_a_name(show: Callable[[str], Shown]) -> None:
    for name in ("SimpleRNN", "stack", "wide"):
        shown = show(name)
        nameless = shown.page.evaluate(
            """() => [...document.querySelectorAll(
                'button, input, select, [role=slider], [role=group], [role=img]')]
                .filter(e => !(e.getAttribute('aria-label')
                    || (e.tagName === 'BUTTON' && e.textContent.trim())
                    || e.closest('label')?.textContent.trim()))
                .map(e => e.outerHTML)"""
        )
        assert nameless == []
        ids = shown.page.evaluate("document.querySelectorAll('[id]').length")
        assert ids == 0
        assert shown.root.get_by_role("slider", name="time").count() == 1
        assert shown.root.get_by_role("combobox", name="speed").count() == 1
        assert shown.root.locator('[aria-live="polite"]').count() == 1
