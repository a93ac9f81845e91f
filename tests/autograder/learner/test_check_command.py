"""`autograder check`: the notebook's panels for whoever works outside of Jupyter."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.learner import own
from autograder.learner.place import PROGRESS

SETUP = "from autograder import check"
CHECKS = {
    "sum": (2, 'check.value(total, like=28, name="total", points=2, exercise="sum")'),
    "mean": (1, 'check.value(mean, like=3.5, name="mean", exercise="mean")'),
    "plain": (2, "assert c == 3, 'c is another number'"),
}
RIGHT = {"sum": "total = 28", "mean": "mean = 3.5", "plain": "c = 3"}


def notebook(setup: str = SETUP, **answers: str) -> NotebookNode:
    """A lesson that must not be run, then three exercises, right unless said."""
    cells = [
        new_markdown_cell("# Small numbers"),
        new_code_cell("raise SystemExit('the lesson was run')\ntotal = mean = c = 0"),
        new_code_cell(setup, metadata={"tags": ["exercises"]}),
    ]
    for name, (points, test) in CHECKS.items():
        cells += [
            new_markdown_cell(f"### 1. The {name} ({points} points, 5 minutes)"),
            new_code_cell((RIGHT | answers)[name], metadata=mark(name)),
            new_code_cell(test, metadata=mark(f"test-{name}", points)),
        ]
    return new_notebook(cells=cells)


def mark(grade_id: str, points: int = 0) -> dict[str, Any]:
    grade = bool(points)
    kind = {"grade": grade, "solution": not grade, "locked": grade}
    worth = {"points": points} if grade else {}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **kind, **worth}}


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a notebook with these answers."""

    def write(path: str = "small.ipynb", **answers: str) -> Path:
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook(**answers), place)
        return place

    return write


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, arguments)])


def results(*arguments: str | Path) -> dict[str, dict[str, Any]]:
    """The exercises of the first notebook, by name."""
    said = json.loads(run(*arguments, "--json").stdout)
    return {one["exercise"]: one for one in said["notebooks"][0]["exercises"]}


def shown(result: Result) -> str:
    """What it printed, as one line without frames."""
    return " ".join(result.stdout.replace("│", " ").split())


# --- what is found ----------------------------------------------------------------


def test_all_right(write: Write) -> None:
    path = write()
    before = path.read_bytes(), path.stat().st_mtime_ns
    result = run(path)
    assert result.exit_code == 0
    assert shown(result).endswith(" 5 of 5 points.")
    assert "The sum · sum" in result.stdout
    assert "✓ total: right · 2 of 2 points" in shown(result)
    assert "✓ right · 2 of 2 points" in shown(result), "the check that is an assert"
    assert "!" not in result.stdout, "no cell raised, so that of the lesson was not run"
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_one_wrong_one_untouched(write: Write) -> None:
    result = run(write(sum="total = '28'", mean="mean = ..."))
    assert result.exit_code == 1
    assert "✗ total: wrong · 0 of 2 points" in shown(result)
    assert "✗ total one number text: '28'" in shown(result)
    assert "Hint This is text; one number was asked for." in shown(result)
    assert "○ mean: not attempted · 0 of 1 point" in shown(result)
    assert shown(result).endswith("2 of 5 points; 1 exercise not attempted.")


def test_an_answer_that_raises_is_shown_with_its_line(write: Write) -> None:
    path = write(mean="numbers = [3, 4]\n\nmean = sum(numbers) / nothing")
    result = run(path)
    assert result.exit_code == 1
    error = "! NameError: name 'nothing' is not defined line 3 mean = sum(numbers) / n"
    assert error in shown(result)
    assert "The cell that makes mean stopped with an error." in shown(result)
    assert "✓ total: right" in shown(result) and "3 points" not in shown(result)
    assert shown(result).endswith(" 4 of 5 points.")


def test_the_line_is_the_innermost_of_the_learners_own(write: Write) -> None:
    sum_ = "def half(x):\n    return x / 0\n\ntotal = 28"
    errors = results(write(sum=sum_, plain="c = half(6)"))["plain"]["errors"]
    assert errors[0]["line"] == 2 and errors[0]["code"] == "return x / 0"
    assert errors[1]["words"].startswith("NameError: name 'c'")


def test_code_that_python_cannot_read(write: Write) -> None:
    (error,) = results(write(mean="mean = 3.5\nmean = = 4"))["mean"]["errors"]
    assert error == {
        "words": "SyntaxError: invalid syntax",
        "line": 2,
        "code": "mean = = 4",
    }


def test_a_setup_that_fails_is_said(write: Write) -> None:
    result = run(write(setup="import nothing_of_the_kind"))
    assert result.exit_code == 1
    assert "The set-up of the exercises stopped. ModuleNotFoundError" in shown(result)
    assert "(line 1: import nothing_of_the_kind)" in shown(result)


