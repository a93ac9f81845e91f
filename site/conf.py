"""How Sphinx makes the course's web page: ``make docs``.

Nothing is fetched while it builds, and the pages load nothing from elsewhere.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

project = "Unrolled"
html_title = "Unrolled"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
nitpicky = False  # Keras, NumPy and Python are not looked up: that takes a network

# `name` in a docstring is a name of the package, or an argument
default_role = "py:obj"
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
autodoc_default_options = {"members": True, "member-order": "bysource"}
napoleon_numpy_docstring = False
myst_heading_anchors = 3

html_theme = "sphinx_book_theme"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["static"]
html_css_files = ["unrolled.css"]
html_context = {"default_mode": "auto"}  # light or dark as the reader's system is
html_theme_options = {
    "navbar_persistent": [],
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
}

ATTRIBUTE = re.compile(r"^\.\. attribute:: \w+$")
TYPE = re.compile(r"^ +:type: (?P<type>.+)$")
DOTTED = re.compile(r"(?<![\w.~])(?:\w+\.)+\w+")


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
    """Classes without the arguments that make them: the package makes its records."""
    return ("", None) if what == "class" else None


def setup(app: Sphinx) -> None:
    """Connects the two above to Sphinx."""
    # after Napoleon, whose own priority is 500
    app.connect("autodoc-process-docstring", typed_attributes, priority=600)
    app.connect("autodoc-process-signature", no_construction)
