"""Kernels that a zygote forks, for `jupyter_client` to manage like any others."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import Lock
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase

KERNEL = ("ipykernel.kernelapp", "ipykernel.ipkernel", "IPython.core.completer")
"""What every kernel imports."""

MODULE = f"{__package__}.zygote"

COURSE = ("tensorflow", "keras", "matplotlib.pyplot", "pandas", "sklearn")
"""What takes long to import and may be at hand."""


class ZygoteDied(RuntimeError):
    """The process that forks kernels is gone."""


class Zygote:
    """A process that forks kernels; see `zygote`.

    Args:
        modules: what it imports; those that are not installed are left out.

    Raises:
        ZygoteDied: by every method once the process has ended.
    """

    def __init__(self, modules: Sequence[str] = COURSE) -> None:
        """Start it; it imports while the caller goes on."""
        self._lock = Lock()
        ours, theirs = socket.socketpair()
        with theirs:
            number = str(theirs.fileno())
            self.command = [sys.executable, "-P", "-m", MODULE, number]
            self.command += [*KERNEL, *modules]
            self._process = subprocess.Popen(
                self.command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )
        self._socket = ours
        self._wire = ours.makefile("rwb")
        self._ready = False

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def ask(self, **request: Any) -> dict[str, Any]:
        """Send a request, wait for the answer."""
        with self._lock:
            try:
                if not self._ready:
                    self._ready = bool(self._read())
                self._wire.write(json.dumps(request).encode() + b"\n")
                self._wire.flush()
                return self._read()
            except OSError as error:
                raise ZygoteDied(str(error)) from error

    def _read(self) -> dict[str, Any]:
        line = self._wire.readline()
        if not line:
            raise ZygoteDied("The process that forks kernels ended.")
        return json.loads(line)

    def close(self) -> None:
        """End it and all kernels that it forked."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._wire.close()
        self._socket.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class ForkProvisioner(KernelProvisionerBase):
    """Has kernels forked by the zygote of its kernel manager."""

    pid: int | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not yet waited for."""
        return self.pid is not None

    async def poll(self) -> int | None:
        """None while the kernel runs, then its exit status."""
        if self.pid is None:
            return 0
        try:
            status = self._zygote.ask(poll=self.pid)["status"]
        except ZygoteDied:
            status = -signal.SIGKILL  # its kernels die with it
        assert isinstance(self.parent, WarmKernelManager)
        self.parent.status = status
        return status

    async def wait(self) -> int | None:
        """Wait for the kernel to end."""
        while (status := await self.poll()) is None:
            await asyncio.sleep(0.002)
        self.pid = None
        return status

    async def send_signal(self, signum: int) -> None:
        """To the kernel and the processes of its group."""
        if self.pid is not None:
            with suppress(ZygoteDied):
                self._zygote.ask(signal=self.pid, number=int(signum))

    async def kill(self, restart: bool = False) -> None:
        """End it at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask it to end."""
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Write the connection file and name the command."""
        manager = self.parent
        assert isinstance(manager, WarmKernelManager)
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, **kwargs)

    async def launch_kernel(
        self, cmd: list[str], **kwargs: Any
    ) -> KernelConnectionInfo:
        """Fork it."""
        start = {"argv": cmd, "cwd": kwargs["cwd"], "env": kwargs["env"]}
        self.pid = self._zygote.ask(start=start)["pid"]
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing is left but what the kernel manager removes."""

    @property
    def _zygote(self) -> Zygote:
        assert isinstance(self.parent, WarmKernelManager)
        return self.parent.zygote


class WarmKernelManager(AsyncKernelManager):
    """Manages a kernel that a zygote forks.

    Args:
        zygote: which one.

    Attributes:
        status: the kernel's exit status when last asked for, None while it runs.
    """

    def __init__(self, zygote: Zygote, **options: Any) -> None:
        """Nothing is started yet."""
        super().__init__(**options)
        self.zygote = zygote
        self.status: int | None = None
        self._kernel_spec = KernelSpec(
            argv=["ipykernel", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": "fork-provisioner"}},
        )


_own: Zygote | None = None


def kernel_manager() -> WarmKernelManager | None:
    """A manager for a kernel that this process's own zygote forks.

    The zygote is started when first asked for, again when it has died, and ends with
    this process. None where there is none: it needs Linux.
    """
    global _own
    if sys.platform != "linux":
        return None
    if _own is None or not _own.alive:
        _own = Zygote()
    return WarmKernelManager(_own)
