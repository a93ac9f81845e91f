"""A class of hostile and honest submissions, graded by the real command."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from .aftermath import contents, descendants, left_running, marked_files, orphans_taken
from .course import Canaries, Hosts
from .hostile import MODELS, PLAIN, Hostile

BUDGET = {PLAIN: 6, MODELS: 20}
"""Seconds that a notebook of each assignment may run."""

WORKERS = "6"
"""More than cores: many of the submissions do nothing until their time is up."""

HONEST_EVERY = 9
"""One honest submission after so many hostile ones."""

_WROTE = re.compile(r"WRITABLE [^\n\"]+")


@dataclass(frozen=True)
class Class:
    """Who hands in what, in the order of grading.

    Attributes:
        hostile: by student.
        honest: students.
    """

    hostile: Mapping[str, Hostile]
    honest: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.hostile) + len(self.honest)


@dataclass(frozen=True)
class Graded:
    """What came of a class.

    Attributes:
        status: of the command.
        errors: what it wrote to stderr.
        said: its results, by student.
        rows: of grades.csv, by student.
        read: secrets in what submissions could write, by student.
        wrote: places that submissions could write to, by student.
        left: processes, files and folders that were left behind.
        changed: files of the course that are others than before.
        seconds: that it took.
    """

    status: int
    errors: str
    said: Mapping[str, Mapping[str, Any]]
    rows: Mapping[str, Mapping[str, str]]
    read: Mapping[str, list[str]]
    wrote: Mapping[str, list[str]]
    left: tuple[str, ...]
    changed: tuple[str, ...]
    seconds: float
    unearned: Mapping[str, float] = field(default_factory=dict)


def hand_in(hosts: Hosts, submissions: Iterable[Hostile], lesson: str) -> Class:
    """Hand in hostile submissions of an assignment, honest ones among them."""
    hostile, honest = {}, []
    chosen = [each for each in submissions if each.lesson == lesson]
    for place, each in enumerate(chosen):
        if place % HONEST_EVERY == 0:
            honest.append(f"s{place:03}-honest")
            hosts.honest(honest[-1], lesson)
        student = f"s{place:03}-{each.name}"
        each.make(hosts.desk(student, lesson))
        hostile[student] = each
    honest.append("s999-honest")
    hosts.honest(honest[-1], lesson)
    return Class(hostile, tuple(honest))


def grade(hosts: Hosts, handed_in: Class, lesson: str, *options: str) -> Graded:
    """Grade a class and look at what is left of it."""
    submitted = hosts.root / "submitted"
    inside = [submitted, hosts.root / "source"]
    before = {
        path: digest for folder in inside for path, digest in contents(folder).items()
    }
    with orphans_taken():
        running = descendants()
        start = monotonic()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "autograder", "grade", lesson, "--json"),
                *("--budget", str(BUDGET[lesson]), "--require-sandbox"),
                *("--workers", WORKERS, *options),
            ],
            cwd=hosts.root,
            env=hosts.environment(),
            capture_output=True,
            text=True,
        )
        seconds = monotonic() - start
        left = left_running(running, hosts.known["@MARK@"])
    after = {
        path: digest for folder in inside for path, digest in contents(folder).items()
    }
    mark = hosts.known["@MARK@"]
    places = [Path(p) for p in ("/tmp", "/dev/shm", "/var/tmp", "/usr", "/etc", "/")]
    places += [Path(sys.prefix), hosts.root, hosts.home, Path(hosts.known["@REPO@"])]
    left += marked_files(mark, *places, hosts.root.parent)
    left += [str(path) for path in hosts.temporary.iterdir()]
    changed = [p for p in {*before, *after} if before.get(p) != after.get(p)]
    if not hosts.canaries.found_in((hosts.home / ".netrc").read_text()):
        changed.append(str(hosts.home))
    found = {s: _outputs(hosts.root, s, lesson) for s in handed_in.hostile}
    return Graded(
        done.returncode,
        done.stderr,
        _said(done.stdout),
        _rows(hosts.root / "grades.csv"),
        {s: read for s, text in found.items() if (read := _read(text, hosts.canaries))},
        {s: wrote for s, text in found.items() if (wrote := _WROTE.findall(text))},
        tuple(left),
        tuple(changed),
        seconds,
    )


def _said(text: str) -> dict[str, dict[str, Any]]:
    try:
        submissions: Sequence[dict[str, Any]] = json.loads(text)["submissions"]
    except ValueError:
        return {}
    return {one["student"]: one for one in submissions}


def _rows(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def _outputs(root: Path, student: str, lesson: str) -> str:
    """All of a graded submission that its code could write: outputs and files."""
    texts = []
    folder = root / "autograded" / student / lesson
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".ipynb":
            notebook = json.loads(text)
            cells = notebook["cells"]
            kept = [notebook["metadata"], *(c.get("outputs") for c in cells)]
            text = json.dumps(kept, ensure_ascii=False).replace("\\n", "\n")
        texts.append(text)
    return "\n".join(texts)


def _read(text: str, canaries: Canaries) -> list[str]:
    return sorted(set(re.findall(rf"canary:[a-z]+-{canaries.mark}", text)))
