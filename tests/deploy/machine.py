"""A machine with a class on it, for a while: users, folders, a Hub; nothing stays.

The users are real ones of this system, made by the script that an instructor runs, with
names that nobody has.
"""

from __future__ import annotations

import csv
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "deploy" / "jupyterhub"
BIN = Path(sys.prefix) / "bin"


def lacking() -> str | None:
    """Why no class can be made on this machine, if that is so."""
    if os.geteuid():
        return "Only root can make users, and a Hub starts servers as its users."
    for command, says in (
        ("useradd", "It makes users; Debian, Ubuntu: apt install passwd."),
        ("configurable-http-proxy", "npm install --global configurable-http-proxy"),
    ):
        if shutil.which(command) is None:
            return f"There is no {command} here. {says}"
    return None


@contextmanager
def passable(*paths: Path) -> Iterator[None]:
    """Let other users pass the folders on the way to these paths, for a while.

    A checkout or a Python often lies below a home that is closed, such as root's. The
    right to pass is neither the one to list nor the one to read.
    """
    opened: dict[Path, int] = {}
    for path in paths:
        for step in (path, *path.parents):
            mode = step.stat().st_mode & 0o7777
            if step.is_dir() and not mode & 0o001:
                opened.setdefault(step, mode)
                step.chmod(mode | 0o001)
    try:
        yield
    finally:
        for step, mode in opened.items():
            step.chmod(mode)


@dataclass(frozen=True)
class Machine:
    """A class on this machine.

    Attributes:
        folder: holds all of it: the Hub's folder, homes, temporary files.
        settings: the Hub's settings, a file.
        roster: the class's list, a file.
        course: nbgrader's course id.
        instructor: a user's name.
        students: users' names.
        port: where the Hub is to listen.
    """

    folder: Path
    settings: Path
    roster: Path
    course: str
    instructor: str
    students: tuple[str, ...]
    port: int

    @property
    def hub(self) -> Path:
        """The Hub's folder."""
        return self.folder / "hub"

    @property
    def inbound(self) -> Path:
        """Where the exchange takes what is handed in."""
        return self.hub / "exchange" / self.course / "inbound"

    @property
    def address(self) -> str:
        """Of the Hub."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def everybody(self) -> tuple[str, ...]:
        """All users."""
        return (self.instructor, *self.students)

    def home(self, user: str) -> Path:
        """A user's home."""
        return self.folder / "home" / user

    def passwords(self) -> dict[str, str]:
        """What `prepare.py` wrote for the instructor to hand out."""
        with (self.hub / "passwords.csv").open(newline="") as file:
            return dict(csv.reader(file))

    def enrol(self, students: Sequence[str]) -> None:
        """Write the class's list."""
        lines = ["id,first_name,last_name,email,role"]
        lines += [f"{self.instructor},Tove,Berg,,instructor"]
        lines += [f"{name},Ada,Moreau,,student" for name in students]
        self.roster.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def prepare(self) -> subprocess.CompletedProcess[str]:
        """Run the instructor's script on the list."""
        return prepare(self.roster, self.settings)

    def environment(self, user: str) -> dict[str, str]:
        """What a terminal in the user's JupyterLab has."""
        role = "instructor" if user == self.instructor else "student"
        roles = [str(self.hub / "configuration" / r) for r in (role, "everybody")]
        return {
            "HOME": str(self.home(user)),
            "USER": user,
            "LANG": "C.UTF-8",
            "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
            "JUPYTER_CONFIG_PATH": ":".join(roles),
            "JUPYTER_RUNTIME_DIR": str(self.hub / "run" / user),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "PYTHONNOUSERSITE": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TMPDIR": str(self.folder / "tmp"),
        }

    def start(
        self, user: str, *command: str, cwd: Path | None = None
    ) -> subprocess.Popen[str]:
        """Start a command as one of the users, in the home or a folder in it."""
        entry = pwd.getpwnam(user)
        return subprocess.Popen(
            command,
            user=entry.pw_uid,
            group=entry.pw_gid,
            extra_groups=os.getgrouplist(user, entry.pw_gid),
            cwd=cwd or self.home(user),
            env=self.environment(user),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, user: str, *command: str, cwd: Path | None = None) -> str:
        """Run a command as one of the users; returns what it said.

        Raises:
            AssertionError: it failed.
        """
        started = self.start(user, *command, cwd=cwd)
        said, _ = started.communicate()
        assert started.returncode == 0, f"{' '.join(command)}:\n{said}"
        return said

    def teach(self, *command: str) -> str:
        """Run a command of the instructor's in the course's folder."""
        return self.run(
            self.instructor, *command, cwd=self.home(self.instructor) / "unrolled"
        )


