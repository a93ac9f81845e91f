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
_TEXT = """\
# Installs the course where it is missing, as on Colab; elsewhere it does nothing.
from importlib.util import find_spec

if not (find_spec("unrolled") and find_spec("autograder")):
    import site, subprocess, sys, tempfile

    class NotInstalled(Exception):
        _render_traceback_ = lambda error: [str(error)]  # the sentence alone

    print("Installing the course ({tag}), once: a minute or two.", flush=True)
    with tempfile.TemporaryDirectory() as course:
        failed, said = subprocess.getstatusoutput(
            "git clone -q --depth 1 -b {tag} {address}"
            f' "{{course}}" && "{{sys.executable}}"'
            f' "{{course}}/tools/install.py" {name}'
        )
    if failed:
        reason = said.split("\\n")[0]
        raise NotInstalled(
            "The course could not be installed. Check your connection to the internet, "
            f"then run this cell again.\\n({{reason}})"
        )
    site.addsitedir(site.getusersitepackages())  # pip may have put it there
"""


def text(name: str) -> str:
    """What stands in the cell of a notebook.

    Args:
        name: of the lesson or reading.
    """
    return _TEXT.format(tag=TAG, address=ADDRESS, name=name).rstrip()


def put(notebook: NotebookNode, name: str) -> None:
    """Puts the cell before the notebook's first code cell; one without code needs none.

    Args:
        notebook: that is changed; its cells have their ids.
        name: of the lesson or reading.
    """
    code = (n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    first = next(code, None)
    if first is not None:
        cell = new_code_cell(text(name), id=ID, metadata={"tags": [READ_WITHOUT]})
        notebook.cells.insert(first, cell)
