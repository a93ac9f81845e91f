"""A person at a computer: a home, a terminal, a JupyterLab of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import matplotlib

from tests.browser.conftest import ROOT, TOKEN, free_port

OWN = ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "LESSON")
"""Of the environment that the tests run in, and nothing that a person has."""

# What `make setup` starts in place of a Python: the environment and the data that the
# tests run with stand in for those that it would fetch.
SETUP = """#!/bin/sh
[ "$1" = -c ] && exit
[ -e .venv ] || ln -s '{prefix}' .venv
mkdir -p data && cp -n '{root}'/data/*.* data
echo Ready.
"""


class Person:
    """Types and reads; what is typed runs in `place`, which `cd` changes.

    Args:
        folder: where the home is made.
        exchange: nbgrader's, in place of the one that root makes.
        upstream: the repository that stands in for the course's public one.
        address: of the public one.
    """

    def __init__(
        self, folder: Path, exchange: Path, upstream: Path, address: str
    ) -> None:
        """Make the home."""
        self.place = self.home = folder
        self.port = free_port()
        self._server: subprocess.Popen[bytes] | None = None
        settings = folder / ".jupyter"
        settings.mkdir(parents=True)
        setup = settings / "setup"
        setup.write_text(SETUP.format(prefix=sys.prefix, root=ROOT))
        setup.chmod(0o755)
        write_config(settings / "nbgrader_config.py", {"Exchange.root": str(exchange)})
        write_config(
            settings / "jupyter_server_config.py",
            {
                "ServerApp.allow_root": True,
                "ServerApp.open_browser": False,
                "ServerApp.port": self.port,
                "IdentityProvider.token": TOKEN,
            },
        )
        write_config(
            settings / "jupyter_lab_config.py", {"LabApp.expose_app_in_browser": True}
        )
        self.env = {name: os.environ[name] for name in os.environ if name not in OWN}
        self.env |= {
            "HOME": str(folder),
            "PYTHON": str(setup),
            "COLUMNS": "160",  # a wide window: no sentence is broken
            "MPLCONFIGDIR": matplotlib.get_cachedir(),  # else it looks at all fonts
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{upstream}.insteadOf",
            "GIT_CONFIG_VALUE_0": address,
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "I"), ("EMAIL", "i@example.org"))
            },
        }

    def types(self, block: str) -> str:
        """What the lines of a block print; where and what they leave is kept."""
        after = self.home / "after"
        done = subprocess.run(
            ["bash", "-euc", f"{block}\n{{ pwd; env -0; }} >'{after}'"],
            cwd=self.place,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}"
        where, _, variables = after.read_text().partition("\n")
        self.place = Path(where)
        pairs = (each.partition("=") for each in variables.split("\0") if each)
        self.env = {name: value for name, _, value in pairs}
        return done.stdout

    def serves(self, block: str) -> None:
        """Starts JupyterLab, and waits until it answers."""
        log = self.home / "lab.log"
        with log.open("w") as words:
            self._server = subprocess.Popen(
                ["bash", "-euc", f"exec {block}"],
                cwd=self.place,
                env=self.env,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _ in range(480):
            assert self._server.poll() is None, log.read_text()
            with suppress(urllib.error.URLError):
                urllib.request.urlopen(f"{self.address}/api?token={TOKEN}").close()
                return
            time.sleep(0.25)
        raise AssertionError(f"JupyterLab did not start:\n{log.read_text()}")

    @property
    def address(self) -> str:
        """Of the person's JupyterLab."""
        return f"http://127.0.0.1:{self.port}"

    def leaves(self) -> None:
        """Ends what was started, its kernels too."""
        if self._server is not None:
            self._server.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._server.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)


def write_config(path: Path, values: Mapping[str, object]) -> None:
    """Writes a configuration file of Jupyter's."""
    path.write_text("".join(f"c.{k} = {v!r}\n" for k, v in values.items()))
