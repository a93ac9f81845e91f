"""The files in a kernel's folder: what is put there, and what it has left."""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from .limits import MIB

ROOM = 32 * MIB
"""Bytes that all files together may have; those that come later are left out."""

MOST = 300
"""How many files are taken."""

DEEPEST = 8
"""Folders inside one another that are looked into."""

Files = tuple[tuple[str, bytes], ...]


def left_in(folder: Path, given: Iterable[tuple[str, bytes]]) -> Files:
    """Files that are new in a folder or were changed, in the order of their names.

    Links, hidden files, notebooks and what Python compiled are left out, and what is
    too much. Nobody may write to the folder any more.

    Args:
        folder: what a kernel started in.
        given: (path in the folder, content) of what lay there.

    Returns:
        (path in the folder, content) of each.
    """
    before = dict(given)
    found: list[tuple[str, bytes]] = []
    room = ROOM
    for root, folders, names, place in os.fwalk(folder, follow_symlinks=False):
        inside = Path(root).relative_to(folder)
        folders[:] = sorted(filter(_is_kept, folders))
        if len(inside.parts) >= DEEPEST:
            folders.clear()
        for name in sorted(filter(_is_kept, names)):
            content = _content(name, place, room)
            path = str(inside / name)
            if content is None or before.get(path) == content:
                continue
            if len(found) == MOST:
                return tuple(found)
            found.append((path, content))
            room -= len(content)
    return tuple(found)


def _is_kept(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # no text at all
        return False
    return not name.startswith((".", "__pycache__")) and not name.endswith(".ipynb")


def _content(name: str, folder: int, most: int) -> bytes | None:
    """What a file holds; None when it is no plain file, or larger."""
    try:
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:  # a link, or one that may not be read
        return None
    with open(file, "rb") as stream:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            return None
        return stream.read(most)


def in_memory(files: Files) -> int:
    """Descriptor of a file in memory that holds files; see `from_memory`."""
    packed = [(path, base64.b64encode(content).decode()) for path, content in files]
    number = os.memfd_create("left", os.MFD_CLOEXEC)
    with open(number, "wb", closefd=False) as stream:
        stream.write(json.dumps(packed).encode())
    os.lseek(number, 0, os.SEEK_SET)
    return number


def from_memory(number: int) -> Files:
    """The files that a descriptor holds; closes it."""
    with open(number, "rb") as stream:
        packed = json.loads(stream.read())
    return tuple((path, base64.b64decode(content)) for path, content in packed)


def put(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files into a folder.

    Args:
        files: (path in the folder, content).
        folder: where.

    Raises:
        ValueError: a path leads out of the folder.
    """
    for path, content in files:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise ValueError(f"{path!r} is no path inside a submission's folder")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def put_beside(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files into a folder, but where a folder stands in a file's place.

    Args:
        files: (path in the folder, content).
        folder: whose files nobody else changes meanwhile.
    """
    for path, content in files:
        # a file where a folder is to be, or the other way round
        with suppress(NotADirectoryError, FileExistsError, IsADirectoryError):
            put([(path, content)], folder)
