"""The web site in a browser: whole, readable, and content with itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
import yaml
from playwright.sync_api import Browser, Page, ViewportSize, expect

from autograder.cli import app
from tests.browser.figures import Shown, near, number, read_line
from tests.browser.pages import (
    CONTRASTS,
    LESSONS,
    NOTEBOOKS,
    PAGES,
    ROOT,
    Reader,
    findings,
    make,
    served,
    settle,
)
from tools.repository import ADDRESS, NAME

pytestmark = pytest.mark.xdist_group("browser")  # one worker makes the site

PHONE: ViewportSize = {"width": 390, "height": 844}
STEPS = "notebooks/02-multiple-outputs"
Open = Callable[..., Reader]


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's files."""
    return make(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def address(html: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(html) as here:
        yield here


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Open]:
    """Makes readers, whom nothing may have gone wrong for."""
    readers: list[Reader] = []

    def one(**how: object) -> Reader:
        readers.append(Reader(browser, address, **how))
        return readers[-1]

    yield one
    for each in readers:
        each.context.close()
    assert [problem for each in readers for problem in each.problems] == []


@pytest.fixture(scope="module", params=PAGES)
def opened(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> Iterator[Reader]:
    """A page of the site, loaded once for all that is claimed of every page."""
    one = Reader(browser, address)
    one.open(request.param)
    yield one
    one.context.close()


# --- every page --------------------------------------------------------------------


def test_a_page_loads_all_that_it_shows_from_the_site(opened: Reader) -> None:
    page = opened.page
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().endswith("Unrolled")
    widths = page.evaluate(
        """() => Promise.all([...document.images].map(async image => {
            image.loading = "eager";
            await image.decode();
            return image.naturalWidth;
        }))"""
    )
    assert all(widths)
    assert opened.problems == []


def test_every_picture_is_told_in_words(opened: Reader) -> None:
    pictures = opened.page.locator(".bd-article img")
    for words in pictures.evaluate_all("all => all.map(each => each.alt)"):
        assert len(words) > 40, words
        assert not re.search(r"\.png|No description|<Figure", words)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Reader, theme: str) -> None:
    page = opened.page
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    settle(page)
    assert findings(page) == []


def test_on_a_phone_no_page_moves_sideways(opened: Reader) -> None:
    page = opened.page
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate("window.scrollBy(300, 0)")
    assert page.evaluate("window.scrollX") == 0


# --- lessons -----------------------------------------------------------------------


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_stands_there_with_what_it_printed(reader: Open, name: str) -> None:
    page = reader().open(name)
    said = plain(page.locator(".bd-article").inner_text())
    book = nbformat.read(ROOT / f"{name}.ipynb", 4)
    # what only installs the course is not for those who read
    shown = [c for c in book.cells if "remove-cell" not in c.metadata.get("tags", [])]
    code = [cell for cell in shown if cell.cell_type == "code"]
    assert page.locator("div.cell").count() == len(code)
    for cell in code:
        for output in cell.outputs:
            if output.output_type == "stream":
                assert plain(output.text) in said


@pytest.mark.parametrize("name", LESSONS)
def test_formulas_are_set(reader: Open, name: str) -> None:
    page = reader().open(name)
    formulas = page.locator(".bd-article math")
    assert formulas.count() > 1
    loaded = "document.fonts.ready.then(() => document.fonts.check('1em formulas'))"
    assert page.evaluate(loaded)
    said = page.locator(".bd-article p, .bd-article li, .formula").all_inner_texts()
    assert not [text for text in said if re.search(r"\$|\\[a-z]+", text)]
    lowered = page.locator("msub").evaluate_all(
        """all => all.map(({ children }) => {
            const [base, index] = [...children].map(e => e.getBoundingClientRect());
            return index.bottom - base.bottom;
        })"""
    )
    assert not lowered or max(lowered) > 2  # without a font for it they all stand at 0


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_opens_in_colab_and_binder_and_is_had(
    reader: Open, html: Path, name: str
) -> None:
    page = reader().open(name)
    buttons = page.locator(".article-header-buttons > a")
    assert [text.strip() for text in buttons.all_inner_texts()] == [
        *("Colab", "Binder", "Download", "GitHub")
    ]
    colab, binder, download, github = buttons.evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )
    file = f"{name}.ipynb"
    assert colab == f"https://colab.research.google.com/github/{NAME}/blob/main/{file}"
    assert binder == f"https://mybinder.org/v2/gh/{NAME}/main?urlpath=lab/tree/{file}"
    assert github == ADDRESS
    had = (html / name).parent / download
    assert had.read_bytes() == (ROOT / file).read_bytes()


