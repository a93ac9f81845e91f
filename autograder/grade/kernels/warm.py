"""Kernels that a zygote forks, for `jupyter_client` to manage like any others."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

import zmq.asyncio
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

from .client import BoundedClient, bound
from .door import Door
from .kernel import OBSERVER, OBSERVER_THERE, SOCKET
from .left import Files, from_memory
from .limits import Limits
from .process import COURSE, MODULE, Copy, Forker, Zygote, ZygoteDied
from .sandbox import environment
from .start import Start

__all__ = [
    "COURSE",
    "MODULE",
    "ForkProvisioner",
    "Forker",
    "KernelRefused",
    "WarmKernelManager",
    "Zygote",
    "ZygoteDied",
    "enter",
    "kernel_manager",
]

CHANNELS = ("shell", "iopub", "stdin", "control", "hb")


KILLED = 2
"""Seconds in which a killed kernel has mostly ended."""


class KernelRefused(RuntimeError):
    """A kernel ended before it could be spoken to."""


class ForkProvisioner(KernelProvisionerBase):
    """Has kernels forked by the zygote of its kernel manager."""

    pid: int | None = None
    _folder: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not yet waited for."""
        return self.pid is not None

    async def poll(self) -> int | None:
        """None while the kernel runs, then its exit status."""
        if self.pid is None:
            return 0
        manager = self._manager
        try:
            found, left = manager.zygote.poll(self.pid)
        except ZygoteDied:
            found, left = {"status": -signal.SIGKILL}, None  # its kernels die with it
        if left is not None:
            manager.left = from_memory(left)
        manager.status = found["status"]
        manager.peak = found.get("peak")
        manager.over = found.get("over")
        return manager.status

    async def wait(self) -> int | None:
        """Wait for the kernel to end."""
        while (status := await self.poll()) is None:
            await asyncio.sleep(0.002)
        self.pid = None
        return status

    async def send_signal(self, signum: int) -> None:
        """To the kernel and the processes of its group; SIGKILL to all it started."""
        if self.pid is not None:
            with suppress(ZygoteDied):
                self._manager.zygote.ask(signal=self.pid, number=int(signum))

    async def kill(self, restart: bool = False) -> None:
        """End it at once, and wait for its end a while.

        jupyter_client would look ten times a second.
        """
        await self.send_signal(signal.SIGKILL)
        until = monotonic() + KILLED
        while await self.poll() is None and monotonic() < until:
            await asyncio.sleep(0.005)

    async def terminate(self, restart: bool = False) -> None:
        """Ask it to end."""
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Name the command."""
        command = self._manager.format_kernel_cmd(kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, **kwargs)

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        """Fork it, wait until it can be spoken to.

        Raises:
            KernelRefused: it ended before.
        """
        manager = self._manager
        ports = {f"{channel}_port": n for n, channel in enumerate(CHANNELS, start=1)}
        key = manager.session.key
        scheme = manager.session.signature_scheme
        start = Start(
            argv=cmd,
            env=environment(sealed=manager.stand_in),
            connection={**ports, "key": key.decode(), "signature_scheme": scheme},
            files=[
                (path, base64.b64encode(content).decode())
                for path, content in manager.files
            ],
            limits=manager.limits.plain(),
            stand_in=manager.stand_in,
        )
        self.pid = manager.zygote.ask(start=asdict(start))["pid"]
        self._folder = await self._sockets(self.pid)
        info: Any = {
            **ports,
            "key": key,
            "signature_scheme": scheme,
            "transport": "ipc",
            "ip": f"/proc/self/fd/{self._folder}/{SOCKET}",
        }
        self.connection_info = info
        return self.connection_info

    async def _sockets(self, pid: int) -> int:
        """Descriptor of the folder that a kernel's sockets are in."""
        while True:
            status = await self.poll()
            said, folder = self._manager.zygote.ready(pid)
            if folder is not None:
                return folder
            if status is not None:
                self.pid = None
                reason = said["failed"] or f"it ended with status {status}"
                raise KernelRefused(f"The kernel could not be started: {reason}")
            await asyncio.sleep(0.005)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the folder of the kernel's sockets, which vanishes then."""
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    @property
    def _manager(self) -> WarmKernelManager:
        assert isinstance(self.parent, WarmKernelManager)
        return self.parent


