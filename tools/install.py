"""Installs the course into the Python that runs this: what a lesson's first cell calls.

Runs on a bare Python, with the standard library alone. The clone that it stands in
stays: it has the hints of lessons that lie elsewhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CLONE = Path("~/.unrolled").expanduser().resolve()
"""Where the cell clones the course to."""

PINS = "binder/requirements.txt"


def wanted(root: Path = ROOT) -> list[str]:
    """What pip is to install; packages that are there already are left as they are."""
    packages = [str(root), str(root / "autograder")]
    if find_spec("tensorflow") is None:  # Colab has its own
        pins = (root / PINS).read_text(encoding="utf-8")
        packages += re.findall(r"^tensorflow==\S+", pins, re.M)
    return packages


def pip(packages: list[str]) -> str:
    """Installs; "" when done, else what pip says is wrong."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, *packages],
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        return ""
    said = (done.stderr.strip() or done.stdout.strip() or "pip failed").splitlines()
    wrong = [line.strip() for line in said if line.strip().startswith("ERROR:")]
    return (wrong or said)[-1]


def main() -> int:
    """Installs the packages, then fetches the data.

    Returns:
        The exit status: 1 when the packages could not be had, which is said on stderr.
    """
    if said := pip(wanted()):
        print(said, file=sys.stderr)
        if ROOT == CLONE:  # the cell clones it anew when it runs again
            shutil.rmtree(CLONE, ignore_errors=True)
        return 1
    # where this fails, the cell that reads the data says so, and what to do
    subprocess.run([sys.executable, "-m", "unrolled.data"], capture_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
