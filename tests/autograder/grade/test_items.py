"""Item analysis: difficulty, discrimination, and when there is none to tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from autograder.grade.report.items import FEWEST, Item, items
from autograder.grade.results import Mark, StudentResult, class_results

from .made_up import made_up


def analysed(*scores: Sequence[float], points: Sequence[float] = ()) -> list[Item]:
    """The items of a class, from the scores of each exercise."""
    points = points or [max(column) or 1 for column in scores]
    students = []
    for place, row in enumerate(zip(*scores, strict=True)):
        marks = tuple(
            Mark(f"e{i}", score, most)
            for i, (score, most) in enumerate(zip(row, points, strict=True))
        )
        name = f"s{place}"
        students.append(StudentResult(name, "graded", sum(row), 9, marks=marks))
    return list(items(class_results("a", sum(points), tuple(students))))


LADDER = [float(i) for i in range(FEWEST)]


def test_an_exercise_that_goes_with_the_rest_discriminates() -> None:
    same, other = analysed(LADDER, LADDER)
    assert same.discrimination == pytest.approx(1)
    up, down = analysed(LADDER, LADDER[::-1])
    assert up.discrimination == down.discrimination == pytest.approx(-1)
    assert "less well here" in up.remark and other.remark == ""


def test_an_exercise_is_compared_with_the_others_not_with_itself() -> None:
    heavy = [100.0 * (i % 2) for i in range(FEWEST)]  # nearly the whole score
    rest = [float(i // 2 % 2) for i in range(FEWEST)]
    found, _ = analysed(heavy, rest)
    assert found.discrimination == pytest.approx(0, abs=1e-9)
    assert "says little" in found.remark


def test_difficulty_is_the_mean_share_and_discrimination_its_correlation() -> None:
    results = made_up(60, seed=2)
    shares = np.array([[m.share for m in s.marks] for s in results.students])
    scores = np.array([[m.score for m in s.marks] for s in results.students])
    for place, item in enumerate(items(results)):
        rest = np.delete(scores, place, axis=1).sum(axis=1)
        assert item.difficulty == pytest.approx(shares[:, place].mean())
        assert item.discrimination == pytest.approx(
            np.corrcoef(shares[:, place], rest)[0, 1]
        )


def test_too_few_submissions_say_nothing() -> None:
    for item in analysed(LADDER[1:], LADDER[1:]):
        assert item.discrimination is None
        assert item.remark == ""


def test_without_differences_there_is_no_correlation() -> None:
    flat = [2.0] * FEWEST
    first, second = analysed(flat, LADDER, points=(2, FEWEST))
    assert first.discrimination is second.discrimination is None
    assert first.remark == "all have the same points here"
    assert second.remark == "all have the same points elsewhere"
    (lonely,) = analysed(LADDER)
    assert lonely.discrimination is None


def test_hard_and_easy_exercises_are_named() -> None:
    hard, easy = analysed(
        [float(i == 19) for i in range(20)],
        [float(i != 0) for i in range(19)] + [1.0],
        points=(1, 1),
    )
    assert "few points earned" in hard.remark
    assert hard.difficulty == pytest.approx(0.05)
    assert easy.difficulty == pytest.approx(0.95)


def test_what_waits_to_be_marked_is_no_zero() -> None:
    def marks(score: float, by_hand: float | None) -> tuple[Mark, ...]:
        asked = Mark("asked", by_hand or 0, 20, waits=by_hand is None)
        return Mark("a", score, 20), Mark("b", score, 20), asked

    students = [
        StudentResult(f"s{i}", "graded", 2 * i, 60, marks=marks(i, 20 if i else None))
        for i in range(FEWEST)
    ]
    a, b, asked = items(class_results("x", 60, tuple(students)))
    assert asked.difficulty == 1  # of those that were marked
    assert (asked.discrimination, asked.remark) == (None, "1 to be marked by hand")
    assert a.discrimination == b.discrimination == pytest.approx(1)


def test_a_submission_that_could_not_be_read_is_no_answer() -> None:
    marks = tuple(Mark(f"e{i}", 1, 1) for i in range(2))
    nothing = tuple(Mark(f"e{i}", 0, 1, False) for i in range(2))
    students = [StudentResult(f"s{i}", "graded", 2, 2, marks=marks) for i in range(20)]
    students += [StudentResult("z", "unreadable", 0, 2, marks=nothing)]
    for item in items(class_results("a", 2, tuple(students))):
        assert item.difficulty == 1 and item.discrimination is None
