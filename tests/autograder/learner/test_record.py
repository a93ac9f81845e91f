"""progress.json: never lost, never half written, never in anybody's way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.learner import lock, record
from autograder.learner.place import PROGRESS
from autograder.learner.record import Tried

from .conftest import Cells

WRONG = Tried("wrong", 0, 2, "2026-01-01", 1)
PARTLY = Tried("partly right", 1, 2, "2026-01-02", 1)
RIGHT = Tried("right", 2, 2, "2026-01-03", 1)


def saved(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_best_counts_and_the_tries_add_up() -> None:
    later = Tried("wrong", 0, 2, "2026-01-04", 1)
    assert WRONG.then(PARTLY).then(RIGHT).then(later) == Tried(
        "right", 2, 2, "2026-01-04", 4
    )
    assert PARTLY.then(Tried(hints=2)).then(Tried(hints=1)) == Tried(
        "partly right", 1, 2, "2026-01-02", 1, 2
    )
    assert WRONG.then(Tried("wrong", 0, 3, "2026-01-05", 1)).points == 3


def test_a_displayed_attempt_is_kept_in_the_checkout(
    course: Path, cells: Cells
) -> None:
    cells.check("sum", "wrong")
    cells.check("sum", "right", 2)
    cells.run("learner.hint('mean')")
    entries = saved(course / "progress.json")
    today = time.strftime("%Y-%m-%d")
    assert entries["sum"] == {
        "status": "right",
        "score": 2,
        "points": 2,
        "last": today,
        "tries": 2,
        "hints": 0,
    }
    assert entries["mean"]["hints"] == 1 and entries["mean"]["last"] == ""
    assert not [*course.glob("notebooks/progress*")]


def test_beside_a_lone_notebook_it_is_kept_there(lone: Path, cells: Cells) -> None:
    cells.check("sum", "wrong")
    assert saved(lone / "progress.json")["sum"]["tries"] == 1
    assert sorted(p.name for p in lone.iterdir()) == [
        *("hints.json", "one.ipynb", "progress.json")
    ]


def test_an_untouched_answer_or_a_nameless_check_is_not_kept(
    course: Path, cells: Cells
) -> None:
    cells.check("sum", "not attempted")
    cells.check("", "wrong")
    assert not (course / "progress.json").exists()


def test_the_environment_decides_where_and_whether(
    course: Path, cells: Cells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROGRESS, "off")
    before = {*tmp_path.rglob("*")}
    cells.check("sum", "right", 2)
    assert {*tmp_path.rglob("*")} == before
    elsewhere = tmp_path / "mine.json"
    monkeypatch.setenv(PROGRESS, str(elsewhere))
    cells.restart()
    cells.check("mean", "right", 1)
    assert set(saved(elsewhere)) == {"mean"}
    assert not (course / "progress.json").exists()


@pytest.mark.parametrize("folder", ["source/one", "submitted/ann/one", "autograded"])
def test_running_the_answers_of_others_is_no_progress(
    course: Path, cells: Cells, enter: Callable[[Path], Path], folder: str
) -> None:
    enter(course / folder)
    cells.check("sum", "right", 2)
    assert not [*course.rglob("progress.json*")]


@pytest.mark.parametrize("folder", [".", "notebooks", "release/one", "mine/deep"])
def test_everywhere_else_in_the_checkout_it_is(
    course: Path, cells: Cells, enter: Callable[[Path], Path], folder: str
) -> None:
    enter(course / folder)
    cells.check("sum", "right", 2)
    assert set(saved(course / "progress.json")) == {"sum"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"sum": 3}',
        b'{"sum": {"status": "great"}}',
        b'{"sum": {"score": NaN}}',
        b'{"sum": {"tries": "2"}}',
        b'{"sum": {"tries": true}}',
        b"[" * 100_000,
        b'{"sum": {"status": "right", "tries": 1',  # a write that was cut short
    ],
)
def test_a_damaged_file_is_set_aside_and_said_once(
    course: Path, cells: Cells, content: bytes
) -> None:
    path = course / "progress.json"
    path.write_bytes(content)
    said = cells.run("learner.attempted('sum', 'wrong', 0, 2)")["text/plain"]
    assert "progress.json was damaged; it is progress.json.broken now" in said
    assert (course / "progress.json.broken").read_bytes() == content
    assert saved(path)["sum"]["tries"] == 1
    assert cells.run("learner.attempted('sum', 'wrong', 0, 2)")["text/plain"] == "''"
    assert "damaged" not in cells.text("learner.progress()")


@pytest.mark.parametrize("call", ["hint('sum')", "solution('sum')", "progress()"])
def test_whoever_meets_a_damaged_file_says_so(
    course: Path, cells: Cells, call: str
) -> None:
    (course / "progress.json").write_text("{")
    assert "progress.json was damaged" in cells.text(f"learner.{call}")
    assert (course / "progress.json.broken").read_text() == "{"
    assert "damaged" not in cells.text(f"learner.{call}")


def test_a_second_damaged_file_does_not_replace_the_first(
    course: Path, cells: Cells
) -> None:
    for content in ("{1", "{2", "{3"):
        (course / "progress.json").write_text(content)
        cells.check("sum", "wrong")
    broken = [(course / f"progress.json.broken{n}") for n in ("", "-2", "-3")]
    assert [path.read_text() for path in broken] == ["{1", "{2", "{3"]


ADD = """
import sys
from pathlib import Path
from autograder.learner import record
name, times = sys.argv[2], int(sys.argv[3])
for n in range(times):
    waiting = {}
    kept = record.add(Path(sys.argv[1]), name, record.Tried(tries=1), waiting)
    record.add(Path(sys.argv[1]), "shared", record.Tried(tries=1), waiting)
    assert not waiting, "an update was not written"
