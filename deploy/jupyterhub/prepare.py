"""Prepares the machine for the Hub, and again whenever the class's list changes.

    sudo python3 prepare.py class.csv

It makes users, groups, folders and configuration, and says what it did. What is there
already stays: run twice, the second time changes nothing.
"""

from __future__ import annotations

import argparse
import grp
import os
import pwd
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

import roster
import settings as hub
from roster import Roster, RosterError
from settings import Settings, SettingsError

HERE = Path(__file__).resolve().parent
CONFIGURATION = HERE / "configuration"
CHECKOUT = HERE.parents[1]

FIRST_PERSON = 1000
"""Users below this number are the system's own; none of them is put into a class."""

PASSWORDS = "passwords.csv"


class PrepareError(Exception):
    """What stands in the way, in words for who prepares."""


def say(text: str) -> None:
    """Tell what was done."""
    print(text, flush=True)


def run(*command: str, given: str | None = None) -> None:
    """Run a command of the system.

    Raises:
        PrepareError: it is missing or failed.
    """
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise PrepareError(f"The command {command[0]} is not on this machine.") from (
            error
        )
    if done.returncode:
        raise PrepareError(f"{' '.join(command)}: {done.stderr.strip()}")


def folder(path: Path, mode: int, owner: str = "root", group: str = "") -> None:
    """Make a folder, or bring the one that is there to this owner and these rights."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise PrepareError(f"{path} is in the way: a folder is to be there.")
    if not path.exists():
        path.mkdir(parents=True)
        say(f"Made {path}")
    entry = pwd.getpwnam(owner)
    gid = grp.getgrnam(group).gr_gid if group else entry.pw_gid
    now = path.stat()
    if (now.st_uid, now.st_gid) != (entry.pw_uid, gid):
        os.chown(path, entry.pw_uid, gid)
    if path.stat().st_mode & 0o7777 != mode:
        path.chmod(mode)


def file(path: Path, content: str) -> None:
    """Write a file that everybody may read, when it is not so already."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return
    path.write_text(content, encoding="utf-8")
    path.chmod(0o644)
    say(f"Wrote {path}")


def group(name: str, members: tuple[str, ...]) -> None:
    """Make a group of the system whose members are these users and nobody else."""
    try:
        now = set(grp.getgrnam(name).gr_mem)
    except KeyError:
        run("groupadd", name)
        say(f"Made the group {name}")
        now = set()
    if now != set(members):
        run("gpasswd", "--members", ",".join(members), name)
        for left in sorted(now - set(members)):
            say(f"{left} is no longer in {name}; the files of {left} stay")
        for new in sorted(set(members) - now):
            say(f"{new} is now in {name}")


def user(name: str, settings: Settings) -> str | None:
    """Make a user, with a home that nobody else may enter.

    Returns:
        The password of a user that is new.

    Raises:
        PrepareError: the name is the system's own.
    """
    password = None
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        home = settings.homes / name
        run(
            "useradd", "--create-home", "--home-dir", str(home), "-s", "/bin/bash", name
        )
        password = secrets.token_urlsafe(9)
        run("chpasswd", given=f"{name}:{password}\n")
        say(f"Made the user {name}")
        entry = pwd.getpwnam(name)
    if entry.pw_uid < FIRST_PERSON:
        raise PrepareError(
            f"“{name}” is a user of the system itself (number {entry.pw_uid}): choose "
            "another name in the list."
        )
    folder(Path(entry.pw_dir), 0o700, name)
    folder(settings.run / name, 0o700, name)
    return password


def hand_out(passwords: dict[str, str], settings: Settings) -> None:
    """Write the passwords of new users into a file of root's."""
    if not passwords:
        return
    path = settings.folder / PASSWORDS
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8") as out:
        out.writelines(f"{name},{word}\n" for name, word in passwords.items())
    say(f"Passwords of new users: {path}. Hand them out, then delete the file.")


