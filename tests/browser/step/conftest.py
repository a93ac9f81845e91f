"""A page without a network, and figures on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.figures import Shown, figure
from tests.browser.pages import watched


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a network, on which no error may come up."""
    context = browser.new_context(viewport={"width": 1180, "height": 900})
    context.set_offline(True)
    opened = context.new_page()
    problems = watched(opened)
    yield opened
    context.close()
    assert problems == []


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Callable[[str], Shown]:
    """Opens a figure's saved page from the disk."""

    def opened(name: str) -> Shown:
        path = tmp_path / "figure.html"
        figure(name).save(path)
        page.goto(path.as_uri())
        return Shown(page)

    return opened
