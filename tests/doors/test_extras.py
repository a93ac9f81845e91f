"""What a learner's notebook needs is small; what grades a class is an extra."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.test_package import imported

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "autograder" / "pyproject.toml").read_text("utf-8"))
GRADING = "autograder/grade/"

# of what runs a class, nothing; of a notebook server, nothing
HEAVY = {"nbgrader", "nbconvert", "nbclient", "distributed", "sqlalchemy", "pydantic"}


def modules(requirements: list[str]) -> set[str]:
    """The top-level modules that requirements bring."""
    names = {Requirement(line).name.replace("-", "_") for line in requirements}
    return {"zmq" if name == "pyzmq" else name for name in names}


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_the_checks_load_nothing_that_grades_a_class() -> None:
    done = python("import autograder.check, sys; print(*sys.modules)")
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert {"autograder", "numpy"} <= loaded, done.stderr
    assert loaded & (HEAVY | {"jupyter_client", "tensorflow", "keras"}) == set()


def test_what_a_learner_uses_imports_what_is_always_installed() -> None:
    brought = modules(PROJECT["project"]["dependencies"])
    known = sys.stdlib_module_names | {"autograder"} | brought
    strangers = {
        (name, file)
        for name, file in imported("autograder")
        if not file.startswith(GRADING) and name.split(".")[0] not in known
    }
    assert strangers == set()


def test_no_requirement_is_in_both_parts() -> None:
    project = PROJECT["project"]
    extra = modules(project["optional-dependencies"]["grade"])
    assert modules(project["dependencies"]) & extra == set()
    assert {"nbgrader", "nbconvert", "pydantic", "sqlalchemy"} <= extra


def test_a_learner_needs_no_old_or_new_ipython() -> None:
    """On Colab pip would move parts of an IPython that is years older."""
    asked = modules(PROJECT["project"]["dependencies"])
    assert not {"ipykernel", "ipython", "traitlets", "tensorflow"} & asked


@pytest.mark.parametrize("command", ["grade", "report"])
def test_without_the_extra_one_sentence_says_what_to_install(command: str) -> None:
    done = python(
        "import sys; sys.modules['nbgrader'] = None\n"
        f"from autograder.cli import app; app([{command!r}, '01-single-output'])"
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "Grading a class needs nbgrader, which is not installed here: "
        'python -m pip install "unrolled-autograder[grade]"\n'
    )


def test_a_mistake_of_the_package_itself_is_no_missing_extra() -> None:
    done = python(
        "import sys; sys.modules['autograder.grade.command'] = None\n"
        "from autograder.cli import app; app(['grade', '01-single-output'])"
    )
    assert "Traceback" in done.stderr
    assert "pip install" not in done.stderr
