"""The report of a class in a browser: readable by all, and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from autograder.grade.report import write_page
from tests.autograder.grade.made_up import made_up
from tests.browser.pages import findings, watched

pytestmark = pytest.mark.xdist_group("browser")  # one browser serves them all

FADE = "each => getComputedStyle(each).getPropertyValue('--fade')"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 40 students, two of whom handed in the same, and of what lies astray."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_page(made_up(40, copies=[(0, 1)]), path, [Path("submitted/zoe/lesson")])
    return path


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    opened = context.new_page()
    problems = watched(opened)
    opened.goto(report.as_uri())
    yield opened
    context.close()
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for each in page.locator("details").all():
        each.locator("summary").click()
    assert findings(page) == []


def test_on_a_phone_a_table_that_goes_on_fades_out(page: Page) -> None:
    tables = page.locator(".wide")
    assert {each.evaluate(FADE) for each in tables.all()} == {"0px"}
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for each in tables.all():
        assert each.evaluate("each => each.scrollWidth > each.clientWidth")
        page.wait_for_function(
            f"each => ({FADE})(each) !== '0px'", arg=each.element_handle()
        )
        each.evaluate("each => each.scrollLeft = each.scrollWidth")
        page.wait_for_function(
            f"each => ({FADE})(each) === '0px'", arg=each.element_handle()
        )
