"""Whatever ends a grader in the middle, the next run ends where it would have ended."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep, time

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.cli import app
from autograder.grade import grader
from autograder.grade.course import Course
from autograder.grade.grader import grade_class
from autograder.grade.lock import alone
from autograder.grade.notes import KEY
from autograder.grade.trouble import Halted

from .conftest import NAME, ROOT, Tiny, tiny
from .plain.book import Rows, differences, rows

pytestmark = pytest.mark.xdist_group("nothing lost")

ZYGOTE = "autograder.grade.kernels.zygote"
WORKER = "multiprocessing.forkserver import main"

LARGE, ROOM = 300_000, 800_000
"""Bytes of a submission's data, and what a disk has left: not enough for the class."""

PATIENCE = 90
"""Seconds after which a test gives up waiting."""


def slow(seconds: float, answer: str = "a = 1") -> str:
    return f"import time; time.sleep({seconds}); {answer}"


class Run:
    """A grader as an instructor starts it, in a session of its own."""

    def __init__(self, course: Tiny, *options: str) -> None:
        self.course = course
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", NAME, *options],
            cwd=course.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"COLUMNS": "300"},
        )

    def everything(self) -> list[psutil.Process]:
        """All processes that it has started and that live, itself among them."""
        try:
            me = psutil.Process(self.process.pid)
            return [me, *me.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def workers(self) -> list[psutil.Process]:
        """Its processes that do jobs: those that such a one has forked."""
        alike = [p for p in self.everything() if words_in(p, WORKER)]
        return [p for p in alike if p.ppid() != self.process.pid]

    def forks(self) -> list[psutil.Process]:
        """The zygote, its copies, and what they have forked."""
        return [
            p for p in self.everything() if words_in(p, ZYGOTE) and p.name() != "bwrap"
        ]

    def zygote(self) -> psutil.Process:
        """The process that all others are copies of."""
        return self.forks()[0]

    def copy(self) -> psutil.Process:
        """The copy of it that forks its worker's kernels."""
        return next(child for child in self.zygote().children() if child.children())

    def kernel(self) -> psutil.Process:
        """A kernel, as soon as it is at work."""
        found = []

        def at_work() -> bool:
            forks = self.forks()
            # a zygote or its copy, a keeper, in a sandbox one more, and the kernel
            found[:] = [
                p
                for p in forks
                if not p.children() and sum(a in forks for a in p.parents()) > 1
            ]
            return bool(found) and time() - found[0].create_time() > 0.7

        wait(suppressed(at_work), self.process)
        return found[0]

    def wait_for(self, students: set[str]) -> None:
        """Until these are graded."""
        wait(lambda: students <= marked(self.course), self.process)

    def end(self) -> tuple[int, str, str]:
        """Its exit status and what it said."""
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


def words_in(process: psutil.Process, words: str) -> bool:
    try:
        return words in " ".join(process.cmdline())
    except psutil.Error:
        return False


def wait(until: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    end = monotonic() + PATIENCE
    while not until():
        assert monotonic() < end, "waited in vain"
        if process is not None and process.poll() is not None:
            raise AssertionError(f"it ended: {process.communicate()}")
        sleep(0.05)


def suppressed(until: Callable[[], bool]) -> Callable[[], bool]:
    """The same, false while processes come and go."""

    def quiet() -> bool:
        try:
            return until()
        except psutil.Error:
            return False

    return quiet


def marked(course: Tiny) -> set[str]:
    """Whose graded notebook is written and will be kept."""
    found = set()
    for path in course.root.glob(f"autograded/*/{NAME}/{NAME}.ipynb"):
        try:
            metadata = nbformat.read(path, as_version=4).metadata
        except ValueError:
            continue  # it is being written
        if metadata.get(KEY, {}).get("fingerprint"):
            found.add(path.parts[-3])
    return found


def gone(processes: list[psutil.Process]) -> None:
    """Wait until none of them runs any more."""
    _, alive = psutil.wait_procs(processes, timeout=20)
    alive = [p for p in alive if p.is_running() and p.status() != "zombie"]
    assert not alive, [p.cmdline() for p in alive]


def undisturbed(course: Tiny, folder: Path) -> Rows:
    """What the gradebook says when nothing comes between."""
    shutil.copytree(course.root, folder)
    copy = Course(folder)
    submissions = copy.submissions(NAME)
    outcomes = [*grade_class(copy, NAME, submissions)]
    assert len(outcomes) == len(submissions)
    return rows(folder / "gradebook.db", NAME)


def book(course: Tiny) -> Rows:
    return rows(course.root / "gradebook.db", NAME)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "course").mkdir()
    return tmp_path / "course"


@pytest.fixture
def course(root: Path) -> Tiny:
    return Tiny(root, tiny())


def test_a_grader_that_is_killed_leaves_nobody_and_loses_nothing(
    course: Tiny, tmp_path: Path
) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(b="b = 0"))
    course.hand_in("cid", course.answered(a=slow(2)))
    course.hand_in("dot", course.answered(a=slow(2, "a = 0")))
    course.hand_in("eve", "no notebook")
    course.hand_in("fay", course.answered(c="c = 4"))
    expected = undisturbed(course, tmp_path / "undisturbed")

    run = Run(course, "--workers", "2")
    run.wait_for({"ann", "ben"})
    started = run.everything()
    assert len(started) > 3
    run.process.kill()
    run.end()
    gone(started)
    assert not {"cid", "dot"} & marked(course)

    status, out, err = Run(course, "--workers", "2").end()
    assert (status, err) == (0, "")
    assert "6 submissions: " in out and "2 kept" in out
    assert not differences(book(course), expected)


