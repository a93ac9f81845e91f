"""Inside a throw-away sandbox: nbgrader grades a class of two; prints what came of it.

Meant for `benchmarks.hostile` alone: nothing here confines what is graded.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import sleep

LESSON = "plain"


def main(course: str, mark: str, canary: str, student: str) -> None:
    """Grade, look around, print a line of JSON."""
    root = Path(course)
    words = [sys.executable, "-m", "nbgrader"]
    subprocess.run(
        [*words, "autograde", LESSON, "--force"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    sleep(1)
    said = {
        "score": _score(root, student),
        "honest": _score(root, "zz-honest"),
        "read": int(_read(root, student, canary)),
        "left": int(bool(left(root, mark))),
    }
    print(json.dumps(said), flush=True)


def _score(root: Path, student: str) -> float | None:
    """Points in the gradebook; None when it holds no grade of one of the cells."""
    from nbgrader.api import Gradebook, MissingEntry  # not where otter-grader is

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        try:
            submission = gradebook.find_submission(LESSON, student)
        except MissingEntry:
            return None
        grades = [g for n in submission.notebooks for g in n.grades]
        if any(g.auto_score is None and g.manual_score is None for g in grades):
            return None
        return float(submission.score)


def _read(root: Path, student: str, canary: str) -> bool:
    """Whether a secret stands in the outputs."""
    for path in (root / "autograded" / student).rglob("*.ipynb"):
        try:
            notebook = json.loads(path.read_text(errors="replace"))
        except ValueError:
            return secret_in(path.read_text(errors="replace"), canary)
        outputs = [cell.get("outputs") for cell in notebook.get("cells", [])]
        if secret_in(json.dumps(outputs), canary):
            return True
    return False


def secret_in(text: str, canary: str) -> bool:
    """Whether a text holds a secret of the course."""
    return bool(re.search(rf"canary:[a-z]+-{canary}", text))


def left(root: Path, mark: str) -> list[str]:
    """Processes that run on, and files of the submission's outside of its folder."""
    own = {os.getpid(), os.getppid(), 1, 2}
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) not in own:
            try:
                command = Path("/proc", name, "cmdline").read_text()
            except OSError:
                continue
            if command and "bwrap" not in command:
                found.append(command)
    for folder in (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"), root):
        found += [str(path) for path in folder.glob(f"*{mark}*")]
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
