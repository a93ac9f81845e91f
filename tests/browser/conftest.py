"""A JupyterLab on a fresh copy of the course, and a headless Chromium to open it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "only-for-this-test"
OPENED = "lab/tree/notebooks/01-single-output.ipynb"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-dev-shm-usage"),
]


def chromium() -> str | None:
    """Where the system's Chromium or Chrome is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="package")  # while it lives, an event loop runs in the process
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    program = chromium()
    if program is None:
        pytest.skip(
            "No Chromium here, so no page is looked at. "
            "Debian, Ubuntu: sudo apt install chromium; or install Google Chrome."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that a fresh clone would hold."""
    folder = tmp_path_factory.mktemp("course")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: the address it answers at, and what it wrote."""

    address: str
    log: Path

    def page(self, notebook: str) -> str:
        """The address of a notebook in notebooks/."""
        return f"{self.address}/lab/tree/notebooks/{notebook}?reset&token={TOKEN}"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="session")
def lab(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on the clone, as `make learn` starts it, on a port that was taken."""
    home = tmp_path_factory.mktemp("home")
    log = home / "lab.log"
    with socket.socket() as taken, log.open("w") as words:
        port = free_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "lab", "--no-browser"),
                *("--allow-root", f"--IdentityProvider.token={TOKEN}"),
                *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
                "--LabApp.expose_app_in_browser=True",
                f"--LabApp.default_url=/{OPENED}",
            ],
            cwd=clone,
            env={**os.environ, "HOME": str(home), "JUPYTER_PREFER_ENV_PATH": "1"},
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Lab(address(log, port, server), log)
        finally:
            server.terminate()
            server.wait(30)


def address(log: Path, taken: int, server: subprocess.Popen[bytes]) -> str:
    """Where the server answers: not at the taken port, but at the next free one."""
    for _ in range(240):
        if server.poll() is not None:
            break
        for port in range(taken + 1, taken + 60):
            if f"127.0.0.1:{port}/{OPENED}?token=" in log.read_text():
                here = f"http://127.0.0.1:{port}"
                with suppress(urllib.error.URLError):  # it says so before it listens
                    urllib.request.urlopen(f"{here}/api?token={TOKEN}").close()
                    return here
        time.sleep(0.25)
    raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")