def test_a_worker_a_kernel_and_a_zygote_that_are_killed_cost_nobody_anything(
    course: Tiny, tmp_path: Path
) -> None:
    for student in ("ann", "ben", "cid", "dot"):
        course.hand_in(student, course.answered(a=slow(1.5)))
    course.hand_in("eve", course.answered(b="b = 0"))
    expected = undisturbed(course, tmp_path / "undisturbed")

    run = Run(course, "--workers", "1")
    run.kernel().kill()
    run.wait_for({"ann"})
    run.kernel()
    run.copy().kill()
    run.wait_for({"ann", "ben"})
    run.kernel()
    run.zygote().kill()
    run.wait_for({"ann", "ben", "cid"})
    run.kernel()
    run.workers()[0].kill()

    status, out, err = run.end()
    assert (status, err) == (0, "")
    assert "5 submissions: 5 graded." in out
    assert not differences(book(course), expected)


@pytest.mark.parametrize(
    ("number", "group"), [(signal.SIGTERM, False), (signal.SIGINT, True)]
)
def test_a_signal_ends_everything_in_order_and_says_how_to_go_on(
    course: Tiny, number: signal.Signals, group: bool
) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(a=slow(300)))
    course.hand_in("cid", course.answered(a=slow(300)))
    run = Run(course, "--workers", "2")
    run.wait_for({"ann"})
    wait(lambda: len(run.workers()) == 2, run.process)
    started = run.everything()

    if group:  # as a terminal does
        os.killpg(run.process.pid, number)
    else:
        run.process.send_signal(number)

    status, out, err = run.end()  # long before a notebook's budget is over
    assert status == 128 + number
    assert err.strip() == (
        "Stopped. Done: 1 of 3; they are kept. The same command goes on with the "
        "others."
    )
    assert not out
    gone(started)
    with alone(course.root):  # nobody holds it
        assert marked(course) == {"ann"}


