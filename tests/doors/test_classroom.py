"""The workflow for students' repositories does on a push what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from tests.autograder.learner.test_check_command import notebook
from tests.doors import colab
from tests.doors.published import environment, found_at, publish
from tools.repository import ADDRESS, ROOT, TAG

WORKFLOW = yaml.safe_load((ROOT / "deploy/classroom/check.yml").read_text())
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["check"]["steps"]

pytestmark = pytest.mark.xdist_group("colab")


def step(name: str) -> str:
    """What a step runs."""
    (found,) = [each["run"] for each in STEPS if each.get("name") == name]
    return found


class Runner:
    """A machine that has a Python and TensorFlow and takes the workflow's steps."""

    def __init__(self, folder: Path) -> None:
        python = colab.make(folder / "python")
        repository = publish(folder / "course").as_uri()
        home = folder / "home"
        home.mkdir()
        kept = environment(home, RUNNER_TEMP=str(home), **found_at(repository))
        self.around = {**kept, "PATH": f"{python.parent}:{kept['PATH']}"}

    def run(self, name: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Does a step as GitHub does, in a checkout."""
        return subprocess.run(
            ["bash", "-e", "-c", step(name)],
            cwd=folder,
            env=self.around | {"GITHUB_STEP_SUMMARY": str(folder / "summary")},
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    folder = tmp_path_factory.mktemp("runner")
    made = Runner(folder)
    done = made.run("Install the course", folder)
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [("total = 28", 0, "5 of 5 points"), ("total = 27", 1, "3 of 5 points")],
)
def test_a_push_is_checked_and_summed_up(
    runner: Runner, tmp_path: Path, answer: str, status: int, words: str
) -> None:
    nbformat.write(notebook(sum=answer), tmp_path / "small.ipynb")
    done = runner.run("Check the answers", tmp_path)
    assert done.returncode == status, done.stderr
    said = (tmp_path / "summary").read_text(encoding="utf-8")
    assert words in said
    assert ("<b>The sum</b>" in said) == bool(status)


def test_it_installs_the_release_of_this_version() -> None:
    assert f"--branch {TAG} {ADDRESS} " in step("Install the course")


def test_a_students_code_runs_with_leave_to_read_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    (checkout,) = [e for e in STEPS if e.get("uses", "").startswith("actions/checkout")]
    assert checkout["with"]["persist-credentials"] is False
    assert "secrets" not in str(WORKFLOW)
