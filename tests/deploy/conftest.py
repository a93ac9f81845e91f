"""A class of three on a running Hub, taken through a lesson in the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import browser  # noqa: F401 (a fixture)

from .lesson import EXERCISE, LESSON, REAL, Secrets, answer, course
from .machine import Machine, hub, lacking, machine
from .seat import Seat

ADA, BEN, CLEO = "ada", "ben", "cleo"
"""Who answers all, who some, who nothing."""

SCREEN = {"width": 1280, "height": 900}


@dataclass
class Class:
    """A class on a running Hub.

    Attributes:
        machine: its machine.
        log: the Hub's.
        seats: browsers, by the names above, and the instructor's by "tove".
        secrets: texts in what is to stay secret.
        panels: what the tests showed when Ada typed her answers.
        validated: what validating said, by name.
        collected: what `nbgrader collect` said.
        graded: what `autograder grade` said.
    """

    machine: Machine
    log: Path
    seats: dict[str, Seat]
    secrets: Secrets
    panels: list[str] = field(default_factory=list)
    validated: dict[str, str] = field(default_factory=dict)
    collected: str = ""
    graded: str = ""

    def user(self, name: str) -> str:
        """The name that the system knows somebody by."""
        return f"{self.machine.course}-{name}"

    def notebook(self, name: str, lesson: str = LESSON) -> Path:
        """Somebody's fetched notebook."""
        return self.machine.home(self.user(name)) / lesson / f"{lesson}.ipynb"


@pytest.fixture(scope="module")
def sat(browser: Browser) -> Iterator[Class]:  # noqa: F811
    """The instructor has released; everybody is in JupyterLab."""
    reason = lacking()
    if reason:
        pytest.skip(f"No Hub is tried here. {reason}")
    kept = Secrets()
    with machine((ADA, BEN, CLEO)) as made, hub(made) as log:
        passwords = made.passwords()
        contexts = [browser.new_context(viewport=SCREEN) for _ in made.everybody]
        seats = {
            user.removeprefix(f"{made.course}-"): Seat(
                user, context.new_page(), made.address
            )
            for user, context in zip(made.everybody, contexts, strict=True)
        }
        for seat in seats.values():  # the servers start while the lesson is released
            seat.log_in(passwords[seat.user])
        folder = made.home(made.instructor) / "unrolled"
        course(folder, made.course, kept)
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, made.instructor)
        made.teach("nbgrader", "generate_assignment", LESSON)
        for lesson in (LESSON, REAL):
            made.teach("nbgrader", "release_assignment", lesson)
        for seat in seats.values():
            seat.arrive()
        yield Class(made, log, seats, kept)
        for context in contexts:
            context.close()


@pytest.fixture(scope="module")
def handed_in(sat: Class) -> Class:
    """Every student has fetched, solved, validated and submitted."""
    for name in (ADA, BEN, CLEO):
        seat = sat.seats[name]
        seat.assignments()
        seat.fetch(LESSON)
    own = f"# {sat.secrets.of('ada')}\n"
    ada = sat.seats[ADA]
    ada.look("assignment-list")
    ada.open(LESSON)
    for exercise in EXERCISE.values():
        typed = own + exercise.right
        sat.panels.append(ada.answer(f"{exercise.name} = ...", typed))
    ada.save()
    ada.look("lesson")
    ada.assignments()
    some = {"n": EXERCISE["n"].right, "m": EXERCISE["m"].right}
    answer(sat.notebook(BEN), {**some, "step": EXERCISE["step"].wrong})
    for name in (ADA, BEN, CLEO):
        seat = sat.seats[name]
        sat.validated[name] = seat.validate(LESSON)
        if name == BEN:
            forge(sat)
        seat.submit(LESSON)
    return sat


def forge(sat: Class) -> None:
    """Ben hands his work in as Ada's, after hers, and keeps no trace of it."""
    sat.machine.run(
        sat.user(BEN),
        *("nbgrader", "submit", LESSON, f"--student={sat.user(ADA)}"),
        "--Exchange.cache=elsewhere",
    )


@pytest.fixture(scope="module")
def returned(handed_in: Class) -> Class:
    """The instructor has collected, graded, and released the feedback."""
    teach = handed_in.machine.teach
    handed_in.collected = teach("nbgrader", "collect", LESSON)
    handed_in.graded = teach("autograder", "grade", LESSON)
    teach("nbgrader", "generate_feedback", LESSON)
    teach("nbgrader", "release_feedback", LESSON)
    return handed_in
