"""The buttons on top of a page: each with its name, none behind a menu."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

NAMES = {".ipynb": "Download", "source-repository-button": "GitHub"}
TIPS = {
    "Colab": "Open this notebook in Colab: run it, do the exercises",
    "Binder": "Open this notebook in Binder: run it, do the exercises",
    "Download": "Download this notebook",
    "GitHub": "The course's repository",
}


def named(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """Takes the theme's buttons out of their menus, names and orders them.

    Only what stands in `TIPS` stays: every browser prints by itself, and the file
    behind a page that is no notebook is of no use to its reader.
    """
    found = {}
    for each in context["header_buttons"]:
        for button in each.get("buttons", [each]):
            said = str(button.get("text") or button.get("label"))
            found[NAMES.get(said, said)] = button
    if "Download" in found:
        found["Download"] |= {"icon": "fas fa-download"}
    context["header_buttons"] = [
        found[name] | {"text": name, "tooltip": tip}
        for name, tip in TIPS.items()
        if name in found
    ]


def setup(app: Sphinx) -> None:
    """Connects it to Sphinx, after the theme has made its buttons."""
    app.connect("html-page-context", named, priority=600)
