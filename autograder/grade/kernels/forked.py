"""What the zygote forks for each kernel: a keeper, which starts, watches and ends it.

    zygote ─► keeper ─► first ─► kernel ─► whatever it starts

The keeper leaves the zygote's namespaces. The first process of the new ones (`first`)
gives up what power is left and starts the kernel; when it ends, Linux ends all that is
in them. Where namespaces cannot be had, the keeper starts the kernel itself and takes
in its orphans.
"""

from __future__ import annotations

import base64
import os
import select
import shutil
import signal
import socket
from contextlib import suppress
from typing import NoReturn

from . import namespaces
from .first import run_alone, run_first
from .left import in_memory, left_in, put
from .limits import Limits
from .place import confined_place, temporary_place
from .start import Setting, Start
from .watch import PERIOD, Watch
from .wire import Wire


def keep(start: Start, setting: Setting, confined: bool, zygote: Wire) -> NoReturn:
    """Be the keeper of a kernel, then end.

    Tells ``{"ready": true}`` with the folder of the kernel's sockets, then ``{"status",
    "peak", "over"}`` with what the kernel has left, see `left`; or
    ``{"failed": reason}``. Is told ``{"signal": number}``.

    Args:
        start: of which kernel.
        setting: of the zygote.
        confined: whether the kernel gets namespaces of its own.
        zygote: who is told.
    """
    code = 1
    try:
        if confined:  # all that is in the namespace ends with its first process
            namespaces.die_with_parent(signal.SIGKILL)
        namespaces.take_orphans()
        _Keeper(start, setting, confined, zygote).run()
        code = 0
    except Exception as error:
        with suppress(OSError):
            zygote.send({"failed": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(code)


class _Keeper:
    """Started: its kernel begins."""

    def __init__(
        self, start: Start, setting: Setting, confined: bool, zygote: Wire
    ) -> None:
        self._zygote = zygote
        self._confined = confined
        limits = Limits(**start.limits)
        self._proc = processes()
        self._over: str | None = None
        self._peak = 0.0
        self._status: int | None = None
        self._kernel: int | None = None
        if confined:
            hidden = [setting.answers] if start.stand_in else []
            self._place = confined_place(limits, hidden, setting.kept)
        else:
            self._place = temporary_place()
        self._given = [(p, base64.b64decode(content)) for p, content in start.files]
        try:
            put(self._given, self._place.folder)
        except (OSError, ValueError):
            self._remove()
            raise
        self._watch = Watch(self._proc, os.getpid(), limits)
        self._told, self._child = self._fork(start, setting)

    def run(self) -> None:
        """Watch the kernel until it has ended."""
        open_wires = [self._told, self._zygote]
        while True:
            readable, _, _ = select.select(open_wires, [], [], PERIOD)
            if self._told in readable and not self._hear():
                open_wires.remove(self._told)
            if self._zygote in readable and not self._obey():
                open_wires.remove(self._zygote)
                self._kill()
            pid, status, usage = os.wait4(self._child, os.WNOHANG)
            if pid:
                break
            if self._over is None and (over := self._watch.over()):
                self._over = over
                self._kill()
        while self._told in open_wires and self._hear():
            pass
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(status)
        end_children(self._proc)
        left = self._left()
        self._remove()
        peak = max(usage.ru_maxrss / 1024, self._peak)
        with suppress(OSError):  # the zygote has ended
            told = {"status": self._status, "peak": peak, "over": self._over}
            self._zygote.send(told, left)

    def _left(self) -> int | None:
        """Descriptor of what the kernel has written, None when it is nothing."""
        try:
            files = left_in(self._place.folder, self._given)
            return in_memory(files) if files else None
        except (OSError, ValueError, RecursionError, MemoryError):
            return None  # nobody is to wait for ever for this kernel's end

    def _fork(self, start: Start, setting: Setting) -> tuple[Wire, int]:
        ours, theirs = socket.socketpair()
        run = run_first if self._confined else run_alone
        child = os.fork()
        if not child:
            ours.close()
            self._zygote.close()
            os.close(self._proc)
            run(start, setting, self._place, Wire(theirs))
        theirs.close()
        return Wire(ours), child

    def _hear(self) -> bool:
        """What `first` says, or the kernel before it runs anybody's code."""
        try:
            for message, _ in self._told.received():
                if "bound" in message:
                    self._let_go()
                if "status" in message:
                    self._status = message["status"]
                if "failed" in message:
                    self._zygote.send(message)
        except (EOFError, OSError):
            return False
        return True

    def _let_go(self) -> None:
        """The kernel's sockets are there: nobody puts anything in their place."""
        self._kernel = self._only_descendant()
        if self._confined:
            namespaces.read_only(str(self._place.sockets))
        folder = os.open(self._place.sockets, os.O_PATH | os.O_DIRECTORY)
        self._zygote.send({"ready": True}, folder)
        os.close(folder)
        self._told.send({"go": True})

    def _obey(self) -> bool:
        """Do what the zygote says; whether it is still there."""
        try:
            for message, _ in self._zygote.received():
                number = message["signal"]
                if number == signal.SIGKILL:
                    self._kill()
                elif self._kernel:
                    with suppress(ProcessLookupError):
                        os.killpg(self._kernel, number)
        except (EOFError, OSError):
            return False
        return True

    def _kill(self) -> None:
        """End the child, and in a namespace all others.

        It was not waited for, so its number is still its own.
        """
        self._peak = self._watch.peak()
        os.kill(self._child, signal.SIGKILL)

    def _remove(self) -> None:
        """Remove a folder that does not vanish by itself."""
        if not self._confined:
            shutil.rmtree(self._place.top, ignore_errors=True)

    def _only_descendant(self) -> int:
        """The kernel, as long as it has started nothing."""
        if not self._confined:
            return self._child
        name = f"{self._child}/task/{self._child}/children"
        file = os.open(name, os.O_RDONLY, dir_fd=self._proc)
        try:
            return int(os.read(file, 64).split()[0])
        finally:
            os.close(file)


def end_children(proc: int, keep: frozenset[int] = frozenset()) -> None:
    """Kill this process's children, and theirs as they fall to it.

    Args:
        proc: descriptor of a /proc in which this process is seen.
        keep: those that live on.
    """
    while found := _children(proc) - keep:
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def processes() -> int:
    """Descriptor of the /proc that is there now."""
    return os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def _children(proc: int) -> set[int]:
    file = os.open("thread-self/children", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    with open(file, encoding="ascii") as lines:
        return {int(pid) for pid in lines.read().split()}
