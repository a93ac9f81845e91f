"""A class full of attackers is graded: they earn, read and leave nothing.

Each attack is a whole submission; honest ones stand between them. All are graded in
one run by the command that an instructor types.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grade.kernels.probe import probe

from .aftermath import Listening, listening
from .course import Hosts, make_course, points
from .graded import Class, Graded, grade, hand_in
from .hostile import MODELS, PLAIN
from .submissions import ALL

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a sandbox needs Linux"),
    pytest.mark.xdist_group("hostile"),
]


@dataclass(frozen=True)
class Run:
    """A class of one assignment, graded."""

    lesson: str
    hosts: Hosts
    handed_in: Class
    graded: Graded
    heard: Listening


@pytest.fixture(scope="module", params=[PLAIN, MODELS])
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    """The class of one assignment, graded once for all tests."""
    if not probe().sandboxed:
        pytest.skip(f"no sandbox here: {probe().reason}")
    lesson = request.param
    place = tmp_path_factory.mktemp(f"hostile-{lesson}")
    with listening([str(place / "socket"), f"\0{place}"]) as heard:
        hosts = make_course(place, {"@PORT@": str(heard.port)})
        handed_in = hand_in(hosts, ALL, lesson)
        yield Run(lesson, hosts, handed_in, grade(hosts, handed_in, lesson), heard)


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len(ALL) >= 60
    assert len({each.name for each in ALL}) == len(ALL)


def test_the_batch_does_not_stop(run: Run) -> None:
    everybody = {*run.handed_in.hostile, *run.handed_in.honest}
    assert {*run.graded.said} == {*run.graded.rows} == everybody, run.graded.errors
    assert run.graded.status == 0, run.graded.errors


def test_honest_work_has_all_its_points(run: Run) -> None:
    scores = {s: run.graded.said[s]["score"] for s in run.handed_in.honest}
    assert scores == dict.fromkeys(run.handed_in.honest, points(run.lesson))


def test_no_point_is_earned_by_an_attack(run: Run) -> None:
    said = run.graded.said
    over = {
        s: said[s]["score"]
        for s, each in run.handed_in.hostile.items()
        if said[s]["score"] > each.most
    }
    assert over == {}


def test_what_was_right_before_an_attack_keeps_its_points(run: Run) -> None:
    said = run.graded.said
    under = {
        s: (said[s]["score"], said[s]["reasons"])
        for s, each in run.handed_in.hostile.items()
        if said[s]["score"] < each.least
    }
    assert under == {}


def test_each_has_an_outcome_and_a_reason_where_it_was_cut_short(run: Run) -> None:
    for student, said in run.graded.said.items():
        assert said["outcome"] in ("graded", "stopped", "unreadable"), said
        assert said["outcome"] == "graded" or said["reasons"], student


def test_no_secret_is_read(run: Run) -> None:
    assert run.graded.read == {}
    assert run.heard.reached == []


def test_canaries_are_found_where_they_stand(run: Run) -> None:
    """The search finds what is there: it is no search that finds nothing ever."""
    source = run.hosts.root / "source" / run.lesson / f"{run.lesson}.ipynb"
    assert run.hosts.canaries.found_in(source.read_text())
    seed = (run.hosts.root / ".autograder-seed").read_text()
    assert run.hosts.canaries.found_in(seed)


def test_nothing_is_left_behind(run: Run) -> None:
    assert run.graded.left == ()
    assert run.graded.changed == ()
    assert run.graded.wrote == {}


def test_the_servers_do_hear(tmp_path: Path) -> None:
    with listening([str(tmp_path / "socket")]) as heard:
        with socket.create_connection(("127.0.0.1", heard.port), 5) as end:
            end.recv(1)
        assert len(heard.reached) == 1
