"""What `pip install .` gives: the figures alone, and no tool of the course."""

from __future__ import annotations

import ast
import email
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("unrolled", "autograder", "tests", "tools", "benchmarks", "source", "site")
BUILT = shutil.ignore_patterns("__pycache__", "_build", "*.egg-info", "build")


@dataclass(frozen=True)
class Wheel:
    """A wheel's files, and what its metadata says that it requires."""

    files: frozenset[str]
    requires: tuple[str, ...]
    entry_points: str

    def code(self) -> set[str]:
        """The files that are no metadata."""
        return {name for name in self.files if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout: a build leaves folders behind."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=BUILT)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-lessons"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def wheel(project: Path, place: Path) -> Wheel:
    """Builds a project with the setuptools that is installed, without a network."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps"),
            *("--no-build-isolation", "--wheel-dir", place, project),
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = place.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        files = frozenset(archive.namelist())
        (info,) = {name.split("/")[0] for name in files if ".dist-info/" in name}
        metadata = email.message_from_bytes(archive.read(f"{info}/METADATA"))
        points = f"{info}/entry_points.txt"
        said = archive.read(points).decode() if points in files else ""
    return Wheel(files, tuple(metadata.get_all("Requires-Dist", [])), said)


@pytest.fixture(scope="module")
def figures(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    return wheel(checkout, tmp_path_factory.mktemp("figures"))


@pytest.fixture(scope="module")
def grading(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    return wheel(checkout / "autograder", tmp_path_factory.mktemp("grading"))


def files(package: str) -> set[str]:
    """What belongs into the wheel of a package: all that is no project file."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / package).rglob("*")
        if path.is_file()
        and not {"__pycache__", "build"} & set(path.parts)
        and ".egg-info" not in str(path)
        and path.name != "pyproject.toml"
    }


def distribution(requirement: str) -> str:
    """The name in a requirement such as ``keras>=3.10``."""
    (name,) = re.findall(r"^[\w.-]+", requirement)
    return name.lower().replace("_", "-")


def test_the_figures_are_alone_and_whole(figures: Wheel) -> None:
    assert figures.code() == files("unrolled")
    assert "scripts" not in figures.entry_points


def test_the_figures_require_keras_and_matplotlib(figures: Wheel) -> None:
    assert sorted(map(distribution, figures.requires)) == ["keras", "matplotlib"]
    assert not any("extra ==" in line for line in figures.requires)


def test_the_autograder_is_alone_and_whole(grading: Wheel) -> None:
    assert grading.code() == files("autograder")
    assert "autograder = autograder.cli:app" in grading.entry_points


# --- what is imported ------------------------------------------------------------


def imported(package: str) -> Iterator[tuple[str, str]]:
    """Every module that a package imports, anywhere, with the file that does it."""
    for path in sorted((ROOT / package).rglob("*.py")):
        here = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name, here) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield node.module or "", here


def strangers(package: str) -> set[tuple[str, str]]:
    """What it imports that is neither its own nor Python's."""
    roots = {(name.split(".")[0], here) for name, here in imported(package)}
    known = sys.stdlib_module_names | {package}
    return {(name, here) for name, here in roots if name not in known}


def test_the_figures_import_what_their_requirements_bring() -> None:
    brought = {"keras", "matplotlib", "numpy", "PIL"}
    found = strangers("unrolled")
    assert {name for name, _ in found} >= {"keras", "matplotlib", "numpy"}
    assert {(name, here) for name, here in found if name not in brought} == set()


def test_matplotlib_and_keras_bring_numpy_and_pillow() -> None:
    from importlib.metadata import requires

    brought = {
        distribution(line)
        for name in ("keras", "matplotlib")
        for line in requires(name) or []
        if "extra ==" not in line
    }
    assert {"numpy", "pillow"} <= brought


def test_the_autograder_declares_what_it_imports() -> None:
    project = tomllib.loads((ROOT / "autograder" / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    lines = [*project["project"]["dependencies"], *chain.from_iterable(extras)]
    declared = {distribution(line).replace("-", "_") for line in lines}
    module = {"pyzmq": "zmq"}
    found = {name for name, _ in strangers("autograder")}
    assert found == {module.get(name, name) for name in declared}


def test_the_two_packages_do_not_know_each_other() -> None:
    for package, other in (("unrolled", "autograder"), ("autograder", "unrolled")):
        assert other not in {name for name, _ in strangers(package)}


def test_no_backend_is_imported() -> None:
    backends = {"tensorflow", "torch", "jax"}
    for package in ("unrolled", "autograder"):
        assert not backends & {name for name, _ in strangers(package)}
