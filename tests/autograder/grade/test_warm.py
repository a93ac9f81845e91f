"""Kernels that a zygote forks are kernels like others, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from autograder.grade import jobs
from autograder.grade.execute import LONGEST
from autograder.grade.jobs import Job, execute
from autograder.grade.kernels import warm
from autograder.grade.kernels.limits import Limits
from autograder.grade.kernels.warm import (
    KernelRefused,
    WarmKernelManager,
    Zygote,
    ZygoteDied,
    kernel_manager,
)
from autograder.grade.outside.patient import patient
from autograder.observe.patience import Endless

from .conftest import written
from .forked import (
    WHAT_IS_OPEN,
    descriptors,
    gone,
    itself,
    marked,
    marker,
    ran,
    sleeping,
    soon,
    when_marked,
)

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]


@pytest.fixture(scope="module", params=[True, False], ids=["sandbox", "bare"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """One without TensorFlow: it starts in a second."""
    made = Zygote(("numpy.random", "no_such_module"), confine=request.param)
    yield made
    made.close()


def test_it_is_a_kernel_in_the_submissions_folder(zygote: Zygote) -> None:
    found = ran(
        zygote,
        "import os, beside; print(os.path.basename(os.getcwd()), beside.n, __name__)",
        "1 / 0",
        "_ = 3; 'a result'",
        "import sys; 'autograder' in str(sys.modules['__main__'])",
        "open('data/words.txt').read()",
        files=[("beside.py", b"n = 7"), ("data/words.txt", b"one two")],
    )
    assert found.shown == [
        "submission 7 __main__\n",
        "ZeroDivisionError: division by zero",
        "'a result'",
        "False",
        "'one two'",
    ]


def test_a_file_is_never_put_outside_the_folder(zygote: Zygote) -> None:
    for path in ("../out", "/tmp/out", "in/../../out"):
        with pytest.raises(KernelRefused, match="no path inside"):
            ran(zygote, "1", files=[(path, b"")])
    assert ran(zygote, "1").shown == ["1"]


def test_what_was_imported_cannot_be_shadowed(zygote: Zygote) -> None:
    names = ("numpy", "json", "ipykernel_launcher")
    files = [(f"{name}.py", b"raise SystemExit") for name in names]
    cell = "import numpy, json; float(numpy.ones(2).sum())"
    assert ran(zygote, cell, files=files).shown == ["2.0"]


def test_no_kernel_knows_what_another_did(zygote: Zygote) -> None:
    change = (
        "import numpy, os; numpy.left = 1; os.environ['LEFT'] = '1'; left = 1\n"
        "open('left', 'w').close()"
    )
    assert ran(zygote, change).shown == [""]
    look = "import numpy, os; hasattr(numpy, 'left'), 'LEFT' in os.environ"
    found = ran(zygote, look, "'left' in dir() or os.listdir()")
    assert found.shown == ["(False, False)", "[]"]


def test_random_numbers_are_not_the_same_in_every_kernel(zygote: Zygote) -> None:
    draw = (
        "import random; random.random()",
        "import numpy; float(numpy.random.rand())",
    )
    first, second = ran(zygote, *draw), ran(zygote, *draw)
    for one, other in zip(first.shown, second.shown, strict=True):
        assert 0 <= float(one) < 1 and one != other


def test_what_is_printed_is_shown_however_much_it_is(zygote: Zygote) -> None:
    found = ran(
        zygote,
        "print(('x' * 99 + '\\n') * 900_000)",
        "print('after')",
        "print(b'' or 3)",
    )
    assert len(found.shown[0]) == LONGEST and {*found.shown[0]} == {"x", "\n"}
    assert found.shown[1:] == ["after\n", "3\n"]
    wrong = ran(zygote, "import sys; sys.stdout.write(3)").last
    assert wrong.startswith("TypeError")


def test_what_subprocesses_print_is_shown(zygote: Zygote) -> None:
    cell = "import subprocess; subprocess.check_output(['echo', 'hi'], text=True)"
    assert ran(zygote, cell).shown == ["'hi\\n'"]


def test_processes_that_a_kernel_leaves_are_ended(zygote: Zygote) -> None:
    mark = marker()
    start = (
        "import subprocess as s, sys\n"
        f"first = s.Popen(['sleep', {mark!r}])\n"
        f"apart = s.Popen(['sleep', {mark!r}], start_new_session=True)\n"
        "twice = s.run([sys.executable, '-c', 'import subprocess as s;"
        f's.Popen(["sleep", "{mark}"], start_new_session=True, stdout=-3, stderr=-3)'
        "'])\n"
        "import time; time.sleep(1); first.poll(), apart.poll(), twice.returncode"
    )
    seen: list[int] = []
    watching = when_marked(
        mark, lambda: seen.append(soon(lambda: len(marked(mark)) == 3, 10))
    )
    assert ran(zygote, start).shown == ["(None, None, 0)"]
    watching.join()
    assert seen == [True], "all three ran"
    assert soon(lambda: not marked(mark))


def test_a_kernel_holds_no_end_of_the_zygotes_sockets(zygote: Zygote) -> None:
    process = itself(zygote)
    folder = Path(f"/proc/{process.pid}/fd")
    control = {os.readlink(fd) for fd in folder.iterdir() if int(fd.name) > 2}
    held = ran(zygote, WHAT_IS_OPEN).shown[0].split()
    assert any(link.startswith("socket:") for link in held)
    assert control and not control & {*held}


def test_the_exit_status_and_the_peak_are_told(zygote: Zygote) -> None:
    fill = "import numpy; a = numpy.ones(40_000_000); a.nbytes // 2**20"
    found = ran(zygote, fill, "import os; os._exit(7)")
    assert found.shown[0] == "305" and "The kernel died" in found.last
    assert found.manager.status == 7
    assert found.manager.peak is not None and 305 < found.manager.peak < 700
    killed = ran(zygote, fill, "import os; os.kill(os.getpid(), 9)").manager
    assert killed.status == -signal.SIGKILL and killed.over is None
    assert killed.peak is not None and 305 < killed.peak < 700
    ended = ran(zygote, fill).manager
    assert ended.peak is not None and 305 < ended.peak < 700


def test_a_zygote_that_is_killed_takes_its_kernels_with_it_and_says_so(
    zygote: Zygote,
) -> None:
    mark = marker()
    other = Zygote((), confine=zygote.sandboxed)
    watching = when_marked(mark, itself(other).kill)
    found = ran(other, sleeping(mark))
    watching.join()
    assert "The kernel died" in found.last
    assert soon(lambda: not marked(mark))
    assert soon(lambda: not other.alive)
    with pytest.raises(ZygoteDied):
        other.ask(poll=1)


@pytest.mark.parametrize("aside", [False, True])
def test_a_limit_that_strikes_while_it_is_asked_mixes_up_no_answers(
    zygote: Zygote, aside: bool
) -> None:
    def ask_and_be_stopped() -> int:
        stopped = 0
        for number in range(150):
            try:
                with patient(0.001 + number % 7 * 1e-4):
                    while True:
                        assert "status" in zygote.ask(poll=1)
                        assert "sent" in zygote.ask(signal=1, number=0)
            except Endless:
                stopped += 1
        return stopped

    if aside:
        with ThreadPoolExecutor(1) as threads:
            assert threads.submit(ask_and_be_stopped).result() == 150
    else:
        assert ask_and_be_stopped() == 150
    assert ran(zygote, "1 + 1").shown == ["2"]


def test_kernels_end_with_the_process_that_asked_for_them(zygote: Zygote) -> None:
    mark = marker()
    other = Zygote((), confine=zygote.sandboxed)
    kernels = [*psutil.Process(other.pid).children(recursive=True)]
    watching = when_marked(mark, other.close)
    with pytest.raises(OSError):  # the socket was closed under its hands
        assert "The kernel died" in ran(other, sleeping(mark)).last
        raise OSError
    watching.join()
    assert soon(lambda: not marked(mark)) and gone(*kernels)


WORKER = """
import sys
from autograder.grade.kernels.warm import Zygote
from tests.autograder.grade.forked import ran, sleeping
ran(Zygote((), confine=sys.argv[1] == "True"), sleeping(sys.argv[2]), budget=60)
"""


def test_a_worker_that_is_killed_leaves_nothing(zygote: Zygote) -> None:
    mark = marker()
    words = [sys.executable, "-c", WORKER, str(zygote.sandboxed), f"{mark}"]
    worker = psutil.Popen(words, cwd=Path(__file__).parents[3])
    assert soon(lambda: any(p.name() == "sleep" for p in marked(mark)))
    started = worker.children(recursive=True)
    assert len(started) >= 3
    worker.kill()
    worker.wait()
    assert gone(*started) and soon(lambda: not marked(mark))


@pytest.mark.parametrize("which", [0, 1, 2])
def test_when_one_of_a_kernels_processes_is_killed_all_of_them_end(
    zygote: Zygote, which: int
) -> None:
    mark = marker()

    def kill() -> None:
        (sleeper,) = marked(mark)
        chain = sleeper.parents()
        own = chain[: chain.index(itself(zygote))]
        assert len(own) == (3 if zygote.unconfined is None else 2)
        own[min(which, len(own) - 1)].kill()

    watching = when_marked(mark, kill)
    found = ran(zygote, sleeping(mark))
    watching.join()
    assert "The kernel died" in found.last
    assert soon(lambda: not marked(mark))
    assert ran(zygote, "1 + 1").shown == ["2"]
    assert soon(lambda: not itself(zygote).children())


Made = Callable[..., WarmKernelManager]


@pytest.fixture
def managers(monkeypatch: pytest.MonkeyPatch) -> list[WarmKernelManager]:
    """The managers that jobs get; the first one's kernel finds a file `first`."""
    made: list[WarmKernelManager] = []

    def manager(**options: Any) -> WarmKernelManager | None:
        if not made:
            options["files"] = [*options["files"], ("first", b"")]
        given = kernel_manager(**{**options, "modules": ()})
        assert given is not None
        made.append(given)
        return given

    monkeypatch.setattr(jobs, "kernel_manager", manager)
    monkeypatch.setattr(warm, "_own", None)
    return made


