"""What is committed is what the sources build, and gives nothing away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.lessons.conftest import authored, committed, graded_cells
from tools import build


def test_source_and_release_are_what_the_py_builds(lesson: str) -> None:
    assert build.build(lesson, check=True) == []


def test_building_again_gives_the_same_bytes(lesson: str) -> None:
    first = build.release(lesson, build.source(lesson))
    second = build.release(lesson, build.source(lesson))
    assert build.nbformat.writes(first) == build.nbformat.writes(second)


def test_a_changed_source_is_noticed(lesson: str, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "source" / lesson
    folder.mkdir(parents=True)
    changed = authored(lesson).replace("## Exercises", "## Tasks")
    (folder / f"{lesson}.py").write_text(changed, encoding="utf-8")
    made = build.source(lesson, tmp_path)
    assert build.differs(made, build.paths(lesson)["source"])


def test_the_readme_shows_the_lessons_own_figure(lesson: str) -> None:
    place = build.picture_path(lesson)
    assert place.read_bytes() == build.picture(committed("notebooks", lesson))
    readme = (build.ROOT / "README.md").read_text(encoding="utf-8")
    assert str(place.relative_to(build.ROOT)) in readme


def test_the_release_holds_no_solution_and_no_hidden_test(lesson: str) -> None:
    regions = re.findall(
        r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", authored(lesson), re.S
    )
    assert regions
    given = {line for cell in _cells(lesson, "release") for line in _lines(cell.source)}
    for form in ("release", "notebooks"):
        text = build.paths(lesson)[form].read_text(encoding="utf-8")
        assert "BEGIN SOLUTION" not in text
        assert "BEGIN HIDDEN TESTS" not in text
    lesson_part = {
        line for cell in _before_exercises(lesson) for line in _lines(cell.source)
    }
    for region in regions:
        answer = [line for line in _lines(region) if len(line) > 20]
        shown = [line for line in answer if line in given - lesson_part]
        assert shown == [], "the release shows a line of a solution"


@pytest.mark.parametrize("name", build.readings())
def test_a_reading_is_what_its_py_builds(name: str) -> None:
    assert build.build_reading(name, check=True) == []
    assert list(build.paths(name)) == ["notebooks"]
    notebook = committed("notebooks", name)
    assert not [c for c in notebook.cells if "nbgrader" in c.metadata]
    code = [c for c in notebook.cells if c.cell_type == "code"]
    assert code and all(c.execution_count for c in code)


def test_a_changed_reading_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.py").write_text("# %%\n1 + 1\n", encoding="utf-8")
    made = build.source("page", tmp_path)
    place = build.paths("page", tmp_path)["notebooks"]
    assert build.differs(made, place)
    build.write(made, place)
    assert not build.differs(made, place)
    made.cells[0].source = "1 + 2"
    assert build.differs(made, place)


def test_only_source_holds_outputless_solutions(lesson: str) -> None:
    notebook = committed("source", lesson)
    assert all(not c.get("outputs") for c in notebook.cells)


def test_every_exercise_has_text_points_and_minutes(lesson: str) -> None:
    notebook = committed("release", lesson)
    titles = re.findall(
        r"^### \d+\. .+ \((\d+) points?, \d+ minutes\)$",
        "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown"),
        re.M,
    )
    points = [int(c.metadata.nbgrader.points) for c in graded_cells(notebook)]
    assert [int(title) for title in titles] == points
    assert len(points) >= 6
    said = re.search(r"(\w+) exercises, (\d+) points", str(notebook))
    assert said and int(said[2]) == sum(points)


@pytest.mark.parametrize("name", [*build.lessons(), *build.readings()])
def test_nothing_of_this_machine_is_in_a_built_file(name: str) -> None:
    for path in build.paths(name).values():
        text = path.read_text(encoding="utf-8")
        assert str(build.ROOT) not in text
        assert not re.search(r"/(home|root|tmp)/|\\\\Users", text)


def _cells(lesson: str, form: str):
    return committed(form, lesson).cells


def _before_exercises(lesson: str):
    """The lesson's own cells, which may teach what a solution then uses."""
    cells = _cells(lesson, "release")
    start = next(
        i for i, c in enumerate(cells) if "exercises" in c.metadata.get("tags", [])
    )
    return cells[: start + 1]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
