"""What lies beside the notebook, or in its place."""

from __future__ import annotations

import os
from collections.abc import Callable

from ..hostile import Desk, Hostile

_SHADOW = (
    "import sys, os\n"
    "print('told shadow', __file__)\n"
    "open(os.path.join('/tmp', '@MARK@-shadow'), 'w').close()\n"
    "allclose = array_equal = lambda *a, **k: True\n"
    "def __getattr__(name): return lambda *a, **k: 1\n"
)


def _files(
    name: str,
    about: str,
    make: Callable[[Desk], object],
    most: float = 0,
    least: float = 0,
) -> Hostile:
    return Hostile(name, about, "files", make, most, least)


def _link(target: str, name: str = "") -> Callable[[Desk], object]:
    """The notebook, or a file beside it, is a link."""

    def make(desk: Desk) -> None:
        if name:
            desk.write(desk.answered(n="right", m=f"print(open({name!r}).read())"))
        path = desk.folder / (name or f"{desk.name}.ipynb")
        path.symlink_to(desk.told(target))

    return make


def _shadows(desk: Desk) -> object:
    text = desk.told(_SHADOW)
    for name in (
        *("numpy.py", "ipykernel_launcher.py", "ipykernel.py", "IPython.py", "zmq.py"),
        *("sitecustomize.py", "usercustomize.py", "autograder.py", "_observe.py"),
        *("autograder/__init__.py", "unrolled/__init__.py", "json.py", "site.py"),
        "numpy/__init__.py",
    ):
        folder = name.partition("/")[0]
        if not name.endswith(".py") or "/" in name:
            name = f"sub/{name}" if folder == "numpy" else name
        desk.write(text, name)
    desk.write(f"import sys; exec({text!r})", "attack.pth")
    return desk.write(desk.answered(n="import numpy, json, zmq\nn = 3"))


def _start_up(desk: Desk) -> object:
    text = desk.told(_SHADOW)
    config = "c = get_config()\nc.InteractiveShellApp.exec_lines = ['n = 28']\n"
    desk.write(text, ".ipython/profile_default/startup/00-attack.py")
    desk.write(config, ".ipython/profile_default/ipython_config.py")
    desk.write(config, "ipython_config.py")
    desk.write(config, "ipython_kernel_config.py")
    desk.write(config, ".jupyter/jupyter_config.py")
    desk.write("[tool]\n", "pyproject.toml")
    desk.write("print('config')", "nbgrader_config.py")
    return desk.write(desk.answered())


def _pipe(desk: Desk) -> object:
    os.mkfifo(desk.folder / "pipe")
    return desk.write(desk.answered(n="right"))


def _pipe_for_notebook(desk: Desk) -> None:
    os.mkfifo(desk.folder / f"{desk.name}.ipynb")


def _names(desk: Desk) -> object:
    for name in (
        *("two\nlines.txt", "..\\..\\up.txt", "..hidden", "-rf", "~", "$(reboot)"),
        *("[red]x[/bold].ipynb", "<script>.txt", "a" * 200, "con", "\x1b[2J.txt"),
    ):
        desk.write("x", name)
    return desk.write(desk.answered(n="right"))


def _undecodable(desk: Desk) -> object:
    folder = os.fsencode(desk.folder)
    with open(folder + b"/\xff\xfe.txt", "wb") as file:
        file.write(b"x")
    os.symlink(b"/etc/passwd", folder + b"/\xff-link")
    os.mkdir(folder + b"/\xfd")
    with open(folder + b"/\xfc.ipynb", "wb") as file:
        file.write(b"{}")
    return desk.write(desk.answered(n="right"))


def _folder(desk: Desk) -> None:
    (desk.folder / f"{desk.name}.ipynb").mkdir()


def _loops(desk: Desk) -> object:
    """Links that lead in circles, and folders of 60 levels."""
    (desk.folder / "round").symlink_to(".")
    (desk.folder / "self").symlink_to("self")
    deep = desk.folder.joinpath(*("d" * 20 for _ in range(60)))
    deep.mkdir(parents=True)
    (deep / "file").write_text("x")
    return desk.write(desk.answered(n="right"))


def _many(desk: Desk) -> object:
    """1,000 files, and one with a hole of a terabyte."""
    for number in range(1000):
        desk.write("x", f"many/{number}")
    with (desk.folder / "hole").open("wb") as file:
        file.truncate(2**40)
    return desk.write(desk.answered(n="right"))


def _locked(desk: Desk) -> None:
    """Files that nobody may read, and a notebook that nobody may write."""
    path = desk.write("x", "locked/file")
    path.chmod(0)
    path.parent.chmod(0)
    desk.write(desk.answered(n="right")).chmod(0o444)


FILES = (
    _files(
        "link-gradebook", "is a link to the gradebook", _link("@ROOT@/gradebook.db")
    ),
    _files(
        "link-source",
        "is a link to the instructor's notebook",
        _link("@ROOT@/source/plain/plain.ipynb"),
    ),
    _files(
        "link-beside",
        "a link to the gradebook beside it, that its code reads",
        _link("@ROOT@/roster.csv", "data.txt"),
        1,
        1,
    ),
    _files(
        "link-folder",
        "a link to a folder of the course",
        _link("@ROOT@/source", "data"),
        1,
        1,
    ),
    _files("link-passwd", "a link to /etc/passwd", _link("/etc/passwd", "x"), 1, 1),
    _files("link-proc", "is a link to /proc/self/environ", _link("/proc/self/environ")),
    _files("shadows", "modules of the names that graders import", _shadows),
    _files(
        "start-up", "start-up files and settings of IPython's and others", _start_up
    ),
    _files("pipe", "a pipe beside it", _pipe, 1, 1),
    _files("pipe-for-notebook", "a pipe in its place", _pipe_for_notebook),
    _files("file-names", "names with lines, dots, codes and markup", _names, 1, 1),
    _files("undecodable", "names that are no text", _undecodable, 1, 1),
    _files("folder-for-notebook", "a folder in its place", _folder),
    _files("circles", "links in circles, 60 levels of folders", _loops, 1, 1),
    _files("many-files", "1,000 files, one with a hole of 1 TB", _many, 1, 1),
    _files("locked-files", "files without permissions", _locked, 1, 0),
)
