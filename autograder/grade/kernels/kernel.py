"""The last step of a forked process: it becomes a Jupyter kernel."""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from .flood import in_parts
from .place import Place
from .start import Setting, Start
from .wire import Wire

REPLACED = "autograder"
"""The package that a stand-in replaces."""

OBSERVER = "autograder.observe.serve"
"""What reports on the learner's names; a kernel with a stand-in has it as…"""

OBSERVER_THERE = "_observe"

SOCKET = "k"
"""What the names of a kernel's sockets begin with."""


def become_kernel(start: Start, setting: Setting, place: Place, told: Wire) -> NoReturn:
    """Become what ``python -m ipykernel_launcher`` starts.

    Tells ``{"bound": true}`` when its sockets are there, and serves when answered.
    """
    status = 1
    try:
        os.setsid()
        os.environ.clear()
        os.environ.update(start.env)
        os.environ["HOME"] = os.environ["TMPDIR"] = str(place.top)
        os.chdir(place.folder)
        _set_paths(start, setting, str(place.folder))
        _reseed()
        _close_others(told.fileno())
        file = place.sockets / "connection.json"
        where = {"transport": "ipc", "ip": str(place.sockets / SOCKET)}
        file.write_text(json.dumps(start.connection | where))
        sys.argv = [*start.argv, "-f", str(file)]
        from ipykernel.kernelapp import IPKernelApp

        app = IPKernelApp.instance()
        app.initialize(sys.argv[1:])
        in_parts(sys.stdout)
        in_parts(sys.stderr)
        told.send({"bound": True})
        told.receive()
        told.close()
        app.start()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except Exception as error:
        with suppress(OSError):  # it was told already that all is well
            told.send({"failed": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(status)


def _set_paths(start: Start, setting: Setting, folder: str) -> None:
    """What can be imported; what lies beside a notebook shadows no module."""
    first = [setting.packages] if setting.packages else []
    if setting.packages:
        # where packages are developed is out of sight, and nothing is to be put there
        seen = [*map(Path, setting.seen), Path(setting.packages)]
        sys.path = [p for p in sys.path if any(map(Path(p).is_relative_to, seen))]
    if start.stand_in:
        replace_autograder()
        sys.path = [path for path in sys.path if path != setting.packages]
        first = [setting.stand_in, *(p for p in first if p)]
        sys.path[:0] = first
    if first:
        os.environ["PYTHONPATH"] = os.pathsep.join(first)
    sys.path.append(folder)


def replace_autograder() -> None:
    """Forget the package `autograder`, so that its stand-in is imported; keep one."""
    observer = sys.modules.get(OBSERVER)
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == REPLACED:
            del sys.modules[name]
        elif name.startswith("__editable__"):  # finds what is under development
            getattr(module, "MAPPING", {}).pop(REPLACED, None)
    if observer:
        sys.modules[OBSERVER_THERE] = observer


def _reseed() -> None:
    """Give generators that every process seeds anew another state than the zygote's."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _close_others(kept: int) -> None:
    """Close what was open in the zygote."""
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number != kept:
            with suppress(OSError):  # the one that the list was read by
                os.close(number)
