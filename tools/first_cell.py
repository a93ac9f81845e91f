"""The first code cell of every notebook: installs the course where it is missing.

It is written here alone and put in by the build, so that it is the same everywhere and
names the address and the tag that pyproject.toml has.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from .repository import ADDRESS, TAG

ID = "install"

READ_WITHOUT = "remove-cell"
"""Tag by which MyST-NB leaves the cell out of a page that is read and not run."""

# short, since everybody sees it before the lesson begins
TEXT = f"""\
# Installs the course where it is missing, as on Colab; elsewhere it does nothing.
from importlib.util import find_spec

if not (find_spec("unrolled") and find_spec("autograder")):
    import sys
    course = "{ADDRESS}"
    print("Installing the course ({TAG}), once: a minute or two.", flush=True)
    !git clone -q --depth 1 -c advice.detachedHead=false -b {TAG} {{course}} ~/.unrolled
    !"{{sys.executable}}" ~/.unrolled/tools/install.py
    find_spec("unrolled") or sys.exit("Not installed: see above, then run this again.")
"""


def put(notebook: NotebookNode) -> None:
    """Puts the cell before the notebook's first code cell; one without code needs none.

    Args:
        notebook: that is changed; its cells have their ids.
    """
    code = (n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    first = next(code, None)
    if first is not None:
        cell = new_code_cell(TEXT.rstrip(), id=ID, metadata={"tags": [READ_WITHOUT]})
        notebook.cells.insert(first, cell)
