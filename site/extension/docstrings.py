"""Docstrings as the reference shows them."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

ATTRIBUTE = re.compile(r"^\.\. attribute:: \w+$")
TYPE = re.compile(r"^ +:type: (?P<type>.+)$")
DOTTED = re.compile(r"(?<![\w.~])(?:\w+\.)+\w+")
LINES = re.compile(r'(<span class="sig-paren">\(</span>)\s*<dl>(.*?)</dl>', re.DOTALL)
# what is made by calling it; everything else is made by the packages
CONSTRUCTED = "autograder.reference."


def typed_attributes(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Puts an attribute's type beside its name, where Napoleon puts it below.

    The type is named by its last part: ``ndarray``, not ``numpy.ndarray``.
    """
    attribute = None
    for place, line in enumerate(lines):
        if ATTRIBUTE.match(line):
            attribute = place
        elif attribute is not None and (found := TYPE.match(line)):
            lines[attribute] += "\n   :type: " + DOTTED.sub(r"~\g<0>", found["type"])
            lines[place] = ""
            attribute = None
    lines[:] = "\n".join(lines).split("\n")


def no_construction(
    app: Sphinx,
    what: str,
    name: str,
    obj: Any,
    options: Any,
    signature: str | None,
    returns: str | None,
) -> tuple[str, None] | None:
    """Records without the arguments that make them: nobody but the packages does.

    Nor are arguments shown that cannot be read: a default that is a class is no Python.
    """
    unread = "<class" in (signature or "")
    if what == "class" and (unread or not name.startswith(CONSTRUCTED)):
        return ("", None)
    return None


def lined(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Makes the lines of a signature lines, where Sphinx makes them a list.

    It is a list of explanations without what they explain: to those who hear the page,
    that is an error.
    """
    if "body" in context:
        context["body"] = LINES.sub(_as_lines, context["body"])


def _as_lines(found: re.Match[str]) -> str:
    lines = re.sub("<(/?)dd>", r"<\1span>", found[2])
    return f'{found[1]}<span class="sig-lines">{lines}</span>'


def setup(app: Sphinx) -> None:
    """Connects them to Sphinx."""
    # after Napoleon, whose own priority is 500
    app.connect("autodoc-process-docstring", typed_attributes, priority=600)
    app.connect("autodoc-process-signature", no_construction)
    app.connect("html-page-context", lined)