class WarmKernelManager(AsyncKernelManager):
    """Manages a kernel that a zygote forks.

    Args:
        zygote: which one.
        files: (path relative to the notebook, content) of what lies beside it.
        limits: what the kernel may use.
        stand_in: whether the kernel gets a stand-in for `autograder` that knows no
            answer, and sealed data; another judges its tests itself and needs both.

    Attributes:
        status: the kernel's exit status when last asked for, None while it runs.
        peak: the most memory that it held, MiB, once it has ended.
        over: what it used too much of and was ended for: "memory", "processes",
            "time", or None.
        left: (path, content) of the files that it has written, once it has ended.
    """

    def __init__(
        self,
        zygote: Forker,
        *,
        files: Iterable[tuple[str, bytes]] = (),
        limits: Limits | None = None,
        stand_in: bool = False,
        **options: Any,
    ) -> None:
        """Nothing is started yet."""
        super().__init__(transport="ipc", client_factory=BoundedClient, **options)
        self.zygote = zygote
        self.files = tuple(files)
        self.limits = limits or Limits()
        self.stand_in = stand_in
        self.status: int | None = None
        self.peak: float | None = None
        self.over: str | None = None
        self.left: Files = ()
        self._kernel_spec = KernelSpec(
            argv=["ipykernel"],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "fork-provisioner"}},
        )

    @property
    def observer(self) -> str:
        """The module in the kernel that reports what stands under names."""
        return OBSERVER_THERE if self.stand_in else OBSERVER

    @property
    def confined(self) -> tuple[str, ...]:
        """What holds for the kernel; see `probe`."""
        from .probe import probe  # which has a kernel of its own try

        return probe(confine=self.zygote.sandboxed).holds

    def write_connection_file(self, **options: Any) -> None:
        """None is needed here: the kernel has one of its own."""

    def cleanup_ipc_files(self) -> None:
        """They vanish with the kernel; the folder's number may be another's by now."""

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        bound(context)
        return context


_own: Forker | None = None
_door: Door | None = None


def enter(door: Door) -> None:
    """Have this process's kernels forked by a copy of a zygote, as long as it lives."""
    global _door
    _door = door


def _forker(folders: tuple[Path, ...], modules: tuple[str, ...]) -> Forker:
    """One that has imported these modules, a copy when one can be had."""
    if _door is not None and (_door.readable, _door.modules) == (folders, modules):
        with suppress(ZygoteDied):
            return Copy(_door)
    return Zygote(modules, folders)


def kernel_manager(
    *,
    files: Iterable[tuple[str, bytes]] = (),
    limits: Limits | None = None,
    stand_in: bool = False,
    readable: Sequence[Path] = (),
    modules: Sequence[str] = COURSE,
) -> WarmKernelManager | None:
    """A manager for a kernel that this process's own zygote forks.

    The zygote is had or started when first asked for, again when it has died, and ends
    with this process.

    Args:
        files: (path relative to the notebook, content) of what lies beside it.
        limits: what the kernel may use; see `Limits` for what it is by default.
        stand_in: whether the kernel gets a stand-in for `autograder` that knows no
            answer.
        readable: folders that kernels may read beside Python's own, the course's
            packages and its data.
        modules: what the zygote imports; those that are not installed are left out.
            Other modules or folders than before start another zygote.

    Returns:
        The manager, None where no process can be forked so: it needs Linux.
    """
    global _own
    if sys.platform != "linux":
        return None
    folders = tuple(Path(path).absolute() for path in readable)
    wanted = (folders, tuple(modules))
    if _own is not None and _own.alive and (_own.readable, _own.modules) != wanted:
        _own.close()
    if _own is None or not _own.alive:
        _own = _forker(*wanted)
    return WarmKernelManager(_own, files=files, limits=limits, stand_in=stand_in)
