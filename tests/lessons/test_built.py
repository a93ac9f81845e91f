"""What is committed is what the sources build, and gives nothing away."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from tests.lessons.conftest import authored, committed, graded_cells
from tools import build, help
from tools.authored import exercises, read


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


def test_the_readme_shows_the_first_lessons_own_figure() -> None:
    place = build.picture_path(build.PICTURED)
    assert [*place.parent.iterdir()] == [place]  # no other lesson's is written
    assert place.read_bytes() == build.picture(committed("notebooks", build.PICTURED))
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


def test_the_release_holds_no_solution_beside_the_notebook(lesson: str) -> None:
    offer = read(lesson).offer
    names = {path.name for path in build.paths(lesson)["release"].parent.iterdir()}
    hints = set() if offer == "none" else {help.HINTS}
    assert names - {".ipynb_checkpoints"} == {f"{lesson}.ipynb"} | hints
    answers = {
        line
        for _, code in solutions(lesson)
        for line in _lines(code)
        if len(line) > 24 and not line.startswith(("def ", '"""'))
    }
    shown = {
        line
        for name in hints
        for entry in help_file(lesson, "release", name).values()
        for step in entry["hints"]
        for line in answers
        if line in step
    }
    assert shown == set(), "a hint in the release is a line of the solution"


def test_no_help_text_is_in_a_notebook(lesson: str) -> None:
    texts = [step for e, found in helps(lesson).items() for step in found.steps]
    texts += [found.why for found in helps(lesson).values()]
    for path in build.paths(lesson).values():
        cells = build.nbformat.read(path, as_version=4).cells
        assert not [c for c in cells if "help" in c.metadata.get("tags", [])]
        written = " ".join(" ".join(cell.source.split()) for cell in cells)
        assert [text for text in texts if text in written] == []


def test_every_exercise_has_all_of_its_help(lesson: str) -> None:
    names = exercises(committed("source", lesson))
    assert sorted(helps(lesson)) == sorted(names)
    files = help.files(read(lesson))
    assert list(help_file(lesson, "source", help.HINTS)) == names
    assert list(help_file(lesson, "source", help.SOLUTIONS)) == names
    assert set(files) == {help.HINTS, help.SOLUTIONS}
    for name, entry in help_file(lesson, "source", help.SOLUTIONS).items():
        assert "SOLUTION" not in entry["code"], name
        assert not re.search(r"^\s*(.+ = )?\.\.\.", entry["code"], re.M), name
        ast.parse(entry["code"])
        assert len(re.findall(r"[.:?](?= |$)", entry["why"])) >= 2, name
        assert entry["title"] != name, "the exercise has no heading"


def test_hints_go_from_a_nudge_to_nearly_the_answer(lesson: str) -> None:
    for name, found in helps(lesson).items():
        assert len({*found.steps}) == help.STEPS, name
        assert all(20 < len(step) < 600 for step in found.steps), name


def test_every_check_says_whose_it_is(lesson: str) -> None:
    for cell in graded_cells(committed("release", lesson)):
        name = cell.id.removeprefix("test-")
        calls = [
            node.value
            for node in ast.parse(cell.source).body
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ]
        said = [
            {k.arg: ast.literal_eval(k.value) for k in call.keywords if k.arg in KEY}
            for call in calls
            if ast.unparse(call.func).startswith("check.")
        ]
        assert said == [{"exercise": name}], name


def test_no_two_lessons_have_an_exercise_of_the_same_name() -> None:
    help.check_names()


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


KEY = ("exercise",)


def helps(lesson: str) -> dict[str, help.Help]:
    """What the help cells in the .py say, by exercise."""
    written = read(lesson).help
    return {test.removeprefix("test-"): help.parse(text) for test, text in written}


def help_file(lesson: str, form: str, name: str) -> dict[str, dict]:
    """A built help file as it stands in the working tree."""
    path = help.places(lesson)[form][name]
    return json.loads(path.read_text(encoding="utf-8"))


def solutions(lesson: str) -> list[tuple[str, str]]:
    """(exercise, worked solution) of a lesson."""
    cells = committed("source", lesson).cells
    return [
        (cell.id, help.worked(cell.source))
        for cell in cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    ]


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
