"""The bank of answers is read as it is written, and its faults are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.answers import Answer, exercises, lessons, load

BANKED = [(lesson, name) for lesson in lessons() for name in exercises(lesson)]
WRONG = "# %% wrong: no bias | mistake=no-bias\nn = 24\n"


def bank(folder: Path, text: str) -> Path:
    """A bank of one lesson and one exercise."""
    (folder / "lesson").mkdir()
    (folder / "lesson" / "count.py").write_text(text, encoding="utf-8")
    return folder


def test_answers_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        "# Counting.\n\n# %% right: in one line\n\nn = 28  # all\n\n\n"
        "# %% wrong: a part of it | mistake=no-bias score=1.5\nn = 24\n\nm = 1\n"
    )
    assert load("lesson", "count", bank(tmp_path, text)) == (
        Answer("right", "in one line", "n = 28  # all", None, None),
        Answer("wrong", "a part of it", "n = 24\n\nm = 1", "no-bias", 1.5),
    )


@pytest.mark.parametrize(
    "mistake", ["-", "not_attempted", "no-bias", "untrained", "no-bias+no-tanh"]
)
def test_a_mistake_is_kept_as_it_is_written(tmp_path: Path, mistake: str) -> None:
    text = WRONG.replace("mistake=no-bias", f"mistake={mistake}")
    (answer,) = load("lesson", "count", bank(tmp_path, text))
    assert (answer.mistake, answer.score) == (mistake, None)


def test_an_unknown_lesson_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"'other'; there are: lesson\."):
        load("other", "count", bank(tmp_path, WRONG))


def test_an_unknown_exercise_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"'sum' of 'lesson'; to: count\."):
        load("lesson", "sum", bank(tmp_path, WRONG))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n = 28\n", "holds no answer"),
        ("# %%\nn = 28\n", "line 1: '# %%' is no header"),
        ("# %% right\nn = 28\n", "is no header"),
        ("# %% right:\nn = 28\n", "is no header"),
        ("# %% write: in one line\nn = 28\n", "'write' is neither right nor wrong"),
        ("# %% right: in one line\n\n", "no code below"),
        ("# %% right: a | mistake=no-bias\nn = 28\n", "a right answer has no"),
        ("# %% wrong: no bias\nn = 24\n", "is no mistake"),
        ("# %% wrong: no bias | mistake=No_Bias\nn = 24\n", "is no mistake"),
        ("# %% wrong: no bias | mistake=a+b+c\nn = 24\n", "is no mistake"),
        ("# %% wrong: no bias | mistake=a score=x\nn = 24\n", "is no mistake"),
        ("# %% wrong: no bias | score=1\nn = 24\n", "is no mistake"),
        (f"{WRONG}\n{WRONG.replace('24', '23')}", "line 4: the same as 'no bias'"),
        (f"{WRONG}\n# %% right: all\nn = 24\n", "line 4: the same as 'no bias'"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        load("lesson", "count", bank(tmp_path, text))


@pytest.mark.parametrize(("lesson", "exercise"), BANKED)
def test_every_exercise_has_enough_answers(lesson: str, exercise: str) -> None:
    answers = load(lesson, exercise)
    assert sum(answer.kind == "right" for answer in answers) >= 3
    assert sum(answer.kind == "wrong" for answer in answers) >= 5


@pytest.mark.parametrize(("lesson", "exercise"), BANKED)
def test_every_answer_is_python(lesson: str, exercise: str) -> None:
    for answer in load(lesson, exercise):
        compile(answer.code, answer.about, "exec")


def test_lesson_1_has_answers_to_its_seven_exercises() -> None:
    asked = {"shapes", "parameters", "build", "step", "loop", "predict", "classifier"}
    assert set(exercises("01-single-output")) == asked
