"""What the gradebook and the graded notebooks say is counted for the report."""

from __future__ import annotations

import nbformat

from autograder.grade.report import write_page
from autograder.grade.results import Answer

from .conftest import NAME, Tiny, find, graded, solution, tiny

TALKING = """
class Panel:
    def __init__(self, said, score):
        self.said, self.score = said, score

    def _repr_mimebundle_(self, **ignored):
        return {"text/plain": str(self.score),
                "application/vnd.unrolled.check+json": self.said}


class check:
    @staticmethod
    def value(found, like):
        if found is ...:
            return Panel({"status": "not attempted", "hints": []}, 0)
        if found == like:
            return Panel({"status": "right", "hints": []}, 2)
        hints = [{"id": "late", "text": "One <too> many."}] if found == like + 1 else []
        return Panel({"status": "wrong", "hints": hints}, 0)
"""


def _talking(make_course) -> Tiny:
    source = tiny()
    source.cells[2].source = TALKING
    source.cells[3:] = [
        solution("a", "a = 1"),
        graded("a", "check.value(a, like=1)", 2),
        solution("b", "b = 2"),
        graded("b", "check.value(b, like=2)", 2),
    ]
    return make_course(source)


def test_hints_are_counted_once_a_student_common_ones_first(make_course) -> None:
    course = _talking(make_course)
    course.hand_in("ann", course.answered(a="a = 2", b="b = 3"))
    course.hand_in("ben", course.answered(a="a = 7", b="b = 3"))
    course.hand_in("cid", course.answered(a="a = ..."))
    course.grade()

    results = course.results()

    assert [(h.exercise, h.mistake, n) for h, n in results.hints] == [
        ("b", "late", 2),
        ("a", "late", 1),
    ]
    first, second = results.exercises
    assert (first.exercise, first.share, first.right) == ("a", 0, 0)
    assert round(first.attempted, 3) == 0.667
    assert round(second.share, 3) == 0.333 and second.attempted == 1

    write_page(results, course.root / "report.html")
    page = (course.root / "report.html").read_text()
    assert "One &lt;too&gt; many." in page
    write_page(results, course.root / "again.html")
    assert (course.root / "again.html").read_text() == page


def test_an_untouched_answer_of_a_plain_course_is_not_attempted(course: Tiny) -> None:
    released = find(course.released, "c").source
    course.hand_in("ann", course.answered(c=released))
    course.grade()
    marks = {m.exercise: m for m in course.results().students[0].marks}
    assert not marks["c"].attempted
    assert marks["a"].attempted


def test_points_of_a_submission_without_a_grade_are_zero(course: Tiny) -> None:
    course.hand_in("ann", course.answered())
    course.grade()
    course.hand_in("ben", course.answered())  # after the grading
    results = {s.student: s for s in course.results().students}
    assert results["ben"].status == "not graded" and results["ben"].score == 0
    assert results["ann"].score == 6


def test_a_submission_that_could_not_be_read_says_nothing_of_the_exercises(
    course: Tiny,
) -> None:
    course.hand_in("ann", course.answered(b="b = 0"))
    course.hand_in("bad", "no notebook")
    course.grade()
    results = course.results()
    assert [(e.exercise, e.share) for e in results.exercises] == [
        ("a", 1),
        ("b", 0),
        ("c", 1),
    ]
    assert all(e.attempted == 1 for e in results.exercises)


def test_a_graded_notebook_written_by_half_costs_nobody_else_the_report(
    course: Tiny,
) -> None:
    course.hand_in("ann", course.answered())
    course.hand_in("ben", course.answered())
    course.grade()
    path = course.root / "autograded" / "ann" / NAME / f"{NAME}.ipynb"
    for broken in (path.read_bytes()[:-100], b"[]", b"\xff\xfe{", b'{"nbformat": 4}'):
        path.write_bytes(broken)
        ann, ben = course.results().students
        assert (ann.status, ann.score) == ("failed", 0)
        assert "grade this submission anew" in ann.reasons[0]
        assert ben.score == 6


def test_answers_and_what_everybody_was_given_are_kept_apart(course: Tiny) -> None:
    course.hand_in("ann", course.answered(b="b = 5\nb = 6"))
    course.grade()
    results = course.results()
    assert results.students[0].answers == (
        Answer("a", "a = 1"),
        Answer("b", "b = 5\nb = 6"),
        Answer("c", "c = 3"),
    )
    for grade_id in ("a", "b", "c"):
        assert find(course.released, grade_id).source in results.released
    assert any("the lesson was run" in text for text in results.released)
    assert not any("b = 2" in text.splitlines() for text in results.released)


def test_exercises_of_one_name_in_two_notebooks_are_two(course: Tiny) -> None:
    second = course.root / "source" / NAME / "second.ipynb"
    nbformat.write(tiny(), second)
    course.hand_in("ann", course.answered(b="b = 0"))
    course.hand_in("ann", course.answered(c="c = 0"), "second.ipynb")
    course.grade()
    results = course.results()
    scores = {m.exercise: m.score for m in results.students[0].marks}
    assert scores == {
        **{"second/a": 1, "second/b": 2, "second/c": 0},
        **{f"{NAME}/a": 1, f"{NAME}/b": 0, f"{NAME}/c": 3},
    }
    assert results.students[0].score == sum(scores.values())
