"""CONTRIBUTING.md: what it tells people to write builds, judges, and can be helped."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from autograder import check, reference
from tools import answers, help
from tools.authored import ROOT, read
from tools.repository import ADDRESS

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LESSON, EXERCISE = "01-single-output", "gru-size"

EXERCISE_CELLS, ANSWERS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.M | re.S)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose first lesson has the exercise, and answers to it."""
    root = tmp_path_factory.mktemp("course")
    folder = root / "source" / LESSON
    shutil.copytree(ROOT / "source" / LESSON, folder)
    with (folder / f"{LESSON}.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{EXERCISE_CELLS}")
    bank = root / "answers" / LESSON
    bank.mkdir(parents=True)
    (bank / f"{EXERCISE}.py").write_text(ANSWERS, encoding="utf-8")
    return root


def test_the_exercise_builds_and_can_be_helped(root: Path) -> None:
    authored = read(LESSON, root)
    ids = [
        c.metadata.get("nbgrader", {}).get("grade_id") for c in authored.notebook.cells
    ]
    assert ids[-2:] == [EXERCISE, f"test-{EXERCISE}"]
    files = help.files(authored)
    assert any(EXERCISE.encode() in (content or b"") for content in files.values())


def test_the_answers_get_what_they_say(root: Path) -> None:
    test = read(LESSON, root).notebook.cells[-1].source
    given = answers.load(LESSON, EXERCISE, root / "answers")
    assert {answer.kind for answer in given} == {"right", "wrong"}
    for answer in given:
        names = {"check": check, "reference": reference}
        exec(answer.code, names)
        verdict = eval(test, names)
        assert (verdict.score == 1) == (answer.kind == "right"), answer.about
        named = {hint.id for hint in verdict.hints}
        assert named == ({answer.mistake} - {None, "-", "not_attempted"}), answer.about


def test_files_that_it_names_are_there() -> None:
    named = re.findall(
        r"\]\((?!https?:)([^)#]+)\)|`((?:autograder|tests)/[\w./-]*)`", TEXT
    )
    paths = {a or b for a, b in named} - {f"tests/answers/{LESSON}/{EXERCISE}.py"}
    assert len(paths) > 5
    for path in paths:
        assert (ROOT / path).exists(), path
    assert ADDRESS in TEXT
