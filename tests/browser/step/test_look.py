"""A figure can be read on any page, and neither changes the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.figures import NASTY, Shown, figure, read_line
from tests.browser.pages import faint_texts, settle

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all


def test_a_long_sequence_scrolls_inside_the_figure(
    show: Callable[[str], Shown],
) -> None:
    shown = show("wide")
    assert shown.page.evaluate(
        "document.documentElement.scrollWidth <= window.innerWidth"
    )
    shown.page.emulate_media(reduced_motion="reduce")
    shown.button("Next ›").focus()
    shown.page.keyboard.press("End")
    now = shown.root.locator(".block.now").bounding_box()
    assert now
    assert 0 <= now["x"] <= 1180 - now["width"]


@pytest.mark.parametrize("name", ["LSTM", "bidirectional LSTM", "stack", "masked"])
def test_a_narrow_page_is_not_wider_for_it(
    show: Callable[[str], Shown], name: str
) -> None:
    shown = show(name)
    shown.page.set_viewport_size({"width": 400, "height": 800})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 400
    shown.unit().nth(1).hover()
    for product in shown.root.locator(".panel .result.product").all():
        box = product.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 400


def test_two_figures_on_a_page_do_not_know_each_other(
    page: Page, tmp_path: Path
) -> None:
    twice = figure("SimpleRNN").html * 2 + figure("LSTM").html
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset=utf-8>{twice}", encoding="utf-8")
    page.goto(path.as_uri())
    roots = page.locator(".unrolled-step")
    assert roots.count() == 3
    one, two, three = (Shown(page, roots.nth(n)) for n in range(3))
    assert page.locator(".view").count() == 3
    names = [each.root.locator(".block b").first.inner_text() for each in (one, three)]
    assert names == ["SimpleRNN", "LSTM"]
    two.button("Next ›").click()
    three.button("Next ›").click()
    three.button("Next ›").click()
    assert [one.step(), two.step(), three.step()] == [1, 2, 3]
    two.unit().nth(2).hover()
    assert read_line(two.line()).unit == 3
    assert read_line(one.line()).unit == 1


def test_words_are_text_and_nothing_else(show: Callable[[str], Shown]) -> None:
    shown = show("nasty")
    words = shown.root.locator(".word span").all_inner_texts()
    assert words == [f"“{word}”" for word in NASTY]
    assert shown.page.evaluate("window.harm") is None
    assert shown.root.locator(".view img, .view script").count() == 0


@pytest.mark.parametrize("name", ["SimpleRNN", "GRU", "masked", "stack", "wide"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_light_and_dark(
    show: Callable[[str], Shown], name: str, scheme: Any
) -> None:
    shown = show(name)
    shown.page.emulate_media(color_scheme=scheme)
    expect(shown.root).to_have_attribute("data-theme", scheme)
    for tab in shown.root.locator(".tab").all() or [None]:
        if tab:
            tab.click()
        settle(shown.page)
        assert faint_texts(shown.page) == []


def test_it_is_dark_where_the_page_is_whatever_the_system_says(
    page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><meta charset=utf-8><style>body{background:#fff;color:#111}"
        "[data-theme=dark] body{background:#111;color:#eee}</style>"
        + figure("SimpleRNN").html,
        encoding="utf-8",
    )
    page.emulate_media(color_scheme="dark")
    page.goto(path.as_uri())
    root = Shown(page).root
    expect(root).to_have_attribute("data-theme", "light")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(root).to_have_attribute("data-theme", "dark")
    page.emulate_media(color_scheme="light")
    settle(page)
    assert root.get_attribute("data-theme") == "dark"
    assert faint_texts(page) == []


@pytest.mark.parametrize("place", ["documentElement", "body"])
def test_a_theme_that_comes_while_the_page_is_hidden_is_seen(
    page: Page, tmp_path: Path, place: str
) -> None:
    """JupyterLab hides its page and shows it before the next frame."""
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><meta charset=utf-8><style>body{color:#111}"
        "[data-theme=dark] main{color:#eee}</style><main>"
        + figure("SimpleRNN").html
        + "</main>",
        encoding="utf-8",
    )
    page.goto(path.as_uri())
    root = Shown(page).root
    expect(root).to_have_attribute("data-theme", "light")
    page.evaluate(
        f"""() => {{
            const main = document.querySelector("main");
            main.style.display = "none";
            document.{place}.dataset.theme = "dark";
            getComputedStyle(main).color; // the style is worked out while it is hidden
            document.body.offsetWidth;
            main.style.display = "";
            document.body.offsetWidth;
        }}"""
    )
    expect(root).to_have_attribute("data-theme", "dark")


def test_its_style_stays_inside_and_the_pages_outside(
    page: Page, tmp_path: Path
) -> None:
    mine = '<button class="block control cell now">x</button><p class="line">y</p>'
    host = (
        "<!doctype html><meta charset=utf-8><style>p{margin:3em;font-size:30px}"
        "button{text-transform:uppercase;width:100%;padding:2em;background:red}"
        "span{display:block;float:right}i{font-style:italic;border:3px solid}"
        "input{width:100%;height:5em}label{font-weight:bold}</style>"
    )
    look = """() => ['button', 'p'].map(tag => {
        const e = document.querySelector('body > ' + tag);
        return Object.fromEntries([...getComputedStyle(e)]
            .map(name => [name, getComputedStyle(e)[name]])); })"""
    path = tmp_path / "page.html"
    path.write_text(host + mine, encoding="utf-8")
    page.goto(path.as_uri())
    alone = page.evaluate(look)
    path.write_text(host + mine + figure("SimpleRNN").html, encoding="utf-8")
    page.goto(path.as_uri())
    shown = Shown(page)
    assert page.evaluate(look) == alone
    control = shown.button("Next ›")
    style = control.evaluate(
        "e => [getComputedStyle(e).textTransform, getComputedStyle(e).backgroundColor]"
    )
    assert style == ["none", "rgba(0, 0, 0, 0)"]
    box = control.bounding_box()
    assert box
    assert box["width"] < 120


def test_motion_is_left_out_for_those_who_ask(show: Callable[[str], Shown]) -> None:
    shown = show("SimpleRNN")
    moving = "getComputedStyle(document.querySelector('.block')).transitionDuration"
    assert shown.page.evaluate(moving) != "0s"
    shown.page.emulate_media(reduced_motion="reduce")
    assert shown.page.evaluate(moving) == "0s"
