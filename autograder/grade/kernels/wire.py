"""Lines of JSON over a socket; an answer may bring an open folder along."""

from __future__ import annotations

import array
import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

ROOM = 2**20
_CLOSE = getattr(socket, "MSG_CMSG_CLOEXEC", 0)


class Wire:
    """One end of a connection.

    Args:
        end: the socket; the wire closes it.
    """

    def __init__(self, end: socket.socket) -> None:
        """Nothing is sent yet."""
        self._socket = end
        self._read = bytearray()
        self._folders: list[int] = []

    def fileno(self) -> int:
        """Number of the socket, for `select`."""
        return self._socket.fileno()

    def send(self, message: dict[str, Any], folder: int | None = None) -> None:
        """Send a message, and a descriptor when one is given."""
        data = json.dumps(message).encode() + b"\n"
        if folder is not None:
            sent = socket.send_fds(self._socket, [data], [folder])
            data = data[sent:]
        self._socket.sendall(data)

    def receive(self) -> tuple[dict[str, Any], int | None]:
        """Wait for a message; with it comes a descriptor or None.

        Raises:
            EOFError: the other end is closed.
        """
        while b"\n" not in self._read:
            space = socket.CMSG_SPACE(array.array("i").itemsize)
            data, extra, _, _ = self._socket.recvmsg(ROOM, space, _CLOSE)
            for level, kind, content in extra:
                if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                    self._folders += array.array("i", content)
            if not data:
                raise EOFError("The other end is closed.")
            self._read += data
        line, _, self._read = self._read.partition(b"\n")
        folder = self._folders.pop(0) if self._folders else None
        if folder is not None:
            os.set_inheritable(folder, False)
        return json.loads(line), folder

    def received(self) -> Iterator[tuple[dict[str, Any], int | None]]:
        """Wait for a message; that one and all that came with it.

        Raises:
            EOFError: the other end is closed.
        """
        yield self.receive()
        while b"\n" in self._read:
            yield self.receive()

    def close(self, for_all: bool = False) -> None:
        """Close this descriptor of it.

        Args:
            for_all: whether the connection ends for other processes, too.
        """
        if for_all:
            with suppress(OSError):  # the other end has gone
                self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for folder in self._folders:
            os.close(folder)
        self._folders = []
