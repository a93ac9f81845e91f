"""What a hostile submission would try first; `probe` runs this text in a kernel.

Imports nothing but the standard library and needs nothing defined elsewhere. Each
attempt returns None when it came to nothing, else what it could do.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)

Given = Mapping[str, Any]
"""What the process outside prepared for the attempts: see `probe`."""


def network(given: Given) -> str | None:
    """Reach a server of this machine, and the way to any other."""
    try:
        with socket.create_connection(("127.0.0.1", given["port"]), 1):
            return "a server on this machine answers"
    except OSError:
        pass
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            any_socket.connect(("192.0.2.1", 9))
            return "there is a way to the internet"
    except OSError:
        pass
    try:
        with socket.socket(socket.AF_UNIX) as any_socket:
            any_socket.connect("\0" + given["name"])
            return "programs on this machine can be spoken to"
    except OSError:
        return None


def system(given: Given) -> str | None:
    """Write where Python, the system and the course are."""
    places = [sys.prefix, sys.base_prefix, os.__file__, "/", "/usr", "/etc", "/dev"]
    places += ["/proc/sys/kernel/hostname", *given["folders"], *sys.path]
    for place in filter(None, places):
        path = Path(place)
        if path == Path.cwd() or not path.exists():
            continue
        if path.stat().st_dev != given["folders"].get(place, path.stat().st_dev):
            continue  # another folder of this name, on the kernel's own disk
        target = path / f".probe-{os.getpid()}" if path.is_dir() else path
        try:
            with target.open("ab"):
                pass
        except OSError:
            continue
        if target != path:
            target.unlink()
        return f"{path} can be written to"
    return None


def course(given: Given) -> str | None:
    """Read files of the course, of the home folder, of another temporary folder."""
    return _readable(given["files"])


def answers(given: Given) -> str | None:
    """Find the package that knows the answers."""
    for name in ("autograder.reference.tasks", "autograder.check.judge"):
        try:
            if importlib.util.find_spec(name):
                return f"{name} can be imported"
        except ImportError:
            continue
    places = [Path(path, "autograder", "check", "judge") for path in sys.path]
    return _readable([*(str(p / "__init__.py") for p in places), *given["answers"]])


def processes(given: Given) -> str | None:
    """See or signal a process outside."""
    try:
        seen = {int(name) for name in os.listdir("/proc") if name.isdigit()}
    except OSError:
        seen = set()
    if others := seen - {1, os.getpid()}:
        return f"{len(others)} processes of others can be seen"
    for pid in given["pids"]:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        except PermissionError:
            continue
        return "a process of another can be signalled"
    return None


def memory(given: Given) -> str | None:
    """Take more memory than it may; none of it is used."""
    try:
        bytearray(int(2 * given["memory_gib"] * 2**30))
    except MemoryError:
        return None
    return "more memory can be had than the limit says"


def disk(given: Given) -> str | None:
    """Write more than it may, into several files."""
    part = bytes(2**20)
    written = []
    try:
        for number in range(4):
            path = Path(f"part-{number}")
            written.append(path)
            with path.open("wb") as file:
                for _ in range(given["disk_mib"] // 2):
                    file.write(part)
        return "more can be written than the limit says"
    except OSError:
        return None
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def privileges(given: Given) -> str | None:
    """Be somebody with power, or become somebody."""
    status = Path("/proc/self/status").read_text().splitlines()
    for line in status:
        name, _, value = line.partition(":")
        if name in ("CapEff", "CapPrm", "CapAmb") and int(value, 16):
            return "it has privileges"
        if name == "NoNewPrivs" and value.strip() != "1":
            return "a program may give it privileges"
    if os.getuid() == 0:
        return "it runs as root"
    try:
        os.setuid(0)
    except OSError:
        return None
    return "it can become root"


def namespaces(given: Given) -> str | None:
    """Make a world of its own, in which it would have power."""
    for kind in (0x10000000, 0x00020000):
        if _libc.unshare(kind) == 0:
            return "it can make namespaces"
    return None


def calls(given: Given) -> str | None:
    """System calls for looking into others and for Linux' larger machinery."""
    machine = os.uname().machine
    numbers = {"x86_64": (101, 248, 321, 425), "aarch64": (117, 217, 280, 425)}
    for number in numbers.get(machine, ()):
        ctypes.set_errno(0)
        arguments = [ctypes.c_long(value) for value in (number, 0, 0, 0, 0, 0)]
        if _libc.syscall(*arguments) >= 0 or ctypes.get_errno() != 1:
            return f"system call {number} is not refused"
    try:
        socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close()
    except OSError:
        return None if machine in numbers else "its system calls are not known"
    return "it can speak to Linux' network machinery"


def environment(given: Given) -> str | None:
    """Find something of the grader's environment."""
    texts = [str(dict(os.environ))]
    for path in ("/proc/self/environ", "/proc/1/environ"):
        try:
            texts.append(Path(path).read_bytes().decode(errors="replace"))
        except OSError:
            continue
    found = any(given["secret"] in text for text in texts)
    return "the grader's environment is handed on" if found else None


def many(given: Given) -> str | None:
    """Start more threads than it may; the kernel may be ended for it."""
    done = threading.Event()
    started = []
    threading.stack_size(2**16)  # so that memory is not what ends it
    try:
        for _ in range(given["most"]):
            thread = threading.Thread(target=done.wait, daemon=True)
            thread.start()
            started.append(thread)
        time.sleep(1)
    except RuntimeError:
        return None
    finally:
        done.set()
        for thread in started:
            thread.join()
    return "more processes can be started than the limit says"


def stray(given: Given) -> int:
    """Leave a process behind that belongs to no group of this one's."""
    words = [sys.executable, "-c", "import time; time.sleep(600)", given["name"]]
    return subprocess.Popen(words, start_new_session=True).pid


ATTEMPTS: dict[str, Callable[[Given], str | None]] = {
    "no network": network,
    "read-only system": system,
    "course out of sight": course,
    "answers out of sight": answers,
    "own processes only": processes,
    "bounded memory": memory,
    "bounded disk": disk,
    "no privileges": privileges,
    "no further namespaces": namespaces,
    "system calls filtered": calls,
    "scrubbed environment": environment,
    "bounded processes": many,
}
"""What holds when an attempt comes to nothing; the last may cost the kernel's life."""


def _readable(files: Iterable[str]) -> str | None:
    for name in files:
        try:
            with open(name, "rb") as file:
                file.read(1)
        except OSError:
            continue
        return f"{name} can be read"
    return None
