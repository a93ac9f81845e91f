"""nbgrader's pages in JupyterLab, driven as a person does."""

from __future__ import annotations

from playwright.sync_api import Browser, FrameLocator, Locator, Page

from tests.browser.conftest import TOKEN

from .guide import Step
from .terminal import Person

SLOW = 180_000
"""Milliseconds within which a whole lesson runs, whatever else the machine does."""


class Lab:
    """A person's JupyterLab."""

    def __init__(self, browser: Browser, person: Person) -> None:
        self.page = browser.new_page(viewport={"width": 1500, "height": 900})
        self.page.set_default_timeout(SLOW)
        self.page.goto(f"{person.address}/lab?reset&token={TOKEN}", timeout=SLOW)
        self.page.locator(".jp-Launcher").wait_for(timeout=SLOW)

    def chooses(self, step: Step, entry: str) -> None:
        """Opens an entry of the menu Nbgrader."""
        for name in ("Nbgrader", entry):
            item = self.page.get_by_role("menuitem", name=name, exact=True)
            item.filter(visible=True).click()
            step.clicks(name)

    def presses(self, step: Step, button: str) -> None:
        """Presses a button on the page."""
        self.page.get_by_role("button", name=step.clicks(button), exact=True).click()

    def opens(self, path: str) -> None:
        """Opens a file by its name in the list of files."""
        for name in path.split("/"):
            item = self.page.locator(".jp-DirListing-item").filter(
                has=self.page.get_by_text(name, exact=True)
            )
            item.dblclick()
        self.waits_for(name)

    def waits_for(self, notebook: str) -> None:
        """Waits until a notebook is on the page."""
        self.page.wait_for_function(
            f"jupyterapp.shell.currentWidget?.context?.path.endsWith({notebook!r})"
            " && jupyterapp.shell.currentWidget.context.isReady",
            timeout=SLOW,
        )

    def closes(self, step: Step, notebook: str) -> None:
        """Closes a notebook's tab without saving it."""
        tab = self.page.get_by_role("tab", name=notebook, exact=True)
        tab.locator(".lm-TabBar-tabCloseIcon").click()
        discard = self.page.get_by_role("button", name=step.clicks("Discard"))
        for _ in range(300):  # it asks when something has changed
            if discard.is_visible():
                discard.click()
            if not tab.count():
                break
            self.page.wait_for_timeout(100)
        assert not tab.count()

    def dialog(self, button: str = "Ok") -> str:
        """What the dialog says that appears, which is then closed."""
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=SLOW)
        said = dialog.inner_text()
        dialog.get_by_role("button", name=button).click()
        dialog.wait_for(state="detached")
        return said

    def formgrader(self, step: Step) -> Formgrader:
        """Formgrader, opened from the menu."""
        self.chooses(step, "Formgrader")
        return Formgrader(
            self.page, self.page.frame_locator("#formgrader-iframe iframe")
        )


class Formgrader:
    """Formgrader in its tab."""

    def __init__(self, page: Page, frame: FrameLocator) -> None:
        self.page, self.frame = page, frame

    def cell(self, lesson: str, column: str) -> Locator:
        """The cell of a lesson's row under a heading."""
        row = self.frame.get_by_role("row").filter(
            has=self.frame.get_by_role("link", name=lesson, exact=True)
        )
        row.wait_for()
        heads = self.frame.locator("thead th").all_inner_texts()
        names = [" ".join(head.split()) for head in heads]
        return row.locator("td").nth(names.index(column))

    def presses(self, step: Step, lesson: str, column: str) -> str:
        """Clicks the icon under a heading; what the log says that then appears."""
        self.cell(lesson, step.clicks(column)).get_by_role("link").click()
        said = self.frame.locator(".modal-content").filter(visible=True)
        said.get_by_text("Log Output").wait_for(timeout=SLOW)
        text = said.inner_text()
        said.get_by_role("button", name="OK").click()
        said.wait_for(state="hidden")
        return text

    def follows(self, name: str) -> None:
        """Clicks a link and waits for the page behind it."""
        link = self.frame.get_by_role("link", name=name, exact=True).filter(
            visible=True
        )
        with self.page.expect_event("framenavigated") as there:
            link.last.click()
        there.value.wait_for_load_state()

    def saves(self, field: Locator, text: str, where: str) -> None:
        """Fills a field, leaves it, and waits until that is saved."""
        with self.page.expect_response(
            lambda answer: where in answer.url and answer.request.method == "PUT"
        ) as answer:
            field.fill(text)
            field.press("Tab")
        assert answer.value.ok
