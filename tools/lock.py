"""Locks versions: pyproject.toml → requirements.txt (with hashes) → environment.yml."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^(?P<pin>[A-Za-z0-9._-]+==[^ \\]+)(?P<marker> ;[^\\]*)?", re.M)

COMPILE = [
    *("pip", "compile", "pyproject.toml", "--extra", "course"),
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--upgrade"),
    *("--quiet", "--output-file", "requirements.txt"),
]


def pins(lock: str) -> list[str]:
    """The ``name==version ; marker`` lines of a lock, without hashes.

    >>> pins("numpy==2.4.6 \\\\\\n    --hash=sha256:00\\n")
    ['numpy==2.4.6']
    """
    return [
        match["pin"] + (match["marker"] or "").rstrip()
        for match in PINNED.finditer(lock)
    ]


def environment(lock: str) -> str:
    """environment.yml for conda users: the versions that the lock holds.

    pip refuses an editable install beside hashes, so the file carries the pins alone.
    """
    lines = [
        "# Made by `make lock` from requirements.txt: the same versions, for conda.",
        "name: unrolled",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        "  - python=3.12",
        "  - pip",
        "  - pip:",
        "      - -e .",
    ]
    quoted = (
        f'      - "{pin}"' if ";" in pin else f"      - {pin}" for pin in pins(lock)
    )
    return "\n".join([*lines, *quoted]) + "\n"


def main() -> int:
    """Writes both files; needs uv, which is only needed here."""
    uv = shutil.which("uv")
    if uv is None:
        print("make lock needs uv: pip install uv, then again.", file=sys.stderr)
        return 1
    done = subprocess.run([uv, *COMPILE], cwd=ROOT)
    if done.returncode != 0:
        return done.returncode
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(lock), encoding="utf-8")
    print(f"Locked {len(pins(lock))} packages.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
