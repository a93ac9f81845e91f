"""Sets up the course's own Python environment in .venv, once.

Runs on the system's Python with nothing installed, so it uses the standard library
alone. It is skipped when done, and done again when requirements.txt, a pyproject.toml,
the Python or the folder's place have changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "set-up-done"
LOG = ENVIRONMENT / "set-up.log"
LOCK = ROOT / "requirements.txt"
MADE_FROM = (
    *("requirements.txt", "pyproject.toml", "autograder/pyproject.toml"),
    "tools/setup.py",
)

NETWORK_WORDS = (
    "connection",
    "no matching distribution",
    "name or service not known",
    "temporary failure in name resolution",
    "timed out",
    "max retries",
    "network is unreachable",
    "proxy",
)


class SetupError(Exception):
    """What stopped the set-up, in words for the person who runs it."""


def fingerprint() -> str:
    """What the environment was made from: it is made anew when this changes."""
    digest = hashlib.sha256()
    for name in MADE_FROM:
        digest.update((ROOT / name).read_bytes())
    digest.update(str(ENVIRONMENT).encode())
    return digest.hexdigest()


def runs(python: Path) -> bool:
    """Whether this Python starts: a moved or half-deleted environment does not."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """An empty virtual environment with pip in it."""
    print(f"Making .venv with Python {sys.version.split()[0]}", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    try:
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except subprocess.CalledProcessError as error:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SetupError(
            "This Python cannot make virtual environments with pip in them.\n"
            f"On Debian and Ubuntu: sudo apt install python{version}-venv\n"
            "or name another Python: make learn PYTHON=/path/to/python3.12"
        ) from error


def pip(*arguments: str) -> None:
    """Runs pip with its words in the log; a failure becomes words of ours."""
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments]
    with LOG.open("a", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=log)
    if done.returncode == 0:
        return
    said = LOG.read_text(encoding="utf-8", errors="replace")
    last = "\n".join("    " + line for line in said.splitlines()[-6:])
    if "no space left" in said.lower():
        reason = "The disk is full. Make room, then say the same again."
    elif "do not match the hashes" in said.lower():
        reason = (
            "A package differs from the one the course was locked to, so nothing was\n"
            "installed. Say the same again; if it stays, the index or a proxy between\n"
            "you and it has changed the file."
        )
    elif any(word in said.lower() for word in NETWORK_WORDS):
        reason = (
            "The packages could not be fetched. Is there a network, and a way through\n"
            "your proxy? Then say the same again: it goes on where it stopped."
        )
    else:
        reason = "pip stopped. What it said last stands below."
    raise SetupError(f"{reason}\n{last}\n(all of it: {LOG.relative_to(ROOT)})")


def set_up() -> None:
    """Brings .venv to what requirements.txt says."""
    print("Setting up the course: a few minutes, this once.", flush=True)
    # an environment of another place starts, but its scripts point elsewhere
    if not runs(PYTHON) or not belongs_here():
        make_environment()
    LOG.write_text("", encoding="utf-8")
    packages = len(re.findall(r"^\S+==", LOCK.read_text(encoding="utf-8"), re.M))
    print(f"Installing {packages} locked packages into .venv", flush=True)
    # seqeval comes as source alone; the old way of building fails on what it needs
    pip("install", "--use-pep517", "--require-hashes", "-r", "requirements.txt")
    print("Installing the course's own two packages", flush=True)
    # one after the other: an older `unrolled` held the autograder too, and takes its
    # command along when it is replaced
    plain = ("install", "--no-deps", "--no-build-isolation")
    # by its path: where a clone named `unrolled` lies, that folder is not the package
    pip(*plain, "--config-settings", "editable_mode=compat", "-e", ".")
    pip(*plain, "-e", "./autograder")
    quiet_jupyterlab()


def quiet_jupyterlab(environment: Path = ENVIRONMENT) -> None:
    """JupyterLab as a learner should meet it: it asks nothing and calls nobody."""
    settings = environment / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    notices = {"fetchNews": "false", "checkForUpdates": False}
    overrides = {"@jupyterlab/apputils-extension:notification": notices}
    (settings / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")


def belongs_here() -> bool:
    """Whether the environment was made for this folder, not copied or moved here."""
    script = ENVIRONMENT / "bin" / "pip"
    try:
        first = script.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return str(ENVIRONMENT) in first


def fetch_data() -> None:
    """The data; without it all but the trainings on it works, so it only warns."""
    done = subprocess.run([PYTHON, "-m", "unrolled.data"], cwd=ROOT)
    if done.returncode != 0:
        raise SetupError("The packages are installed; the data is not: see above.")


def main() -> int:
    """Sets up what is missing; returns the exit status."""
    done = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == done and runs(PYTHON):
        return 0
    try:
        set_up()
        fetch_data()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Say the same again to go on.", file=sys.stderr)
        return 130
    STAMP.write_text(done)
    print("Ready.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
