"""Courses that know nothing of this package get the scores that nbgrader gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.cli import app
from autograder.grade.course import Course

from .plain import course as plain
from .plain.book import Rows, differences, rows

pytestmark = pytest.mark.xdist_group("other courses")

GUIDE = Path(nbgrader.__file__).parent / "docs/source/user_guide"
"""nbgrader's own documentation, which comes with it."""

PS1 = "ps1"


def nbgraders(root: Path, *arguments: str) -> None:
    """Run nbgrader as an instructor does."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def ours(root: Path, assignment: str) -> str:
    """Grade with this package, from another folder than the course's."""
    result = CliRunner().invoke(app, ["grade", assignment, "--course", str(root)])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def grades(found: Rows) -> Rows:
    """What is about points and penalties."""
    kept = ("source", "submission", "grade", "notebook")
    return {key: value for key, value in found.items() if key[0] in kept}


def test_the_course_of_nbgraders_documentation(tmp_path: Path) -> None:
    if not (GUIDE / "submitted/bitdiddle/ps1").is_dir():
        pytest.skip("this release of nbgrader comes without its sample submissions")
    nbgraders(tmp_path, "quickstart", "theirs")
    theirs, copy = tmp_path / "theirs", tmp_path / "ours"
    for student in ("bitdiddle", "hacker"):
        work = Path("submitted", student, PS1)
        shutil.copytree(GUIDE / work, theirs / work)
    Course(theirs).register(PS1, tmp_path / "release")
    shutil.copytree(theirs, copy)

    nbgraders(theirs, "autograde", PS1)
    said = ours(copy, PS1)

    assert "2 submissions: 2 graded." in said
    expected = rows(theirs / "gradebook.db", PS1)
    assert len([key for key in expected if key[0] == "grade"]) == 18
    assert not differences(rows(copy / "gradebook.db", PS1), expected)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A plain course that nbgrader has graded, one that we have, and what was said."""
    folder = tmp_path_factory.mktemp("plain")
    theirs, copy = folder / "theirs", folder / "ours"
    plain.write_course(theirs)
    plain.write_kernel(folder / "jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(folder / "jupyter"))
        patch.delenv("MPLBACKEND", raising=False)
        released = Course(theirs).register(plain.NAME, folder / "release").released
        with Gradebook(f"sqlite:///{theirs}/marks.db", "geography") as gradebook:
            due = "2030-05-02 12:00:00 UTC"
            gradebook.update_or_create_assignment(plain.NAME, duedate=due)
        plain.submissions(theirs, released)
        shutil.copytree(theirs, copy)
        nbgraders(theirs, "autograde", plain.NAME)
        said = ours(copy, plain.NAME)
    return theirs, copy, said


def test_every_habit_earns_what_it_earns_with_nbgrader(
    two: tuple[Path, Path, str],
) -> None:
    theirs, copy, said = two
    assert "4 submissions: 3 graded, 1 unreadable." in said
    expected = grades(rows(theirs / "marks.db", plain.NAME))
    found = grades(rows(copy / "marks.db", plain.NAME))
    # a notebook that is missing: its penalty of 0 is none
    missing = ("notebook", "cid", "basin")
    assert (expected.pop(missing), found.pop(missing)) == (
        (0, None, True),
        (0, 0, True),
    )
    assert not differences(found, expected)
    cells = {key[3]: value for key, value in found.items() if key[:2] == GRADE_ANN}
    assert len(cells) == 15
    assert [n for n, v in cells.items() if v[0] != v[4]] == BY_HAND


GRADE_ANN = ("grade", "ann")
BY_HAND = ["why", "plot", "draw-a-map"]


def test_comments_and_penalties_are_the_courses_own(
    two: tuple[Path, Path, str],
) -> None:
    theirs, copy, _ = two
    expected = rows(theirs / "marks.db", plain.NAME)
    found = rows(copy / "marks.db", plain.NAME)
    comments = [key for key in expected if key[0] == "comment"]
    other = [key for key in comments if expected[key] != found[key]]
    # nbgrader says nothing about a notebook that is missing
    assert {key[1:3] for key in other} == {("cid", "basin")}
    assert found["submission", "ben"][5] == 2.0
    assert found["submission", "cid"][1] == 590_400


def test_hooks_folders_and_files_are_the_courses_own(
    two: tuple[Path, Path, str],
) -> None:
    theirs, copy, _ = two
    lines = [(root / "hooks.txt").read_text().splitlines() for root in two[:2]]
    assert len(lines[0]) == len(lines[1]) == 8
    assert lines[1].count("before rivers 2") == lines[1].count("after rivers 2") == 4
    marked = [
        {p.relative_to(root) for p in root.glob("marked/dot/**/*") if p.is_file()}
        for root in (theirs, copy)
    ]
    written = {Path("marked/dot/rivers/out/mean.txt")}  # by the notebook itself
    assert marked[0] - marked[1] == written and marked[1] <= marked[0]
    assert not (copy / "marked/guest").exists()
    assert not (copy / "autograded").exists() and not (copy / "gradebook.db").exists()


def test_what_is_graded_by_hand_is_there_to_be_seen(
    two: tuple[Path, Path, str],
) -> None:
    shown = []
    for root in two[:2]:
        path = root / "marked/ann/rivers/survey.ipynb"
        notebook = nbformat.read(path, as_version=4)
        assert notebook.metadata.kernelspec.name == plain.KERNEL
        by_id = {
            c.metadata.get("nbgrader", {}).get("grade_id"): c for c in notebook.cells
        }
        shown.append(
            [sorted(o.data) for name in ("setup", "plot") for o in by_id[name].outputs]
        )
    assert shown[0] == shown[1]
    assert shown[1].count(["image/png", "text/plain"]) == 2


def test_another_order_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.write_course(tmp_path / "course")
    course = tmp_path / "course"
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(
            "c.CourseDirectory.directory_structure = "
            '"work/{assignment_id}/{nbgrader_step}/{student_id}"\n'
            'c.CourseDirectory.submitted_directory = "in"\n'
        )
    (course / "work").mkdir()
    (course / "work" / plain.NAME).mkdir()
    shutil.move(course / "instructor" / plain.NAME, course / "work/rivers/instructor")
    released = Course(course).register(plain.NAME, tmp_path / "release").released
    plain.hand_in(course, "ann", released)
    (course / "work/rivers/in").mkdir()
    shutil.move(course / "collected/ann/rivers", course / "work/rivers/in/ann")
    monkeypatch.chdir(tmp_path)

    assert Course(course).assignments() == [plain.NAME]
    assert "1 submission: 1 graded." in ours(course, plain.NAME)

    assert (course / "work/rivers/marked/ann/survey.ipynb").is_file()
    found = rows(course / "marks.db", plain.NAME)
    assert found["submission", "ann"][:1] == (None,)
    assert not [p for p in course.rglob("tmp*")]
    assert not (tmp_path / "marks.db").exists()


@pytest.mark.parametrize(
    ("said", "budget"),
    [
        ("", 120),
        ("c.Execute.timeout = 300", 1200),
        ("c.ExecutePreprocessor.timeout = 300", 1200),
        ("c.Execute.timeout = -1", 86_400),
        ("c.Execute.timeout = 5", 120),
        ("c.Execute.timeout = 300; c.ExecuteExercises.budget = 60", 60),
    ],
)
def test_a_course_that_gives_cells_more_time_gives_notebooks_more(
    said: str, budget: float, tmp_path: Path
) -> None:
    from autograder.grade.grader import SubmissionGrader

    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{said}\n")
    course = Course(tmp_path)
    grader = SubmissionGrader(coursedir=course.directory(), parent=course.app)
    assert grader._budget() == budget
