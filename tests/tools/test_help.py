"""The help that stands in a lesson's .py: what is built of it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import build, help
from tools.authored import BuildError, read

HEADER = """\
# ---
# jupyter:
#   {help}kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---
"""
MARK = (
    '"schema_version": 3, "grade": {grade}, "solution": {solution}, "locked": {grade}'
)
SOLUTION = MARK.format(grade="false", solution="true")
TEST = MARK.format(grade="true", solution="false")
EXERCISE = f"""
# %% [markdown]
# ### 1. A sum (2 points, 5 minutes)

# %% nbgrader={{"grade_id": "NAME", {SOLUTION}}}
def total(a, b):
    '''The sum.'''
    ...
    ### BEGIN SOLUTION
    return a + b
    ### END SOLUTION


# %% nbgrader={{"grade_id": "test-NAME", "points": 2, {TEST}}}
total(1, 2) == 3
"""
HELP = """
# %% [markdown] tags=["help"]
# 1. A nudge that goes
#    over two lines.
# 2. The idea.
# 3. Nearly: `a + …`.
#
# **Why.** Both count.
# Nothing else does.
"""


def write(
    root: Path,
    exercises: str,
    offer: str = "",
    lesson: str = "one",
) -> None:
    folder = root / "source" / lesson
    folder.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(help=f"help: {offer}\n#   " if offer else "")
    (folder / f"{lesson}.py").write_text(header + exercises, encoding="utf-8")


def built(root: Path) -> set[str]:
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.suffix != ".py"} - {
        *("source", "release", "source/one", "release/one")
    }


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The release is the source: what nbgrader makes of it takes seconds."""
    monkeypatch.setattr(build, "release", lambda lesson, instructor: instructor)


def make(root: Path) -> list[str]:
    """Builds the forms that need no kernel; returns what changed."""
    changed = build.build("one", "source", root=root)
    changed += build.build("one", "release", root=root)
    return [str(path.relative_to(root)) for path in changed]


OTHER = EXERCISE.replace("NAME", "other")
ONE = EXERCISE.replace("NAME", "sum")


def test_hints_and_solution_are_built_and_the_cell_is_not(tmp_path: Path) -> None:
    write(tmp_path, ONE + HELP)
    make(tmp_path)
    source, release = tmp_path / "source/one", tmp_path / "release/one"
    assert json.loads((source / "hints.json").read_text(encoding="utf-8")) == {
        "sum": {
            "title": "A sum",
            "hints": [
                "A nudge that goes over two lines.",
                "The idea.",
                "Nearly: `a + …`.",
            ],
        }
    }
    assert json.loads((source / "solutions.json").read_text(encoding="utf-8")) == {
        "sum": {
            "title": "A sum",
            "code": "def total(a, b):\n    '''The sum.'''\n    return a + b",
            "why": "Both count. Nothing else does.",
        }
    }
    same = (release / "hints.json").read_bytes() == (source / "hints.json").read_bytes()
    assert same
    assert not (release / "solutions.json").exists()
    for notebook in tmp_path.rglob("*.ipynb"):
        assert "nudge" not in notebook.read_text(encoding="utf-8")


def test_help_cells_change_no_other_cells_id(tmp_path: Path) -> None:
    end = "\n# %% [markdown]\n# The end.\n"
    write(tmp_path, ONE + end, "none")
    without = [cell["id"] for cell in build.source("one", tmp_path).cells]
    write(tmp_path, ONE + HELP + end, "none")
    assert [cell["id"] for cell in build.source("one", tmp_path).cells] == without


@pytest.mark.parametrize(
    ("offer", "files"),
    [
        ("", {"source/one/hints.json", "source/one/solutions.json"}),
        ("hints and solutions", {"source/one/hints.json", "source/one/solutions.json"}),
        ("hints", {"source/one/hints.json"}),
        ("none", set()),
    ],
)
def test_the_header_says_what_there_is_and_the_rest_goes(
    tmp_path: Path, plain: None, offer: str, files: set[str]
) -> None:
    write(tmp_path, ONE + HELP)
    make(tmp_path)  # everything is there before
    write(tmp_path, ONE + HELP, offer)
    changed = make(tmp_path)
    notebooks = {"source/one/one.ipynb", "release/one/one.ipynb"}
    released = {"release/one/hints.json"} if files else set()
    assert built(tmp_path) == notebooks | files | released
    everything = {
        "source/one/hints.json",
        "source/one/solutions.json",
        "release/one/hints.json",
    }
    assert set(changed) == everything - files - released
    assert make(tmp_path) == []


