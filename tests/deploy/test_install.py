"""The Hub's set-up where the Python will not do: it says so and changes nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .machine import HUB


@pytest.mark.parametrize("words", ["exit 1", "echo none >&2; exit 127"])
def test_a_python_that_will_not_do_is_named(tmp_path: Path, words: str) -> None:
    python, folder = tmp_path / "python3.9", tmp_path / "srv"
    python.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", HUB / "install.sh", folder, python], capture_output=True, text=True
    )
    assert done.returncode == 1 and not done.stdout
    assert f"{python} is not Python 3.11, 3.12 or 3.13" in done.stderr
    assert f"install.sh {folder} /usr/bin/python3.12" in done.stderr
    assert not folder.exists()
