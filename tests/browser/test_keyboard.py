"""A whole lesson with the keyboard alone: read, run, answer, checked, helped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tools import answers

from .conftest import Lab
from .test_lesson_in_jupyterlab import NOTEBOOK, Notebook

LESSON, EXERCISE = "02-multiple-outputs", "sequence-shapes"

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all

ACTIVE = f"{NOTEBOOK}.content.activeCellIndex"


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: Lab) -> Iterator[Notebook]:
    """The lesson as it opens: nothing was pressed, nothing pointed at."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(lab.page(f"{LESSON}.ipynb"))
    opened = Notebook(page)
    opened.appear()
    opened.idle()
    yield opened
    page.close()


def active(notebook: Notebook) -> int:
    return notebook.page.evaluate(ACTIVE)


def on_screen(notebook: Notebook) -> bool:
    """Whether some of the active cell can be seen."""
    return notebook.page.evaluate(
        f"""() => {{
            const box = {NOTEBOOK}.content.activeCell.node.getBoundingClientRect();
            return box.bottom > 0 && box.top < window.innerHeight && box.height > 0;
        }}"""
    )


def go_to(notebook: Notebook, name: str) -> None:
    """Move to a cell with the arrow keys, in command mode."""
    place = [cell["id"] for cell in notebook.cells()].index(name)
    notebook.page.keyboard.press("Escape")
    while (away := place - active(notebook)) != 0:
        notebook.page.keyboard.press("ArrowDown" if away > 0 else "ArrowUp")


def test_the_keys_alone_lead_through_the_lesson(notebook: Notebook) -> None:
    keyboard, cells = notebook.page.keyboard, notebook.cells()
    presses = 0
    while not notebook.page.evaluate(
        f"{NOTEBOOK}.content.node.contains(document.activeElement)"
    ):
        keyboard.press("Tab")
        presses += 1
        assert presses < 60, "the notebook cannot be reached with Tab"
    keyboard.press("Escape")
    assert active(notebook) == 0
    for place in range(len(cells)):
        assert active(notebook) == place
        assert on_screen(notebook), f"cell {place} is run out of sight"
        keyboard.press("Shift+Enter")
    notebook.idle()
    ran = [cell for cell in notebook.cells() if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in ran if cell["source"])
    kinds = [output["output_type"] for cell in ran for output in cell["outputs"]]
    assert "error" not in kinds


def test_an_answer_is_typed_checked_and_helped(notebook: Notebook) -> None:
    given = answers.load(LESSON, EXERCISE)
    keyboard = notebook.page.keyboard
    for kind, points in (("wrong", False), ("right", True)):
        code = next(a.code for a in given if a.kind == kind and "..." not in a.code)
        go_to(notebook, EXERCISE)
        keyboard.press("Enter")
        keyboard.press("Control+a")
        keyboard.insert_text(code)
        keyboard.press("Shift+Enter")
        go_to(notebook, f"test-{EXERCISE}")
        keyboard.press("Shift+Enter")
        notebook.idle()
        full = notebook.cell(f"test-{EXERCISE}")["metadata"]["nbgrader"]["points"]
        assert (notebook.score(f"test-{EXERCISE}") == full) == points
    go_to(notebook, f"test-{EXERCISE}")
    keyboard.press("b")  # a cell below
    keyboard.press("Enter")
    keyboard.insert_text(f'check.hint("{EXERCISE}")')
    keyboard.press("Control+Enter")
    notebook.idle()
    (hint,) = [
        c for c in notebook.cells() if c["source"] == f'check.hint("{EXERCISE}")'
    ]
    assert hint["outputs"], "no hint was shown"