# --- figures -----------------------------------------------------------------------


def test_a_wide_figure_scrolls_inside_its_box_on_a_phone(reader: Open) -> None:
    page = reader(viewport=PHONE).open(LESSONS[0])
    picture = page.locator(".cell_output img").first
    picture.scroll_into_view_if_needed()
    natural = int(picture.get_attribute("width") or 0)
    box = picture.bounding_box()
    assert box
    assert box["width"] >= 0.74 * natural > PHONE["width"]
    frame = page.locator(".cell_output > .output:has(img)").first
    inside, shown = frame.evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert inside > shown
    expect(frame).to_have_attribute("tabindex", "0")  # so the keyboard scrolls it
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


@pytest.mark.parametrize("name", ["index", LESSONS[0], STEPS])
def test_a_picture_keeps_its_colours_in_the_dark(reader: Open, name: str) -> None:
    pictures = reader(color_scheme="dark").open(name).locator(".bd-article img")
    assert pictures.count() > 0
    looks = pictures.evaluate_all(
        """all => all.map(each => getComputedStyle(each)).map(
            ({ filter, padding }) => [filter, padding])"""
    )
    for look in looks:
        assert look == ["brightness(0.92)", "0px"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_numbers_of_a_figure_stand_out(reader: Open, theme: str) -> None:
    page = reader(color_scheme=theme).open(STEPS)
    roots = page.locator(".unrolled-step")
    for root in roots.all():
        Shown(page, root)
        expect(root).to_have_attribute("data-theme", theme)
    settle(page)
    found = page.evaluate(CONTRASTS)
    assert len(found) > 100
    assert [each for each in found if each["ratio"] < 4.5] == []


def test_a_figure_is_stepped_through_with_the_mouse(reader: Open) -> None:
    page = reader().open(STEPS)
    shown = Shown(page, page.locator(".unrolled-step").first)
    shown.button("Next ›").click()
    assert shown.step() == 2
    shown.unit().nth(1).hover()
    line = read_line(shown.line())
    assert line.unit == 2
    assert abs(line.value - number(shown.unit().nth(1).inner_text())) < 6e-3
    shown.button("‹ Back").click()
    assert shown.step() == 1


def test_a_figure_is_reached_and_stepped_through_with_the_keys(reader: Open) -> None:
    page = reader().open(STEPS)
    shown = Shown(page, page.locator(".unrolled-step").first)
    within = "document.querySelector('.unrolled-step').contains(document.activeElement)"
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(within):
            break
    assert page.evaluate(within)
    before = shown.line()
    page.keyboard.press("ArrowRight")
    assert shown.step() == 2
    assert shown.line() != before
    page.keyboard.press("End")
    assert shown.step() == 3
    page.keyboard.press("Home")
    assert near(shown.step(), 1)


# --- finding one's way ---------------------------------------------------------------


def search_for(page: Page, words: str) -> list[str]:
    """The titles of what is found, when somebody searches by the keyboard."""
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()
    page.get_by_text(re.compile("Search finished")).wait_for()
    return page.locator("#search-results li > a").all_inner_texts()


def test_search_finds_lessons_and_functions(reader: Open) -> None:
    page = reader().open("index")
    found = search_for(page, "Bidirectional")
    assert "Gallery: what unrolled draws" in found
    assert "unrolled.BidirectionalTrace" in found
    page.locator("#search-results li a", has_text="Gallery").first.click()
    page.wait_for_url(re.compile("gallery"))
    page.go_back()
    assert "Checks" in " ".join(search_for(page, "exercise points"))


def test_search_works_where_the_site_is_a_folder(browser: Browser, html: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((html / "index.html").as_uri())
    assert "autograder.check.tagger" in search_for(page, "tagger")
    context.close()


def test_the_theme_that_is_chosen_stays(reader: Open) -> None:
    page = reader(color_scheme="light").open(STEPS)
    root = page.locator(".unrolled-step").first
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Color mode").last.click()
    page.get_by_role("button", name="Dark", exact=True).last.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(root).to_have_attribute("data-theme", "dark")
    page.get_by_role("link", name="1 Single output").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_start_page_has_a_door_for_each(reader: Open) -> None:
    page = reader().open("index")
    for door, leads_to in (
        ("You learn", "How to work"),
        ("You teach", ""),
        ("You maintain", "How the course is made"),
    ):
        page.locator(".door").get_by_role("link", name=door).click()
        expect(page.get_by_role("heading", level=1).last).to_contain_text(leads_to)
        page.go_back()


def test_what_is_printed_is_dark_on_white(reader: Open) -> None:
    page = reader(color_scheme="dark").open(STEPS)
    printed = "dispatchEvent(new Event('{}'))"
    page.evaluate(printed.format("beforeprint"))
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    settle(page)
    for hidden in (".article-header-buttons", ".bd-sidebar-primary", ".bd-sidebar"):
        for each in page.locator(hidden).all():
            expect(each).to_be_hidden()
    code = page.locator(".cell_input pre").first
    assert code.evaluate("e => getComputedStyle(e).whiteSpace") == "pre-wrap"
    page.emulate_media(media="screen")
    page.evaluate(printed.format("afterprint"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


# --- the reference -------------------------------------------------------------------

MARKUP = r"~\w+\.|``|:py:|:class:|:func:|\.\. \w+::|\*args|\*\*kwargs|Args:|<\w+ object"
INNER = r"(?:unrolled\.(?:drawing|tracing|stepping)|autograder\.(?:observe|check)\.\w+)"


@pytest.mark.parametrize("name", [name for name in PAGES if "reference" in name])
def test_the_reference_shows_no_markup(reader: Open, name: str) -> None:
    page = reader().open(name)
    page.evaluate("document.querySelectorAll('pre').forEach(each => each.remove())")
    said = page.locator(".bd-article").inner_text()
    assert re.findall(MARKUP, said) == []
    assert re.findall(rf"{INNER}\.\w*[A-Z]", said) == []
    assert page.locator(".problematic, .system-message").count() == 0


def test_a_records_type_leads_to_that_record(reader: Open) -> None:
    page = reader().open("reference/trace")
    cells = page.locator("[id='unrolled.RecurrentTrace.cells']")
    cells.get_by_role("link", name="CellTrace").click()
    assert page.url.endswith("#unrolled.CellTrace")


def test_every_command_is_told_with_its_options(reader: Open) -> None:
    said = reader().open("reference/command-line").locator(".bd-article").inner_text()
    for command in app.registered_commands:
        assert command.callback
        assert f"autograder {command.callback.__name__}" in said
    assert "--require-sandbox" in said
    assert "&#x27;" not in said


# --- beside the site -----------------------------------------------------------------


def test_axe_finds_nothing_serious_on_an_exported_lesson(
    browser: Browser, tmp_path: Path
) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "jupyter", "nbconvert", "--to", "html"),
            *("--template", "lesson", "--output-dir", tmp_path),
            "--TemplateExporter.extra_template_basedirs=site/export",
            ROOT / f"{STEPS}.ipynb",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / f"{Path(STEPS).name}.html").as_uri())
    Shown(page, page.locator(".unrolled-step").first)
    settle(page)
    assert findings(page) == []
    context.close()


def test_only_the_job_that_publishes_may_write() -> None:
    flow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))
    assert flow["permissions"] == {}
    build, publish = flow["jobs"]["build"], flow["jobs"]["publish"]
    assert build["permissions"] == {"contents": "read"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    made = [step["run"] for step in build["steps"] if "run" in step]
    taken = [
        step["with"]["path"]
        for step in build["steps"]
        if "path" in step.get("with", {})
    ]
    assert made == ["make site"]
    assert f" site {taken[0]}\n" in (ROOT / "Makefile").read_text("utf-8")