KILLED = "import os; os.path.exists('first') and os.kill(os.getpid(), 9)"


def test_a_kernel_that_was_killed_is_tried_once_more(
    managers: list[WarmKernelManager],
) -> None:
    job = Job("ann", (("n", written(KILLED, "'done'")),), budget=20)
    ((_, text),) = execute(job).notebooks
    assert "done" in text and len(managers) == 2
    managers[0].zygote.close()


def test_a_kernel_that_always_dies_is_not_tried_for_ever(
    managers: list[WarmKernelManager],
) -> None:
    kill = "import os; os.kill(os.getpid(), 9)"
    ((_, text),) = execute(Job("ann", (("n", written(kill)),))).notebooks
    assert "The kernel died" in text and len(managers) == 2
    managers[0].zygote.close()


def test_a_zygote_that_died_costs_nobody_points(
    managers: list[WarmKernelManager],
) -> None:
    mark = marker()
    cell = f"import os\nif os.path.exists('first'): {sleeping(mark)}"
    watching = when_marked(mark, lambda: itself(managers[0].zygote).kill())
    ((_, text),) = execute(Job("ann", (("n", written(cell, "'done'")),))).notebooks
    watching.join()
    assert "done" in text and len(managers) == 2
    assert managers[0].zygote is not managers[1].zygote
    managers[1].zygote.close()


def test_many_forks_in_a_row_leave_nothing(zygote: Zygote) -> None:
    process = itself(zygote)
    assert ran(zygote, "1 + 1").shown == ["2"]
    memory, files = process.memory_info().rss, descriptors(process)
    here = descriptors(psutil.Process())
    for _ in range(20):
        assert ran(zygote, "1 + 1").shown == ["2"]
    assert process.memory_info().rss < memory + 10 * 2**20
    assert process.children() == [] and descriptors(process) == files
    assert descriptors(psutil.Process()) <= here + 5


def test_a_kernel_that_lives_too_long_is_ended(zygote: Zygote) -> None:
    found = ran(zygote, "import time; time.sleep(60)", limits=Limits(seconds=2))
    assert "The kernel was ended (it may live 2 s) in cell 1" in found.last
    assert found.manager.over == "time"
