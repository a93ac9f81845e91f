"""How much a kernel may use."""

from __future__ import annotations

import resource
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MIB, GIB = 2**20, 2**30

FILES = 1024
"""Files that a process may have open."""

ROOM = 2
"""How many times its memory a process may map: shared memory counts here alone."""

STACK = 8 * MIB
"""What a thread's stack counts as data, most of it never used."""

HEAP = 128 * MIB
"""What a thread's heap maps, most of it never used."""

THREADS = 4
"""Threads a core that libraries start."""


@dataclass(frozen=True)
class Limits:
    """How much a kernel may use, with all processes that it starts.

    Attributes:
        memory_gib: memory beyond what it shares with the zygote, GiB.
        processes: processes and threads.
        disk_mib: what it may write, MiB.
        seconds: how long it may live.
    """

    memory_gib: float = 4
    processes: int = 512
    disk_mib: int = 512
    seconds: float = 900

    def plain(self) -> dict[str, Any]:
        """The same as data that goes over a wire."""
        return asdict(self)

    def apply(self, cores: int, alone: bool) -> None:
        """Put limits on this process, which its children inherit.

        Memory is limited as data, private memory that can be written to, because
        TensorFlow maps far more than it uses; what is mapped at all is limited more
        generously.

        Args:
            cores: how many processors it may keep busy.
            alone: whether no other process is this user's, whose processes are counted.
        """
        memory = int(self.memory_gib * GIB)
        disk = self.disk_mib * MIB
        seconds = max(1, int(self.seconds * cores))
        mapped, data = _mapped()
        threads = cores * THREADS
        _lower(resource.RLIMIT_DATA, data + memory + threads * STACK)
        _lower(resource.RLIMIT_AS, mapped + ROOM * memory + threads * (STACK + HEAP))
        if alone:
            _lower(resource.RLIMIT_NPROC, self.processes)
        _lower(resource.RLIMIT_FSIZE, disk)
        _lower(resource.RLIMIT_NOFILE, FILES)
        _lower(resource.RLIMIT_CPU, seconds)
        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_MSGQUEUE, 0)
        _lower(resource.RLIMIT_MEMLOCK, MIB)


def _mapped() -> tuple[int, int]:
    """What this process maps, and how much of it is data, in bytes."""
    found = {}
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _, value = line.partition(":")
        if name in ("VmSize", "VmData"):
            found[name] = int(value.split()[0]) * 1024
    return found["VmSize"], found["VmData"]


def _lower(which: int, most: int) -> None:
    """Set a limit, never above what holds already."""
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))
