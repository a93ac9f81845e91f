"""Watches what a kernel and all that it started use."""

from __future__ import annotations

import os
from dataclasses import dataclass
from time import monotonic

from .limits import GIB, MIB, Limits

PERIOD = 0.1
"""Seconds between two looks."""

_UNBACKED = ("RssAnon:", "RssShmem:")


@dataclass(frozen=True)
class Use:
    """What processes use together.

    Attributes:
        tasks: processes and threads.
        memory: what they hold in memory that no file backs, bytes.
    """

    tasks: int
    memory: int


class Watch:
    """Says when a kernel has used more than it may.

    Args:
        proc: descriptor of a /proc in which its processes are seen.
        root: process whose descendants they are; it does not count itself.
        limits: what they may use.
    """

    def __init__(self, proc: int, root: int, limits: Limits) -> None:
        """The kernel's time begins."""
        self._proc = proc
        self._root = root
        self._limits = limits
        self._until = monotonic() + limits.seconds
        self._highest = 0
        # until they write to it, they share with the zygote what it holds
        self._shared = self._anonymous(root)

    def over(self) -> str | None:
        """What they have used too much of: "memory", "processes", "time", or None."""
        pids = self._descendants()
        use = self._use(pids)
        if monotonic() > self._until:
            return "time"
        if use.tasks > self._limits.processes:
            return "processes"
        most = self._limits.memory_gib * GIB
        if use.memory > most and self._exactly(pids) > most:
            return "memory"
        return None

    def peak(self) -> float:
        """The most memory that one of them has held so far, MiB."""
        self._use(self._descendants())
        return self._highest / MIB

    def _use(self, pids: list[int]) -> Use:
        """What processes use; memory that several share counts in each."""
        tasks = sum(len(self._list(f"{pid}/task")) for pid in pids)
        statuses = [self._text(f"{pid}/status") for pid in pids]
        for status in statuses:
            self._highest = max(self._highest, _bytes(status, "VmHWM:"))
        found = [max(_bytes(s, *_UNBACKED) - self._shared, 0) for s in statuses]
        return Use(tasks, sum(found))

    def _descendants(self) -> list[int]:
        found: list[int] = []
        waiting = [self._root]
        while waiting:
            pid = waiting.pop()
            for task in self._list(f"{pid}/task"):
                text = self._text(f"{pid}/task/{task}/children")
                children = [int(child) for child in text.split()]
                found += children
                waiting += children
        return found

    def _anonymous(self, pid: int) -> int:
        return _bytes(self._text(f"{pid}/status"), *_UNBACKED)

    def _exactly(self, pids: list[int]) -> int:
        """Memory with each page counted once; takes longer.

        A process that lets nobody look counts with all that it holds.
        """
        total = 0
        for pid in pids:
            rollup = self._text(f"{pid}/smaps_rollup")
            own = _bytes(rollup, "Pss_Anon:", "Pss_Shmem:")
            total += own or self._anonymous(pid)
        return total

    def _text(self, name: str) -> str:
        """A file in /proc; empty when its process has ended."""
        try:
            file = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc)
        except OSError:
            return ""
        try:
            parts = []
            while part := os.read(file, 2**16):
                parts.append(part)
            return b"".join(parts).decode()
        except OSError:
            return ""
        finally:
            os.close(file)

    def _list(self, name: str) -> list[str]:
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        try:
            folder = os.open(name, flags, dir_fd=self._proc)
        except OSError:
            return []
        try:
            return os.listdir(folder)
        except OSError:
            return []
        finally:
            os.close(folder)


def _bytes(text: str, *names: str) -> int:
    """Sum of the sizes of these names in a file of /proc."""
    lines = text.splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(names))
