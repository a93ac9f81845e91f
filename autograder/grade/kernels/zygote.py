"""The zygote: imports what kernels import, then forks one whenever it is asked to.

``python -P -m autograder.grade.kernels.zygote FD DOOR SETTING MODULE…`` reads requests
from the socket FD and answers them, each a line of JSON:

    {"start": {…}}                  {"pid": 17}, see `start.Start`
    {"ready": 17}                   {"ready": true} with the folder of its sockets
    {"poll": 17}                    {"status": null}, or a number, with "peak", "over",
                                    once with what it has left, see `left`
    {"signal": 17, "number": 9}     {"sent": true}

It says two things unasked: first whether kernels get namespaces of their own,
``{"alone": true}`` or ``{"alone": false, "reason": "…"}``; then, after its imports,
which modules are ``{"missing": […]}``. When the socket's other end is closed, it ends
all that it started and itself.

At the socket DOOR other processes ask for a copy of it, which serves them in the same
way, or for a process that draws; see `door`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from . import namespaces
from .door import DRAW, asked, draw
from .forked import end_children, keep, processes
from .kernel import OBSERVER
from .limits import Limits
from .place import SOCKETS, confined_place
from .start import Setting, Start
from .wire import Wire

ACCOUNTS = {
    "passwd": "learner:x:1000:1000::/tmp:/bin/sh\n",
    "group": "learner:x:1000:\n",
}
"""Who the sandbox knows."""


@dataclass
class _Forked:
    """A kernel's keeper, and what it has told."""

    wire: Wire
    told: dict[str, Any] = field(default_factory=dict)
    folder: int | None = None
    left: int | None = None
    ended: bool = False


class Zygote:
    """What the process does with its requests.

    Args:
        control: where requests come from.
        setting: what is the same for all kernels.
        alone: whether they get namespaces of their own.
        door: where copies are asked for; None for one that gives none.
    """

    def __init__(
        self,
        control: Wire,
        setting: Setting,
        alone: bool,
        door: socket.socket | None = None,
    ) -> None:
        """Nothing is started yet."""
        self._control = control
        self._door = door
        self._others: set[int] = set()
        self._setting = setting
        self._alone = alone
        self._proc = processes()
        self._forked: dict[int, _Forked] = {}

    def serve(self) -> None:
        """Answer requests until there can be no more."""
        with suppress(EOFError):
            while True:
                self._open_door()
                for request, _ in self._control.received():
                    self._answer(request)

    def _open_door(self) -> None:
        """Give copies to those who ask, until a request comes."""
        while self._door is not None:
            ends: list[Wire | socket.socket] = [self._control, self._door]
            readable, _, _ = select.select(ends, [], [])
            if self._door in readable:
                try:
                    wish = asked(self._door)
                except EOFError:
                    self._door.close()
                    self._door = None
                    return
                if wish is not None:
                    self._other(*wish)
            if self._control in readable:
                return

    def _other(self, what: bytes, end: socket.socket) -> None:
        """Fork a process that serves at a socket: a copy, or one that draws."""
        self._others = {p for p in self._others if not os.waitpid(p, os.WNOHANG)[0]}
        try:
            pid = os.fork()
        except OSError:  # too many processes; who asked sees the end of the socket
            end.close()
            return
        if pid:
            end.close()
            self._others.add(pid)
            return
        try:
            namespaces.die_with_parent(signal.SIGKILL)
            self._leave_all()
            if what == DRAW:
                # here, for no kernel is to find the checks in its memory
                from ...check.show.figures import drawn_by

                draw(Wire(end), drawn_by())
            else:
                namespaces.take_orphans()
                zygote = Zygote(Wire(end), self._setting, self._alone)
                try:
                    zygote.serve()
                finally:
                    zygote.end()
        finally:
            os._exit(0)

    def _leave_all(self) -> None:
        """Close what is this process's and not its child's."""
        self._control.close()
        if self._door is not None:
            self._door.close()
        os.close(self._proc)
        for other in self._forked.values():
            other.wire.close()

    def _answer(self, request: dict[str, Any]) -> None:
        """Do what one request asks for."""
        folder = None
        if "start" in request:
            answer: dict[str, Any] = {"pid": self._start(Start(**request["start"]))}
        elif "ready" in request:
            answer, folder = self._ready(request["ready"])
        elif "poll" in request:
            answer, folder = self._polled(request["poll"])
        else:
            answer = {"sent": self._signal(request["signal"], request["number"])}
        self._control.send(answer, folder)
        if folder is not None:
            os.close(folder)

    def end(self) -> None:
        """End all kernels and what they left."""
        for forked in self._forked.values():
            if not forked.ended:
                with suppress(OSError):  # its keeper has just ended
                    forked.wire.send({"signal": int(signal.SIGKILL)})
        for pid, forked in self._forked.items():
            if not forked.ended:
                select.select([forked.wire], [], [], 1)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        end_children(self._proc)

    def _start(self, start: Start) -> int:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if not pid:
            ours.close()
            self._leave_all()
            keep(start, self._setting, self._alone, Wire(theirs))
        theirs.close()
        self._forked[pid] = _Forked(Wire(ours))
        return pid

    def _ready(self, pid: int) -> tuple[dict[str, Any], int | None]:
        forked = self._forked[pid]
        self._hear(pid)
        folder, forked.folder = forked.folder, None
        failed = forked.told.get("failed")
        return {"ready": folder is not None, "failed": failed}, folder

    def _polled(self, pid: int) -> tuple[dict[str, Any], int | None]:
        """What is known of a kernel, and what it has left, which is given away."""
        answer, left = self._poll(pid), None
        if answer["status"] is not None and pid in self._forked:
            forked = self._forked[pid]
            left, forked.left = forked.left, None
        return answer, left

    def _poll(self, pid: int) -> dict[str, Any]:
        if pid not in self._forked:
            return {"status": 0, "peak": None, "over": None}
        self._hear(pid)
        forked = self._forked[pid]
        told = forked.told if forked.ended else {}
        return {name: told.get(name) for name in ("status", "peak", "over")}

    def _hear(self, pid: int) -> None:
        """Take what a keeper has told, and whether it has ended."""
        forked = self._forked[pid]
        while not forked.ended and select.select([forked.wire], [], [], 0)[0]:
            try:
                for message, folder in forked.wire.received():
                    forked.told |= message
                    if folder is not None and "status" in message:
                        forked.left = folder
                    elif folder is not None:
                        forked.folder = folder
            except (EOFError, OSError):
                self._ended(pid)

    def _ended(self, pid: int) -> None:
        forked = self._forked[pid]
        forked.ended = True
        forked.wire.close()
        if forked.folder is not None:
            os.close(forked.folder)
            forked.folder = None
        _, status = os.waitpid(pid, 0)
        # a keeper that was killed tells nothing
        forked.told.setdefault("status", os.waitstatus_to_exitcode(status))
        running = {p for p, f in self._forked.items() if not f.ended}
        end_children(self._proc, frozenset(running | self._others))

    def _signal(self, pid: int, number: int) -> bool:
        """Have a keeper send its kernel a signal."""
        if self._poll(pid)["status"] is not None:
            return False
        with suppress(OSError):
            self._forked[pid].wire.send({"signal": number})
        return True