"""


def test_kernels_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path, times = tmp_path / "progress.json", 40
    writers = [
        subprocess.Popen([sys.executable, "-c", ADD, path, f"ex{n}", str(times)])
        for n in range(4)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * 4
    entries = saved(path)
    assert {name: entries[name]["tries"] for name in entries} == {
        **{f"ex{n}": times for n in range(4)},
        "shared": 4 * times,
    }
    assert [p.name for p in tmp_path.iterdir()] == ["progress.json"]


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from autograder.learner.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n    time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(TimeoutError), lock.locked(path, patience=0.1):
        pass
    holder.kill()
    holder.wait()
    waiting: dict[str, Tried] = {}
    assert record.add(path, "sum", WRONG, waiting).saved
    assert saved(path)["sum"]["tries"] == 1


def test_a_lock_whose_file_was_just_removed_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "progress.json.lock"
    take = lock._lock

    def late(handle: int) -> None:
        monkeypatch.setattr(lock, "_lock", take)
        beside.unlink()  # the holder before lets go between this open and this lock
        take(handle)

    monkeypatch.setattr(lock, "_lock", late)
    with lock.locked(tmp_path / "progress.json"):
        assert beside.exists(), "others would take a lock of their own"
    assert not beside.exists()


def test_what_cannot_be_written_waits_and_is_written_later(
    course: Path, cells: Cells
) -> None:
    path = course / "progress.json"
    path.mkdir()  # nothing can be written in its place
    cells.check("sum", "wrong")
    cells.check("sum", "right", 2)
    said = cells.text("learner.progress()")
    assert "✓ done   sum" in said
    assert "progress.json cannot be written here" in said
    path.rmdir()
    cells.check("mean", "wrong")
    entries = saved(path)
    assert entries["sum"]["tries"] == 2 and entries["sum"]["status"] == "right"
    assert entries["mean"]["tries"] == 1
    assert "cannot be written" not in cells.text("learner.progress()")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_folder_that_may_not_be_written_is_left_alone(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from autograder.learner import record\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "waiting = {}\n"
        "kept = record.add(Path(sys.argv[1]), 'sum', record.Tried(tries=1), waiting)\n"
        "assert not kept.saved and kept.entries['sum'].tries == 1, kept\n"
        "assert waiting['sum'].tries == 1\n"
    )
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    path = tmp_path / "progress.json"
    subprocess.run([sys.executable, "-c", code, path], check=True)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "progress.json"
    record.add(path, "sum", WRONG, {})
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    waiting: dict[str, Tried] = {}
    kept = record.add(path, "sum", RIGHT, waiting)
    assert kept.entries["sum"] == WRONG.then(RIGHT) and not kept.saved
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["progress.json"]


def test_a_link_to_the_file_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "synced.json", tmp_path / "progress.json"
    real.write_text("{}")
    link.symlink_to(real)
    record.add(link, "sum", WRONG, {})
    assert link.is_symlink() and set(saved(real)) == {"sum"}
