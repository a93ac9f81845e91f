"""What there is on the machine before a class is graded, and after."""

from __future__ import annotations

import ctypes
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import psutil

_TAKE_ORPHANS = 36
"""prctl(2): processes whose parent has ended fall to this one."""

SHARED = (Path("/tmp"), Path("/dev/shm"), Path("/var/tmp"))
"""Folders of the machine that anybody may write to."""

PATIENCE = 5
"""Seconds after which a process that still runs was left behind."""


@contextmanager
def orphans_taken() -> Iterator[None]:
    """While it lasts, no process that this one starts can get out of its sight."""
    libc = ctypes.CDLL(None)
    libc.prctl(_TAKE_ORPHANS, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_TAKE_ORPHANS, 0, 0, 0, 0)


def left_running(before: set[int], mark: str) -> list[str]:
    """Processes that were left: this one's descendants, and any with the mark.

    Args:
        before: this one's descendants before.
        mark: stands in the command line of what submissions start.
    """
    until = monotonic() + PATIENCE
    while found := _running(before, mark):
        if monotonic() > until:
            return found
        sleep(0.1)
    return []


def descendants() -> set[int]:
    """Numbers of the processes that fall to this one."""
    return {child.pid for child in psutil.Process().children(recursive=True)}


def _running(before: set[int], mark: str) -> list[str]:
    found = []
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
            marked = any(mark in word for word in words) and "pytest" not in str(words)
            if marked or mark in process.cwd():
                found.append(f"{process.pid}: {' '.join(words)[:200]}")
        except psutil.Error:  # it has just ended
            continue
    for child in psutil.Process().children(recursive=True):
        try:
            if child.pid not in before and child.status() != psutil.STATUS_ZOMBIE:
                found.append(f"{child.pid}: {' '.join(child.cmdline())[:200]}")
        except psutil.Error:
            continue
    return found


def marked_files(mark: str, *folders: Path) -> list[str]:
    """Files with the mark in their name, in folders that may be written to."""
    return [str(p) for folder in folders for p in folder.glob(f"*{mark}*")]


def contents(folder: Path) -> dict[str, str]:
    """A digest of each file in a folder, links by where they lead."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file() and path.stat().st_size < 2**27:
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@dataclass
class Listening:
    """Servers that no submission may reach.

    Attributes:
        port: of the one for the network.
        reached: whom they have heard.
    """

    port: int = 0
    reached: list[str] = field(default_factory=list)


@contextmanager
def listening(names: list[str]) -> Iterator[Listening]:
    """Listen on this machine's network and on local sockets.

    Args:
        names: of the local sockets.
    """
    heard = Listening()
    servers = [socket.create_server(("127.0.0.1", 0))]
    heard.port = servers[0].getsockname()[1]
    for name in names:
        server = socket.socket(socket.AF_UNIX)
        server.bind(name)
        server.listen()
        servers.append(server)
    for server in servers:
        threading.Thread(target=_accept, args=(server, heard), daemon=True).start()
    try:
        yield heard
    finally:
        for server in servers:
            server.close()


def _accept(server: socket.socket, heard: Listening) -> None:
    while True:
        try:
            end, _ = server.accept()
        except OSError:  # it was closed
            return
        heard.reached.append(str(server.getsockname()))
        end.close()
