"""A course with the habits of many: magics, files beside, plots, plugins, own folders.

It knows nothing of this package, and nbgrader grades it as it stands.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "rivers"
"""The assignment; it has two notebooks."""

KERNEL = "course-kernel"
"""The kernel that its notebooks ask for: this Python by another name."""

CONFIG = '''"""A course with folders, a gradebook and a penalty of its own."""

c = get_config()
c.CourseDirectory.course_id = "geography"
c.CourseDirectory.source_directory = "instructor"
c.CourseDirectory.release_directory = "out"
c.CourseDirectory.submitted_directory = "collected"
c.CourseDirectory.autograded_directory = "marked"
c.CourseDirectory.feedback_directory = "returned"
c.CourseDirectory.db_url = "sqlite:///marks.db"
c.CourseDirectory.student_id_exclude = "guest,tutor"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "*.log", "scratch"
]
c.CourseDirectory.include = ["*.ipynb", "*.csv", "*.py", "*.png"]
c.Autograde.exclude_overwriting = {"rivers": ["mine.py"]}
c.Autograde.pre_convert_hook = "hooks.before"
c.Autograde.post_convert_hook = "hooks.after"
c.AssignLatePenalties.plugin_class = "late.AnHour"
c.ClearSolutions.code_stub = {"python": "pass  # yours"}
c.Execute.timeout = 60
'''

LATE = '''"""Takes a tenth of a point for each hour."""

from nbgrader.plugins import BasePlugin


class AnHour(BasePlugin):
    """The course's own penalty."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """A tenth of a point for each hour."""
        return round(total_seconds_late / 36000, 2)
'''

HOOKS = '''"""Notes what is converted."""


def before(assignment, student, notebooks):
    """Before each submission."""
    with open("hooks.txt", "a") as file:
        file.write(f"before {assignment} {len(notebooks)}\\n")


def after(assignment, student, notebooks):
    """After each submission."""
    with open("hooks.txt", "a") as file:
        file.write(f"after {assignment} {len(notebooks)}\\n")
'''

HELPER = '''"""Comes with the assignment; students are not to change it."""


def total(rows):
    """The length of all rivers."""
    return sum(float(row["length"]) for row in rows)
