"""Kernels that a zygote forks are kernels like others, and leave nothing behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade.execute import ExecuteExercises
from autograder.grade.jobs import Job, execute
from autograder.grade.kernels import warm
from autograder.grade.kernels.warm import WarmKernelManager, Zygote, ZygoteDied

from .conftest import written

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """One without TensorFlow: it starts in a second."""
    made = Zygote(("numpy", "no_such_module"))
    yield made
    made.close()


def run(zygote: Zygote, folder: Path, *cells: str) -> list[str]:
    """What cells show in a forked kernel."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    runner = ExecuteExercises(budget=20)
    about: dict[str, Any] = {"metadata": {"path": str(folder)}}
    runner.preprocess(notebook, about, WarmKernelManager(zygote))
    return [shown(cell) for cell in notebook.cells]


def shown(cell: NotebookNode) -> str:
    return "".join(
        o.get("text") or o.get("evalue") or o.data["text/plain"] for o in cell.outputs
    )


def gone(pid: int, seconds: float = 5) -> bool:
    """Whether a process ends soon."""
    until = monotonic() + seconds
    while monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        sleep(0.02)
    return False


def test_it_is_a_kernel_in_the_submissions_folder(
    zygote: Zygote, tmp_path: Path
) -> None:
    (tmp_path / "beside.py").write_text("n = 7")
    found = run(
        zygote,
        tmp_path,
        "import os, beside; print(os.getcwd(), beside.n, __name__)",
        "1 / 0",
        "_ = 3; 'a result'",
        "import sys; 'autograder' in str(sys.modules['__main__'])",
    )
    assert found[0] == f"{tmp_path} 7 __main__\n"
    assert found[1:] == ["division by zero", "'a result'", "False"]


def test_what_was_imported_cannot_be_shadowed(zygote: Zygote, tmp_path: Path) -> None:
    for name in ("numpy", "json", "ipykernel_launcher"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit")
    found = run(zygote, tmp_path, "import numpy, json; numpy.ones(2).sum()")
    assert "2.0" in found[0]


def test_no_kernel_knows_what_another_did(zygote: Zygote, tmp_path: Path) -> None:
    change = "import numpy, os; numpy.left = 1; os.environ['LEFT'] = '1'; left = 1"
    run(zygote, tmp_path, change)
    look = "import numpy, os; hasattr(numpy, 'left'), 'LEFT' in os.environ"
    found = run(zygote, tmp_path, look, "'left' in dir()")
    assert found == ["(False, False)", "False"]


def test_random_numbers_are_not_the_same_in_every_kernel(
    zygote: Zygote, tmp_path: Path
) -> None:
    draw = "import random, numpy; random.random(), float(numpy.random.rand())"
    assert run(zygote, tmp_path, draw) != run(zygote, tmp_path, draw)


def test_processes_that_a_kernel_leaves_are_ended(
    zygote: Zygote, tmp_path: Path
) -> None:
    start = (
        "import subprocess as s, sys\n"
        "first = s.Popen(['sleep', '600'])\n"
        "apart = s.Popen(['sleep', '600'], start_new_session=True)\n"
        "twice = s.run([sys.executable, '-c', 'import subprocess as s;"
        'print(s.Popen(["sleep", "600"], start_new_session=True,'
        " stdout=-3, stderr=-3).pid)'], capture_output=True, text=True).stdout\n"
        "print(first.pid, apart.pid, twice)"
    )
    pids = [int(pid) for pid in run(zygote, tmp_path, start)[0].split()]
    assert len(pids) == 3
    assert all(gone(pid) for pid in pids)


def test_a_kernel_cannot_reach_the_zygote(zygote: Zygote, tmp_path: Path) -> None:
    look = (
        "import os\n"
        "[fd for fd in map(int, os.listdir('/proc/self/fd')) if fd > 2\n"
        " and os.path.exists(f'/proc/self/fd/{fd}')\n"
        " and os.path.samefile(f'/proc/self/fd/{fd}', f'/proc/{os.getppid()}/fd/"
        f"{control(zygote)}')]"
    )
    assert run(zygote, tmp_path, look) == ["[]"]


def control(zygote: Zygote) -> str:
    """The zygote's own number of its socket."""
    return zygote.command[zygote.command.index(warm.MODULE) + 1]


def test_a_zygote_that_is_killed_takes_its_kernels_with_it_and_says_so(
    tmp_path: Path,
) -> None:
    zygote = Zygote(())
    ask = f"import os; os.kill({zygote.pid}, 9); import time; time.sleep(60)"
    start = monotonic()
    found = run(zygote, tmp_path, "import os; os.getpid()", ask)
    assert gone(int(found[0])) and monotonic() - start < 15
    assert not zygote.alive
    with pytest.raises(ZygoteDied):
        zygote.ask(poll=1)


def test_kernels_end_with_the_process_that_asked_for_them(tmp_path: Path) -> None:
    zygote = Zygote(())
    start = {
        "argv": ["sleeper", "-f", str(tmp_path / "k.json")],
        "cwd": str(tmp_path),
        "env": dict(os.environ),
    }
    pid = zygote.ask(start=start)["pid"]
    sleep(0.5)
    zygote.close()
    assert gone(pid)


def test_a_kernel_that_was_killed_is_tried_once_more(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    once = f"open({str(mark)!r}, 'a').write('x'); n = len(open({str(mark)!r}).read())"
    kill = "import os; n < 2 and os.kill(os.getpid(), 9)"
    job = Job("ann", (("n", written(once, kill, "'done'")),), budget=20)
    ((_, text),) = execute(job).notebooks
    assert "done" in text and mark.read_text() == "xx"


def test_a_kernel_that_always_dies_is_not_tried_for_ever(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    once = f"open({str(mark)!r}, 'a').write('x')"
    kill = "import os; os.kill(os.getpid(), 9)"
    ((_, text),) = execute(Job("ann", (("n", written(once, kill)),))).notebooks
    assert "The kernel died" in text and mark.read_text() == "xx"


def test_a_zygote_that_died_costs_nobody_points(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    kill = (
        f"import os; first = not os.path.exists({str(mark)!r})\n"
        f"open({str(mark)!r}, 'a').write('x')\n"
        "if first: os.kill(os.getppid(), 9); import time; time.sleep(60)"
    )
    ((_, text),) = execute(Job("ann", (("n", written(kill, "'done'")),))).notebooks
    assert "done" in text and mark.read_text() == "xx"


def test_many_forks_in_a_row_leave_nothing(zygote: Zygote, tmp_path: Path) -> None:
    before = memory(zygote.pid)
    for _ in range(20):
        assert run(zygote, tmp_path, "1 + 1") == ["2"]
    assert memory(zygote.pid) < before + 10_000
    children = Path(f"/proc/{zygote.pid}/task/{zygote.pid}/children").read_text()
    assert children.split() == []


def memory(pid: int) -> int:
    """Resident memory of a process, kB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise LookupError(pid)
