"""The built notebooks as pages: brought in as they are, never run."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx


def bring(notebooks: Path, folder: Path) -> None:
    """Makes a folder hold the notebooks of another, and nothing else.

    A file that has not changed is left alone, so its page is not made anew.

    Args:
        notebooks: where they are built.
        folder: of the site.
    """
    folder.mkdir(exist_ok=True)
    wanted = {path.name: path for path in notebooks.glob("*.ipynb")}
    for path in folder.glob("*.ipynb"):
        if path.name not in wanted:
            path.unlink()
    for name, path in wanted.items():
        target = folder / name
        if not (target.is_file() and filecmp.cmp(path, target, shallow=False)):
            half = target.with_suffix(f".{os.getpid()}")  # two builds may run at once
            shutil.copyfile(path, half)
            half.replace(target)


def setup(app: Sphinx) -> None:
    """Brings the notebooks in before Sphinx looks for pages."""
    site = Path(app.srcdir)
    bring(site.parent / "notebooks", site / "notebooks")