def test_a_plain_result_is_worth_what_it_says(write: Write) -> None:
    path = write()
    content = nbformat.read(path, as_version=4)
    for cell in content.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "test-plain":
            cell.source = "0.5"
    nbformat.write(content, path)
    found = results(path)["plain"]
    assert (found["status"], found["score"]) == ("partly right", 0.5)


# --- what does not end, or ends too much ------------------------------------------

STUBBORN = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""


@pytest.mark.parametrize("answer", ["while True:\n    pass", STUBBORN])
def test_an_endless_cell_costs_what_comes_after_it(write: Write, answer: str) -> None:
    result = run(write(mean=answer), "--timeout", "2")
    assert result.exit_code == 1
    assert "✓ total: right · 2 of 2 points" in shown(result)
    assert "Time is up: the notebook may run 2 s and was still in a cell of “mean”" in (
        shown(result)
    )
    assert shown(result).endswith(
        "2 of 5 points; 1 exercise stopped; 1 exercise not run."
    )
    if answer != STUBBORN:
        assert "! Time was up here line" in shown(result)


def test_a_kernel_that_dies_costs_what_comes_after_it(write: Write) -> None:
    result = run(write(mean="import os\nos._exit(0)"))
    assert result.exit_code == 1
    assert "✓ total: right · 2 of 2 points" in shown(result)
    assert "The kernel died in a cell of “mean”" in shown(result)
    assert shown(result).endswith(
        "2 of 5 points; 1 exercise stopped; 1 exercise not run."
    )