def test_a_full_disk_is_said_and_when_there_is_room_nothing_is_missing(
    course: Tiny, tmp_path: Path
) -> None:
    for student in ("ann", "ben", "cid", "dot"):
        folder = course.hand_in(student, course.answered(b="b = 0")).parent
        (folder / "large.bin").write_bytes(os.urandom(LARGE))
    expected = undisturbed(course, tmp_path / "undisturbed")
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    script = f"""
        mount -t tmpfs -o size=16m tmpfs {disk} || exit 77
        cp -a {course.root}/. {disk} && cd {disk} || exit 77
        cat /dev/zero > filler 2> /dev/null
        truncate -s -{ROOM} filler
        {sys.executable} -m autograder grade {NAME} --workers 1 > {out}/1 2> {out}/2
        echo $? > {out}/status
        rm filler
        {sys.executable} -m autograder grade {NAME} --workers 1 > {out}/3 2> {out}/4
        echo $? >> {out}/status
        cp gradebook.db {out}
    """
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
    )
    if done.returncode in (1, 77) and not (out / "status").exists():
        pytest.skip(f"no file system can be mounted here: {done.stderr}")
    said = {name: (out / name).read_text() for name in ("status", "1", "2", "3", "4")}
    first, second = said["status"].split()
    assert first in ("1", "2") and second == "0", said
    assert "full" in said["2"] and "Traceback" not in said["2"]
    assert len(said["2"].splitlines()) == 1
    assert "4 submissions: " in said["3"] and said["4"] == ""
    assert not differences(rows(out / "gradebook.db", NAME), expected)


def settings(course: Tiny, url: str) -> Course:
    """The same course with another gradebook's URL."""
    path = course.root / "nbgrader_config.py"
    usual = (ROOT / "nbgrader_config.py").read_text()
    path.write_text(f"{usual}\nc.CourseDirectory.db_url = {url!r}\n")
    return Course(course.root)


