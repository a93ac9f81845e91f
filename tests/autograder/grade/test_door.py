"""A zygote that is started once serves several processes, each with a copy of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from autograder.check.show import figures
from autograder.grade import shared
from autograder.grade.kernels import warm
from autograder.grade.kernels.door import Door, Drawer, DrawerDied, NotDrawn
from autograder.grade.kernels.process import Copy, Zygote, ZygoteDied
from autograder.grade.kernels.warm import kernel_manager
from autograder.grade.shared import use

from .forked import (
    WHAT_IS_OPEN,
    gone,
    itself,
    lives,
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
    made = Zygote(("numpy",), confine=request.param)
    yield made
    made.close()


@pytest.fixture
def copy(zygote: Zygote) -> Iterator[Copy]:
    made = Copy(zygote.door)
    yield made
    made.close()


def copies(zygote: Zygote) -> list[psutil.Process]:
    """What the zygote has forked and what still runs of it."""
    return [child for child in itself(zygote).children() if lives(child)]


def test_a_copy_forks_kernels_that_have_imported_what_the_zygote_has(
    copy: Copy, zygote: Zygote
) -> None:
    found = ran(copy, "import sys; 'numpy' in sys.modules", "1 / 0")
    assert found.shown == ["True", "ZeroDivisionError: division by zero"]
    assert found.manager.status is not None and found.manager.peak
    assert (copy.sandboxed, copy.unconfined) == (zygote.sandboxed, zygote.unconfined)


def test_two_copies_fork_side_by_side_and_the_zygote_with_them(
    copy: Copy, zygote: Zygote
) -> None:
    other = Copy(zygote.door)
    mark = marker()
    watching = when_marked(mark, other.close)  # its kernel ends, no other does
    with pytest.raises(OSError):  # the socket was closed under its hands
        assert "The kernel died" in ran(other, sleeping(mark)).last
        raise OSError
    watching.join()
    assert soon(lambda: not marked(mark)) and not other.alive
    assert ran(copy, "1 + 1").shown == ran(zygote, "1 + 1").shown == ["2"]
    assert copy.alive and zygote.alive


def test_the_zygotes_own_kernels_end_and_its_copies_live_on(
    copy: Copy, zygote: Zygote
) -> None:
    assert ran(zygote, "import os; os._exit(3)").manager.status == 3
    assert copy.alive and ran(copy, "2 + 2").shown == ["4"]


def test_a_copy_ends_with_whoever_asked_for_it(zygote: Zygote) -> None:
    assert soon(lambda: not copies(zygote)), "those of the tests before are gone"
    made = Copy(zygote.door)
    assert soon(lambda: len(copies(zygote)) == 1)
    made.close()
    assert soon(lambda: not copies(zygote))


def test_all_copies_and_their_kernels_end_with_the_zygote(zygote: Zygote) -> None:
    other = Zygote((), confine=zygote.sandboxed)
    made = Copy(other.door)
    mark = marker()
    started = [*psutil.Process(other.pid).children(recursive=True)]
    watching = when_marked(mark, itself(other).kill)
    found = ran(made, sleeping(mark))
    watching.join()
    assert "The kernel died" in found.last
    assert soon(lambda: not marked(mark)) and gone(*started)
    assert soon(lambda: not made.alive)
    with pytest.raises(ZygoteDied):
        made.ask(poll=1)
    with pytest.raises(ZygoteDied):
        Copy(other.door)
    other.close()


def test_a_copys_kernel_holds_none_of_the_sockets(copy: Copy, zygote: Zygote) -> None:
    control = set()
    for process in (itself(zygote), *copies(zygote)):
        folder = Path(f"/proc/{process.pid}/fd")
        control |= {os.readlink(fd) for fd in folder.iterdir() if int(fd.name) > 2}
    held = {*ran(copy, WHAT_IS_OPEN).shown[0].split()}
    assert any(link.startswith("socket:") for link in held)
    assert len(control) >= 3 and not control & held


def test_a_process_takes_its_kernels_from_a_door_while_there_is_one(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "_own", None)
    monkeypatch.setattr(warm, "_door", None)
    other = Zygote(("numpy",), confine=zygote.sandboxed)
    warm.enter(other.door)
    made = kernel_manager(modules=("numpy",))
    assert made is not None and isinstance(made.zygote, Copy)
    again = kernel_manager(modules=("numpy",))
    assert again is not None and again.zygote is made.zygote
    other.close()
    assert soon(lambda: not made.zygote.alive)
    alone = kernel_manager(modules=("numpy",))
    assert alone is not None and isinstance(alone.zygote, Zygote)
    alone.zygote.close()


def test_other_modules_than_the_doors_need_a_zygote_of_their_own(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "_own", None)
    monkeypatch.setattr(warm, "_door", zygote.door)
    made = kernel_manager(modules=("numpy.random",))
    assert made is not None and isinstance(made.zygote, Zygote)
    made.zygote.close()


FOUND = [{"class_name": "SimpleRNN", "config": {"units": 2, "go_backwards": True}}]
ASKED = [{"class_name": "SimpleRNN", "config": {"units": 2}}]
_rng = np.random.default_rng(1)
WEIGHTS = [_rng.normal(size=shape) for shape in ((3, 2), (2, 2), (2,))]
SENTENCE = _rng.normal(size=(4, 3))


def test_a_figure_is_the_one_that_is_drawn_here(zygote: Zygote) -> None:
    assert soon(lambda: not copies(zygote)), "those of the tests before are gone"
    here = figures.drawn_by()
    drawer = Drawer(zygote.door)
    for _ in range(2):
        png, alt, width = drawer(FOUND, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)
    there = here(FOUND, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)
    assert png[:4] == b"\x89PNG" and (alt, width) == there[1:]
    with pytest.raises(NotDrawn, match="NoSuchLayer"):
        wrong = [{"class_name": "NoSuchLayer", "config": {}}]
        drawer(wrong, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)
    (drawing,) = copies(zygote)
    drawing.kill()
    assert gone(drawing)
    with pytest.raises(DrawerDied):
        drawer(FOUND, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)
    assert drawer(FOUND, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)[1:] == there[1:]


def test_a_figure_that_takes_too_long_is_not_waited_for(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.grade.kernels.door.PATIENCE", 0)
    with pytest.raises(DrawerDied, match="within 0 s"):
        Drawer(zygote.door)(FOUND, ASKED, (WEIGHTS, WEIGHTS), SENTENCE)
    assert soon(lambda: not copies(zygote))


def test_figures_are_drawn_here_when_nobody_else_can(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "_door", None)
    monkeypatch.setattr(figures, "_other", None)
    asked: list[tuple[object, ...]] = []

    class Gone:
        def __init__(self, door: Door) -> None:
            self.door = door

        def __call__(self, *given: object) -> None:
            asked.append(given)
            raise DrawerDied("it is gone")

    monkeypatch.setattr(shared, "Drawer", Gone)
    monkeypatch.setattr(figures, "drawn_by", lambda: lambda *given: (b"png", "a", 1))
    use(zygote.door)
    what = figures.Sketch((), (), ((), ()), SENTENCE, 3)
    assert figures.drawn(what) == figures.Figure(b"png", "a", 1, 3)
    assert len(asked) == 1
