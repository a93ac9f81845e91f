"""Installs the course into the Python that runs this: what a lesson's first cell calls.

That cell has cloned the release into a folder that goes again, so nothing may be left
there. Runs on a bare Python, with the standard library alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PINS = "binder/requirements.txt"


def wanted(root: Path = ROOT) -> list[str]:
    """What pip is to install; packages that are there already are left as they are."""
    packages = [str(root), str(root / "autograder")]
    if find_spec("tensorflow") is None:  # Colab has its own
        pins = (root / PINS).read_text(encoding="utf-8")
        packages += re.findall(r"^tensorflow==\S+", pins, re.M)
    return packages


def pip(packages: list[str]) -> str:
    """Installs; "" when done, else pip's last line."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, *packages],
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        return ""
    said = done.stderr.strip() or done.stdout.strip() or "pip failed"
    return said.splitlines()[-1]


def put_hints(lesson: str, folder: Path, root: Path = ROOT) -> None:
    """Lays a lesson's hints beside the notebook, unless it stands in a checkout."""
    hints = root / "release" / lesson / "hints.json"
    in_checkout = any((p / "nbgrader_config.py").exists() for p in folder.parents)
    if hints.is_file() and not in_checkout:
        shutil.copy(hints, folder / hints.name)


def main(lesson: str = "") -> int:
    """Installs the packages, then fetches the data and the lesson's hints.

    Args:
        lesson: whose notebook calls, from its folder; "" when none does.

    Returns:
        The exit status: 1 when the packages could not be had, which is said on stderr.
    """
    if said := pip(wanted()):
        print(said, file=sys.stderr)
        return 1
    # where this fails, the cell that reads the data says so, and what to do
    subprocess.run([sys.executable, "-m", "unrolled.data"], capture_output=True)
    put_hints(lesson, Path.cwd())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
