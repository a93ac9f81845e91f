"""A class on JupyterHub: every way that deploy/jupyterhub promises, in the browser."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect

from .conftest import ADA, BEN, CLEO, Class
from .lesson import EXERCISE, LESSON, POINTS, REAL
from .machine import HUB, prepare
from .seat import Seat

pytestmark = pytest.mark.xdist_group("hub")  # one Hub serves them all

FIND = """
import os, sys
folder, *words = sys.argv[1:]
for place, _, names in os.walk(folder):
    for name in names:
        path = os.path.join(place, name)
        try:
            content = open(path, "rb").read()
        except OSError:
            continue
        for word in words:
            if word.encode() in content:
                print(word, path)
"""
"""Prints where below a folder a user can read one of some words."""


def test_a_student_is_offered_the_lessons_and_none_of_the_instructors_tools(
    sat: Class,
) -> None:
    assert sat.seats[ADA].offered() == ["Assignment List"]
    page = sat.seats[ADA].page
    address = f"{sat.machine.address}/user/{sat.user(ADA)}/formgrader"
    assert page.request.get(address).status == 404


def test_the_instructor_is_offered_formgrader_and_create_assignment(sat: Class) -> None:
    offered = sat.seats["tove"].offered()
    assert {"Formgrader", "Create assignment"} <= set(offered)


def test_the_real_courses_first_lesson_can_be_fetched(sat: Class) -> None:
    seat = sat.seats[CLEO]
    seat.assignments()
    seat.fetch(REAL)
    course = sat.machine.home(sat.machine.instructor) / "unrolled"
    released = course / "release" / REAL / f"{REAL}.ipynb"
    assert sat.notebook(CLEO, REAL).read_bytes() == released.read_bytes()


def test_what_is_typed_in_the_browser_is_checked_there(handed_in: Class) -> None:
    assert len(handed_in.panels) == len(EXERCISE)
    for panel, exercise in zip(handed_in.panels, EXERCISE.values(), strict=True):
        assert "right" in panel
        assert f"{exercise.points:g} of {exercise.points:g}" in panel


def test_validating_says_before_handing_in_which_tests_fail(handed_in: Class) -> None:
    said = handed_in.validated
    assert "passes all the tests" in said[ADA]
    assert said[BEN].count("cell failed") == 1
    assert "check.function(step" in said[BEN]
    assert said[CLEO].count("cell failed") == len(EXERCISE)


def test_each_submission_arrives_as_it_was_handed_in(returned: Class) -> None:
    submitted = (
        returned.machine.home(returned.machine.instructor) / "unrolled/submitted"
    )
    for name in (ADA, BEN, CLEO):
        arrived = submitted / returned.user(name) / LESSON / f"{LESSON}.ipynb"
        sent = [cell.source for cell in nbformat.read(returned.notebook(name), 4).cells]
        assert [cell.source for cell in nbformat.read(arrived, 4).cells] == sent


def test_work_handed_in_under_anothers_name_counts_for_who_handed_it_in(
    returned: Class,
) -> None:
    forged = f"{returned.user(ADA)}+{LESSON}+"
    inbound = returned.machine.inbound
    owners = [
        path.owner() for path in inbound.iterdir() if path.name.startswith(forged)
    ]
    assert sorted(owners) == [returned.user(ADA), returned.user(BEN)]
    folder = returned.machine.home(returned.machine.instructor) / "unrolled/submitted"
    arrived = folder / returned.user(ADA) / LESSON / f"{LESSON}.ipynb"
    assert returned.secrets.of("ada") in arrived.read_text(encoding="utf-8")
    said = " ".join(returned.collected.split())
    assert f"Counted as a submission of {returned.user(BEN)}" in said


def test_the_instructor_grades_what_each_has_earned(returned: Class) -> None:
    folder = returned.machine.home(returned.machine.instructor) / "unrolled"
    with (folder / "grades.csv").open(newline="", encoding="utf-8") as file:
        scores = {row["student"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {
        returned.user(ADA): POINTS,
        returned.user(BEN): POINTS - EXERCISE["step"].points,
        returned.user(CLEO): 0,
    }
    assert "3 submissions: 3 graded" in returned.graded


def test_formgrader_shows_the_instructor_three_submissions(returned: Class) -> None:
    seat = returned.seats["tove"]
    seat.page.goto(f"{seat.hub}/user/{seat.user}/formgrader")
    row = seat.page.locator("tr", has_text=LESSON)
    expect(row.locator(".num-submissions")).to_have_text("3")
    seat.look("formgrader")


def test_each_student_sees_the_feedback_and_no_hidden_test(returned: Class) -> None:
    scores = {ADA: POINTS, BEN: POINTS - EXERCISE["step"].points, CLEO: 0}
    for name, score in scores.items():
        shown = returned.seats[name].feedback(LESSON)
        assert f"{LESSON} (Score: {score:.1f} / {POINTS:.1f})" in shown
        assert (returned.secrets.of("ada") in shown) == (name == ADA)
        assert returned.secrets.of("hidden") not in shown
        assert returned.secrets.of("solution") not in shown
        returned.seats[name].look(f"feedback-{name}")


def test_no_student_can_read_sources_grades_or_what_another_handed_in(
    returned: Class,
) -> None:
    machine = returned.machine
    words = [returned.secrets.of(place) for place in ("ada", "solution", "hidden")]
    search = ("python", "-c", FIND, str(machine.folder), *words)
    assert machine.run(returned.user(BEN), *search) == ""
    # the search finds what may be read
    seen = machine.run(returned.user(ADA), *search)
    assert str(returned.notebook(ADA)) in seen
    assert returned.secrets.of("solution") not in seen
    seen = machine.run(machine.instructor, *search)
    assert all(word in seen for word in words)


@pytest.mark.parametrize(
    "forbidden",
    [
        "os.listdir(exchange + '/inbound')",
        "os.listdir(exchange + '/feedback')",
        "os.rename(exchange, exchange + '-mine')",
        "os.mkdir(exchange + '/outbound/mine')",
        "os.listdir(run + '/../' + other)",
        "os.listdir(run + '/../../state')",
        "os.listdir(home + '/../' + other)",
        "os.listdir(home + '/../' + instructor)",
        "open(run + '/../../passwords.csv')",
    ],
)
def test_a_student_is_refused(returned: Class, forbidden: str) -> None:
    machine, user = returned.machine, returned.user(BEN)
    values = {
        "exchange": str(machine.inbound.parent),
        "run": str(machine.hub / "run" / user),
        "home": str(machine.home(user)),
        "other": returned.user(ADA),
        "instructor": machine.instructor,
    }
    code = "".join(f"{name} = {value!r}\n" for name, value in values.items())
    tried = f"try:\n    {forbidden}\nexcept PermissionError:\n    print('refused')"
    said = machine.run(user, "python", "-c", f"import os\n{code}{tried}")
    assert said == "refused\n"


def test_no_other_user_can_reach_a_students_kernel(handed_in: Class) -> None:
    run = handed_in.machine.hub / "run" / handed_in.user(ADA)
    kernels = [json.loads(path.read_text()) for path in run.glob("kernel-*.json")]
    assert kernels
    assert {kernel["transport"] for kernel in kernels} == {"ipc"}
    assert {Path(kernel["ip"]).parent for kernel in kernels} == {run}


def test_the_hub_ran_without_an_error(returned: Class) -> None:
    assert "Traceback" not in returned.log.read_text()


@pytest.mark.parametrize("what", ["a file", "the whole"])
def test_a_link_to_the_instructors_solutions_is_not_collected(
    returned: Class, what: str
) -> None:
    machine, user = returned.machine, returned.user(CLEO)
    folder = machine.home(machine.instructor) / "unrolled"
    source = folder / "source" / LESSON / f"{LESSON}.ipynb"
    number = 1 if what == "a file" else 2
    later = machine.inbound / f"{user}+{LESSON}+2999-01-0{number} 00:00:00 UTC+x"
    if what == "a file":
        machine.run(user, "mkdir", str(later))
        machine.run(user, "ln", "-s", str(source), str(later / source.name))
    else:
        machine.run(user, "ln", "-s", str(source.parent), str(later))
    said = " ".join(machine.teach("nbgrader", "collect", "--update", LESSON).split())
    assert f"Not collected: what {user} handed in holds a link" in said
    arrived = folder / "submitted" / user / LESSON / source.name
    assert returned.secrets.of("solution") not in arrived.read_text(encoding="utf-8")


def test_prepared_again_nothing_changes(returned: Class) -> None:
    done = returned.machine.prepare()
    assert done.stdout == f"Ready: {returned.machine.instructor} and 3 students.\n"
    assert done.stderr == ""


def test_who_left_the_list_cannot_log_in_and_loses_no_file(
    returned: Class,
    browser: Browser,
) -> None:
    machine, user = returned.machine, returned.user(CLEO)
    password = machine.passwords()[user]
    machine.enrol([returned.user(ADA), returned.user(BEN)])
    done = machine.prepare()
    assert f"{user} is no longer in {machine.course}-students" in done.stdout
    context = browser.new_context()
    seat = Seat(user, context.new_page(), machine.address)
    seat.log_in(password)
    expect(seat.page.locator("body")).to_contain_text("Invalid username or password")
    context.close()
    assert returned.notebook(CLEO).is_file()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("name,role\n", "lacks “id”"),
        ("id,role\nAda,student\n", "line 2: “Ada” cannot be a user's name"),
        ("id,role\nada,pupil\n", "the role of “ada” is “pupil”"),
        ("id,role\nada,student\nada,instructor\n", "“ada” stands in line 2 too"),
        ("id,role\nada,student\n", "one instructor, and there are 0"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, lines: str, says: str
) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(lines, encoding="utf-8")
    assert_refused(prepare(roster), says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 1", "there is no setting “colour”"),
        ("port = '80'", "“port” must be a whole number"),
        ("folder = 'srv'", "“folder” must start with a slash"),
        ("folder =", "is not TOML"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_words(
    tmp_path: Path, text: str, says: str
) -> None:
    settings = tmp_path / "hub.toml"
    settings.write_text(text, encoding="utf-8")
    assert_refused(prepare(HUB / "class.csv", settings), says)


def assert_refused(done: subprocess.CompletedProcess[str], says: str) -> None:
    """It ended with an error in words."""
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
