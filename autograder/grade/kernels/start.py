"""What a zygote is told about all its kernels and about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Start:
    """What a kernel is started with.

    Attributes:
        argv: of the kernel; its connection file is added.
        env: its whole environment.
        connection: what its connection file says, but for where its sockets are.
        files: (path in its folder, content in base 64) of what lies there.
        limits: what it may use, as `Limits.plain` says it.
        stand_in: whether it gets a stand-in for `autograder`.
    """

    argv: list[str]
    env: dict[str, str]
    connection: dict[str, Any]
    files: list[tuple[str, str]] = field(default_factory=list)
    limits: dict[str, Any] = field(default_factory=dict)
    stand_in: bool = False


@dataclass(frozen=True)
class Setting:
    """What is the same for all kernels of a zygote.

    Attributes:
        sandboxed: whether the zygote is in a sandbox.
        stand_in: folder of the stand-in for `autograder`.
        answers: folder that holds answers, out of sight of kernels with a stand-in.
        packages: folder that `autograder` is found in, when it is not the usual one.
        kept: folders below /tmp that kernels may read.
        seen: what kernels may read that have no namespaces of their own.
    """

    sandboxed: bool
    stand_in: str
    answers: str
    packages: str | None = None
    kept: Sequence[str] = ()
    seen: Sequence[str] = ()
