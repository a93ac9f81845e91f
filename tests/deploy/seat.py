"""A person at the browser: logs in to the Hub, works with what its pages offer."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE = 120_000
"""Milliseconds that a page may take: servers start on a machine that is busy."""

SHOTS = os.environ.get("HUB_SHOTS")
"""Names a folder for pictures of the way through the Hub; none are made otherwise."""


@dataclass(frozen=True)
class Seat:
    """Somebody's browser.

    Attributes:
        user: who sits there.
        page: what is open.
        hub: the Hub's address.
    """

    user: str
    page: Page
    hub: str

    def look(self, name: str) -> None:
        """Take a picture, when pictures are wanted."""
        if SHOTS:
            self.page.screenshot(path=str(Path(SHOTS, f"hub-{name}.png")))

    def log_in(self, password: str) -> None:
        """Fill in the form; the user's server begins to start."""
        self.page.goto(f"{self.hub}/hub/login")
        self.page.fill("#username_input", self.user)
        self.page.fill("#password_input", password)
        self.look("login")
        self.page.click("#login_submit", no_wait_after=True)

    def arrive(self) -> None:
        """Wait for JupyterLab."""
        self.page.wait_for_url(re.compile(rf"/user/{self.user}/lab"), timeout=PATIENCE)
        self.page.locator("#jp-MainMenu").wait_for(timeout=PATIENCE)

    def offered(self) -> list[str]:
        """What the menu of nbgrader offers."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        shown = self.page.locator(".lm-Menu-item:visible")
        shown.first.wait_for()
        said = [words.strip() for words in shown.all_inner_texts()]
        self.page.keyboard.press("Escape")
        return [words for words in said if words]

    def assignments(self) -> None:
        """Open the assignment list, or go back to it."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.get_by_role("menuitem", name="Assignment List").click()
        self.page.locator("#released_assignments_list").wait_for(timeout=PATIENCE)

    def fetch(self, lesson: str) -> None:
        """Fetch a released lesson."""
        row = self._row("released", lesson)
        row.get_by_role("button", name="Fetch").click()
        self._row("fetched", lesson).wait_for(timeout=PATIENCE)

    def open(self, lesson: str) -> None:
        """Open the notebook of a fetched lesson in JupyterLab, and run all of it."""
        self._unfold(lesson)
        self._row("fetched", lesson).locator(".nested_list_item a").click()
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
        self._idle()
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self._ran(self.page.locator(".jp-CodeCell").last)

    def answer(self, placeholder: str, code: str) -> str:
        """Type an answer over a placeholder, run it and the test that follows.

        Returns:
            What the test shows.
        """
        cells = self.page.locator(".jp-CodeCell")
        texts = cells.locator(".cm-content").all_inner_texts()
        at = next(i for i, text in enumerate(texts) if text.startswith(placeholder))
        cells.nth(at).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        for cell in (cells.nth(at), cells.nth(at + 1)):
            before = cell.locator(".jp-InputPrompt").inner_text()
            self.page.keyboard.press("Shift+Enter")
            expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before)
            self._ran(cell)
        return cells.nth(at + 1).locator(".jp-OutputArea-output").last.inner_text()

    def save(self) -> None:
        """Save the notebook that is open."""
        self._idle()
        self.page.keyboard.press("Control+s")
        self.page.get_by_text("Saving completed").wait_for(timeout=PATIENCE)

    def validate(self, lesson: str) -> str:
        """Validate a fetched lesson; returns what the page says."""
        self._unfold(lesson)
        row = self._row("fetched", lesson)
        row.get_by_role("button", name="Validate").click()
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=PATIENCE)
        said = dialog.inner_text()
        self.look(f"validate-{'bad' if 'failed' in said else 'good'}")
        dialog.get_by_role("button").last.click()
        dialog.wait_for(state="detached")
        return said

    def submit(self, lesson: str) -> None:
        """Hand a fetched lesson in."""
        row = self._row("fetched", lesson)
        row.get_by_role("button", name="Submit").click()
        self._row("submitted", lesson).wait_for(timeout=PATIENCE)

    def feedback(self, lesson: str) -> str:
        """Fetch the feedback and open it; returns what the page shows."""
        row = self._row("submitted", lesson)
        row.get_by_role("button", name="Fetch Feedback").click()
        row.get_by_text("(view feedback)").click(timeout=PATIENCE)
        self.page.locator(".jp-DirListing-item", has_text=f"{lesson}.html").dblclick()
        shown = self.page.frame_locator(".jp-HTMLViewer iframe").locator("body")
        expect(shown).to_contain_text("Score", timeout=PATIENCE)
        return shown.inner_text()

    def _idle(self) -> None:
        """Wait until there is a kernel and it has nothing to do."""
        self.page.get_by_text("| Idle").wait_for(timeout=PATIENCE)

    def _ran(self, cell: Locator) -> None:
        """Wait until a cell has run."""
        ran = re.compile(r"\[\d+\]")
        expect(cell.locator(".jp-InputPrompt")).to_have_text(ran, timeout=PATIENCE)

    def _row(self, state: str, lesson: str) -> Locator:
        """A lesson's place in one of the three lists."""
        rows = self.page.locator(f"#{state}_assignments_list > .list_item")
        name = self.page.locator(".item_name", has_text=lesson)
        return rows.filter(has=name)

    def _unfold(self, lesson: str) -> None:
        row = self._row("fetched", lesson)
        if not row.locator(".nested_list_item").is_visible():
            row.locator(".assignment-notebooks-link").click()
            expect(row.locator(".nested_list_item")).to_be_visible()
