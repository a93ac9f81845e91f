"""What a notebook writes is there for the next one, and stands beside it in the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.grade import jobs
from autograder.grade.jobs import Job, execute
from autograder.grade.kernels import left
from autograder.grade.kernels.left import (
    DEEPEST,
    from_memory,
    in_memory,
    left_in,
    put_beside,
)
from autograder.grade.kernels.process import Zygote
from autograder.grade.kernels.warm import WarmKernelManager

from .conftest import NAME, Tiny, graded, solution, written
from .forked import descriptors, itself, ran

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a zygote needs Linux"),
    pytest.mark.xdist_group("warm"),
]


def test_files_that_are_new_or_changed_are_left(tmp_path: Path) -> None:
    (tmp_path / "same").write_text("a")
    (tmp_path / "changed").write_text("c")
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "one.png").write_bytes(b"\x89")
    given = [("same", b"a"), ("changed", b"b"), ("removed", b"r")]
    assert left_in(tmp_path, given) == (("changed", b"c"), ("plots/one.png", b"\x89"))


def test_what_is_no_plain_file_of_a_learners_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "file").write_text("s")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret" / "file")
    (folder / "linked").symlink_to(tmp_path / "secret")
    (folder / ".hidden").write_text("h")
    (folder / "other.ipynb").write_text("{}")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_text("p")
    os.mkfifo(folder / "fifo")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff")).write_text("no name")
    assert left_in(folder, []) == ()
    (folder / "plain").write_text("p")
    assert left_in(folder, []) == (("plain", b"p"),)


def test_what_is_too_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left, "ROOM", 10)
    monkeypatch.setattr(left, "MOST", 3)
    for name, size in (("a", 4), ("b", 7), ("c", 6), ("d", 0), ("e", 0)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert [name for name, _ in left_in(tmp_path, [])] == ["a", "c", "d"]
    deep = tmp_path.joinpath(*["f"] * (DEEPEST + 1))
    deep.mkdir(parents=True)
    (deep / "too-deep").write_bytes(b"")
    (deep.parent / "deep").write_bytes(b"")
    monkeypatch.setattr(left, "MOST", 30)
    names = [name for name, _ in left_in(tmp_path, [])]
    assert any(n.endswith("/deep") for n in names)
    assert not any(n.endswith("/too-deep") for n in names)


def test_they_travel_as_they_are(tmp_path: Path) -> None:
    files = (("a/b", bytes(range(256))), ("ü", b""))
    assert from_memory(in_memory(files)) == files
    (tmp_path / "a").write_text("a file where a folder is to be")
    (tmp_path / "ü").mkdir()
    put_beside((*files, ("c/d", b"e")), tmp_path)
    assert (tmp_path / "a").read_text().startswith("a file")
    assert (tmp_path / "c" / "d").read_bytes() == b"e"


@pytest.fixture(scope="module", params=[True, False], ids=["sandbox", "bare"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    made = Zygote((), confine=request.param)
    yield made
    made.close()


WRITES = "open('new.txt', 'w').write('n'); open('given', 'a').write('!')"


def test_a_kernels_files_are_there_once_it_has_ended(zygote: Zygote) -> None:
    given = [("given", b"g"), ("kept", b"k")]
    found = ran(zygote, WRITES, files=given)
    assert found.manager.left == (("given", b"g!"), ("new.txt", b"n"))
    before = descriptors(itself(zygote))
    for end in ("import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)"):
        assert ran(zygote, WRITES, end, files=given).manager.left == found.manager.left
    assert ran(zygote, "1 + 1", files=given).manager.left == ()
    assert descriptors(itself(zygote)) == before


@pytest.fixture
def small(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kernels of jobs are forked by a zygote that has imported nothing."""

    def manager(*, files, limits, stand_in, readable, modules):  # type: ignore[no-untyped-def]
        return WarmKernelManager(zygote, files=files, limits=limits, stand_in=stand_in)

    monkeypatch.setattr(jobs, "kernel_manager", manager)


def results(job: Job) -> dict[str, str]:
    found = {}
    for name, text in execute(job).notebooks:
        *_, last = nbformat.reads(text, as_version=4).cells
        found[name] = "".join(o.get("data", {})["text/plain"] for o in last.outputs)
    return found


@pytest.mark.usefixtures("small")
def test_the_next_notebook_finds_what_was_written() -> None:
    notebooks = (
        ("first", written(WRITES)),
        ("second", written("open('new.txt').read() + open('given').read()")),
    )
    job = Job("ann", notebooks, (("given", b"g"),), budget=20)
    assert results(job)["second"] == "'ng!'"


def test_without_a_zygote_it_finds_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "kernel_manager", lambda **_: None)
    notebooks = (
        ("first", written(WRITES)),
        ("second", written("open('new.txt').read() + open('given').read()")),
    )
    job = Job("ann", notebooks, (("given", b"g"),), budget=20)
    assert results(job)["second"] == "'ng!'"


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("closed", [True, False])
def test_it_stands_beside_the_graded_notebook_where_no_hidden_test_was_near(
    tmp_path: Path, closed: bool
) -> None:
    test = "check.value(a, like=1)" if closed else "assert a == 1"
    cells = [
        new_code_cell("from autograder import check"),
        solution("a", "a = 1"),
        graded("a", test, 1),
    ]
    course = Tiny(tmp_path, new_notebook(cells=cells))
    course.hand_in("ann", course.answered(a="a = 1; open('plot.txt', 'w').write('p')"))
    course.grade()
    assert course.scores() == {"ann": {"a": 1}}
    beside = course.root / "autograded" / "ann" / NAME / "plot.txt"
    assert beside.exists() == closed
