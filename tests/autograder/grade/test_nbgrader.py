"""Plain `nbgrader` commands work in the course folder and give the same scores."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import NAME, Tiny, find


def _nbgrader(course: Tiny, *arguments: str) -> str:
    """Run nbgrader as an instructor does, without the environment's folder on PATH."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env={"PATH": "/usr/bin:/bin", "HOME": str(course.root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture
def a_class(course: Tiny) -> Tiny:
    """Some of everything."""
    course.hand_in("ann", course.answered())
    copied = course.answered(b="b = 0")
    copied.cells.append(find(copied, "test-a"))
    course.hand_in("ben", copied)
    odd = course.answered(a="a = 0")
    find(odd, "test-a").metadata.nbgrader["schema_version"] = 7
    course.hand_in("cid", odd)
    deleted = course.answered(c="c = 5")
    for grade_id in ("b", "test-b"):
        deleted.cells.remove(find(deleted, grade_id))
    course.hand_in("dot", deleted)
    forged = course.answered(c="import os; os._exit(1)")
    forged.metadata["autograder"] = {"notes": [{"text": "forged"}]}
    course.hand_in("eve", forged)
    return course


def test_nbgrader_autograde_gives_the_same_scores(a_class: Tiny) -> None:
    a_class.grade()
    ours = a_class.scores()
    _nbgrader(a_class, "autograde", NAME, "--force")
    assert a_class.scores() == ours
    reasons = {s.student: s.reasons for s in a_class.results().students}
    assert len(reasons["eve"]) == 1 and "kernel died" in reasons["eve"][0]
    assert ours == {
        "ann": {"a": 1, "b": 2, "c": 3},
        "ben": {"a": 1, "b": 0, "c": 3},
        "cid": {"a": 0, "b": 2, "c": 3},
        "dot": {"a": 1, "b": 0, "c": 0},
        "eve": {"a": 1, "b": 2, "c": 0},
    }


def test_a_fresh_gradebook_needs_no_activated_environment(tmp_path: Path) -> None:
    from .conftest import tiny

    course = Tiny(tmp_path, tiny())
    (course.root / "gradebook.db").unlink()
    _nbgrader(course, "generate_assignment", NAME, "--force")
    assert (course.root / "gradebook.db").exists()


def test_the_release_holds_no_solution_and_does_not_raise(course: Tiny) -> None:
    (course.root / "source" / NAME / f"{NAME}.py").write_text("a = 1  # the solution")
    _nbgrader(course, "generate_assignment", NAME, "--force")
    release = course.root / "release" / NAME
    assert [p.name for p in release.iterdir()] == [f"{NAME}.ipynb"]
    assert find(course.released, "a").source == "a = ...\n# your code here"
    assert "secret" not in find(course.released, "test-c").source


def test_feedback_shows_message_and_points_but_no_hidden_test(course: Tiny) -> None:
    course.hand_in("ann", course.answered(c="c = 5"))
    course.hand_in("bad", "no notebook")
    course.hand_in("ok", course.answered())
    course.grade()
    assert "secret" in find(course.graded("ann"), "test-c").source

    assert _nbgrader(course, "generate_feedback", NAME) == ""

    pages = {
        s: (course.root / "feedback" / s / NAME / f"{NAME}.html").read_text()
        for s in ("ann", "bad", "ok")
    }
    for page in pages.values():
        assert "secret" not in page and "HIDDEN" not in page
    assert "c is another number" in pages["ann"]
    assert "(Score: 3.0 / 6.0)" in pages["ann"]
    assert "could not be graded" in pages["bad"] and "not JSON" in pages["bad"]
    assert "(Score: 6.0 / 6.0)" in pages["ok"]


def test_formgrader_and_export_work_on_what_we_write(course: Tiny) -> None:
    from nbgrader.apps.api import NbGraderAPI

    course.hand_in("ann", course.answered(b="b = 0"))
    course.hand_in("bad", "no notebook")
    course.grade()

    api = NbGraderAPI(course.course.directory(), parent=course.course.app)
    rows = {s["student"]: s for s in api.get_submissions(NAME)}
    assert {s: r["score"] for s, r in rows.items()} == {"ann": 4, "bad": 0}
    assert all(r["autograded"] and not r["needs_manual_grade"] for r in rows.values())
    (notebook,) = [n for n in api.get_notebook_submissions(NAME, NAME) if n["score"]]
    assert notebook["failed_tests"]

    _nbgrader(course, "export")
    assert ",ann," in (course.root / "grades.csv").read_text()


def test_a_late_submission_is_known_to_be_late(course: Tiny) -> None:
    from nbgrader.api import Gradebook

    folder = course.hand_in("ann", course.answered()).parent
    (folder / "timestamp.txt").write_text("2030-02-02 12:00:00 UTC")
    url = course.course.directory().db_url
    with Gradebook(url, "unrolled") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2030-02-01 12:00:00 UTC")
    course.grade()
    with Gradebook(url, "unrolled") as gradebook:
        assert gradebook.find_submission(NAME, "ann").total_seconds_late == 86_400


def test_plain_commands_say_nothing_when_nothing_is_wrong(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    assert _nbgrader(course, "autograde", NAME) == ""
