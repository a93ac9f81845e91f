"""What one zygote, started once, gives to the other processes that grade.

Each gets a copy of it, which has imported everything already, and one that draws.
"""

from __future__ import annotations

import base64
import os
import select
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ...observe import wire
from .wire import Wire

COPY, DRAW = b"copy", b"draw"
"""What is asked for at a door, with the socket at which it is to serve."""

PATIENCE = 60
"""Seconds that a figure may take."""


class DrawerDied(RuntimeError):
    """The process that draws figures is gone, or did not answer in time."""


class NotDrawn(RuntimeError):
    """A figure could not be drawn."""


class Draws(Protocol):
    """What a figure is drawn by; see `unrolled.hinting.figure`."""

    def __call__(
        self,
        found: Sequence[Mapping[str, Any]],
        asked: Sequence[Mapping[str, Any]],
        weights: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
        sentence: np.ndarray,
    ) -> tuple[bytes, str, int]:
        """A PNG, the figure in words, and its width in CSS pixels."""


@dataclass(frozen=True)
class Door:
    """Where processes ask the zygote for copies of it.

    It travels to processes as they are started.

    Attributes:
        end: the socket that they ask at.
        modules: what the zygote has imported.
        readable: further folders that its kernels may read.
        sandboxed: whether it is in a sandbox.
        unconfined: why its kernels get no namespaces of their own, None when they do.
    """

    end: socket.socket
    modules: tuple[str, ...]
    readable: tuple[Path, ...]
    sandboxed: bool
    unconfined: str | None

    def ask(self, what: bytes) -> socket.socket:
        """Have somebody serve at a new socket; the other end of it.

        Raises:
            OSError: the zygote is gone.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.end, [what], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours


def doors() -> tuple[socket.socket, socket.socket]:
    """Both ends of a door."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def asked(door: socket.socket) -> tuple[bytes, socket.socket] | None:
    """What somebody asks for, and where it is to serve.

    Raises:
        EOFError: nobody can ask any more.
    """
    what, found, _, _ = socket.recv_fds(door, len(COPY), 1)
    if not what:
        raise EOFError("Nobody can ask any more.")
    for number in found[1:]:
        os.close(number)
    return (what, socket.socket(fileno=found[0])) if found else None


class Drawer:
    """Has figures drawn by a process that has imported what that takes.

    Args:
        door: of the zygote that it is forked by.
    """

    def __init__(self, door: Door) -> None:
        """It is started when a figure is asked for."""
        self._door = door
        self._wire: Wire | None = None

    def __call__(
        self,
        found: Sequence[Mapping[str, Any]],
        asked: Sequence[Mapping[str, Any]],
        weights: tuple[Sequence[np.ndarray], Sequence[np.ndarray]],
        sentence: np.ndarray,
    ) -> tuple[bytes, str, int]:
        """A figure, as `unrolled.hinting.figure` draws it.

        Raises:
            DrawerDied: it cannot be had; the next figure has another process.
            NotDrawn: this one cannot be drawn.
        """
        given = {
            "found": [*map(dict, found)],
            "asked": [*map(dict, asked)],
            "weights": [[*one] for one in weights],
            "sentence": sentence,
        }
        told = None
        try:
            if self._wire is None:
                self._wire = Wire(self._door.ask(DRAW))
            self._wire.send({"draw": wire.write(given)})
            if select.select([self._wire], [], [], PATIENCE)[0]:
                told = self._wire.receive()[0]
        except (OSError, EOFError) as error:
            raise DrawerDied("The process that draws has ended.") from error
        finally:
            if told is None:  # also when it was not waited for to the end
                self._leave()
        if told is None:
            raise DrawerDied(f"No figure was drawn within {PATIENCE} s.")
        if "failed" in told:
            raise NotDrawn(told["failed"])
        return base64.b64decode(told["png"]), told["alt"], told["width"]

    def _leave(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


def draw(asker: Wire, figure: Draws | None) -> None:
    """Draw figures until nobody asks any more.

    Args:
        asker: who asks.
        figure: draws one; None when no package does.
    """
    with suppress(EOFError, OSError):
        while True:
            message, _ = asker.receive()
            asker.send(_drawn(wire.read(message["draw"]), figure))


def _drawn(given: Mapping[str, Any], figure: Draws | None) -> dict[str, Any]:
    if figure is None:
        return {"failed": "no package draws"}
    mine, other = given["weights"]
    try:
        png, alt, width = figure(
            given["found"], given["asked"], (mine, other), given["sentence"]
        )
    except Exception as error:  # whatever a layer says of its weights
        return {"failed": f"{type(error).__name__}: {error}"}
    return {"png": base64.b64encode(png).decode(), "alt": alt, "width": width}
