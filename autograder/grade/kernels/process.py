"""The zygote as the process that asks it sees it."""

from __future__ import annotations

import json
import socket
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from ...observe.patience import whole
from .door import COPY, Door, doors
from .sandbox import Command, bare, sandboxed
from .wire import Wire

KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer")
"""What every kernel imports."""

MODULE = f"{__package__}.zygote"

COURSE = ("tensorflow", "keras", "matplotlib.pyplot", "pandas", "sklearn")
"""What takes long to import and may be at hand."""


class ZygoteDied(RuntimeError):
    """The process that forks kernels is gone."""


class Forker(ABC):
    """A process that forks kernels; see `zygote`.

    Attributes:
        modules: what it has imported, but for what is not installed.
        readable: further folders that its kernels may read.
        sandboxed: whether it is in a sandbox.
        unconfined: why its kernels get no namespaces of their own, None when they do.

    Raises:
        ZygoteDied: by every method once the process has ended.
    """

    modules: tuple[str, ...]
    readable: tuple[Path, ...]
    sandboxed: bool
    unconfined: str | None
    _wire: Wire
    _ready: bool

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self._lock = Lock()

    @property
    @abstractmethod
    def alive(self) -> bool:
        """Whether it can still be asked."""

    @abstractmethod
    def close(self) -> None:
        """End it and all kernels that it forked."""

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send a request, wait for the answer."""
        return self._ask(request)[0]

    def poll(self, pid: int) -> tuple[dict[str, Any], int | None]:
        """Ask what became of a kernel.

        Returns:
            What the zygote says, and once, when it has ended, a descriptor of what it
            has left, or None when that is nothing; see `left`.
        """
        return self._ask({"poll": pid})

    def ready(self, pid: int) -> tuple[dict[str, Any], int | None]:
        """Ask for the folder of a kernel's sockets.

        Returns:
            What the zygote says, and a descriptor once they are there.
        """
        return self._ask({"ready": pid})

    def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
        # an answer that nobody waited for would be taken for the next one
        with whole(), self._lock:
            try:
                if not self._ready:
                    self._wire.receive()
                    self._ready = True
                self._wire.send(request)
                return self._wire.receive()
            except (EOFError, OSError) as error:
                raise ZygoteDied("The process that forks kernels ended.") from error


class Copy(Forker):
    """A copy of a zygote that has imported everything already.

    Args:
        door: where it is asked for.

    Raises:
        ZygoteDied: the zygote is gone.
    """

    def __init__(self, door: Door) -> None:
        """It serves at once."""
        super().__init__()
        self.modules, self.readable = door.modules, door.readable
        self.sandboxed, self.unconfined = door.sandboxed, door.unconfined
        try:
            self._end = door.ask(COPY)
        except OSError as error:
            raise ZygoteDied("The process that forks kernels ended.") from error
        self._wire = Wire(self._end)
        self._ready = True

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        try:
            return self._end.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """End it and all kernels that it forked."""
        self._wire.close(for_all=True)


class Zygote(Forker):
    """One that is started anew; in a sandbox where one can be had.

    Args:
        modules: what it imports; those that are not installed are left out.
        readable: further folders that its kernels may read.
        confine: False for one without a sandbox.
    """

    def __init__(
        self,
        modules: Sequence[str] = COURSE,
        readable: Iterable[Path] = (),
        confine: bool = True,
    ) -> None:
        """Start it; it imports while the caller goes on."""
        super().__init__()
        self.modules = tuple(modules)
        self.readable = tuple(readable)
        command = sandboxed(self.readable) if confine else None
        first = self._launch(command) if command else None
        reason = None if command else "bubblewrap (bwrap) is not installed"
        if first is None:
            if command:
                reason = "bubblewrap (bwrap) is not permitted to make a sandbox"
            first = self._launch(bare(self.readable))
        if first is None:
            raise ZygoteDied("No process to fork kernels could be started.")
        self.sandboxed = command is not None and reason is None
        self.unconfined = reason or first["reason"]
        self._ready = False

    @property
    def door(self) -> Door:
        """Where other processes get copies of it."""
        return Door(
            self._door, self.modules, self.readable, self.sandboxed, self.unconfined
        )

    def _launch(self, command: Command) -> dict[str, Any] | None:
        """Start the process; what it says first, None when it could not."""
        ours, theirs = socket.socketpair()
        self._door, asked = doors()
        setting = json.dumps(asdict(command.setting))
        with theirs, asked:
            numbers = [theirs.fileno(), asked.fileno()]
            words = [*command.words, "-P", "-m", MODULE, *map(str, numbers), setting]
            self._process = subprocess.Popen(
                [*words, *KERNEL, *self.modules],
                pass_fds=numbers,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=command.env,
            )
        self._wire = Wire(ours)
        try:
            return self._wire.receive()[0]
        except (EOFError, OSError):
            self.close()
            return None

    @property
    def pid(self) -> int:
        """The process that was started: the zygote, or its sandbox."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it and all kernels that it forked."""
        self._wire.close(for_all=True)
        self._door.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()
