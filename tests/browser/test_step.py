"""A reader steps through a figure: with the mouse, with the keys, on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Lab
from tests.browser.figures import (
    FIGURES,
    NASTY,
    Line,
    Shown,
    cells_of,
    read_line,
)
from tests.browser.test_lesson_in_jupyterlab import NOTEBOOK, Notebook
from unrolled.stepping.step import Stepper

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all

CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text(encoding="utf-8")
# an address that the page itself asks for and cannot reach is not an error of ours
ELSEWHERE = re.compile(
    r"net::ERR_|Failed to load resource|MathJax|require is not|mermaid"
)


@cache
def figure(name: str) -> Stepper:
    """One of the figures, made once for all tests."""
    return FIGURES[name]()


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


def watched(page: Page) -> list[str]:
    """The errors that come up on the page from now on."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: (
            problems.append(message.text)
            if message.type == "error" and not ELSEWHERE.search(message.text)
            else None
        ),
    )
    return problems


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Callable[[str], Shown]:
    """Opens a figure's saved page from the disk."""

    def opened(name: str) -> Shown:
        path = tmp_path / "figure.html"
        figure(name).save(path)
        page.goto(path.as_uri())
        return Shown(page)

    return opened


def near(one: float, other: float) -> bool:
    """Whether two numbers are the same to three decimals."""
    return abs(one - other) < 6e-4


def assert_products_add_up(panel: Locator, total: float) -> None:
    """The column beside the matrices is the sum, row by row."""
    products = panel.locator(".product.cell:not(.inner):not(.result)")
    *parts, written = [number(text) for text in products.all_inner_texts()]
    assert near(written, total)
    assert abs(sum(parts) - written) < 6e-4 * (len(parts) + 1)


def assert_adds_up(line: Line) -> None:
    # each factor is rounded to 3 decimals: a product is off by 5e-4 · (|a| + |b|)
    assert abs(line.added - line.sum) < 1.5e-3 * (line.terms + 1), line


RECURRENT = [
    "SimpleRNN",
    "relu",
    "LSTM",
    "GRU",
    "GRU, reset before",
    "bidirectional",
    "bidirectional LSTM",
    "backwards",
    "stacked cells",
]


@pytest.mark.parametrize("name", RECURRENT)
def test_each_units_sum_is_the_traces(show: Callable[[str], Shown], name: str) -> None:
    shown = show(name)
    layer = figure(name).trace.layers[0]
    for lane, cell in enumerate(cells_of(layer)):
        steps = cell.outputs.shape[1]
        for step in range(1, steps + 1):
            shown.go(step, lane)
            symbols = [state.symbol for state in reversed(cell.states)]
            for place, symbol in enumerate(symbols):
                for unit in range(cell.units):
                    shown.unit().nth(place * cell.units + unit).hover(force=True)
                    line = read_line(shown.line())
                    state = next(s for s in cell.states if s.symbol == symbol)
                    assert line.unit == unit + 1
                    assert near(line.value, state.values[0, step, unit])
                    assert_adds_up(line)


@pytest.mark.parametrize("name", RECURRENT)
def test_each_gates_sum_is_the_traces(show: Callable[[str], Shown], name: str) -> None:
    shown = show(name)
    layer = figure(name).trace.layers[0]
    for lane, cell in enumerate(cells_of(layer)):
        for step in range(1, cell.outputs.shape[1] + 1):
            shown.go(step, lane)
            for place, gate in enumerate(cell.gates):
                panel = shown.root.locator(".panel").nth(place)
                for unit in range(cell.units):
                    row = panel.locator("button.result, button.total")
                    row.nth(unit).hover(force=True)
                    assert panel.evaluate("e => e.classList.contains('chosen')")
                    line = read_line(shown.line())
                    assert line.unit == unit + 1
                    assert near(line.sum, gate.sums[0, step - 1, unit])
                    assert near(line.value, gate.values[0, step - 1, unit])
                    assert_adds_up(line)
                    cell_text = row.nth(unit).inner_text()
                    assert near(number(cell_text), gate.values[0, step - 1, unit])
                    assert_products_add_up(panel, gate.sums[0, step - 1, unit])


def cells(name: str) -> list[Any]:
    return cells_of(figure(name).trace.layers[0])


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_a_wide_layer_shows_one_units_column(show: Callable[[str], Shown]) -> None:
    shown = show("wide")
    shown.page.emulate_media(reduced_motion="reduce")  # scrolls at once
    (cell,) = cells("wide")
    shown.root.get_by_role("spinbutton", name="unit").fill("37")
    shown.go(5)
    line = read_line(shown.line())
    assert line.unit == 37
    assert near(line.value, cell.states[0].values[0, 5, 36])
    assert near(line.sum, cell.gates[0].sums[0, 4, 36])
    assert_adds_up(line)
    assert shown.root.locator(".table .cell").count() < 60
    band = shown.root.locator(".bands.made")
    box = band.bounding_box()
    assert box
    shown.page.mouse.move(box["x"] + 20, box["y"] + box["height"] * 10.5 / 64)
    assert read_line(shown.line()).unit == 11
    band.focus()
    shown.page.keyboard.press("ArrowDown")
    assert read_line(shown.line()).unit == 12
    assert band.get_attribute("aria-valuetext") == (
        f"unit 12 of h at step 5: {cell.states[0].values[0, 5, 11]:.2f}".replace(
            "-", "−"
        )
    )


