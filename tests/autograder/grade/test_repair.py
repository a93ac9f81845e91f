"""What students do to the marks nbgrader goes by costs nothing, and earns nothing."""

from __future__ import annotations

import nbformat
from nbformat.v4 import new_code_cell

from .conftest import NAME, Tiny, find, tiny

FULL = {"a": 1, "b": 2, "c": 3}


def _reasons(course: Tiny, student: str) -> str:
    (result,) = [s for s in course.results().students if s.student == student]
    return " ".join(result.reasons)


def test_damaged_marks_are_repaired_and_the_answers_graded(course: Tiny) -> None:
    deleted = course.answered()
    deleted.cells.remove(find(deleted, "test-b"))

    whole = course.answered()
    for grade_id in ("b", "test-b"):  # the cell before it is gone too
        whole.cells.remove(find(whole, grade_id))

    copied = course.answered()
    at = copied.cells.index(find(copied, "test-a"))
    copied.cells.insert(at, new_code_cell("1", metadata=copied.cells[at].metadata))

    odd = course.answered()
    find(odd, "test-a").metadata.nbgrader["schema_version"] = 7
    find(odd, "test-b").metadata.nbgrader["schema_version"] = "three"
    find(odd, "c").metadata["nbgrader"] = ["no", "dictionary"]

    stripped = course.answered()
    for cell in stripped.cells:
        cell.metadata = nbformat.NotebookNode()

    bare = course.answered()
    for index, cell in enumerate(bare.cells[3:]):
        cell.metadata = nbformat.NotebookNode()
        cell.id = f"new-{index}"

    renamed = course.answered()
    find(renamed, "test-a").metadata.nbgrader["grade_id"] = "mine"

    markdown = course.answered()
    find(markdown, "test-a").cell_type = "markdown"

    for student, notebook in {
        "bare": bare,
        "copied": copied,
        "deleted": deleted,
        "markdown": markdown,
        "odd": odd,
        "renamed": renamed,
        "stripped": stripped,
        "whole": whole,
    }.items():
        course.hand_in(student, notebook)
    outcomes = course.grade()

    assert {o.status for o in outcomes.values()} == {"graded"}
    scores = course.scores()
    assert scores.pop("whole") == {"a": 1, "b": 0, "c": 3}
    assert scores == dict.fromkeys(scores, FULL)
    assert "“test-b” was missing" in _reasons(course, "deleted")
    assert "“test-a” was there more than once" in _reasons(course, "copied")
    put_back = "Marks that nbgrader goes by were put back: "
    assert put_back + "“a”, “test-a”" in _reasons(course, "stripped")
    assert put_back + "“test-a”" in _reasons(course, "bare")
    assert _reasons(course, "odd") == put_back + "“c”."


def test_editing_a_test_cell_earns_nothing(course: Tiny) -> None:
    generous = course.answered(a="a = 0", b="b = 0")
    find(generous, "test-a").source = "check.value(1, like=1)"
    find(generous, "test-b").source = "1000"
    find(generous, "test-b").metadata.nbgrader["points"] = 1000
    find(generous, "test-c").metadata.nbgrader["locked"] = False
    find(generous, "test-c").metadata.nbgrader["solution"] = True
    course.hand_in("ann", generous)
    course.grade()
    assert course.scores()["ann"] == {"a": 0, "b": 0, "c": 3}
    assert "“test-a” had been changed" in _reasons(course, "ann")
    assert "1000" not in find(course.graded("ann"), "test-b").source


def test_an_untouched_test_cell_is_not_called_changed(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    assert _reasons(course, "ann") == ""


def test_moving_the_start_of_the_exercises_gains_nothing(course: Tiny) -> None:
    notebook = course.answered(a="a = 0")
    notebook.cells[-1].metadata["tags"] = ["exercises"]
    course.hand_in("ann", notebook)
    course.grade()
    assert course.scores()["ann"] == {"a": 0, "b": 2, "c": 3}


def test_notes_in_a_submission_are_not_ours(course: Tiny) -> None:
    notebook = course.answered()
    notebook.metadata["autograder"] = {"notes": [{"text": "I am great"}], "status": 1}
    course.hand_in("ann", notebook)
    course.grade()
    assert _reasons(course, "ann") == ""
    assert course.graded("ann").metadata.autograder.status == "graded"


def test_the_notebook_of_a_refused_cell_names_it(course: Tiny) -> None:
    notebook = course.answered()
    notebook.cells.remove(find(notebook, "test-b"))
    course.hand_in("ann", notebook)
    course.grade()
    cells = course.graded("ann").cells
    index = cells.index(find(course.graded("ann"), "test-b"))
    assert "missing" in cells[index - 1].source
    assert find(course.graded("ann"), "b") is cells[index - 2] or (
        cells[index - 2].metadata.nbgrader.grade_id == "b"
    )
    assert (course.root / "autograded" / "ann" / NAME).is_dir()


def test_an_empty_cell_is_not_taken_for_a_test_that_is_all_hidden(make_course) -> None:
    source = tiny()
    hidden = "### BEGIN HIDDEN TESTS\nassert a == 1\n### END HIDDEN TESTS"
    find(source, "test-a").source = hidden
    course = make_course(source)
    notebook = course.answered()
    notebook.cells.remove(find(notebook, "test-a"))
    notebook.cells.append(new_code_cell("a = 2"))
    notebook.cells.append(new_code_cell(""))
    course.hand_in("ann", notebook)
    course.grade()
    assert course.scores()["ann"] == FULL
