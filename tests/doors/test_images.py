"""Binder and `docker build`: their files agree with the lock, and their steps run.

No container is made here: the steps of the Dockerfile run in an environment that has
what they install, in a copy of the course. Binder's last step is the Dockerfile's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from packaging.specifiers import SpecifierSet

from tests.doors import colab
from tests.doors.published import ROOT, environment, publish
from tools import first_cell
from tools.lock import BESIDE, pins


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project(name: str) -> dict:
    return tomllib.loads(text(name))["project"]


def pinned() -> list[str]:
    lines = text("binder/requirements.txt").splitlines()
    return [line for line in lines if not line.startswith("#")]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each in one line: its name, and the rest."""
    joined = re.sub(r"\\\n\s*", "", text("Dockerfile"))
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2]) for line in lines]


def test_a_learner_gets_versions_of_the_lock() -> None:
    assert len(pinned()) > 30
    assert set(pinned()) <= set(pins(text("requirements.txt")))


def test_a_learner_gets_what_a_notebook_needs_and_no_more() -> None:
    roots = [
        *project("pyproject.toml")["dependencies"],
        *project("autograder/pyproject.toml")["dependencies"],
        *BESIDE.split(),
    ]
    names = {colab.name(root) for root in roots}
    needed = {colab.name(d.name) for d in colab.needed(tuple(names), set())}
    assert needed == {colab.name(pin) for pin in pinned()}


def test_binder_takes_a_python_that_the_course_runs_on() -> None:
    name, _, version = text("binder/runtime.txt").strip().partition("-")
    assert name == "python"
    assert version in SpecifierSet(project("pyproject.toml")["requires-python"])
    assert f":python-{version}\n" in text("Dockerfile")
    assert {path.name for path in (ROOT / "binder").iterdir()} == {
        *("requirements.txt", "runtime.txt", "postBuild")
    }
    assert os.access(ROOT / "binder" / "postBuild", os.X_OK)


def test_the_container_opens_on_lesson_1() -> None:
    (command,) = (rest for name, rest in instructions() if name == "CMD")
    (opened,) = re.findall(r"--LabApp\.default_url=/lab/tree/([^\"]+)", command)
    assert (ROOT / opened).is_file()
    assert command.startswith('["start-notebook.py", ')


def test_what_git_ignores_stays_out_of_the_container() -> None:
    ignored = {
        line.strip("/")
        for line in text(".gitignore").splitlines()
        if line and not line.startswith("#")
    }
    kept_out = {line.removeprefix("**/") for line in text(".dockerignore").split("\n")}
    caches = {name for name in ignored if re.fullmatch(r"\.\w+_cache", name)}
    assert ".*_cache" in kept_out
    assert ignored - caches <= kept_out


# --- the steps -------------------------------------------------------------------


@dataclass(frozen=True)
class Image:
    """What the Dockerfile's steps made, outside of a container.

    Attributes:
        python: the one that they installed into.
        course: the folder that a learner finds.
        said: what the steps printed.
    """

    python: Path
    course: Path
    said: str


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    root = tmp_path_factory.mktemp("image")
    conda, course = root / "conda", root / "home" / "jovyan" / "unrolled"
    venv.EnvBuilder(with_pip=False, symlinks=True).create(conda)
    (packages,) = conda.glob("lib/python*/site-packages")
    for found in colab.needed((*map(colab.name, pinned()), "pip", "ipykernel"), set()):
        colab.link(found, packages)
    commands = root / "commands"
    commands.mkdir()
    (commands / "fix-permissions").write_text('#!/bin/sh\ntest -d "$1"\n')
    (commands / "pip").write_text('#!/bin/sh\nexec python -m pip "$@"\n')
    for command in commands.iterdir():
        command.chmod(0o755)
    variables = environment(
        course.parent,
        PATH=f"{commands}:{conda / 'bin'}:{os.environ['PATH']}",
        CONDA_DIR=str(conda),
        NB_USER="jovyan",
        PIP_NO_INDEX="1",  # all is there: nothing may be fetched
    )
    copied = publish(root / "context")
    subprocess.run(["git", "reset", "-q", "--hard", "HEAD~"], cwd=copied, check=True)
    (copied / "source").mkdir()  # by which the data knows a checkout
    course.parent.mkdir(parents=True)
    where, said = course.parent, ""
    for name, rest in instructions():
        here = rest.replace("/home/", f"{root}/home/")
        if name == "WORKDIR":
            where = course
            assert Path(here.strip('"').replace("${NB_USER}", "jovyan")) == course
        elif name == "COPY":
            source = copied / rest.split()[1]
            place = where / rest.split()[2]
            copy = shutil.copytree if source.is_dir() else copy_into
            copy(source, place, **({"dirs_exist_ok": True} if source.is_dir() else {}))
            if source.is_dir():  # the data are fetched there, and are here
                shutil.copytree(ROOT / "data", course / "data")
        elif name == "RUN":
            step = subprocess.run(
                ["bash", "-c", here],
                cwd=where,
                env=variables,
                capture_output=True,
                text=True,
            )
            assert step.returncode == 0, step.stdout + step.stderr
            said += step.stdout
    return Image(conda / "bin" / "python", course, said)


def copy_into(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder)


def test_the_steps_install_the_course_and_find_its_data(image: Image) -> None:
    assert "Successfully installed" in image.said
    assert f"The tweets are there: {image.course}/data/" in image.said
    assert f"The addresses are there: {image.course}/data/" in image.said


def test_a_notebook_there_has_all_that_it_needs(image: Image) -> None:
    cell = TransformerManager().transform_cell(first_cell.TEXT)
    look = "import autograder.check, unrolled, keras, seqeval, sklearn, ipykernel"
    done = subprocess.run(
        [image.python, "-c", f"{cell}\n{look}\nprint(unrolled.__file__)"],
        cwd=image.course / "release",
        env=environment(image.course.parent, TF_CPP_MIN_LOG_LEVEL="3"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{image.course}/unrolled/__init__.py\n"


def test_jupyterlab_there_asks_nothing(image: Image) -> None:
    settings = image.python.parents[1] / "share/jupyter/lab/settings/overrides.json"
    assert "fetchNews" in settings.read_text(encoding="utf-8")