'''

RIVERS = "name,length\nElbe,1094\nOder,866\nWeser,452\n"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


def cell(grade_id: str, code: str, kind: str, points: float = 0) -> NotebookNode:
    """A cell of the instructor's.

    Args:
        grade_id: its name.
        code: what stands in it; for an "answer" the solution.
        kind: "answer", "test", "hand" (an answer with points of its own), "locked",
            or "task".
        points: what it is worth.
    """
    mark = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": kind in ("test", "hand"),
        "solution": kind in ("answer", "hand"),
        "locked": kind in ("test", "locked", "task"),
        "task": kind == "task",
    }
    if points:
        mark["points"] = points
    if kind in ("answer", "hand"):
        code = f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"
    make = new_markdown_cell if kind == "task" else new_code_cell
    made = make(code, metadata={"nbgrader": mark})
    made["id"] = grade_id
    return made


def survey() -> NotebookNode:
    """The first notebook."""
    return _notebook(
        new_markdown_cell("# Rivers\n![a map](map.png)"),
        new_code_cell("%matplotlib inline\n!ls\n%load_ext autoreload\n%autoreload 2"),
        cell(
            "setup",
            "import csv\nimport random\nimport sys\nfrom pathlib import Path\n"
            "import numpy as np\nimport matplotlib.pyplot as plt\n"
            "from IPython.display import HTML, Image, display\nimport helper\n"
            "display(Image('map.png'))",
            "locked",
        ),
        cell(
            "rows",
            "with open('data/rivers.csv') as file:\n"
            "    rows = list(csv.DictReader(file))",
            "answer",
        ),
        cell(
            "test-rows",
            "assert len(rows) == 3\nassert rows[0]['name'] == 'Elbe'\n"
            "### BEGIN HIDDEN TESTS\n"
            "assert helper.total(rows) == 2412\n"
            "### END HIDDEN TESTS",
            "test",
            2,
        ),
        cell("mean", "mean = helper.total(rows) / len(rows)", "answer"),
        cell(
            "test-mean",
            "%%time\n3 if abs(mean - 804) < 1e-9 else 1.5 if mean else 0",
            "test",
            3,
        ),
        cell(
            "written",
            "Path('out').mkdir(exist_ok=True)\n"
            "Path('out', 'mean.txt').write_text(f'{mean:.0f}')",
            "answer",
        ),
        cell("test-written", "assert Path('out/mean.txt').exists()", "test", 1),
        new_code_cell("read = int(Path('out/mean.txt').read_text())"),
        cell("test-read", "assert read == 804\nread == 804", "test", 1),
        cell(
            "drawn",
            "random.seed(3)\nnp.random.seed(3)\n"
            "drawn = [random.random(), np.random.rand()]",
            "answer",
        ),
        cell(
            "test-drawn",
            "np.testing.assert_allclose(drawn, [0.237964627, 0.550797902])\n"
            "print('well drawn')",
            "test",
            1,
        ),
        cell("printed", "print('any words')", "answer"),
        cell("test-printed", "print('thank you')", "test", 0.5),
        cell(
            "plot",
            "plt.bar([row['name'] for row in rows], [1, 2, 3])\nplt.title('Rivers')",
            "hand",
            2,
        ),
        cell("shown", "display(HTML('<b>shown</b>'))\nshown = True", "answer"),
        cell("test-shown", "display(HTML('<i>seen</i>'))\nassert shown", "test", 1),
        cell("draw-a-map", "Draw a map of a river below.", "task", 2),
        new_markdown_cell("No map yet."),
        cell("refused", "def refused():\n    raise ValueError('no river')", "answer"),
        cell(
            "test-refused",
            "try:\n    refused()\nexcept ValueError:\n    pass\n"
            "else:\n    raise AssertionError('it did not raise')",
            "test",
            1,
        ),
        _tagged("raise RuntimeError('meant')"),
    )


def basin() -> NotebookNode:
    """The second notebook."""
    return _notebook(
        new_code_cell("%matplotlib inline\n%run helper.py\nimport os, sys"),
        cell("module", "basins = 2", "answer"),
        cell(
            "test-module",
            "%run -i helper.py\nassert basins == 2\nassert total([]) == 0",
            "test",
            2,
        ),
        cell("waited", "import asyncio\nawait asyncio.sleep(0)\nwaited = 1", "answer"),
        cell("test-waited", "waited  # what it shows is its score", "test", 1),
        cell(
            "process",
            "import subprocess\n"
            "said = subprocess.run([sys.executable, '-c', 'print(7)'], "
            "capture_output=True, text=True).stdout",
            "answer",
        ),
        cell("test-process", "assert said.strip() == '7'", "test", 1),
        cell("shell", "names = !ls data\nword = names[0]", "answer"),
        cell("test-shell", "assert word == 'rivers.csv'\nword", "test", 1),
        cell("why", "'because'", "hand", 3),
    )


def _notebook(*cells: NotebookNode) -> NotebookNode:
    spec = {"name": KERNEL, "display_name": "Of the course", "language": "python"}
    made = new_notebook(metadata={"kernelspec": spec}, cells=[*cells])
    for number, each in enumerate(made.cells):
        each["id"] = each.metadata.get("nbgrader", {}).get("grade_id") or f"c{number}"
    return made


def _tagged(code: str) -> NotebookNode:
    return new_code_cell(code, metadata={"tags": ["raises-exception"]})


def write_course(root: Path) -> None:
    """The course as its instructor has it.

    Args:
        root: its folder; made here.
    """
    folder = root / "instructor" / NAME
    (folder / "data").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (root / "late.py").write_text(LATE)
    (root / "hooks.py").write_text(HOOKS)
    (folder / "helper.py").write_text(HELPER)
    (folder / "mine.py").write_text("found = None  # yours\n")
    (folder / "map.png").write_bytes(PICTURE)
    (folder / "data" / "rivers.csv").write_text(RIVERS)
    for name, notebook in {"survey": survey(), "basin": basin()}.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")


def write_kernel(folder: Path) -> None:
    """Install the course's kernel.

    Args:
        folder: one that JUPYTER_PATH names.
    """
    place = folder / "kernels" / KERNEL
    place.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    said = {"argv": argv, "display_name": "Of the course", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(said))


def hand_in(
    root: Path, student: str, notebooks: Mapping[str, NotebookNode], **files: str
) -> None:
    """Put a submission where the course collects them.

    Args:
        root: the course's folder.
        student: whose it is.
        notebooks: by name.
        files: what lies beside them, by name; `__` stands for a dot, `_in_` for a
            slash.
    """
    folder = root / "collected" / student / NAME
    for name, text in files.items():
        path = folder / name.replace("_in_", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    folder.mkdir(parents=True, exist_ok=True)
    for name, notebook in notebooks.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")


def answered(
    released: NotebookNode, source: NotebookNode, **answers: str | None
) -> NotebookNode:
    """A released notebook with answers: the instructor's unless another is named.

    Args:
        released: what students got.
        source: the instructor's.
        answers: by grade_id, with `_` for `-`; None for an answer left as it was.
    """
    made = nbformat.reads(nbformat.writes(released), as_version=4)
    given = {name.replace("_", "-"): code for name, code in answers.items()}
    solved = {name_of(c): c.source for c in source.cells if _is_answer(c)}
    for each in made.cells:
        name = name_of(each)
        if name in given:
            each.source = each.source if given[name] is None else given[name]
        elif name in solved:
            each.source = solved[name]
    return made


def name_of(each: NotebookNode) -> str:
    """A cell's grade_id, "" when it has none."""
    return str(each.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_answer(each: NotebookNode) -> bool:
    return bool(each.metadata.get("nbgrader", {}).get("solution"))


def widgets() -> dict[str, Any]:
    """Metadata as Jupyter's widgets leave it."""
    state = {"state": {}, "version_major": 2, "version_minor": 0}
    return {"application/vnd.jupyter.widget-state+json": state}


def submissions(root: Path, released: Mapping[str, NotebookNode]) -> None:
    """A class's work: right, wrong, late, untouched, with files of their own.

    Args:
        root: the course's folder.
        released: what students got, by notebook.
    """
    first, second = survey(), basin()

    def work(**answers: str | None) -> dict[str, NotebookNode]:
        of_basin = {"module", "waited", "process", "shell", "why"}
        return {
            "survey": answered(
                released["survey"],
                first,
                **{k: v for k, v in answers.items() if k not in of_basin},
            ),
            "basin": answered(
                released["basin"],
                second,
                **{k: v for k, v in answers.items() if k in of_basin},
            ),
        }

    hand_in(root, "ann", work(), timestamp__txt="2030-05-01 09:00:00 UTC")
    ben = work(
        rows="import warnings\nwarnings.warn('old')\nprint('!', file=sys.stderr)\n"
        "rows = list(csv.DictReader(Path('data/rivers.csv').open()))",
        mean="mean = 800.0",
        printed=None,
        drawn="drawn = [0, 0]",
        plot=None,
        shown="name = input('Who are you? ')\nshown = True",
        refused=None,
        module="%%writefile own.py\nbasins = 2",
        waited="waited = 0.5",
        why=None,
    )
    ben["survey"].metadata["kernelspec"]["name"] = "my-laptop"
    ben["survey"].metadata["widgets"] = widgets()
    hand_in(root, "ben", ben, timestamp__txt="2030-05-02 22:00:00 UTC")
    cid = {"survey": work(mean="mean = 1 / 0")["survey"]}
    hand_in(root, "cid", cid, timestamp__txt="2030-05-09 10:00:00 Europe/Berlin")
    dot = work(
        module="import mine\nimport own\nbasins = mine.found + own.one",
        process="%%capture said\nprint(7)",
        shell="word = open('data/extra.txt').read()",
    )
    changed = dot["survey"].cells
    for each in changed:
        if name_of(each) == "test-mean":
            each.source = "3"
    changed.append(new_code_cell("mean = 'spoiled afterwards'"))
    hand_in(
        root,
        "dot",
        dot,
        mine__py="found = 1\n",
        own__py="one = 1\n",
        helper__py="raise SystemExit('replaced by the course')\n",
        data_in_extra__txt="rivers.csv",
        run__log="not copied",
        scratch_in_own__py="not copied",
    )
    hand_in(root, "guest", work())