def said(course: Tiny) -> tuple[int, str]:
    """The command's exit status and words; a traceback would be an exception."""
    arguments = ["grade", NAME, "--workers", "1", "--course", str(course.root)]
    result = CliRunner().invoke(app, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, " ".join(result.output.split())


def test_a_gradebook_that_cannot_be_written_is_named(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    usual = course.root / "gradebook.db"
    settings(course, f"sqlite:///file:{usual}?mode=ro&uri=true")
    status, words = said(course)
    assert status == 2
    assert f"The gradebook sqlite:///file:{usual}" in words
    assert "attempt to write a readonly database. Give yourself the right" in words
    settings(course, "sqlite:///gradebook.db")
    assert said(course)[0] == 0
    assert ("grade", "ann", NAME, "test-a") in book(course)


def test_a_gradebook_that_is_no_database_is_named(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    for url, part in {
        "nosuch://x": "nosuch",
        "sqlite:////no/such/folder/gradebook.db": "unable to open database file",
        f"sqlite:///{course.root}/nbgrader_config.py": "file is not a database",
    }.items():
        settings(course, url)
        status, words = said(course)
        assert status == 2 and part in words, words


@pytest.fixture
def held(course: Tiny) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Takes hold of the gradebook, as another program does."""
    connections = []

    def hold() -> sqlite3.Connection:
        connection = sqlite3.connect(
            course.root / "gradebook.db", isolation_level=None, timeout=10
        )
        connection.execute("BEGIN EXCLUSIVE")
        connections.append(connection)
        return connection

    yield hold
    for connection in connections:
        connection.close()


def test_a_gradebook_that_another_program_holds(
    course: Tiny, held: Callable[[], sqlite3.Connection], tmp_path: Path
) -> None:
    for student in ("ann", "ben", "cid"):
        course.hand_in(student, course.answered())
    expected = undisturbed(course, tmp_path / "undisturbed")
    course.course = settings(course, "sqlite:///gradebook.db?timeout=0.2")

    connection = held()
    status, words = said(course)
    assert status == 2
    assert "database is locked. Another program holds it" in words
    connection.execute("ROLLBACK")

    submissions = course.course.submissions(NAME)
    outcomes = grade_class(course.course, NAME, submissions)
    assert next(outcomes).status == "graded"
    connection = held()  # in the middle of the class
    with pytest.raises(Halted, match="database is locked"):
        next(outcomes)
    connection.execute("ROLLBACK")

    assert {s: o.status for s, o in course.grade().items()} == {
        "ann": "kept",
        "ben": "graded",
        "cid": "graded",
    }
    assert not differences(book(course), expected)


def test_one_grader_at_a_time_in_a_course(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    code = (
        "import sys, time; from pathlib import Path\n"
        "from autograder.grade.lock import alone\n"
        f"with alone(Path({str(course.root)!r})):\n"
        "    print('mine', flush=True); time.sleep(300)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == b"mine\n"
        status, words = said(course)
        assert status == 2
        assert f"is grading in {course.root} already: process {other.pid} on" in words
        assert not marked(course)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert said(course)[0] == 0
    assert marked(course) == {"ann"}


def test_a_submission_that_vanishes_is_named_and_its_grades_stay(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered())
    course.grade()
    before = book(course)
    submissions = course.course.submissions(NAME)
    shutil.rmtree(submissions["ann"])

    found = {
        o.student: o for o in grade_class(course.course, NAME, submissions, force=True)
    }

    assert found["ann"].status == "failed"
    assert found["ann"].reason == f"It is not there any more: {submissions['ann']}."
    assert found["ben"].status == "graded"
    assert not differences(book(course), before)
    assert marked(course) == {"ann", "ben"}


def test_a_submission_that_changes_while_it_is_copied_is_taken_as_it_ends(
    course: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = nbformat.writes(course.answered())
    course.hand_in("ann", whole[:500])  # still on its way
    real, calls = grader.admit, []

    def admit(*arguments: object) -> object:
        found = real(*arguments)
        calls.append(arguments)
        course.hand_in("ann", whole)
        return found

    monkeypatch.setattr(grader, "admit", admit)
    assert course.grade()["ann"].status == "graded"
    assert len(calls) == 2
    assert course.scores() == {"ann": {"a": 1, "b": 2, "c": 3}}
    assert course.grade()["ann"].status == "kept"


def test_a_submission_that_never_rests_is_graded_again_next_time(
    course: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.hand_in("ann", course.answered())
    real, calls = grader.admit, []

    def admit(*arguments: object) -> object:
        found = real(*arguments)
        calls.append(arguments)
        course.hand_in("ann", course.answered(b=f"b = {10 + len(calls)}"))
        return found

    monkeypatch.setattr(grader, "admit", admit)
    assert course.grade()["ann"].status == "graded"
    assert len(calls) == grader.TRIES
    monkeypatch.undo()
    assert course.grade()["ann"].status == "graded"
    assert course.grade()["ann"].status == "kept"


def test_what_a_person_has_given_survives_grading_anew(course: Tiny) -> None:
    folder = course.hand_in("ann", course.answered(c="c = 4")).parent
    (folder / "timestamp.txt").write_text("2030-02-02 12:00:00 UTC")
    course.hand_in("ben", course.answered())
    config = course.root / "nbgrader_config.py"
    config.write_text(
        f"{config.read_text()}\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    )
    course.course = Course(course.root)
    url = course.course.directory().db_url
    with Gradebook(url, "unrolled") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2030-02-01 12:00:00 UTC")
    course.grade()
    with Gradebook(url, "unrolled") as gradebook:  # what Formgrader's handlers do
        grade = gradebook.find_grade("test-c", NAME, NAME, "ann")
        grade.manual_score, grade.extra_credit = 2.5, 0.5
        grade.needs_manual_grade = False
        other = gradebook.find_grade("test-a", NAME, NAME, "ben")
        other.manual_score = 0.25
        gradebook.find_comment("c", NAME, NAME, "ann").manual_comment = "nearly"
        gradebook.db.commit()
    course.grade(force=True)
    before = book(course)

    outcomes = course.grade(force=True)

    assert {s: o.status for s, o in outcomes.items()} == dict.fromkeys(
        ("ann", "ben"), "graded"
    )
    assert not differences(book(course), before)
    assert before["grade", "ann", NAME, "test-c"][:3] == (0, 2.5, 0.5)
    assert before["grade", "ben", NAME, "test-a"][:2] == (1, 0.25)
    assert before["comment", "ann", NAME, "c"] == (None, "nearly")
    late, score, penalty = (before["submission", "ann"][n] for n in (1, 2, 5))
    assert (late, score, penalty) == (86_400, 6, 6)
    assert before["submission", "ben"][5] == 0
