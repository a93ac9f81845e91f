"""The workflow for students' repositories does on a push what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from tools.repository import ADDRESS, ROOT, TAG

from .test_check_command import notebook

WORKFLOW = yaml.safe_load((ROOT / "deploy/classroom/check.yml").read_text())
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["check"]["steps"]


def step(name: str) -> str:
    """What a step runs."""
    (found,) = [each["run"] for each in STEPS if each.get("name") == name]
    return found


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [("total = 28", 0, "5 of 5 points"), ("total = 27", 1, "3 of 5 points")],
)
def test_a_push_is_checked_and_summed_up(
    tmp_path: Path, answer: str, status: int, words: str
) -> None:
    nbformat.write(notebook(sum=answer), tmp_path / "small.ipynb")
    summary = tmp_path / "summary"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-c", step("Check the answers")],
        cwd=tmp_path,
        env=os.environ | {"PATH": path, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stderr
    assert words in summary.read_text(encoding="utf-8")
    assert ("<b>The sum</b>" in summary.read_text(encoding="utf-8")) == bool(status)


def test_it_installs_the_release_of_this_version() -> None:
    said = step("Install the course")
    assert f"--branch {TAG} {ADDRESS} " in said
    assert (ROOT / "tools/install.py").is_file()


def test_a_students_code_runs_with_leave_to_read_and_no_more() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    (checkout,) = [e for e in STEPS if e.get("uses", "").startswith("actions/checkout")]
    assert checkout["with"]["persist-credentials"] is False
    assert "secrets" not in str(WORKFLOW)
