"""N submissions in, N outcomes out; a bad one costs nobody else anything."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.grade.course import Course, CourseError
from autograder.grade.executors import Doers
from autograder.grade.grader import grade_class
from autograder.grade.jobs import readable_by

from .conftest import NAME, Tiny, find

FULL = {"a": 1, "b": 2, "c": 3}


def test_a_class_of_broken_and_honest_submissions(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(b="b = 0", c="c = 4"))
    course.hand_in("cut", nbformat.writes(course.answered())[:700])
    course.hand_in("deep", "[" * 200_000)
    course.hand_in("empty", "")
    course.hand_in("latin", "é".encode("latin-1"))
    course.hand_in("list", "[1, 2]")
    course.hand_in("merge", _with_merge_markers(course))
    (course.root / "submitted/folder" / NAME / f"{NAME}.ipynb").mkdir(parents=True)
    (course.root / "submitted/nothing" / NAME).mkdir(parents=True)
    (course.root / "submitted/link" / NAME).mkdir(parents=True)
    os.symlink(
        course.root / "gradebook.db",
        course.root / "submitted/link" / NAME / f"{NAME}.ipynb",
    )
    (course.root / "submitted/pipe" / NAME).mkdir(parents=True)
    os.mkfifo(course.root / "submitted/pipe" / NAME / f"{NAME}.ipynb")
    (course.root / "submitted/afile").mkdir(parents=True)
    (course.root / "submitted/afile" / NAME).write_text("not a folder")
    course.hand_in("zoe", course.answered())

    outcomes = course.grade()

    assert len(outcomes) == 14
    assert {s for s, o in outcomes.items() if o.status == "graded"} == {
        "ann",
        "ben",
        "zoe",
    }
    scores = course.scores()
    assert scores["ann"] == scores["zoe"] == FULL
    assert scores["ben"] == {"a": 1, "b": 0, "c": 0}
    results = {s.student: s for s in course.results().students}
    for student, words in {
        "afile": "is a file; a folder",
        "pipe": "is no ordinary file",
        "cut": "not JSON",
        "deep": "nested too deeply",
        "empty": "is empty",
        "folder": "is a folder",
        "latin": "not UTF-8",
        "link": "is a link",
        "list": "a list, not a notebook",
        "merge": "merge markers (line",
        "nothing": "is missing",
    }.items():
        assert results[student].status == "unreadable", student
        assert results[student].score == 0
        assert words in results[student].reasons[0]
        assert words in course.graded(student).cells[0].source


def test_looking_at_notebooks_in_jupyter_has_nobody_graded_again(course: Tiny) -> None:
    handed_in = course.hand_in("ann", course.answered())
    course.grade()
    source = course.root / "source" / NAME / f"{NAME}.ipynb"
    for path in (source, handed_in):  # Jupyter keeps a copy of what it opens
        beside = path.parent / ".ipynb_checkpoints"
        beside.mkdir()
        shutil.copy(path, beside / f"{path.stem}-checkpoint.ipynb")
    assert {o.status for o in course.grade().values()} == {"kept"}


def test_a_second_run_keeps_what_did_not_change(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(a="a = 0"))
    course.hand_in("cut", "no notebook")
    course.grade()
    before = course.scores()
    course.hand_in("ben", course.answered())

    outcomes = course.grade()

    assert {s: o.status for s, o in outcomes.items()} == {
        "ann": "kept",
        "ben": "graded",
        "cut": "kept",
    }
    assert before["ben"]["a"] == 0
    assert course.scores()["ben"] == FULL
    assert course.scores()["ann"] == before["ann"]


def test_what_the_gradebook_lost_is_graded_anew(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    (course.root / "gradebook.db").unlink()

    assert course.grade()["ann"].status == "graded"
    assert course.scores() == {"ann": FULL}


def test_force_grades_everything_anew_with_the_same_scores(course: Tiny) -> None:
    course.hand_in("ann", course.answered(b="b = 7"))
    course.grade()
    before = course.scores()
    assert course.grade(force=True)["ann"].status == "graded"
    assert course.scores() == before == {"ann": {"a": 1, "b": 0, "c": 3}}


def test_a_changed_source_grades_everything_anew(course: Tiny) -> None:
    course.hand_in("ann", course.answered(a="a = 5"))
    course.grade()
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    source = nbformat.read(path, as_version=4)
    find(source, "test-a").source = "check.value(a, like=5)"
    nbformat.write(source, path)

    assert course.grade()["ann"].status == "graded"
    assert course.scores()["ann"] == FULL


def test_grading_leaves_the_release_folder_alone(course: Tiny) -> None:
    path = course.root / "release" / NAME / f"{NAME}.ipynb"
    path.write_text("as committed")
    course.hand_in("ann", course.answered())
    course.grade()
    assert path.read_text() == "as committed"
    assert course.scores()["ann"] == FULL


def test_a_manual_score_survives_regrading(course: Tiny) -> None:
    from nbgrader.api import Gradebook

    course.hand_in("ann", course.answered(c="c = 4"))
    course.grade()
    url = course.course.directory().db_url
    with Gradebook(url, "unrolled") as gradebook:
        grade = gradebook.find_grade("test-c", NAME, NAME, "ann")
        assert grade.auto_score == 0
        grade.manual_score = 2.5
        gradebook.find_comment("c", NAME, NAME, "ann").manual_comment = "nearly"
        gradebook.db.commit()

    course.grade(force=True)

    assert course.scores()["ann"] == {"a": 1, "b": 2, "c": 2.5}
    with Gradebook(url, "unrolled") as gradebook:
        assert gradebook.find_comment("c", NAME, NAME, "ann").comment == "nearly"


def test_a_renamed_notebook_is_recognised_when_only_one_can_be_meant(
    course: Tiny,
) -> None:
    course.hand_in("one", course.answered(), "tiny (1).ipynb")
    course.hand_in("other", course.answered(), "homework.ipynb")
    course.hand_in("two", course.answered(), "tiny (1).ipynb")
    course.hand_in("two", course.answered(), "tiny (2).ipynb")
    course.hand_in("both", course.answered(a="a = 9"), "tiny (1).ipynb")
    course.hand_in("both", course.answered())

    outcomes = course.grade()

    scores = course.scores()
    assert scores["one"] == scores["other"] == scores["both"] == FULL
    assert sum(scores["two"].values()) == 0
    assert outcomes["two"].status == "unreadable"
    reasons = {s.student: s.reasons for s in course.results().students}
    assert "“tiny (1).ipynb” was taken for “tiny.ipynb”" in reasons["one"][0]
    assert "tiny (1).ipynb, tiny (2).ipynb" in reasons["two"][0]
    assert "Not graded" in reasons["both"][0]


def test_another_assignments_notebook_is_no_renamed_one(course: Tiny) -> None:
    other = course.answered()
    for cell in other.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["grade_id"] += "-of-another"
    course.hand_in("ann", other, "other.ipynb")

    assert course.grade()["ann"].status == "unreadable"

    (reason,) = course.results().students[0].reasons
    assert reason.startswith("“tiny.ipynb” is missing, and “other.ipynb” holds none")


def test_a_linked_file_is_refused_and_named(course: Tiny) -> None:
    folder = course.hand_in("ann", course.answered()).parent
    os.symlink(course.root / "gradebook.db", folder / "data.txt")
    course.grade()
    assert course.scores()["ann"] == FULL
    assert not (course.root / "autograded/ann" / NAME / "data.txt").exists()
    assert "“data.txt” is a link" in course.results().students[0].reasons[0]


def test_what_lies_beside_the_notebook_is_there_when_it_runs(course: Tiny) -> None:
    folder = course.hand_in(
        "ann", course.answered(a="a = int(open('deep/one.txt').read())")
    ).parent
    (folder / "deep").mkdir()
    (folder / "deep/one.txt").write_text("1")
    course.grade()
    assert course.scores()["ann"] == FULL


def test_a_failing_grader_costs_one_submission(
    course: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.grade import grader

    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered())
    real = grader.execute

    def breaks(job: grader.Job) -> grader.Executed:
        if job.student == "ann":
            raise OSError("no space left on device")
        return real(job)

    monkeypatch.setattr(grader, "execute", breaks)
    outcomes = course.grade()
    assert outcomes["ann"].status == "failed"
    assert "no space left" in outcomes["ann"].reason
    assert outcomes["ben"].status == "graded"
    monkeypatch.undo()
    assert course.grade()["ann"].status == "graded"


def test_a_run_that_was_broken_off_goes_on_where_it_was(
    course: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.grade import grader

    for student in ("ann", "ben", "cid"):
        course.hand_in(student, course.answered())
    real = grader.execute

    def breaks_off(job: grader.Job) -> grader.Executed:
        if job.student == "ben":
            raise KeyboardInterrupt
        return real(job)

    monkeypatch.setattr(grader, "execute", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        course.grade()
    monkeypatch.undo()
    assert {s: o.status for s, o in course.grade().items()} == {
        "ann": "kept",
        "ben": "graded",
        "cid": "graded",
    }
    assert course.scores() == dict.fromkeys(("ann", "ben", "cid"), FULL)


def test_any_executor_will_do(course: Tiny) -> None:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered(a="a = 0"))
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        course.grade(by=Doers(pool))
    assert course.scores() == {"ann": FULL, "ben": {"a": 0, "b": 2, "c": 3}}


def test_an_unknown_assignment_is_named(course: Tiny) -> None:
    with pytest.raises(CourseError, match=r"no assignment “other”.*There is: tiny"):
        list(grade_class(course.course, "other", {}))


def test_a_folder_that_is_no_course_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"no nbgrader_config\.py"):
        Course(tmp_path)


def test_cells_changed_after_grading_are_refused_in_words(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    path = course.root / "source" / NAME / f"{NAME}.ipynb"
    source = nbformat.read(path, as_version=4)
    source.cells = source.cells[:-1]
    nbformat.write(source, path)
    with pytest.raises(CourseError, match="Cannot add or remove cells"):
        course.grade()


def _with_merge_markers(course: Tiny) -> str:
    lines = json.dumps(json.loads(nbformat.writes(course.answered())), indent=1)
    first, *rest = lines.splitlines()
    return "\n".join(
        [first, "<<<<<<< HEAD", rest[0], "=======", rest[0], ">>>>>>> theirs", *rest]
    )


class _Recording(Executor):
    """Notes in what order it is told things; does no job."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def begin(self, modules: Sequence[str], readable: Sequence[Path]) -> None:
        self.told.append(("begin", tuple(modules), tuple(readable)))

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        (job,) = args
        (judging,) = dict(job.judging).values()
        self.told.append(("job", job.modules, tuple(readable_by(judging))))
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("not done here"))
        return future


def test_who_does_the_jobs_begins_with_what_they_need(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered())
    doing = _Recording()
    submissions = course.course.submissions(NAME)
    by = Doers(doing, ahead=3, begin=doing.begin)
    list(grade_class(course.course, NAME, submissions, by=by))
    first, *rest = doing.told
    assert first[0] == "begin"
    jobs = [told[1:] for told in rest if told[0] == "job"]
    assert jobs == 2 * [first[1:]], "else each worker would start a zygote of its own"


def test_nobody_begins_when_everything_is_kept(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    doing = _Recording()
    submissions = course.course.submissions(NAME)
    by = Doers(doing, begin=doing.begin)
    (outcome,) = grade_class(course.course, NAME, submissions, by=by)
    assert outcome.status == "kept"
    assert not doing.told