def exchange(people: Roster, settings: Settings) -> None:
    """Make nbgrader's exchange, with the rights that nbgrader gives it.

    Two folders in which many may write also get the bit by which nobody removes or
    renames what is another's.
    """
    course, owner = settings.exchange / settings.course, people.instructor
    folder(settings.exchange, 0o1777)
    folder(course, 0o755, owner)
    folder(course / "outbound", 0o755, owner)
    folder(course / "inbound", 0o3733, owner)
    folder(course / "feedback", 0o711, owner)


def configuration(people: Roster, settings: Settings) -> None:
    """Write the configuration of each role, the paths filled in."""
    home = Path(pwd.getpwnam(people.instructor).pw_dir)
    words = {
        "course": settings.course,
        "exchange": str(settings.exchange),
        "root": str(home / settings.course_folder),
    }
    folder(settings.configuration, 0o755)
    for source in sorted(CONFIGURATION.rglob("*")):
        target = settings.configuration / source.relative_to(CONFIGURATION)
        if source.is_dir() and source.name != "__pycache__":
            folder(target, 0o755)
        elif source.suffix in (".py", ".json"):
            text = source.read_text(encoding="utf-8")
            file(target, Template(text).substitute(words))


def prepare(people: Roster, settings: Settings) -> None:
    """Make all that is missing."""
    folder(settings.folder, 0o755)
    folder(settings.state, 0o700)
    folder(settings.run, 0o755)
    if CHECKOUT.is_relative_to(settings.folder):  # it holds the solutions
        folder(CHECKOUT, 0o700)
    passwords: dict[str, str] = {}
    try:
        for name in people.everybody:
            if password := user(name, settings):
                passwords[name] = password
    finally:
        hand_out(passwords, settings)
    group(settings.instructors, (people.instructor,))
    group(settings.students, people.students)
    exchange(people, settings)
    configuration(people, settings)
    home = Path(pwd.getpwnam(people.instructor).pw_dir)
    folder(home / settings.course_folder, 0o700, people.instructor)


def closed(path: Path) -> Iterator[Path]:
    """Folders on the way to a path that other users cannot pass."""
    for step in reversed([path, *path.parents]):
        if step.is_dir() and not step.stat().st_mode & 0o001:
            yield step


def lacking(settings: Settings) -> Iterator[str]:
    """What the Hub still needs before it can start, a line for each."""
    python = settings.environment / "bin" / "python"
    server = python.with_name("jupyterhub-singleuser")
    if not server.is_file():
        yield f"There is no {server}: install the course's environment."
    ways = {settings.environment, python.resolve().parent, settings.homes}
    for step in sorted({step for way in ways for step in closed(way)}):
        yield (
            f"{step} is closed to students, and their servers must pass it: "
            f"chmod o+x {step}, or have the environment elsewhere."
        )
    if shutil.which(settings.proxy) is None:
        yield f"There is no command {settings.proxy}: install it with npm."


def advice(settings: Settings) -> Iterator[str]:
    """What the Hub can do without, and should not, a line for each."""
    if shutil.which("bwrap") is None:
        yield "There is no bwrap: grading is not confined. apt install bubblewrap"
    if not settings.data.is_dir():
        yield f"There is no {settings.data}: lessons that train on data will say so."


def main() -> int:
    """Prepare; returns the exit status: 1 when something stands in the way."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("roster", type=Path, help="CSV: id, role and what nbgrader has")
    parser.add_argument("--settings", type=Path, help=f"otherwise {hub.USUAL}")
    given = parser.parse_args()
    try:
        settings = hub.read(given.settings)
        people = roster.read(given.roster)
        if os.geteuid():
            raise PrepareError("Only root can make users: say it with sudo.")
        prepare(people, settings)
    except (PrepareError, RosterError, SettingsError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    missing = list(lacking(settings))
    for line in (*missing, *advice(settings)):
        print(line, file=sys.stderr)
    if not missing:
        say(f"Ready: {people.instructor} and {len(people.students)} students.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