def test_a_check_that_ends_its_kernel_gives_no_points(write: Write) -> None:
    deadly = "import os\nclass C:\n    __eq__ = lambda *_: os._exit(0)\nc = C()"
    found = results(write(plain=deadly))
    assert [found[name]["status"] for name in CHECKS] == ["right", "right", "stopped"]
    assert found["plain"]["score"] == 0


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_whoever_stops_the_command_stops_the_kernel(
    write: Write, tmp_path: Path, sent: int, status: int
) -> None:
    begun = tmp_path / "begun"
    path = write(
        sum="import os, pathlib\n"
        "pathlib.Path('new').write_text(str(os.getpid()))\n"
        f"os.rename('new', {str(begun)!r})\n"
        "while True: pass"
    )
    command = [sys.executable, "-m", "autograder", "check", str(path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not begun.exists() and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(sent)
    said = process.communicate()
    assert process.returncode == status, said
    assert "Traceback" not in said[1] and "points" not in said[0]
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)


# --- what cannot be started -------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", '{"cells": 3}', "# %% a script", "[" * 100_000, b"\xff\xfe{"],
)
def test_what_is_no_notebook(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    refused(run(path), "a.ipynb is no notebook, or a damaged one")
    refused(run(tmp_path), "a.ipynb is no notebook, or a damaged one")


def refused(result: Result, reason: str) -> None:
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr and "Traceback" not in result.stderr


def test_no_such_file(tmp_path: Path) -> None:
    refused(run(tmp_path / "none.ipynb"), "none.ipynb. Name the notebook that you work")
    refused(run(tmp_path / "none.ipynb", "--json"), "There is no file")


def test_no_exercises(tmp_path: Path) -> None:
    path = tmp_path / "gallery.ipynb"
    cells = [new_code_cell('check.hint("sum")'), {"cell_type": "code"}, 3, {}]
    path.write_text(json.dumps({"cells": cells}))
    refused(run(path), "There are no exercises in")
    refused(run(tmp_path), "There is no notebook with exercises in")


def test_an_unknown_exercise_runs_nothing(write: Write) -> None:
    path = write(sum="open('was-run', 'w')")
    refused(run(path, "--exercise", "sums"), "no exercise “sums”. “sum” comes nearest")
    assert not (path.parent / "was-run").exists()


def test_names_in_a_notebook_are_no_orders_to_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    cell = new_code_cell("1", metadata=mark("test-\x1b]0;title\x07sum", 1))
    path.write_text(json.dumps({"cells": [cell]}))
    result = run(path, "--exercise", "other")
    refused(result, "There are: sum.")
    assert "\x1b" not in result.stderr


def test_no_argument() -> None:
    refused(run(), "Missing argument")


def test_no_kernel(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own.sys, "executable", "/bin/false")
    refused(run(write(), "--json"), "No Python kernel could be started")


# --- which notebooks and exercises ------------------------------------------------


def test_only_what_is_asked_for_and_no_cell_after_it(write: Write) -> None:
    path = write(sum="total = 27", plain="open('was-run', 'w')")
    result = run(path, "--exercise", "mean")
    assert result.exit_code == 0
    assert "1 of 1 point." in shown(result) and "sum" not in shown(result)
    assert not (path.parent / "was-run").exists()


def test_an_error_is_that_of_the_exercise_it_is_in(write: Write) -> None:
    found = results(write(sum="1 / 0"), "--exercise", "plain", "--exercise", "mean")
    assert {name: found[name]["errors"] for name in found} == {"mean": [], "plain": []}


def test_several_notebooks_each_once_and_a_folder(write: Write, tmp_path: Path) -> None:
    one, two = write("work/a.ipynb"), write("work/b.ipynb", sum="total = ...")
    gallery = new_notebook(cells=[new_code_cell("raise SystemExit('was run')")])
    nbformat.write(gallery, tmp_path / "work" / "gallery.ipynb")
    result = run(one, tmp_path / "work")
    assert result.exit_code == 1
    assert shown(result).count("Small numbers") == 2
    assert str(two) in result.stdout.replace("\n", "")
    assert shown(result).endswith("8 of 10 points; 1 exercise not attempted.")


def test_a_folder_of_folders(write: Write, tmp_path: Path) -> None:
    write("course/one/a.ipynb")
    write("course/.ipynb_checkpoints/a-checkpoint.ipynb")
    assert "5 of 5 points." in run(tmp_path / "course").stdout


def test_without_nbgraders_marks_the_cells_that_check_are_the_exercises(
    write: Write,
) -> None:
    path = write(mean="mean = 4")
    content = nbformat.read(path, as_version=4)
    for cell in content.cells:
        cell.metadata.pop("nbgrader", None)
    content.cells.append(new_code_cell('check.hint("sum")'))
    nbformat.write(content, path)
    result = run(path)
    assert result.exit_code == 1
    assert "✗ mean: wrong · 0 of 1 point" in shown(result)
    assert shown(result).endswith(" 2 of 3 points.")


def test_without_the_tag_all_cells_are_run(write: Write) -> None:
    path = write()
    content = nbformat.read(path, as_version=4)
    content.cells[1].source = "open('was-run', 'w')"
    content.cells[2].metadata = {}
    nbformat.write(content, path)
    assert run(path).exit_code == 0
    assert (path.parent / "was-run").exists()


def test_it_runs_in_the_notebooks_folder(write: Write) -> None:
    path = write(sum="from mine import total")
    (path.parent / "mine.py").write_text("total = 28")
    assert run(path).exit_code == 0


# --- for machines -----------------------------------------------------------------


def test_stdout_is_json_alone_whatever_the_cells_print(write: Write) -> None:
    noisy = (
        "import os, sys\nprint('noise')\nos.write(1, b'noise')\n"
        "sys.__stdout__.write('noise')\nos.system('echo noise')\ntotal = '28'"
    )
    path = write(sum=noisy, mean="mean = ...")
    command = [sys.executable, "-m", "autograder", "check", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr == ""
    said = json.loads(done.stdout)
    assert (said["score"], said["points"], said["complete"]) == (2, 5, False)
    assert said["notebooks"][0]["notebook"] == str(path)
    found = {one["exercise"]: one for one in said["notebooks"][0]["exercises"]}
    assert [one["status"] for one in found.values()] == [
        *("wrong", "not attempted", "right")
    ]
    assert found["sum"]["expectations"] == [
        {
            "what": "total",
            "met": False,
            "expected": "one number",
            "found": "text: '28'",
        }
    ]
    assert found["sum"]["hints"][0]["id"] == "text-for-number"
    assert "Put your answer where …" in found["mean"]["note"]


def test_it_needs_no_nbgrader(write: Write) -> None:
    code = (
        "import sys; sys.modules['nbgrader'] = None\n"
        "from autograder.cli import app; app(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, "check", str(write())])
    assert done.returncode == 0


def test_a_learners_kernel_loads_nothing_of_it() -> None:
    code = (
        "import sys; from autograder import check\n"
        "print(*{'nbclient', 'jupyter_client', 'rich', 'typer'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "\n")


# --- the learner's progress -------------------------------------------------------


def test_what_is_checked_counts_as_progress(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PROGRESS)
    path = write(mean="mean = 4")
    run(path)
    run(path)
    kept = json.loads((path.parent / "progress.json").read_text())
    assert {name: (kept[name]["status"], kept[name]["tries"]) for name in kept} == {
        "sum": ("right", 2),
        "mean": ("wrong", 2),
    }


def test_a_damaged_progress_file_is_said(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PROGRESS)
    path = write()
    (path.parent / "progress.json").write_text("{")
    result = run(path)
    assert result.exit_code == 0
    assert "progress.json was damaged" in shown(result)


def test_help_is_offered_where_there_is_some(write: Write) -> None:
    path = write(sum="total = 1", mean="mean = 1")
    said = {"sum": {"title": "The sum", "hints": ["a", "b", "c"]}}
    (path.parent / "hints.json").write_text(json.dumps(said))
    text = shown(run(path))
    assert text.count("Stuck?") == 1 and 'check.hint("sum")' in text


def test_a_summary_is_added_to_a_jobs_own(write: Write, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    result = run(write(sum="total = 27"), "--summary", summary)
    assert result.exit_code == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n## Small numbers\n")
    assert "<b>The sum</b> · 0 of 2" in text


def test_a_summary_that_cannot_be_written_is_said(write: Write, tmp_path: Path) -> None:
    result = run(write(), "--summary", tmp_path / "no" / "summary.md")
    assert result.exit_code == 2
    assert "cannot be written" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
