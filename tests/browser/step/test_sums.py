"""Whatever is pointed at, its sum is spelled out with the trace's numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.figures import (
    Line,
    Shown,
    cells,
    cells_of,
    figure,
    near,
    number,
    read_line,
)

pytestmark = pytest.mark.xdist_group("browser")  # one JupyterLab serves them all


POINT_AT_EACH = """all => all.map(each => {
    each.dispatchEvent(new PointerEvent("pointermove", {bubbles: true}));
    const panel = each.closest(".panel");
    const products = panel?.querySelectorAll(".product.cell:not(.inner):not(.result)");
    return {
        line: each.closest(".unrolled-step").querySelector(".line").innerText,
        chosen: panel?.classList.contains("chosen"),
        number: each.innerText,
        products: [...products ?? []].map(product => product.innerText),
    };
})"""
"""What a figure shows as the pointer goes over each of some elements, in one go."""


def assert_products_add_up(products: list[str], total: float) -> None:
    """The column beside the matrices is the sum, row by row."""
    *parts, written = map(number, products)
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
            states = [*reversed(cell.states)]  # in the order of the column
            units = [(state, unit) for state in states for unit in range(cell.units)]
            pointed = shown.unit().evaluate_all(POINT_AT_EACH)
            for (state, unit), seen in zip(units, pointed, strict=True):
                line = read_line(seen["line"])
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
                row = panel.locator("button.result, button.total")
                pointed = row.evaluate_all(POINT_AT_EACH)
                assert len(pointed) == cell.units
                for unit, seen in enumerate(pointed):
                    total = gate.sums[0, step - 1, unit]
                    value = gate.values[0, step - 1, unit]
                    line = read_line(seen["line"])
                    assert seen["chosen"]
                    assert line.unit == unit + 1
                    assert near(line.sum, total)
                    assert near(line.value, value)
                    assert_adds_up(line)
                    assert near(number(seen["number"]), value)
                    assert_products_add_up(seen["products"], total)


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
