"""Builds the lessons: source/<lesson>/<lesson>.py → .ipynb → release/ → notebooks/.

A notebook without exercises, such as the gallery, has no student version: it is built
from source/<name>.py to notebooks/<name>.ipynb. The ``.py`` is the only authored form.
What is built is committed, so nothing in it may depend on when, where or how often it
was built.
"""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

import jupytext
import nbformat
import typer
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from traitlets.config import Config, PyFileConfigLoader

ROOT = Path(__file__).resolve().parent.parent

Form = Literal["source", "release", "notebooks"]

KERNEL = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    # without the version: it would change with every Python that builds
    "language_info": {"name": "python", "file_extension": ".py"},
}


SHOWN_WHEN_RUN = "shown-when-run"
"""Tag of a cell whose output is somebody else's data: it is not committed."""


class BuildError(Exception):
    """What is wrong with a lesson, in words for its author."""


def lessons(root: Path = ROOT) -> list[str]:
    """The names of all lessons, in their order."""
    return sorted(path.parent.name for path in root.glob("source/*/*.py"))


def readings(root: Path = ROOT) -> list[str]:
    """The names of the notebooks without exercises."""
    return sorted(path.stem for path in root.glob("source/*.py"))


def source(name: str, root: Path = ROOT) -> NotebookNode:
    """The notebook of a lesson or a reading, from its ``.py``, without outputs.

    Cell ids come from the cell's grade_id, else from its place among the others.
    """
    script = root / "source" / name / f"{name}.py"
    if name in readings(root):
        script = root / "source" / f"{name}.py"
    if not script.is_file():
        known = ", ".join([*lessons(root), *readings(root)]) or "none"
        raise BuildError(f"There is no lesson {name}. The lessons are: {known}.")
    notebook = jupytext.read(script)
    notebook.metadata = nbformat.from_dict(KERNEL)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    seen: set[str] = set()
    for place, cell in enumerate(notebook.cells):
        cell["id"] = cell.metadata.get("nbgrader", {}).get("grade_id", f"cell-{place}")
        if cell["id"] in seen:
            raise BuildError(
                f"{script.name}: two cells have the grade_id {cell['id']}."
            )
        seen.add(cell["id"])
    nbformat.validate(notebook)
    return notebook


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
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
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
    return write_bytes((nbformat.writes(notebook) + "\n").encode(), path)


def write_bytes(content: bytes, path: Path) -> bool:
    """Writes the file unless it holds the content already; says whether it wrote."""
    if path.is_file() and path.read_bytes() == content:
        return False
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


def build(lesson: str, only: Form | None = None, check: bool = False) -> list[Path]:
    """Builds a lesson's forms, or only the one named; returns the files that changed.

    With ``check`` nothing is written, and notebooks/ is compared without its outputs.
    The lesson's first figure also becomes a file, for pages that are no notebook.
    """
    places = paths(lesson)
    forms = {"source": source(lesson)}
    forms["release"] = release(lesson, forms["source"])
    if not check and only in (None, "notebooks"):
        places["notebooks"].parent.mkdir(exist_ok=True)
        forms["notebooks"] = executed(forms["release"], places["notebooks"].parent)
    elif check:
        forms["notebooks"] = forms["release"]
    if only is not None:
        forms = {only: forms[only]}
    if check:
        return [
            places[form] for form, made in forms.items() if differs(made, places[form])
        ]
    changed = [form for form, made in forms.items() if write(made, places[form])]
    built = [places[form] for form in changed]
    shown = picture(forms["notebooks"]) if "notebooks" in forms else None
    if shown is not None and write_bytes(shown, picture_path(lesson)):
        built.append(picture_path(lesson))
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
