"""Where a learner works: inside a checkout of the course, or beside a lone notebook."""

from __future__ import annotations

import os
from pathlib import Path

PROGRESS = "AUTOGRADER_PROGRESS"
"""Environment variable: the file that progress is kept in, or "off"."""

GRADING = "NBGRADER_EXECUTION"
"""Environment variable that nbgrader sets while it runs a submission."""

CLONE = Path(os.path.expanduser("~/.unrolled"))  # without a home it stays "~"
"""Where a lesson's first cell clones the course to, when it is not installed."""

OTHERS = ("source", "submitted", "autograded")
"""Folders of the checkout with answers of others: whoever runs them learns nothing."""


def checkout(folder: Path) -> Path | None:
    """The course's checkout that a folder stands in: itself or one above it."""
    for place in [folder.resolve(), *folder.resolve().parents]:
        if (place / "nbgrader_config.py").is_file() and (place / "source").is_dir():
            return place
    return None


def installed() -> Path | None:
    """The checkout that this package is used from, when it lies in one."""
    return checkout(Path(__file__).parent)


def being_graded() -> bool:
    """Whether this process runs a submission that is graded or validated."""
    return GRADING in os.environ


def progress_file(folder: Path) -> Path | None:
    """Where the progress of whoever works in a folder is kept.

    Returns:
        `progress.json` in the checkout, without one in the folder; what the environment
        names instead; None when nothing is to be kept: it says "off", work is graded,
        or the folder holds the answers of others.
    """
    said = os.environ.get(PROGRESS, "")
    if said == "off" or being_graded():
        return None
    if said:
        return Path(said)
    course = checkout(folder)
    if course is None:
        return folder / "progress.json"
    inside = folder.resolve().relative_to(course).parts
    return None if inside and inside[0] in OTHERS else course / "progress.json"
