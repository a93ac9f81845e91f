"""How Sphinx makes the course's web site: ``make site``.

Nothing is fetched while it builds, no notebook is run, and the pages load nothing from
elsewhere.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx

SITE = Path(__file__).resolve().parent
sys.path[:0] = [str(SITE / "extension"), str(SITE.parent)]

from tools.repository import ADDRESS, VERSION  # noqa: E402

project = "Unrolled"
version = release = VERSION
language = "en"
extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "buttons",
    "commands",
    "docstrings",
    "figures",
    "formulas",
    "lessons",
]
exclude_patterns = ["_build", "export", "extension"]
nitpicky = False  # Keras, NumPy and Python are not looked up: that takes a network

# `name` in a docstring is a name of the package, or an argument
default_role = "py:obj"
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
autodoc_default_options = {"members": True, "member-order": "bysource"}
napoleon_numpy_docstring = False

nb_execution_mode = "off"
nb_merge_streams = True
suppress_warnings = [
    "misc.highlighting_failure",  # a lesson writes … for what it leaves out
    "mystnb.unknown_mime_type",  # what a check says to machines
]
myst_enable_extensions = ["attrs_inline", "colon_fence", "dollarmath"]
myst_heading_anchors = 3
# a file of the repository: [CONTRIBUTING](repository:CONTRIBUTING.md)
myst_url_schemes = {
    "http": None,
    "https": None,
    "mailto": None,
    "repository": {"url": ADDRESS + "/blob/main/{{path}}"},
}

html_theme = "sphinx_book_theme"
html_title = "Unrolled"
html_math_renderer = "mathml"
html_favicon = "static/favicon.svg"
html_static_path = ["static"]
html_css_files = ["unrolled.css"]
html_js_files = ["print.js"]
html_show_copyright = False
html_context = {"default_mode": "auto"}  # light or dark as the reader's system is
html_theme_options = {
    "extra_footer": (
        f'Code: <a href="{ADDRESS}/blob/main/LICENSE">MIT</a>. '
        f'Lessons: <a href="{ADDRESS}/blob/main/LICENSE-lessons">CC BY 4.0</a>.'
    ),
    "footer_content_items": ["extra-footer"],
    "launch_buttons": {
        "binderhub_url": "https://mybinder.org",
        "colab_url": "https://colab.research.google.com",
        "notebook_interface": "jupyterlab",
    },
    "navbar_persistent": [],
    "repository_branch": "main",
    "repository_url": ADDRESS,
    "show_toc_level": 2,
    "use_fullscreen_button": False,
    "use_repository_button": True,
}


def setup(app: Sphinx) -> None:
    """Has all pages made anew when what makes them has changed."""
    made_by = sha256()
    for path in sorted((SITE / "extension").glob("*.py")):
        made_by.update(path.read_bytes())
    app.add_config_value("made_by", made_by.hexdigest(), "env")
