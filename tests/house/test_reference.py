"""The reference on the web site holds every public name, and all of it is told."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import unrolled
from autograder import check, reference
from unrolled import data

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

PUBLIC = [
    f"{module.__name__}.{name}"
    for module in (unrolled, data, check, reference)
    for name in module.__all__
]


def public(name: str) -> Any:
    """The function or class of a public name."""
    module, last = name.rsplit(".", 1)
    return getattr(sys.modules[module], last)


# --- the pages' source -----------------------------------------------------------


def test_every_public_name_stands_on_a_page_once() -> None:
    said = "\n".join(path.read_text("utf-8") for path in SITE.glob("reference/*.md"))
    found = re.findall(r"^\.\. auto(?:function|class|exception):: ([\w.]+)", said, re.M)
    assert sorted(found) == sorted(PUBLIC)


# --- the docstrings --------------------------------------------------------------


def callables() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function, and every public method of a class of `unrolled`.

    The classes of `autograder` are made and handed on; the methods are its own.
    """
    for name in PUBLIC:
        thing = public(name)
        if not inspect.isclass(thing):
            yield name, thing
            continue
        if name.startswith("autograder."):
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
    if name.startswith("autograder."):
        return  # a check gives a verdict, whatever it is given, and raises nothing
    gives = signature.return_annotation not in ("None", "Iterator[None]")
    assert ("Returns" in told) == gives
    if raises(function):
        assert "Raises" in told


@pytest.mark.parametrize("name", PUBLIC)
def test_a_docstring_tells_every_field(name: str) -> None:
    thing = public(name)
    assert (inspect.getdoc(thing) or "").strip()
    if dataclasses.is_dataclass(thing):
        told = entries(sections(thing).get("Attributes", ""))
        fields = [field.name for field in dataclasses.fields(thing)]
        assert told == [field for field in fields if not field.startswith("_")]
