"""A learner opens lesson 1 from a fresh clone, runs all of it, answers, is answered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from autograder.check.show.verdict import CHECK
from tests.browser.conftest import Lab
from tools import answers

LESSON = "01-single-output"
NOTEBOOK = "jupyterapp.shell.currentWidget"

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all


class Notebook:
    """The notebook on the page, driven as a person does, read from its model."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def appear(self) -> None:
        """Waits until it is on the page and has its kernel."""
        self.page.wait_for_function(
            f"window.jupyterapp && {NOTEBOOK}?.content?.model"
            f" && {NOTEBOOK}.sessionContext?.session?.kernel",
            timeout=120_000,
        )
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for()

    def cells(self) -> list[dict]:
        """Every cell as the notebook would be saved."""
        return self.page.evaluate(f"{NOTEBOOK}.content.model.toJSON().cells")

    def cell(self, name: str) -> dict:
        """The cell with this id."""
        return next(cell for cell in self.cells() if cell["id"] == name)

    def idle(self) -> None:
        """Waits until the kernel has nothing left to run."""
        self.page.wait_for_function(
            f"{NOTEBOOK}.content.widgets.every(w => !w.promptNode"
            " || w.promptNode.textContent.indexOf('*') < 0)"
            f" && {NOTEBOOK}.sessionContext.session?.kernel?.status === 'idle'",
            timeout=180_000,
        )

    def select(self, name: str) -> None:
        """Makes the cell the active one, in command mode, on the screen."""
        self.page.evaluate(
            f"""async name => {{
                const content = {NOTEBOOK}.content;
                const at = content.widgets.findIndex(w => w.model.id === name);
                content.activeCellIndex = at;
                content.mode = 'command';
                await content.scrollToItem(at, 'start');
                content.activate();
            }}""",
            name,
        )

    def answer(self, name: str, code: str) -> None:
        """Types the code over what the cell holds and runs it."""
        self.select(name)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Shift+Enter")
        self.idle()
        assert self.cell(name)["source"] == code

    def check(self, name: str) -> str:
        """Runs a test cell; returns the panel as the page shows it, as text."""
        self.select(name)
        self.page.keyboard.press("Control+Enter")
        self.idle()
        shown = self.page.locator(f'[data-jp-cell-id="{name}"], .jp-mod-active').last
        return shown.locator(".jp-OutputArea-output").last.inner_text()

    def score(self, name: str) -> float:
        """The score that nbgrader would read."""
        return float("".join(self.cell(name)["outputs"][-1]["data"]["text/plain"]))


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: Lab) -> Iterator[Notebook]:
    """Lesson 1 in JupyterLab, after Run All."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(lab.page(f"{LESSON}.ipynb"))
    opened = Notebook(page)
    opened.appear()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_timeout(1000)
    opened.idle()
    yield opened
    page.close()


def first(exercise: str, kind: str) -> str:
    """The first answer of a kind in the bank."""
    return next(a.code for a in answers.load(LESSON, exercise) if a.kind == kind)


def test_run_all_reaches_the_end_without_an_error(notebook: Notebook) -> None:
    for cell in notebook.cells():
        if cell["cell_type"] == "code":
            assert cell["execution_count"], cell["id"]
            kinds = [output["output_type"] for output in cell["outputs"]]
            assert "error" not in kinds, cell["outputs"]
            assert "stderr" not in [o.get("name") for o in cell["outputs"]]


def test_figures_are_pictures_with_words_for_those_who_cannot_see(
    notebook: Notebook,
) -> None:
    notebook.page.evaluate(f"{NOTEBOOK}.content.scrollToItem(0)")
    drawn = [
        cell["id"]
        for cell in notebook.cells()
        if any("image/png" in o.get("data", {}) for o in cell.get("outputs", []))
    ]
    assert len(drawn) >= 4
    notebook.select(drawn[0])
    picture = notebook.page.locator(".jp-OutputArea-output img").first
    picture.wait_for()
    assert "SimpleRNN" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("i => i.complete && i.naturalWidth") > 600


def test_an_untouched_exercise_is_calm(notebook: Notebook) -> None:
    panel = notebook.check("test-step")
    assert "not attempted" in panel.lower()
    assert notebook.score("test-step") == 0


def test_a_wrong_answer_shows_its_hint_and_a_right_one_its_points(
    notebook: Notebook,
) -> None:
    wrong = next(
        a
        for a in answers.load(LESSON, "step")
        if a.kind == "wrong" and a.mistake not in (None, "-", "not_attempted")
    )
    notebook.answer("step", wrong.code)
    panel = notebook.check("test-step")
    hint = notebook.cell("test-step")["outputs"][-1]["data"]
    said = hint[CHECK]["hints"]
    assert [h["id"] for h in said] == [wrong.mistake]
    assert said[0]["text"].split(".")[0].split("`")[0][:30] in panel
    assert notebook.score("test-step") < 2

    notebook.answer("step", first("step", "right"))
    panel = notebook.check("test-step")
    assert "2 of 2" in panel
    assert notebook.score("test-step") == 2


def test_a_forgotten_name_is_answered_in_words(notebook: Notebook) -> None:
    notebook.answer("parameters", "del count_parameters")
    panel = notebook.check("test-parameters")
    assert "count_parameters" in panel
    assert "Traceback" not in panel
