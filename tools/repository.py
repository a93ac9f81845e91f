"""Where the course is published, as pyproject.toml says: the one place for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

ADDRESS: str = _PROJECT["urls"]["Repository"]
"""Of the repository, as a browser opens it."""

NAME: str = ADDRESS.removeprefix("https://github.com/")
"""Owner and name on GitHub."""

VERSION: str = _PROJECT["version"]

TAG = f"v{VERSION}"
"""The version as it is tagged in the repository."""
