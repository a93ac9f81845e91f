"""Builds the lessons: source/<lesson>/<lesson>.py → .ipynb → release/ → notebooks/.

A notebook without exercises, such as the gallery, has no student version: it is built
from source/<name>.py to notebooks/<name>.ipynb. The ``.py`` is the only authored form.
What is built is committed, so nothing in it may depend on when, where or how often it
was built. The help for learners stands in the ``.py`` too and is built to
source/<lesson>/hints.json and solutions.json; the students' version gets the hints.
The cell that installs the course is no part of the ``.py``: see `first_cell`.
"""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import nbformat
import typer
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from traitlets.config import Config, PyFileConfigLoader

from autograder.learner.place import PROGRESS

from . import help as helps
from .authored import KERNEL, ROOT, BuildError, lessons, read, readings

Form = Literal["source", "release", "notebooks"]

SHOWN_WHEN_RUN = "shown-when-run"
"""Tag of a cell whose output is somebody else's data: it is not committed."""

PICTURED = "01-single-output"
"""The lesson whose first figure becomes a file, for pages that are no notebook."""


def source(name: str, root: Path = ROOT) -> NotebookNode:
    """The notebook of a lesson or a reading, from its ``.py``, without outputs."""
    return read(name, root).notebook


def release(lesson: str, instructor: NotebookNode) -> NotebookNode:
    """The students' notebook, made by nbgrader: no solutions, no hidden tests."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        (course / "source" / lesson).mkdir(parents=True)
        nbformat.write(instructor, course / "source" / lesson / f"{lesson}.ipynb")
        config: Config = PyFileConfigLoader(
            "nbgrader_config.py", path=str(ROOT)
        ).load_config()
        config.CourseDirectory.root = folder
        config.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}"
        config.CourseDirectory.assignment_id = lesson
        config.GenerateAssignment.force = True
        converter = GenerateAssignment(
            coursedir=CourseDirectory(config=config), config=config
        )
        converter.start()
        built = course / "release" / lesson / f"{lesson}.ipynb"
        return nbformat.read(built, as_version=4)


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """The notebook with its outputs, run in ``folder``.

    Cells that are tagged `SHOWN_WHEN_RUN` are run, and their outputs left out.
    """
    notebook = nbformat.from_dict(notebook)
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        # that it talks over TCP on this machine frightens who reads it
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        coalesce_streams=True,  # else a printed line may come in two pieces
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(env={**os.environ, PROGRESS: "off"})  # nobody's progress
    except CellExecutionError as error:
        raise BuildError(f"A cell of the lesson fails:\n{error}") from error
    notebook.metadata = nbformat.from_dict(KERNEL)
    for cell in notebook.cells:
        if SHOWN_WHEN_RUN in cell.metadata.get("tags", []):
            cell.outputs = []
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise BuildError(
                    f"Cell {cell['id']} writes to stderr, which a reader would see:\n"
                    f"{output.text}"
                )
    return notebook


def write(notebook: NotebookNode, path: Path) -> bool:
    """Writes the notebook unless the file holds it already; says whether it wrote."""
    return put((nbformat.writes(notebook) + "\n").encode(), path)


def held(path: Path) -> bytes | None:
    """What the file holds; None when there is none."""
    return path.read_bytes() if path.is_file() else None


def put(content: bytes | None, path: Path) -> bool:
    """Makes the file hold the content, None: be gone; says whether it changed."""
    if held(path) == content:
        return False
    if content is None:
        path.unlink()
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".partial")
    scratch.write_bytes(content)
    os.replace(scratch, path)
    return True


def picture(notebook: NotebookNode) -> bytes | None:
    """The first figure of an executed notebook, a PNG; None when it has none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    return None


def picture_path(lesson: str, root: Path = ROOT) -> Path:
    """Where a lesson's picture stands, for pages that are no notebook: the README."""
    return root / "site" / "pictures" / f"{lesson.partition('-')[2]}.png"


def paths(name: str, root: Path = ROOT) -> dict[str, Path]:
    """Where the three built forms of a lesson stand, or the one of a reading."""
    read = {"notebooks": root / "notebooks" / f"{name}.ipynb"}
    if name in readings(root):
        return read
    return {
        "source": root / "source" / name / f"{name}.ipynb",
        "release": root / "release" / name / f"{name}.ipynb",
    } | read


def build(
    lesson: str, only: Form | None = None, check: bool = False, root: Path = ROOT
) -> list[Path]:
    """Builds a lesson's forms, or only the one named; returns the files that changed.

    With ``check`` nothing is written, and notebooks/ is compared without its outputs.
    The help for learners belongs to the forms source and release.
    """
    helps.check_names(root)
    places = paths(lesson, root)
    authored = read(lesson, root)
    help_files = helps.files(authored)
    forms = {"source": authored.notebook}
    if check or only != "source":
        forms["release"] = release(lesson, forms["source"])
    if not check and only in (None, "notebooks"):
        places["notebooks"].parent.mkdir(exist_ok=True)
        forms["notebooks"] = executed(forms["release"], places["notebooks"].parent)
    elif check:
        forms["notebooks"] = forms["release"]
    if only is not None:
        forms = {only: forms[only]}
    beside = {
        path: help_files[name]
        for form, named in helps.places(lesson, root).items()
        for name, path in named.items()
        if form in forms
    }
    if check:
        return [
            *(
                places[form]
                for form, made in forms.items()
                if differs(made, places[form])
            ),
            *(path for path, content in beside.items() if held(path) != content),
        ]
    built = [places[form] for form, made in forms.items() if write(made, places[form])]
    built += [path for path, content in beside.items() if put(content, path)]
    shown = picture(forms["notebooks"]) if "notebooks" in forms else None
    if lesson == PICTURED and shown and put(shown, picture_path(lesson, root)):
        built.append(picture_path(lesson, root))
    return built


def build_reading(name: str, check: bool = False) -> list[Path]:
    """Builds a notebook without exercises; returns the file if it changed.

    With ``check`` nothing is written, and outputs are not compared.
    """
    place = paths(name)["notebooks"]
    written = source(name)
    if check:
        return [place] if differs(written, place) else []
    return [place] if write(executed(written, place.parent), place) else []


def differs(notebook: NotebookNode, path: Path) -> bool:
    """Whether the file holds other cells than the notebook, outputs left aside."""
    if not path.is_file():
        return True
    return bare(notebook) != bare(nbformat.read(path, as_version=4))


def bare(notebook: NotebookNode) -> NotebookNode:
    """A copy without outputs and counts: what was written, not what it gave."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return copy


def main(
    lesson: Annotated[
        list[str] | None, typer.Argument(help="The notebooks to build; all of them.")
    ] = None,
    only: Annotated[Form | None, typer.Option(help="Build this form alone.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file differs.")
    ] = False,
) -> None:
    """Builds the lessons and the gallery from their .py files."""
    changed: list[Path] = []
    try:
        for name in lesson or [*lessons(), *readings()]:
            if name not in readings():
                typer.echo(name)
                changed += build(name, only, check)
            elif only in (None, "notebooks"):
                typer.echo(name)
                changed += build_reading(name, check)
    except BuildError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for path in changed:
        typer.echo(f"{'differs' if check else 'built'}: {path.relative_to(ROOT)}")
    if check and changed:
        typer.echo("Run make build, and commit what it builds.", err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