def _refused() -> str | None:
    """Why kernels get no namespaces of their own, found out by trying."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        _try(theirs)
    theirs.close()
    with ours:
        said = ours.recv(4096).decode()
    os.waitpid(pid, 0)
    return said if said != "yes" else None


def _try(told: socket.socket) -> NoReturn:
    try:
        confined_place(Limits())
        pid = os.fork()
        if not pid:
            try:
                namespaces.become_learner(namespaces.own_processes())
                namespaces.drop_privileges()
                told.sendall(b"yes")
            except OSError as error:
                told.sendall(str(error).encode())
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
    except OSError as error:
        told.sendall(str(error).encode())
    finally:
        os._exit(0)


def _furnish() -> None:
    """Put into the sandbox what it has no file for."""
    SOCKETS.mkdir(parents=True, exist_ok=True)
    for name, text in ACCOUNTS.items():
        Path("/etc", name).write_text(text)


def main(fd: str, at: str, given: str, *modules: str) -> None:
    """Say what is to be had, import the modules, say so, and serve."""
    namespaces.die_with_parent(signal.SIGKILL)
    namespaces.take_orphans()
    control = Wire(socket.socket(fileno=int(fd)))
    door = socket.socket(fileno=int(at))
    for end in (fd, at):
        os.set_inheritable(int(end), False)
    setting = Setting(**json.loads(given))
    refused: str | None = "it is in no sandbox"
    if setting.sandboxed:
        _furnish()
        refused = _refused()
    control.send({"alone": refused is None, "reason": refused})
    missing = []
    for module in (*modules, OBSERVER):
        try:
            importlib.import_module(module)
        except ImportError:
            missing.append(module)
    gc.collect()
    gc.freeze()  # a collection in a kernel copies no page of what was imported
    control.send({"missing": missing})
    zygote = Zygote(control, setting, refused is None, door)
    try:
        zygote.serve()
    finally:
        zygote.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
