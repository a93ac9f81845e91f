"""The course as its repository publishes it, at the release's tag, on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.repository import ADDRESS, TAG

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("autograder", "binder", "release", "tools", "unrolled")
FILES = ("LICENSE", "README.md", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info", "build")


def publish(folder: Path) -> Path:
    """A repository that holds the working tree's packages and releases, with the tag.

    Args:
        folder: where; it is not there yet.
    """
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    for command in (
        ("init", "--quiet"),
        ("add", "--all"),
        (*who, "commit", "--quiet", "--message", "Published"),
        ("tag", TAG),
        # what is not tagged is not what learners get
        ("rm", "--quiet", "-r", "."),
        (*who, "commit", "--quiet", "--message", "Gone since"),
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def found_at(place: str) -> dict[str, str]:
    """Environment in which git finds the repository's address at another place."""
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{place}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }


def environment(home: Path, **more: str) -> dict[str, str]:
    """A learner's environment: a home of her own, and nothing of this checkout's."""
    ours = ("AUTOGRADER", "GIT_", "JUPYTER", "JPY_", "PYTEST", "PYTHON", "UNROLLED")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    caches = {"PIP_CACHE_DIR": kept.get("PIP_CACHE_DIR", _pips_cache())}
    return {**kept, "HOME": str(home), **caches, **more}


def _pips_cache() -> str:
    return str(Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "pip")
