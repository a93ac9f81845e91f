"""A figure in JupyterLab, and in the page that nbconvert makes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Lab
from tests.browser.figures import Shown, cells, figure, near, read_line
from tests.browser.pages import faint_texts, settle, watched
from tests.browser.test_lesson_in_jupyterlab import NOTEBOOK, Notebook

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all


def notebook_of(*names: str) -> nbformat.NotebookNode:
    """A notebook whose cells show figures, as if they had run."""
    cells = []
    for place, name in enumerate(names):
        data, metadata = figure(name)._repr_mimebundle_()
        output = nbformat.v4.new_output(
            "execute_result", data=data, metadata=metadata, execution_count=place + 1
        )
        cell = nbformat.v4.new_code_cell(
            "step(model, x)", execution_count=place + 1, outputs=[output]
        )
        cell["id"] = f"cell-{place}"
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nbconverts_page_works_without_a_network(
    page: Page, tmp_path: Path, theme: str
) -> None:
    html, _ = HTMLExporter(theme=theme).from_notebook_node(
        notebook_of("SimpleRNN", "LSTM", "nasty")
    )
    path = tmp_path / "lesson.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())
    roots = page.locator(".unrolled-step")
    assert roots.count() == 3
    one, two = Shown(page, roots.nth(0)), Shown(page, roots.nth(1))
    for shown, name in ((one, "SimpleRNN"), (two, "LSTM")):
        expect(shown.root).to_have_attribute("data-theme", theme)
        shown.button("Next ›").click()
        shown.unit().nth(1).hover()
        line = read_line(shown.line())
        state = cells(name)[0].states[-1]  # the upper one: c of an LSTM
        assert near(line.value, state.values[0, 2, 1])
    page.mouse.move(0, 0)
    settle(page)
    assert faint_texts(page) == []


CODE = """\
import keras, numpy as np
from keras import layers
from unrolled.stepping.step import step
keras.utils.set_random_seed(3)
x = np.array([[[0.9, -0.3], [0.1, 0.6], [-0.7, 0.8]]])
model = keras.Sequential([keras.Input((3, 2)), layers.SimpleRNN(4)])
step(model, x, tokens=["$x$", "am", "Groot"])
"""


def write_notebook(clone: Path, name: str, node: nbformat.NotebookNode) -> None:
    nbformat.write(node, clone / "notebooks" / name)


def open_notebook(browser: Browser, lab: Lab, name: str) -> tuple[Notebook, list[str]]:
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    problems = watched(page)
    page.goto(lab.page(name))
    opened = Notebook(page)
    opened.appear()
    return opened, problems


@pytest.fixture(scope="module")
def live(browser: Browser, lab: Lab, clone: Path) -> Iterator[tuple[Notebook, list]]:
    """A notebook in JupyterLab whose second cell has just shown a figure."""
    node = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("A figure", id="words"),
            nbformat.v4.new_code_cell(CODE, id="figure"),
            nbformat.v4.new_code_cell("1", id="after"),
        ],
        metadata=notebook_of().metadata,
    )
    write_notebook(clone, "step.ipynb", node)
    opened, problems = open_notebook(browser, lab, "step.ipynb")
    opened.select("figure")
    opened.page.keyboard.press("Control+Enter")
    opened.idle()
    opened.page.locator(".unrolled-step .view").wait_for()
    yield opened, problems
    opened.page.close()


def test_keys_in_a_figure_are_no_commands_of_jupyterlab(
    live: tuple[Notebook, list[str]],
) -> None:
    notebook, _ = live
    page = notebook.page
    shown = Shown(page)
    before = notebook.cells()
    state = "[NBK.content.activeCellIndex, NBK.content.mode]".replace("NBK", NOTEBOOK)
    for place in (".block.now", ".made .pointed", ".play", "input[type=range]"):
        shown.root.locator(place).first.click(force=True)
        where = page.evaluate(state)
        for key in ("b", "a", "d", "d", "x", "m", "ArrowDown", "ArrowUp", "Shift+l"):
            page.keyboard.press(key)
            inside = page.evaluate(
                "document.querySelector('.unrolled-step')"
                ".contains(document.activeElement)"
            )
            assert inside, (place, key)
        assert page.evaluate(state) == where, place
    shown.root.locator(".block.now").focus()
    for key in ("Home", "ArrowRight", "Enter", "ArrowRight", "Space"):
        page.keyboard.press(key)
    assert shown.step() == 3
    assert notebook.cells() == before


def test_a_click_beside_the_buttons_keeps_the_keys_too(
    live: tuple[Notebook, list[str]],
) -> None:
    notebook, _ = live
    page = notebook.page
    shown = Shown(page)
    count = len(notebook.cells())
    shown.root.locator(".note").click()
    page.keyboard.press("Home")
    assert shown.step() == 1
    page.keyboard.press("ArrowRight")
    assert shown.step() == 2
    page.keyboard.press("b")
    assert len(notebook.cells()) == count


def test_tab_leaves_the_figure_in_jupyterlab(live: tuple[Notebook, list[str]]) -> None:
    page = live[0].page
    Shown(page).root.locator("select").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
    assert not page.evaluate(
        "document.querySelector('.unrolled-step').contains(document.activeElement)"
    )


def test_words_are_not_typeset_in_jupyterlab(live: tuple[Notebook, list[str]]) -> None:
    page = live[0].page
    root = Shown(page).root
    page.evaluate(
        f"""() => {{
            const beside = document.createElement('p');
            beside.className = 'beside-it';
            beside.textContent = '$y$';
            const output = document.querySelector('.unrolled-step').parentElement;
            output.append(beside);
            {NOTEBOOK}.content.rendermime.latexTypesetter.typeset(output);
        }}"""
    )
    page.locator(".beside-it mjx-container").wait_for()
    assert root.locator(".word span").first.inner_text() == "“$x$”"
    assert root.locator("mjx-container, .MathJax").count() == 0


def test_jupyterlabs_themes_are_followed(live: tuple[Notebook, list[str]]) -> None:
    notebook, problems = live
    page = notebook.page
    root = Shown(page).root
    for theme, name in (("dark", "JupyterLab Dark"), ("light", "JupyterLab Light")):
        page.evaluate(
            "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})",
            name,
        )
        expect(root).to_have_attribute("data-theme", theme, timeout=20_000)
        page.mouse.move(0, 0)
        settle(page)
        assert faint_texts(page) == []
    assert problems == []


def test_an_untrusted_figure_is_a_picture_with_its_words(
    browser: Browser, lab: Lab, clone: Path
) -> None:
    write_notebook(clone, "untrusted.ipynb", notebook_of("SimpleRNN"))
    notebook, problems = open_notebook(browser, lab, "untrusted.ipynb")
    page = notebook.page
    picture = page.locator(".jp-OutputArea-output img")
    picture.wait_for()
    assert not page.evaluate(f"{NOTEBOOK}.content.model.cells.get(0).trusted")
    assert picture.get_attribute("alt") == figure("SimpleRNN").alt
    assert picture.evaluate("i => i.complete && i.naturalWidth") > 600
    output = page.locator(".jp-OutputArea-output")
    assert output.locator("script, style, .view, button").count() == 0
    assert output.inner_text().strip() == ""
    assert problems == []
    page.close()
