"""Where a kernel works: a folder of its own, bounded, that vanishes with it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import namespaces, temporary
from .limits import Limits

FILES = 20_000
"""Files and folders that a kernel may make."""

SHARED_MIB = 64
"""What programs may share in /dev/shm, MiB."""

SOCKETS = Path("/run/kernel")
"""Folder of a confined kernel's sockets, read-only once they are there."""


@dataclass(frozen=True)
class Place:
    """Where a kernel works.

    Attributes:
        top: where it may write, its home.
        folder: what it starts in, with the files of its submission.
        sockets: folder of its sockets and its connection file.
    """

    top: Path
    folder: Path
    sockets: Path


def confined_place(
    limits: Limits, hidden: Iterable[str] = (), kept: Iterable[str] = ()
) -> Place:
    """Leave the shared namespaces; only bounded memory disks can be written to.

    Args:
        limits: how large they are.
        hidden: folders that are seen as empty.
        kept: folders below /tmp that are seen all the same.

    Raises:
        OSError: this is not permitted here.
    """
    namespaces.leave()
    namespaces.loopback()
    namespaces.read_only()
    folders = {path: os.open(path, os.O_PATH | os.O_DIRECTORY) for path in kept}
    namespaces.memory_disk("/tmp", limits.disk_mib, FILES)
    for path, number in folders.items():
        Path(path).mkdir(parents=True, exist_ok=True)
        namespaces.show(number, path)
        os.close(number)
    namespaces.memory_disk("/dev/shm", min(limits.disk_mib, SHARED_MIB), FILES)
    namespaces.memory_disk(str(SOCKETS), 1, 64)
    for path in hidden:
        namespaces.memory_disk(path, 0.01, 2)
        namespaces.read_only(path)
    top = Path("/tmp")
    folder = top / "submission"
    folder.mkdir()
    return Place(top, folder, SOCKETS)


def temporary_place() -> Place:
    """A temporary folder, for the caller to remove."""
    top = temporary.made()
    folder, sockets = top / "submission", top / "sockets"
    folder.mkdir()
    sockets.mkdir()
    return Place(top, folder, sockets)
