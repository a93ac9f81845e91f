"""The zygote: imports what kernels import, then forks one whenever it is asked to.

``python -P -m autograder.grade.kernels.zygote FD MODULE…`` reads requests from the
socket FD and answers them, each a line of JSON:

    {"start": {"argv": […], "cwd": "…", "env": {…}}}    {"pid": 17}
    {"poll": 17}                                        {"status": null}, or a number
    {"signal": 17, "number": 9}                         {"sent": true}

The socket is closed in what it forks. When its other end is closed, the zygote ends all
that it started and itself. What a kernel leaves running falls to the zygote, which ends
it as soon as the kernel has ended.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import random
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

_DIE_WITH_PARENT, _TAKE_ORPHANS = 1, 36  # prctl(2)


class Zygote:
    """What the process does with its requests.

    Args:
        control: the socket that requests come from.
    """

    def __init__(self, control: socket.socket) -> None:
        """Nothing is started yet."""
        self._control = control
        self._ended: dict[int, int | None] = {}

    def serve(self) -> None:
        """Answer requests until there can be no more."""
        with self._control.makefile("rwb") as wire:
            for line in wire:
                wire.write(json.dumps(self.answer(json.loads(line))).encode() + b"\n")
                wire.flush()

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what one request asks for."""
        if "start" in request:
            return {"pid": self._start(**request["start"])}
        if "poll" in request:
            return {"status": self._poll(request["poll"])}
        return {"sent": self._signal(request["signal"], request["number"])}

    def end(self) -> None:
        """End all kernels and what they left."""
        for pid, status in self._ended.items():
            if status is None:
                self._signal(pid, signal.SIGKILL)
        self._end_strays(keep=())

    def _start(self, argv: list[str], cwd: str, env: dict[str, str]) -> int:
        pid = os.fork()
        if not pid:
            os.close(self._control.fileno())  # close() waits for its file's
            _become_kernel(argv, cwd, env)
        self._ended[pid] = None
        return pid

    def _poll(self, pid: int) -> int | None:
        if self._ended.get(pid, 0) is None:
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                self._ended[pid] = os.waitstatus_to_exitcode(status)
                self._end_strays(keep=[p for p, s in self._ended.items() if s is None])
        return self._ended.get(pid, 0)

    def _signal(self, pid: int, number: int) -> bool:
        """To a kernel's process group; its pid is its own until it is polled."""
        if self._poll(pid) is not None:
            return False
        for send in (os.killpg, os.kill):
            with suppress(ProcessLookupError):  # it has no group of its own yet
                send(pid, number)
                return True
        return False

    def _end_strays(self, keep: list[int] | tuple[()]) -> None:
        """Kill children that are no kernels: orphans of kernels that have ended."""
        while strays := _children() - {*keep}:
            for pid in strays:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                with suppress(ChildProcessError):
                    os.waitpid(pid, 0)


def _children() -> set[int]:
    return {int(p) for p in Path("/proc/thread-self/children").read_text().split()}


def _prctl(option: int, value: int) -> None:
    with suppress(OSError, AttributeError):  # Linux alone has it
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _become_kernel(argv: list[str], cwd: str, env: dict[str, str]) -> NoReturn:
    """Become what ``python -m ipykernel_launcher`` starts."""
    status = 1
    try:
        os.setsid()
        _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        sys.path.append(cwd)  # last: what lies beside a notebook shadows no module
        _reseed()
        sys.argv = argv
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance(argv[1:])
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    finally:
        os._exit(status)


def _reseed() -> None:
    """Give generators that every process seeds anew another state than the zygote's."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def main(fd: str, *modules: str) -> None:
    """Import the modules, say so, and serve."""
    _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    _prctl(_TAKE_ORPHANS, 1)
    control = socket.socket(fileno=int(fd))
    control.set_inheritable(False)
    missing = []
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            missing.append(module)
    gc.collect()
    gc.freeze()  # a collection in a kernel copies no page of what was imported
    control.sendall(json.dumps({"missing": missing}).encode() + b"\n")
    zygote = Zygote(control)
    try:
        zygote.serve()
    finally:
        zygote.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
