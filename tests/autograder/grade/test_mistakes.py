"""What was misunderstood, and who needs help."""

from __future__ import annotations

from autograder.grade.report.mistakes import misunderstood, most_made
from autograder.grade.report.needs import Need, needs
from autograder.grade.results import (
    ClassResults,
    Hint,
    Mark,
    StudentResult,
    class_results,
)


def mark(exercise: str, score: float, *hints: str, tried: bool = True) -> Mark:
    """Of two points."""
    found = tuple(Hint(exercise, name, f"About {name}.") for name in hints)
    return Mark(exercise, score, 2, tried, found)


def student(name: str, *marks: Mark, status: str = "graded") -> StudentResult:
    score = sum(one.score for one in marks)
    return StudentResult(name, status, score, 2.0 * len(marks), marks=marks)


def of(*students: StudentResult) -> ClassResults:
    return class_results("tiny", 4, students)


def test_mistakes_are_counted_in_each_exercise_common_ones_first() -> None:
    results = of(
        student("ann", mark("a", 0, "late"), mark("b", 0, "late", "bias")),
        student("ben", mark("a", 0), mark("b", 1, "bias")),
        student("cid", mark("a", 2), mark("b", 0, tried=False)),
        student("dee", mark("a", 0), mark("b", 0), status="unreadable"),
    )
    first, second = misunderstood(results)
    assert (first.exercise, first.tried, first.without) == ("a", 3, 2)
    assert [(m.mistake, m.students) for m in first.mistakes] == [("late", ("ann",))]
    assert first.unnamed == ("ben",)
    assert (second.tried, second.without, second.unnamed) == (2, 2, ())
    assert [(m.mistake, m.students) for m in second.mistakes] == [
        ("bias", ("ann", "ben")),
        ("late", ("ann",)),
    ]
    assert [(m.exercise, m.mistake) for m in most_made((first, second))] == [
        ("b", "bias")
    ]


def test_a_mistake_of_many_wordings_has_the_commonest() -> None:
    texts = ["You have 24.", "You have 28.", "You have 28."]
    results = of(
        *(
            student(f"s{i}", Mark("a", 0, 2, True, (Hint("a", "count", text),)))
            for i, text in enumerate(texts)
        )
    )
    (one,) = misunderstood(results)[0].mistakes
    assert one.text == "You have 28." and len(one.students) == 3


def test_who_needs_help_and_why() -> None:
    half = (mark("a", 2), mark("b", 0))
    results = of(
        student("all", mark("a", 2), mark("b", 2)),
        student("half", *half),
        student("low", mark("a", 1), mark("b", 0)),
        student("blank", mark("a", 0, tried=False), mark("b", 0, tried=False)),
        student("one", mark("a", 2), mark("b", 0, tried=False)),
        student("cut", *half, status="stopped"),
        student("bad", mark("a", 0), mark("b", 0), status="unreadable"),
        StudentResult("ours", "failed", 0, 4),
        StudentResult("new", "not graded", 0, 4),
    )
    found = {need.student: need for need in needs(results)}
    assert list(found) == ["bad", "blank", "low", "cut", "one"]  # least points first
    assert found["low"] == Need(
        "low", 1, 4, ("less than half of the points",), (), ("a", "b")
    )
    assert found["blank"].reasons == (
        "less than half of the points",
        "all of 2 exercises not attempted",
    )
    assert found["one"].untried == ("b",) and found["one"].without == ()
    assert found["one"].reasons == ("1 of 2 exercises not attempted",)
    assert found["cut"].reasons == ("the submission was stopped before its end",)
    assert found["bad"].reasons == ("the submission could not be read",)
    assert found["bad"].untried == found["bad"].without == ()
