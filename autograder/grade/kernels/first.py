"""The first process of a kernel's own namespaces, and what it gives up."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import NoReturn

from . import namespaces
from .filtered import refuse_calls
from .kernel import become_kernel
from .landlock import keep_to
from .limits import Limits
from .place import Place
from .start import Setting, Start
from .wire import Wire

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def run_first(start: Start, setting: Setting, place: Place, told: Wire) -> NoReturn:
    """Give up power, start the kernel, take in orphans, tell the kernel's status.

    When this process ends, Linux ends all others in its namespace.
    """
    try:
        limits = Limits(**start.limits)
        proc = namespaces.own_processes()
        with suppress(OSError):  # an older Linux; the keeper counts them
            namespaces.most_processes(proc, limits.processes)
        namespaces.first_to_end(proc)
        namespaces.become_learner(proc)
        os.close(proc)
        namespaces.die_with_parent(signal.SIGKILL)
        limits.apply(_cores(), alone=True)
        namespaces.drop_privileges()
        with suppress(OSError):  # no such machine's calls are known; `probe` tells
            refuse_calls()
        namespaces.hide_memory()
        kernel = os.fork()
        if not kernel:
            namespaces.hide_memory(False)
            become_kernel(start, setting, place, told)
        while True:
            pid, status = os.wait()
            if pid == kernel:
                told.send({"status": os.waitstatus_to_exitcode(status)})
                os._exit(0)
    except Exception as error:
        _fail(told, error)


def run_alone(start: Start, setting: Setting, place: Place, told: Wire) -> NoReturn:
    """Start the kernel in the namespaces that there are, with what limits hold."""
    try:
        namespaces.die_with_parent(signal.SIGKILL)
        Limits(**start.limits).apply(_cores(), alone=False)
        with suppress(OSError):  # `probe` tells
            namespaces.drop_privileges()
            refuse_calls(network=False)
        with suppress(OSError):
            hidden = setting.answers if start.stand_in else None
            seen = [path for path in setting.seen if path != hidden]
            keep_to(read=seen, write=[str(place.top)], files=DEVICES)
        become_kernel(start, setting, place, told)
    except Exception as error:
        _fail(told, error)


def _fail(told: Wire, error: Exception) -> NoReturn:
    with suppress(OSError):
        told.send({"failed": f"{type(error).__name__}: {error}"})
    os._exit(1)


def _cores() -> int:
    return len(os.sched_getaffinity(0))