def prepare(
    roster: Path, settings: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the instructor's script."""
    chosen = () if settings is None else ("--settings", str(settings))
    return subprocess.run(
        [sys.executable, HUB / "prepare.py", roster, *chosen],
        capture_output=True,
        text=True,
    )


@contextmanager
def machine(names: Sequence[str]) -> Iterator[Machine]:
    """A machine that is prepared for a class of these students.

    Raises:
        AssertionError: something of it is left at the end.
    """
    mark = f"u{secrets.token_hex(3)}"
    # /tmp, and not pytest's folder, which only root may pass
    folder = Path(tempfile.mkdtemp(prefix=f"{mark}-", dir="/tmp"))
    folder.chmod(0o755)
    made = Machine(
        folder,
        folder / "hub.toml",
        folder / "class.csv",
        mark,
        f"{mark}-tove",
        tuple(f"{mark}-{name}" for name in names),
        free_port(),
    )
    uids: set[int] = set()
    try:
        (folder / "home").mkdir(mode=0o755)
        (folder / "tmp").mkdir()
        (folder / "tmp").chmod(0o1777)
        settings = {
            "folder": str(made.hub),
            "environment": sys.prefix,
            "data": str(ROOT / "data"),
            "homes": str(folder / "home"),
            "course": mark,
            "port": made.port,
            "hub_port": free_port(),
            "proxy_port": free_port(),
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
        made.settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
        made.enrol(made.students)
        python = Path(sys.executable).resolve().parent
        with passable(Path(sys.prefix), python, ROOT):
            done = made.prepare()
            uids |= {pwd.getpwnam(n).pw_uid for n in made.everybody if known(n)}
            assert done.returncode == 0, done.stderr
            yield made
    finally:
        left = clear(made, uids)
    assert not left, left


def known(name: str) -> bool:
    """Whether the system knows a user of this name."""
    with suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


def clear(made: Machine, uids: set[int]) -> list[str]:
    """Remove all of a machine; returns what was left that should not have been."""
    processes = running(uids)
    left = [f"process: {words}" for words in processes.values()]
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for place in (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")):
        for path in place.iterdir():
            with suppress(FileNotFoundError):
                if path.lstat().st_uid in uids:
                    left.append(f"file: {path}")
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in filter(known, made.everybody):
        subprocess.run(["userdel", name], check=True, capture_output=True)
    for group in ("students", "instructors"):
        subprocess.run(["groupdel", f"{made.course}-{group}"], capture_output=True)
    shutil.rmtree(made.folder)
    return left


def running(uids: set[int]) -> dict[int, str]:
    """The processes of these users, by number: their command lines.

    One that just ended may be seen for a moment; it is not counted.
    """
    found: dict[int, str] = {}
    for _ in range(20):
        found.clear()
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if place.stat().st_uid in uids:
                    words = (place / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(place.name)] = words.decode(errors="replace")
        if not found:
            break
        time.sleep(0.25)
    return found


@contextmanager
def hub(made: Machine) -> Iterator[Path]:
    """A Hub that runs on the machine; yields its log."""
    log = made.hub / "state" / "hub.log"
    environment: Mapping[str, str] = {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "UNROLLED_HUB": str(made.settings),
    }
    with log.open("w") as words:
        server = subprocess.Popen(
            [BIN / "jupyterhub", "-f", HUB / "jupyterhub_config.py"],
            cwd=made.hub / "state",
            env=environment,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            listens(f"{made.address}/hub/health", server, log)
            yield log
        finally:
            server.terminate()  # it ends its servers and the proxy before itself
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def listens(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the Hub answers."""
    for _ in range(240):
        assert server.poll() is None, log.read_text()
        with suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address).close()
            return
        time.sleep(0.25)
    raise AssertionError(f"The Hub did not start:\n{log.read_text()}")
