"""Landlock: files out of reach without namespaces and without anybody's permission.

Linux has it from 5.13 on, containers mostly let it through, and a process gives up its
own rights by it for good. What newer versions add is used where it is there: from 6.12
on, abstract local sockets and signals stay within as well.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from contextlib import suppress

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1

_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_LOOK = _EXECUTE | _READ | _LIST
_FIRST = 2**13 - 1
_BY_VERSION = {2: 2**13, 3: 2**14, 5: 2**15}
"""Rights over files that a version added: to link elsewhere, truncate, use devices."""

_TRUNCATE, _DEVICES = 2**14, 2**15
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICES
_TCP = 0b11
_ABSTRACT_AND_SIGNALS = 0b11

_libc = ctypes.CDLL(None, use_errno=True)


def keep_to(read: Iterable[str], write: Iterable[str], files: Iterable[str]) -> None:
    """Give up every file but these, in this process and all that it starts.

    Needs that privileges were given up; see `namespaces.drop_privileges`. What is not
    there is left out.

    Args:
        read: folders and files that may be read and executed.
        write: folders in which everything may be done.
        files: files and devices that may be read and written.

    Raises:
        OSError: Linux does not do it.
    """
    version = _call(_CREATE, None, 0, _VERSION)
    handled = _FIRST
    for since, right in _BY_VERSION.items():
        if version >= since:
            handled |= right
    network = _TCP if version >= 4 else 0
    scope = _ABSTRACT_AND_SIGNALS if version >= 6 else 0
    known = 8 * (1 + (version >= 4) + (version >= 6))
    attributes = struct.pack("=QQQ", handled, network, scope)[:known]
    rules = _call(_CREATE, attributes, len(attributes), 0)
    try:
        for paths, rights in (
            (read, _LOOK),
            (write, handled),
            (files, _READ | _WRITE | _TRUNCATE | _DEVICES),
        ):
            for path in paths:
                with suppress(FileNotFoundError):
                    _allow(rules, path, rights & handled)
        _call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= _OF_FILES
        _call(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, number), 0)
    finally:
        os.close(number)


def _call(number: int, *arguments: int | bytes | None) -> int:
    given = [a if isinstance(a, bytes) else ctypes.c_long(a or 0) for a in arguments]
    result = _libc.syscall(ctypes.c_long(number), *given)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{os.strerror(error)} (landlock)")
    return result