def test_a_check_sees_help_that_differs_is_stale_or_missing(
    tmp_path: Path, plain: None
) -> None:
    write(tmp_path, ONE + HELP)
    make(tmp_path)

    def differing() -> set[str]:
        made = build.build("one", check=True, root=tmp_path)
        return {str(p.relative_to(tmp_path)) for p in made} - {"notebooks/one.ipynb"}

    assert differing() == set()
    (tmp_path / "release/one/hints.json").unlink()
    assert differing() == {"release/one/hints.json"}
    make(tmp_path)
    write(tmp_path, ONE + HELP.replace("The idea", "The thought"))
    assert differing() == {"source/one/hints.json", "release/one/hints.json"}
    write(tmp_path, ONE + HELP, "hints")
    assert differing() == {"source/one/solutions.json"}


MALFORMED = {
    "no step 2": (HELP.replace("# 2. The idea.\n", ""), "step 3 is not in its place"),
    "two steps": (HELP.replace("# 3. Nearly: `a + …`.\n", ""), "2 of 3 steps"),
    "four steps": (
        HELP.replace("# 3. Nearly", "# 3. More.\n# 4. Nearly"),
        "4 of 3 steps",
    ),
    "no why": (HELP.partition("#\n")[0], "does not say why"),
    "other words": (HELP.replace("# 1.", "# Look here.\n# 1."), "“Look here.” is"),
    "empty": ('\n# %% [markdown] tags=["help"]\n#\n', "Write three"),
}


@pytest.mark.parametrize(("cell", "said"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_cell_is_refused_in_words(
    tmp_path: Path, cell: str, said: str
) -> None:
    write(tmp_path, ONE + cell)
    with pytest.raises(BuildError, match=said) as refused:
        build.build("one", "source", root=tmp_path)
    assert "one.py" in str(refused.value) and "sum" in str(refused.value)
    assert not (tmp_path / "source/one/hints.json").exists()


@pytest.mark.parametrize(
    ("exercises", "said"),
    [
        (ONE + HELP + HELP, "sum has two help cells"),
        (HELP + ONE + HELP, "does not stand behind a test cell"),
        (ONE, "no help cell behind the test cell of sum"),
        (
            ONE + HELP + OTHER.replace("\n\n\n# %%", f"\n{HELP}\n# %%"),
            "does not stand behind a test cell",
        ),
    ],
    ids=["two", "before", "none", "between an exercise and its test"],
)
def test_a_cell_in_the_wrong_place_is_refused(
    tmp_path: Path, exercises: str, said: str
) -> None:
    write(tmp_path, exercises)
    with pytest.raises(BuildError, match=said):
        build.build("one", "source", root=tmp_path)


def test_a_lesson_that_offers_none_needs_no_help_cells(
    tmp_path: Path, plain: None
) -> None:
    write(tmp_path, ONE, "none")
    assert make(tmp_path) == ["source/one/one.ipynb", "release/one/one.ipynb"]


@pytest.mark.parametrize("offer", ["solutions", "yes", "no", "[hints]"])
def test_an_unknown_offer_is_refused(tmp_path: Path, offer: str) -> None:
    write(tmp_path, ONE + HELP, offer)
    with pytest.raises(BuildError, match="it can be “hints and solutions”, “hints”"):
        read("one", tmp_path)


def test_an_offer_in_the_wrong_place_is_refused_and_not_overlooked(
    tmp_path: Path,
) -> None:
    write(tmp_path, ONE + HELP)
    script = tmp_path / "source/one/one.py"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("# jupyter:", "# help: none\n# jupyter:", 1))
    with pytest.raises(BuildError, match="stands outside of “jupyter:”"):
        read("one", tmp_path)


def test_an_exercise_of_two_lessons_is_refused(tmp_path: Path) -> None:
    write(tmp_path, ONE + HELP)
    write(tmp_path, ONE + HELP, lesson="two")
    with pytest.raises(BuildError, match=r"two\.py.*exercise sum in one too"):
        build.build("one", "source", root=tmp_path)


def test_placeholders_and_marks_are_not_part_of_a_solution() -> None:
    cell = (
        "a, b = ..., ...  # two shapes\n"
        "text = 'a ... b'\n"
        "### BEGIN SOLUTION\n"
        "a, b = (1,), (2,)\n"
        "### END SOLUTION\n"
        "last: int = ...\n"
        "### BEGIN SOLUTION\n"
        "last = a[..., 0]\n"
        "...\n"
        "### END SOLUTION"
    )
    assert help.worked(cell) == (
        "text = 'a ... b'\na, b = (1,), (2,)\nlast = a[..., 0]\n..."
    )
