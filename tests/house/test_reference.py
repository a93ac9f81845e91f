"""The reference on the web page holds every public name, and reads as it should."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import unrolled
from unrolled import data

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

PUBLIC = [
    *(f"unrolled.{name}" for name in unrolled.__all__),
    *(f"unrolled.data.{name}" for name in data.__all__),
]


def public(name: str) -> Any:
    """The function or class of a public name."""
    module, last = name.rsplit(".", 1)
    return getattr(sys.modules[module], last)


# --- the pages' source -----------------------------------------------------------


def test_every_public_name_stands_on_a_page_once() -> None:
    said = "\n".join(path.read_text("utf-8") for path in SITE.rglob("reference/*.md"))
    found = re.findall(r"^\.\. auto(?:function|class|exception):: ([\w.]+)", said, re.M)
    assert sorted(found) == sorted(PUBLIC)


# --- the docstrings --------------------------------------------------------------


def callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function, and every public method of a public class."""
    for name in PUBLIC:
        thing = public(name)
        if not inspect.isclass(thing):
            yield name, thing
            continue
        for method, value in vars(thing).items():
            function = getattr(value, "__func__", value)  # a class method's own
            if not method.startswith("_") and inspect.isfunction(function):
                yield f"{name}.{method}", function


def sections(thing: Any) -> dict[str, str]:
    """The sections of a Google docstring, such as ``Args``, with their text."""
    parts = re.split(r"^([A-Z][a-z]+):\n", inspect.getdoc(thing) or "", flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def entries(section: str) -> list[str]:
    """The names that a section explains, one at the start of an entry."""
    return re.findall(r"^ {4}(\w+): ", section, re.M)


def raises(function: Callable[..., Any]) -> bool:
    """Whether the function itself raises, not only what it calls."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(function)))
    return any(
        isinstance(node, ast.Raise) and node.exc is not None
        for node in ast.walk(ast.parse(source))
    )


CALLABLES = dict(callables())


@pytest.mark.parametrize("name", CALLABLES)
def test_a_docstring_tells_what_goes_in_and_comes_out(name: str) -> None:
    function = CALLABLES[name]
    told = sections(function)
    signature = inspect.signature(function)
    takes = [each for each in signature.parameters if each not in ("self", "cls")]
    assert entries(told.get("Args", "")) == takes
    gives = signature.return_annotation not in ("None", "Iterator[None]")
    assert ("Returns" in told) == gives
    if raises(function):
        assert "Raises" in told


@pytest.mark.parametrize("name", PUBLIC)
def test_a_docstring_tells_every_field(name: str) -> None:
    thing = public(name)
    assert (inspect.getdoc(thing) or "").strip()
    if dataclasses.is_dataclass(thing):
        told = entries(sections(thing)["Attributes"])
        fields = [field.name for field in dataclasses.fields(thing)]
        assert told == [field for field in fields if not field.startswith("_")]


# --- the built pages -------------------------------------------------------------


class Page(HTMLParser):
    """What a page shows outside of its code, and what it loads from elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.loaded: list[str] = []
        self.classes: set[str] = set()
        self._code = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.classes |= set((given.get("class") or "").split())
        self._code += tag in ("pre", "script", "style")
        address = given.get("src") or (given.get("href") if tag == "link" else None)
        if re.match(r"(?:https?:)?//", address or ""):
            self.loaded.append(str(address))

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("pre", "script", "style")

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.text.append(data)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, as ``make docs`` makes it: a warning is an error."""
    place = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q"),
            *("-b", "html", "-d", place / "trees", SITE, place / "html"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return place / "html"


def pages(built: Path) -> dict[str, str]:
    """The pages that have a source, by name."""
    names = [path.relative_to(SITE).with_suffix("") for path in SITE.rglob("*.md")]
    return {
        str(name): (built / name).with_suffix(".html").read_text("utf-8")
        for name in names
    }


def test_every_public_name_can_be_linked_to(built: Path) -> None:
    anchors = set(
        re.findall(r'id="(unrolled\.[\w.]+)"', "".join(pages(built).values()))
    )
    assert set(PUBLIC) <= anchors
    for name in PUBLIC:
        if dataclasses.is_dataclass(public(name)):
            fields = {field.name for field in dataclasses.fields(public(name))}
            assert {f"{name}.{f}" for f in fields if f[0] != "_"} <= anchors


RAW = (
    r"``|:py:|:class:|:func:|\.\. \w+::|\*args|\*\*kwargs|Args:|Attributes:|<\w+ object"
)


def test_no_page_shows_markup(built: Path) -> None:
    for name, html in pages(built).items():
        page = Page(html)
        said = "".join(page.text)
        assert re.findall(RAW, said) == [], name
        assert not re.search(
            r"unrolled\.(?:drawing|tracing|stepping)\.\w+\.[A-Z]", said
        )
        assert not page.classes & {"problematic", "system-message"}, name


def test_a_records_type_leads_to_that_record(built: Path) -> None:
    trace = pages(built)["reference/trace"]
    signature = re.findall(
        r'<dt [^>]*id="unrolled\.RecurrentTrace\.cells">.*?</dt>', trace, re.S
    )
    assert len(signature) == 1
    assert 'href="#unrolled.CellTrace"' in signature[0]
    assert "unrolled.tracing" not in re.sub(r"<[^>]*>", "", signature[0])


def test_no_page_loads_anything_from_elsewhere(built: Path) -> None:
    for path in built.rglob("*.html"):
        assert Page(path.read_text("utf-8")).loaded == [], path
    for path in built.rglob("*.css"):
        assert not re.search(
            r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", path.read_text("utf-8")
        ), path
