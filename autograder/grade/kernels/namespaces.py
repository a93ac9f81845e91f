"""Namespaces, mounts and privileges: what Python 3.11 does not call by itself."""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path

_NEW_NS, _NEW_UTS, _NEW_IPC = 0x00020000, 0x04000000, 0x08000000
_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000

_NO_SUID, _NO_DEV, _NO_EXEC, _READ_ONLY = 2, 4, 8, 1
_REMOUNT, _BIND, _WITH_MOUNTS = 32, 4096, 16384

_MOUNT_SETATTR, _CAPSET = {
    "x86_64": (442, 126),
    "aarch64": (442, 91),
}.get(os.uname().machine, (-1, -1))
_RECURSIVE, _PRIVATE = 0x8000, 1 << 18

_PDEATHSIG, _DUMPABLE, _SUBREAPER = 1, 4, 36
_DROP_BOUND, _SECURE_BITS, _NO_NEW_PRIVS, _AMBIENT = 24, 28, 38, 47
_NO_ROOT_LOCKED, _CLEAR_ALL = 0b11, 4

_IFF_UP, _SIOCGIFFLAGS, _SIOCSIFFLAGS = 1, 0x8913, 0x8914

FEWEST_PIDS = 301
"""The smallest number of processes that Linux lets a namespace be limited to."""

LEARNER = 1000
"""The user that a kernel sees itself as."""

_libc = ctypes.CDLL(None, use_errno=True)


class _MountAttr(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user")
    ]


def _checked(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} ({what})")


def _prctl(option: int, *values: int) -> None:
    given = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _checked(_libc.prctl(option, *given), f"prctl {option}")


def die_with_parent(number: int) -> None:
    """Be sent a signal when the parent ends."""
    _prctl(_PDEATHSIG, number)


def take_orphans() -> None:
    """Become the parent of what descendants leave behind."""
    _prctl(_SUBREAPER, 1)


def hide_memory(hidden: bool = True) -> None:
    """Let no process without privileges look into this one, or let it again."""
    _prctl(_DUMPABLE, not hidden)


def leave() -> None:
    """Leave the shared mounts, processes, network, host name and shared memory.

    Processes: children will be in the new namespace, the caller is not.

    Raises:
        OSError: this is not permitted here.
    """
    kinds = _NEW_NS | _NEW_PID | _NEW_IPC | _NEW_NET | _NEW_UTS
    _checked(_libc.unshare(kinds), "unshare")
    socket.sethostname("kernel")


def loopback() -> None:
    """Bring up the network that leads nowhere but to oneself."""
    with socket.socket() as any_socket:
        asked = struct.pack("16sh14x", b"lo", 0)
        answer = fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked)
        (flags,) = struct.unpack_from("h", answer, 16)
        asked = struct.pack("16sh14x", b"lo", flags | _IFF_UP)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, asked)


def read_only(path: str = "/") -> None:
    """Make all that is mounted at a path and below it read-only."""
    wanted = _MountAttr(set=_READ_ONLY | _NO_SUID, propagation=_PRIVATE)
    size = ctypes.c_size_t(ctypes.sizeof(wanted))
    at = ctypes.c_int(-100)
    flags = ctypes.c_uint(_RECURSIVE)
    done = _libc.syscall(
        ctypes.c_long(_MOUNT_SETATTR),
        at,
        path.encode(),
        flags,
        ctypes.byref(wanted),
        size,
    )
    _checked(done, "mount_setattr")


def memory_disk(path: str, mib: float, files: int, mode: int = 0o700) -> None:
    """Mount an empty disk of bounded size.

    Args:
        path: an existing folder.
        mib: its size, MiB.
        files: how many files and folders it holds at most.
        mode: who may do what in its top folder.
    """
    options = f"size={int(mib * 1024)}k,nr_inodes={files},mode={mode:o}"
    _mount("tmpfs", path, "tmpfs", _NO_SUID | _NO_DEV, options)


def show(folder: int, path: str) -> None:
    """Show an open folder, with what is mounted in it, at a path as well."""
    _mount(f"/proc/self/fd/{folder}", path, None, _BIND | _WITH_MOUNTS)


def own_processes() -> int:
    """Mount a /proc that shows this namespace alone and cannot be written to.

    Returns:
        A descriptor of the same /proc that can.
    """
    flags = _NO_SUID | _NO_DEV | _NO_EXEC
    _mount("proc", "/proc", "proc", flags)
    writable = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    _mount("/proc", "/proc", None, _BIND)
    _mount(None, "/proc", None, _REMOUNT | _BIND | _READ_ONLY | flags)
    return writable


def most_processes(proc: int, number: int) -> None:
    """Limit a namespace's processes where its owner may (Linux 6.14).

    Older ones refuse, or have one limit for the whole machine, which they refuse, too.
    """
    _write(proc, "sys/kernel/pid_max", str(max(number + 1, FEWEST_PIDS)))


def first_to_end(proc: int) -> None:
    """Have Linux end this process and its children first, when memory is short.

    Args:
        proc: descriptor of a /proc that can be written to.
    """
    _write(proc, "self/oom_score_adj", "1000")


def become_learner(proc: int) -> None:
    """Enter a user namespace without power over any other, and close the way to more.

    Args:
        proc: descriptor of a /proc that can be written to.
    """
    user, group = os.geteuid(), os.getegid()
    _checked(_libc.unshare(_NEW_USER), "unshare user")
    _write(proc, "self/setgroups", "deny")
    _write(proc, "self/uid_map", f"{LEARNER} {user} 1")
    _write(proc, "self/gid_map", f"{LEARNER} {group} 1")
    _write(proc, "sys/user/max_user_namespaces", "0")


def drop_privileges() -> None:
    """Give up all capabilities, for this process and for whatever it executes."""
    _prctl(_NO_NEW_PRIVS, 1)
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    try:
        _prctl(_SECURE_BITS, _NO_ROOT_LOCKED)
        for capability in range(last + 1):
            _prctl(_DROP_BOUND, capability)
    except PermissionError:  # an ordinary user: there is nothing to give up
        pass
    _prctl(_AMBIENT, _CLEAR_ALL)
    header = struct.pack("=Ii", 0x20080522, 0)
    _checked(_libc.syscall(ctypes.c_long(_CAPSET), header, bytes(24)), "capset")


def _mount(
    source: str | None,
    target: str,
    kind: str | None,
    flags: int,
    options: str | None = None,
) -> None:
    given = [value and value.encode() for value in (source, target, kind)]
    done = _libc.mount(*given, ctypes.c_ulong(flags), options and options.encode())
    _checked(done, f"mount {target}")


def _write(folder: int, name: str, text: str) -> None:
    file = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=folder)
    try:
        os.write(file, text.encode())
    finally:
        os.close(file)
