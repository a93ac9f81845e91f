"""System calls that no kernel needs, and that are refused.

A filter is a small program that Linux runs before each system call (seccomp(2)). This
one refuses with EPERM what could look into other processes, mount, make namespaces,
reach Linux' own larger machinery (BPF, io_uring, keys, modules), or take memory that no
limit counts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket

# name: its number on x86-64, on arm64
_REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "syslog": (103, 116),
    "personality": (135, 92),
    "vmsplice": (278, 75),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
}
_CLONE, _CLONE3 = (56, 220), (435, 435)
_SOCKET, _PRCTL = (41, 198), (157, 167)

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OTHER_NUMBERS = 0x40000000
"""From here on x86-64 has the same calls a second time."""

_NAMESPACES = 0x7E020000
"""All flags by which clone(2) makes namespaces."""

_SET_DEATH_SIGNAL = 1
_SET_FILTER = 22

_NUMBER, _MACHINE, _FIRST = 0, 4, 16  # where a filter finds them
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = _ERROR | errno.EPERM, _ERROR | errno.ENOSYS
_NO_SUCH_SOCKET = _ERROR | errno.EOPNOTSUPP
"""ZeroMQ lists the network's interfaces, goes on after this, and aborts after EPERM."""

Step = tuple[int, int, int, int]
"""Code, steps to skip when true and when false, value."""


class _Step(ctypes.Structure):
    _fields_ = [
        ("code", ctypes.c_uint16),
        ("true", ctypes.c_uint8),
        ("false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step))]


def refuse_calls(network: bool = True) -> None:
    """Have the calls refused, in this process and all that it starts, for good.

    Needs that privileges were given up; see `namespaces.drop_privileges`.

    Args:
        network: whether sockets of the internet may be made. Where a namespace has
            none but its own that is harmless.

    Raises:
        OSError: Linux does not do it, or the machine is one whose calls are not known.
    """
    steps = program(os.uname().machine, network)
    array = (_Step * len(steps))(*(_Step(*step) for step in steps))
    given = _Program(len(steps), array)
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.prctl(
        ctypes.c_int(_SET_FILTER),
        ctypes.c_ulong(2),
        ctypes.byref(given),
        ctypes.c_ulong(0),
        ctypes.c_ulong(0),
    )
    if done < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)} (seccomp)")


def program(machine: str, network: bool) -> list[Step]:
    """The filter's steps.

    Args:
        machine: as `os.uname` names it.
        network: see `refuse_calls`.

    Raises:
        OSError: the machine's system calls are not known.
    """
    if machine not in _MACHINES:
        raise OSError(errno.ENOSYS, f"the system calls of {machine} are not known")
    index, mark = _MACHINES[machine]
    families = [socket.AF_UNIX]
    if network:
        families += [socket.AF_INET, socket.AF_INET6]
    steps: list[Step] = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, mark),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        (_RETURN, 0, 0, _EPERM),
    ]
    for numbers in _REFUSED.values():
        steps += [(_EQUAL, 0, 1, numbers[index]), (_RETURN, 0, 0, _EPERM)]
    # its flags lie in memory, out of a filter's sight; the C library then takes clone
    steps += [(_EQUAL, 0, 1, _CLONE3[index]), (_RETURN, 0, 0, _ENOSYS)]
    steps += _when(_CLONE[index], [(_ANY_BIT, 0, 1, _NAMESPACES)], _EPERM, _ALLOW)
    steps += _when(_PRCTL[index], [(_EQUAL, 0, 1, _SET_DEATH_SIGNAL)], _EPERM, _ALLOW)
    allowed: list[Step] = []
    for left, family in enumerate(reversed(families)):
        allowed.insert(0, (_EQUAL, left, 0 if left else 1, int(family)))
    steps += _when(_SOCKET[index], allowed, _ALLOW, _NO_SUCH_SOCKET)
    steps.append((_RETURN, 0, 0, _ALLOW))
    return steps


def _when(number: int, tests: list[Step], passed: int, failed: int) -> list[Step]:
    """Steps that decide a call by its first argument."""
    inner: list[Step] = [
        (_LOAD, 0, 0, _FIRST),
        *tests,
        (_RETURN, 0, 0, passed),
        (_RETURN, 0, 0, failed),
    ]
    return [(_EQUAL, 0, len(inner), number), *inner]