def test_pointing_builds_nothing_anew(show: Callable[[str], Shown]) -> None:
    shown = show("LSTM")
    shown.page.evaluate(
        """() => {
            window.built = 0;
            const watch = new MutationObserver(changes => {
                for (const { addedNodes } of changes)
                    for (const node of addedNodes)
                        if (node.nodeType === 1) window.built += 1;
            });
            watch.observe(document.querySelector('.view'),
                { childList: true, subtree: true });
        }"""
    )
    for unit in range(8):
        shown.unit().nth(unit).hover()
    shown.root.locator(".panel .cell").nth(20).hover()
    shown.page.keyboard.press("ArrowRight")
    assert shown.page.evaluate("window.built") == 0


def test_the_sum_of_a_dense_layer(show: Callable[[str], Shown]) -> None:
    shown = show("masked")
    shown.root.get_by_role("button", name=re.compile("^Dense")).click()
    dense = figure("masked").trace.layers[-1]
    for unit, name in enumerate(["red", "green", "blue"]):
        shown.unit().nth(unit).hover()
        line = read_line(shown.line())
        assert f"unit {unit + 1} ({name}) of y" in shown.line()
        assert near(line.value, dense.outputs[0, unit])
        assert_adds_up(line)


def test_every_layer_of_a_stack_is_reached(show: Callable[[str], Shown]) -> None:
    shown = show("stack")
    tabs = shown.root.locator(".tab")
    assert tabs.count() == 6
    seen = []
    for place in range(6):
        tabs.nth(place).click()
        assert tabs.nth(place).get_attribute("aria-pressed") == "true"
        seen.append(shown.root.locator(".block b").first.inner_text())
        assert shown.line()
    assert seen == ["SimpleRNN", "Dropout", "LSTM", "RepeatVector", "GRU", "Dense"]
    tabs.nth(4).click()
    (cell,) = cells_of(figure("stack").trace.layers[4])
    shown.go(2)
    shown.unit().nth(1).hover()
    assert near(read_line(shown.line()).value, cell.states[0].values[0, 2, 1])


def test_the_backward_layer_goes_from_right_to_left(
    show: Callable[[str], Shown],
) -> None:
    shown = show("bidirectional")
    lefts = []
    for step in (1, 2, 3):
        shown.go(step, lane=1)
        now = shown.root.locator('.block[data-lane="1"].now').bounding_box()
        assert now
        lefts.append(now["x"])
    assert lefts == sorted(lefts, reverse=True)
    assert shown.where() == "step 3 of 3: forward reads “Groot”, backward reads “I”"


def test_a_masked_step_is_skipped(show: Callable[[str], Shown]) -> None:
    shown = show("masked")
    skipped = shown.root.locator(".block.skipped")
    assert skipped.count() == 2
    assert "masked" in skipped.first.inner_text()
    shown.go(2)
    before = shown.unit().all_inner_texts()
    shown.go(3)
    assert "step 3 is masked: the state passes through unchanged" in shown.line()
    assert shown.unit().all_inner_texts() == before
    assert not shown.root.locator(".panel").first.is_visible()
    assert shown.root.locator(".word").nth(2).inner_text().endswith("id 0")
    shown.go(4)
    assert shown.root.locator(".panel").first.is_visible()


def test_a_cell_of_ones_own_shows_its_states_and_no_sums(
    show: Callable[[str], Shown],
) -> None:
    shown = show("a cell of one's own")
    assert "MinimalCell is a cell of its own" in shown.root.inner_text()
    assert shown.root.locator(".panel").count() == 0
    shown.go(2)
    shown.unit().last.hover()
    assert shown.line().startswith("unit 3 of s1 at step 2: ")


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


def settle(page: Page) -> None:
    """Waits until nothing on the page is changing its colour."""
    page.evaluate(  # one that is cut short has come to its end too
        "Promise.allSettled(document.getAnimations().map(each => each.finished))"
    )


def faint_texts(page: Page) -> list[str]:
    """Texts of figures with a contrast under 4.5:1."""
    texts = page.evaluate(CONTRASTS)
    assert len(texts) > 20
    return [
        f"{each['ratio']:.2f} {each['text']}" for each in texts if each["ratio"] < 4.5
    ]


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


# In JupyterLab and in what nbconvert makes


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
